import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fdir } from 'fdir';
import { nameBytes, treePath } from './tree-path.js';

/**
 * Folders of version control and of a write of ours (write/own-names.ts), which are never part of the tree. In a linked
 * work tree of git, `.git` is a file.
 */
const SKIPPED = new Set(['.git', '.hg', '.svn', '.excise-journal']);

/** What lies directly below a tree's root; names as walkTree gives them. */
export interface TopLevel {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** Lists a tree's top, so that its folders can be walked on several threads; see walkFolder. */
export function listTop(root: string): TopLevel {
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of readFolder(resolve(root), '')) {
    if (entry.isFile() && entry.name !== '.git') files.push(entry.name);
    else if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(entry.name);
  }
  return { files, folders };
}

/**
 * The paths of all regular files below `root`, sorted by their bytes, with forward slashes, as latin1: one character
 * is one byte of the name. Links are not followed, and ignore files play no part: outside a git work tree they say
 * nothing about the tree (Debian's kernel source has a .gitignore that ends in `/*`).
 */
export function walkTree(root: string): string[] {
  const { files, folders } = listTop(root);
  return [...files, ...folders.flatMap((folder) => walkFolder(root, folder))].sort();
}

/** Those of them that lie in one folder of the top, in no order. */
export function walkFolder(root: string, folder: string): string[] {
  const top = resolve(root);
  const path = treePath(top, folder);
  // fdir takes names as text.
  if (typeof path !== 'string') return walkBytes(top, folder);
  const found = new fdir({ excludeSymlinks: true })
    .withRelativePaths()
    .exclude((name) => SKIPPED.has(name))
    .crawl(path)
    .sync();
  // A name that isn't UTF-8 was decoded with loss.
  if (found.some((name) => name.includes('\ufffd'))) return walkBytes(top, folder);
  return found
    .filter((name) => name !== '.git' && !name.endsWith('/.git'))
    .map((name) => `${folder}/${nameBytes(name)}`);
}

/** The same walk, slower, over names as bytes. */
function walkBytes(root: string, top: string): string[] {
  const paths: string[] = [];
  const folders = [top];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readFolder(root, folder)) {
      const path = `${folder}/${entry.name}`;
      if (entry.isFile() && entry.name !== '.git') paths.push(path);
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
