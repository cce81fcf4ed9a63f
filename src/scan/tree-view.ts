import { closeSync, fstatSync } from 'node:fs';
import { listDiskFiles, type DiskFiles, type KnownOfDisk } from './disk-files.js';
import { hostOf } from './hosted-lines.js';
import { findNamed, leaveOut, setOf, type PathSet } from './path-tables.js';
import { openTreeFile, readTreeFile } from './read-tree-file.js';
import { walkTree } from './walk-tree.js';

/**
 * A tree as one document of a series sees it: the files on disk with the results of the documents before laid over
 * them. The tree on disk is never written to.
 */
export interface TreeView {
  readonly root: string;
  /** Sorted paths of the files that exist in this view. */
  readonly paths: readonly string[];
  /** Text that a document before gave a file; such a file is not read from disk. */
  readonly overlay: ReadonlyMap<string, string>;
  /** The files on disk, the same of every view of a tree. */
  readonly disk: () => DiskFiles;
}

export function openTree(root: string): TreeView {
  const { paths, unreadable } = walkTree(root);
  return makeTreeView(root, paths, { unreadable });
}

/**
 * The same of a tree that was walked elsewhere.
 * @param paths as walkTree gives them, or some of them; @param known see listDiskFiles.
 */
export function makeTreeView(root: string, paths: readonly string[], known: KnownOfDisk = {}): TreeView {
  let disk: DiskFiles | undefined;
  return {
    root,
    paths,
    overlay: new Map(),
    disk: () => (disk ??= listDiskFiles(paths, known)),
  };
}

/** The view after changes: `texts` has the new text of each changed file, null for a deleted one. */
export function layOver(tree: TreeView, texts: ReadonlyMap<string, string | null>): TreeView {
  if (texts.size === 0) return tree;
  const overlay = new Map(tree.overlay);
  for (const [path, text] of texts) {
    if (text === null) overlay.delete(path);
    else overlay.set(path, text);
  }
  const gone = [...texts].flatMap(([path, text]) => (text === null ? path : []));
  return { ...tree, paths: leaveOut(tree.paths, gone), overlay };
}

/** The paths of a tree whose last component is a name: most #include lines can mean a few of its files. */
export function pathsNamed({ paths }: TreeView, name: string): readonly string[] {
  return findNamed(paths, name);
}

/** A tree's paths as a set. */
export function pathsOf({ paths }: TreeView): PathSet {
  return setOf(paths);
}

/** A file's text as latin1, one byte a character. @throws UserError when it can't be read. */
export function readText(tree: TreeView, path: string): string {
  return tree.overlay.get(path) ?? readTreeFile(tree.root, path);
}

/** The texts of files below `root`, one after the other; one that can't be read is left out. */
export function* readTreeFiles(root: string, paths: readonly string[]): Generator<string> {
  for (const path of paths) {
    let text: string;
    try {
      text = readTreeFile(root, path);
    } catch {
      continue;
    }
    yield text;
  }
}

/** Git's mode of a file: whether its owner may execute it is all that git keeps. */
export function readMode(tree: TreeView, path: string): number {
  const descriptor = openTreeFile(tree.root, hostOf(path));
  try {
    return fstatSync(descriptor).mode & 0o100 ? 0o100755 : 0o100644;
  } finally {
    closeSync(descriptor);
  }
}
