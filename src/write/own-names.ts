/** Names of what excise itself puts into a tree while it writes. Nothing of it is left when a run has ended well. */

/** At the tree's root: locks, and the journal of a write. */
export const OWN_FOLDER = '.excise-journal';

/** The journal of a write that may have to be undone. It stands as soon as there is something to undo. */
export const JOURNAL = 'journal';

/** The same once every file is in place: what is left to do is to tidy up. */
export const DONE = 'done';

/** The journal while it is written. */
export const UNFINISHED = 'journal.new';

/** Keeps git from listing the folder. */
export const IGNORE = '.gitignore';

/** Beside each file of a write: its new content until it takes its place, its old content until all are in place. */
export type BesideKind = 'new' | 'old';

/** @param token of the write, @param index of the file in its journal. */
export function besideName(token: string, index: number, kind: BesideKind): string {
  return `.excise-${token}.${index}.${kind}`;
}

export const TOKEN = /^[0-9a-f]{24}$/;

/**
 * Whether a path (below the tree, latin1) is one that excise may write: it stays below the tree whatever is there, and
 * is nothing of git's or of our own.
 */
export function mayBeWritten(path: string): boolean {
  return path
    .split('/')
    .every(
      (part) =>
        part !== '' &&
        part !== '.' &&
        part !== '..' &&
        part !== OWN_FOLDER &&
        part.toLowerCase() !== '.git' &&
        !part.includes('\0'),
    );
}

/** Folder of a path, '' for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Things with a path, by their folder, in the order in which each comes up first. */
export function groupByFolder<T extends { readonly path: string }>(things: Iterable<T>): Map<string, T[]> {
  const folders = new Map<string, T[]>();
  for (const thing of things) {
    const folder = folderOf(thing.path);
    const own = folders.get(folder);
    if (own) own.push(thing);
    else folders.set(folder, [thing]);
  }
  return folders;
}
