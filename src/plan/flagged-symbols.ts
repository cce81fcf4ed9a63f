import { redefinedFlags, writesFlags } from '../lang/config-flags.js';
import { pathsOf, readText, type TreeView } from '../scan/tree-view.js';

const CONFDATA = 'scripts/kconfig/confdata.c';

/** Whether the tree's own Kconfig writes ENABLE_X, IF_X() and IF_NOT_X() for a symbol X (see config-flags.ts). */
export function treeWritesFlags(tree: TreeView): boolean {
  return pathsOf(tree).has(CONFDATA) && writesFlags(readText(tree, CONFDATA));
}

/**
 * Tells of which symbols these macros are Kconfig's alone: those that no header of the tree defines for itself. (What a
 * .c file defines concerns that file, and its front end sees it.) Null where the tree's Kconfig writes none.
 */
export function flaggedSymbols(tree: TreeView): ((name: string) => boolean) | null {
  if (!treeWritesFlags(tree)) return null;
  const redefined = new Set<string>();
  for (const path of tree.paths) {
    if (!path.endsWith('.h') || path.startsWith('scripts/')) continue;
    try {
      for (const symbol of redefinedFlags(readText(tree, path))) redefined.add(symbol);
    } catch {
      // What can't be read is reported elsewhere.
    }
  }
  return (name) => !redefined.has(name);
}
