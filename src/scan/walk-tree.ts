import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fdir } from 'fdir';
import { nameBytes, treePath } from './tree-path.js';

/** Folders of version control, which are never part of the tree. In a linked work tree of git, `.git` is a file. */
const SKIPPED = new Set(['.git', '.hg', '.svn']);

/**
 * The paths of all regular files below `root`, sorted by their bytes, with forward slashes, as latin1: one character
 * is one byte of the name. Links are not followed, and ignore files play no part: outside a git work tree they say
 * nothing about the tree (Debian's kernel source has a .gitignore that ends in `/*`).
 */
export function walkTree(root: string): string[] {
  // fdir loses the folders of a root that is `.`.
  const folder = resolve(root);
  const found = new fdir({ excludeSymlinks: true })
    .withRelativePaths()
    .exclude((name) => SKIPPED.has(name))
    .crawl(folder)
    .sync();
  // A name that isn't UTF-8 was decoded with loss.
  const paths = found.some((path) => path.includes('\ufffd')) ? walkBytes(folder) : found.map(nameBytes);
  return paths.filter((path) => !/(?:^|\/)\.git$/.test(path)).sort((a, b) => (a < b ? -1 : 1));
}

/** The same walk, slower, over names as bytes. */
function walkBytes(root: string): string[] {
  const paths: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readFolder(root, folder)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) paths.push(path);
      else if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(path);
    }
  }
  return paths;
}

/** A folder that can't be read counts as empty, as it does in the quick walk. */
function readFolder(root: string, folder: string) {
  try {
    return readdirSync(treePath(root, folder), { withFileTypes: true, encoding: 'latin1' });
  } catch {
    return [];
  }
}
