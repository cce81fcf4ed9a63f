import { hostOf } from '../scan/hosted-lines.js';
import { selectPaths } from '../scan/path-tables.js';
import { readText, type TreeView } from '../scan/tree-view.js';

/**
 * Tells of names that the macros of a tree's headers may put together out of what C files host: BusyBox's applet table
 * makes `cat_main` and `cat_trivial_usage` of `APPLET(cat, …)`, so that nothing in the tree spells them. Null where the
 * tree hosts nothing.
 */
export function findPastedNames(tree: TreeView): ((name: string) => boolean) | null {
  if (selectPaths(tree.paths, isHosted).length === 0) return null;
  const ends = new Set<string>();
  const starts = new Set<string>();
  for (const path of tree.paths) {
    if (!path.endsWith('.h')) continue;
    const text = readOrEmpty(tree, path);
    for (const [, end] of text.matchAll(/##\s*(_[a-z]\w*)/g)) ends.add(end!);
    for (const [, start] of text.matchAll(/\b([A-Za-z]\w*_)\s*##/g)) starts.add(start!);
  }
  return (name) =>
    [...ends].some((end) => name.endsWith(end)) || [...starts].some((start) => name.startsWith(start));
}

const isHosted = (path: string): boolean => hostOf(path) !== path;

function readOrEmpty(tree: TreeView, path: string): string {
  try {
    return readText(tree, path);
  } catch {
    return ''; // it is reported elsewhere
  }
}
