import type { Leftover } from '../lang/facts.js';
import type { TreeView } from '../scan/tree-view.js';

/** One leftover for each file and folder that could not be read: it may hold anything. */
export function reportUnreadable(tree: TreeView, inScope: (path: string) => boolean): Leftover[] {
  return [...tree.disk().unreadable]
    .filter((path) => inScope(path))
    .sort()
    .map((path) => ({
      code: 'unreadable',
      path,
      offset: 0,
      message: path.endsWith('/')
        ? "the folder can't be read, so its files were left as they are"
        : "the file can't be read, so it was left as it is",
      cause: '',
    }));
}
