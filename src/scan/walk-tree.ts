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
  for (const entry of readFolder(resolve(root), '') ?? []) {
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
export function walkTree(root: string): Walked {
  const { files, folders } = listTop(root);
  const walked = folders.map((folder) => walkFolder(root, folder));
  return {
    paths: [...files, ...walked.flatMap(({ paths }) => paths)].sort(),
    unreadable: walked.flatMap(({ unreadable }) => unreadable).sort(),
  };
}

/** What lies below a folder. */
export interface Walked {
  readonly paths: readonly string[];
  /** Folders that can't be read, with a `/` at their end. */
  readonly unreadable: readonly string[];
}

/** Those of them that lie in one folder of the top, in no order. */
export function walkFolder(root: string, folder: string): Walked {
  const top = resolve(root);
  const path = treePath(top, folder);
  // fdir takes names as text.
  if (typeof path !== 'string') return walkBytes(top, folder);
  let found: string[];
  try {
    found = new fdir({ excludeSymlinks: true })
      .withErrors()
      .withRelativePaths()
      .exclude((name) => SKIPPED.has(name))
      .crawl(path)
      .sync();
  } catch {
    // A folder can't be read, which fdir knows but doesn't name.
    return walkBytes(top, folder);
  }
  // A name that isn't UTF-8 was decoded with loss.
  if (found.some((name) => name.includes('\ufffd'))) return walkBytes(top, folder);
  const paths = found
    .filter((name) => name !== '.git' && !name.endsWith('/.git'))
    .map((name) => `${folder}/${nameBytes(name)}`);
  return { paths, unreadable: [] };
}

/** The same walk, slower, over names as bytes. */
function walkBytes(root: string, top: string): Walked {
  const paths: string[] = [];
  const unreadable: string[] = [];
  const folders = [top];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = readFolder(root, folder);
    if (!entries) unreadable.push(`${folder}/`);
    for (const entry of entries ?? []) {
      const path = `${folder}/${entry.name}`;
      if (entry.isFile() && entry.name !== '.git') paths.push(path);
      else if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(path);
    }
  }
  return { paths, unreadable };
}

/** Undefined for a folder that can't be read. */
function readFolder(root: string, folder: string) {
  try {
    return readdirSync(treePath(root, folder), { withFileTypes: true, encoding: 'latin1' });
  } catch {
    return undefined;
  }
}
