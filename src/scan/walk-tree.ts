import { fdir } from 'fdir';

/** Folders of version control, which are never part of the tree. */
const SKIPPED = new Set(['.git', '.hg', '.svn']);

/**
 * The paths of all regular files below `root`, sorted by their bytes, with forward slashes. Links are not followed,
 * and ignore files play no part: outside a git work tree they say nothing about the tree (Debian's kernel source has
 * a .gitignore that ends in `/*`).
 */
export function walkTree(root: string): string[] {
  const paths = new fdir({ excludeSymlinks: true })
    .withRelativePaths()
    .exclude((name) => SKIPPED.has(name))
    .crawl(root)
    .sync();
  return paths.sort((a, b) => (a < b ? -1 : 1));
}
