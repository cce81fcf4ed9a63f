import { applyEdits } from '../../edit/apply-edits.js';
import type { RunResult } from '../../result.js';
import { readTreeFile } from '../../scan/read-tree-file.js';
import type { ReadBefore } from './make-page-data.js';

/**
 * Texts of files that a run didn't change, for the lines around leftovers: what an earlier document of the series made
 * of them, else what is on disk. Ask before anything is written.
 */
export function readBefore(result: RunResult, root: string): ReadBefore {
  const changes = result.documents.map(
    (part) => new Map(part.changes.map((change) => [change.path, change])),
  );
  return (document, path) => {
    for (let index = document - 1; index >= 0; index--) {
      const change = changes[index]!.get(path);
      if (change !== undefined)
        return change.status === 'deleted' ? undefined : applyEdits(change.before, change.edits);
    }
    try {
      return readTreeFile(root, path);
    } catch {
      return undefined;
    }
  };
}
