import { applyEdits } from '../edit/apply-edits.js';
import { chainEdits, offsetBefore } from '../edit/chain-edits.js';
import type { Edit } from '../edit/edit.js';
import type { Leftover } from '../lang/facts.js';
import { classifyFile } from '../lang/file-kind.js';
import type { FileChange } from '../result.js';
import { layOver, readMode, readText, type TreeView } from '../scan/tree-view.js';

/**
 * A document's changes while later passes work on the result of earlier ones: each file keeps one list of edits from
 * the text that the document found.
 */
export interface LaterChanges {
  /** The tree as the changes so far would leave it. */
  view(): TreeView;
  /** A file's text in that tree; null when it can't be read. */
  textOf(path: string): string | null;
  /** Lays edits of the file's present text over the changes. */
  add(path: string, edits: readonly Edit[]): void;
  /** The leftover with its offset, into the present text, led back to the text that the document found. */
  locate(leftover: Leftover): Leftover;
  /** Sorted by path. */
  list(): FileChange[];
}

export function openLaterChanges(tree: TreeView, changes: readonly FileChange[]): LaterChanges {
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const textAfter = (change: FileChange) =>
    change.status === 'deleted' ? null : applyEdits(change.before, change.edits);
  return {
    view: () => layOver(tree, new Map([...byPath].map(([path, change]) => [path, textAfter(change)]))),
    textOf(path) {
      const change = byPath.get(path);
      if (change) return textAfter(change);
      try {
        return readText(tree, path);
      } catch {
        return null; // nothing in it can be changed then
      }
    },
    add(path, edits) {
      const earlier = byPath.get(path);
      if (earlier) {
        byPath.set(path, { ...earlier, edits: chainEdits(earlier.before, earlier.edits, edits) });
        return;
      }
      const before = readText(tree, path);
      const mode = readMode(tree, path);
      byPath.set(path, { path, kind: classifyFile(path), status: 'modified', before, edits, mode });
    },
    locate(leftover) {
      const edits = byPath.get(leftover.path)?.edits ?? [];
      return { ...leftover, offset: offsetBefore(edits, leftover.offset) };
    },
    list: () => [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}
