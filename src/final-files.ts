import { applyEdits } from './edit/apply-edits.js';
import type { DocumentResult } from './result.js';

/** What a series as a whole does to one file. Texts are latin1. */
export interface FinalFile {
  readonly path: string;
  /** The text on disk, as the series found it. */
  readonly before: string;
  /** The text in the end; undefined: the file goes. */
  readonly after: string | undefined;
}

/** Puts the changes of a series together, one for each file, sorted by path; files that end as they began are left out. */
export function finalFiles(documents: readonly DocumentResult[]): FinalFile[] {
  const files = new Map<string, FinalFile>();
  for (const { changes } of documents) {
    for (const change of changes) {
      const after = change.status === 'deleted' ? undefined : applyEdits(change.before, change.edits);
      const before = files.get(change.path)?.before ?? change.before;
      files.set(change.path, { path: change.path, before, after });
    }
  }
  return [...files.values()]
    .filter((file) => file.after !== file.before)
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
