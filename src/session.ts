import { keepTracked, listTracked, type GitState, type TrackedFiles } from './git/tracked-files.js';
import type { MarksListing } from './scan/list-marks.js';
import type { ListedFiles } from './scan/listed-files.js';
import { makeTreeView, type TreeView } from './scan/tree-view.js';
import { listTop, type Walked } from './scan/walk-tree.js';
import { openPool, type Pool } from './workers/pool.js';

/**
 * Threads, and a tree that one of them walks while git lists its index: what a run needs first. The command line opens
 * it before it loads the rules, so that all this happens at the same time.
 */
export interface Session {
  readonly pool: Pool;
  /** In a git work tree, only the files that git tracks. */
  readonly tree: Promise<TreeView>;
  readonly git: Promise<GitState>;
  readonly close: () => Promise<void>;
}

/** What a session may be told. */
export interface SessionOptions {
  /** See openPool. */
  readonly jobs?: number;
  /** Keep what is found out of the tree's words for the next run (scan/word-cache.ts). */
  readonly cache?: boolean;
  /** What git says of the tree, where it was asked already. */
  readonly tracked?: Promise<TrackedFiles>;
  /** What is below the tree, where it is being listed already. */
  readonly listing?: Promise<MarksListing | undefined>;
}

/** @param root a folder. Close the session whatever happens. */
export function openSession(
  root: string,
  { jobs, cache = false, tracked: known, listing }: SessionOptions = {},
): Session {
  // Git first: it lists its index while this thread starts the others.
  const tracked = known ?? listTracked(root);
  const pool = openPool(jobs);
  const listed = readListing(listing);
  const walked = listed.then((files) =>
    files ? { paths: files.paths, unreadable: [] } : walkOn(pool, root),
  );
  const kept = Promise.all([walked, tracked]).then(([{ paths, unreadable }, list]) => ({
    ...keepTracked(root, paths, list),
    unreadable,
  }));
  const tree = kept.then(async ({ paths, unreadable }) => {
    if (!cache) return makeTreeView(root, paths, { unreadable });
    const { placeCache } = await import('./scan/cache-file.js');
    const files = await listed;
    return makeTreeView(root, paths, {
      unreadable,
      cache: placeCache(root, process.env),
      ...(files ? { listed: files } : {}),
    });
  });
  const save = async () => {
    // A tree that can't be walked was told of already.
    const disk = cache ? (await tree.catch(() => undefined))?.disk() : undefined;
    if (disk?.cache === undefined) return;
    const { saveCache } = await import('./scan/cache-file.js');
    saveCache(disk.cache, disk);
  };
  const git = kept.then(({ state }) => state);
  // For a session that is closed before anyone asks.
  for (const promise of [tree, git]) promise.catch(() => undefined);
  const close = async () => {
    await Promise.all([pool.close(), save()]);
  };
  return { pool, tree, git, close };
}

async function readListing(
  listing: Promise<MarksListing | undefined> | undefined,
): Promise<ListedFiles | undefined> {
  const made = await listing;
  if (!made) return undefined;
  const { listedFiles } = await import('./scan/listed-files.js');
  return listedFiles(made);
}

/** Walks the folders of a tree's top on all threads. Sorted by their bytes, as walkTree does. */
async function walkOn(pool: Pool, root: string): Promise<Walked> {
  const { files, folders } = listTop(root);
  const below = await Promise.all(folders.map((folder) => pool.run('walk', { root, folder })));
  const all = below.flatMap((paths) => (paths === '' ? [] : paths.split('\0')));
  return {
    paths: [...files, ...all.filter((path) => !path.endsWith('/'))].sort(),
    unreadable: all.filter((path) => path.endsWith('/')).sort(),
  };
}
