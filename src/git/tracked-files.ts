import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { treePath } from '../scan/tree-path.js';
import { namesWorkTree } from './git-environment.js';
import { complaintOf, runGit, type GitOutput } from './run-git.js';

/** What git says about a tree. */
export type GitState =
  /** It lies in no work tree, or git tracks nothing in it. */
  | { readonly kind: 'none' }
  /** There is a repository, but git refuses to read it. */
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'work-tree';
      /** Files on disk that git doesn't track: they are left alone. */
      readonly untracked: number;
      /** Tracked files that aren't on disk (sparse checkouts, deleted ones). */
      readonly absent: number;
    };

export type TrackedFiles =
  | Exclude<GitState, { kind: 'work-tree' }>
  /** Sorted by their bytes, latin1. */
  | { readonly kind: 'work-tree'; readonly paths: readonly string[] };

/** Asks git for the files that it tracks below a folder; outside of every work tree git isn't run at all. */
export async function listTracked(tree: string): Promise<TrackedFiles> {
  return readTracked(await askTracked(tree));
}

/** The question alone; undefined outside of every work tree. */
export async function askTracked(tree: string): Promise<GitOutput | undefined> {
  if (!namesWorkTree(tree, process.env) && !isBelowRepository(tree)) return undefined;
  return await runGit(tree, ['ls-files', '-z', '--cached']);
}

/** What its answer says. */
export function readTracked(output: GitOutput | undefined): TrackedFiles {
  if (!output) return { kind: 'none' };
  if (output.status !== 0) {
    return /not a git repository|must be run in a work tree/.test(output.stderr)
      ? { kind: 'none' }
      : { kind: 'refused', reason: complaintOf(output) };
  }
  if (output.stdout === '') return { kind: 'none' };
  // The index is sorted, but files in conflict are listed once for each side.
  const paths = output.stdout.slice(0, -1).split('\0');
  return { kind: 'work-tree', paths: paths.filter((path, i) => path !== paths[i - 1]) };
}

function isBelowRepository(tree: string): boolean {
  let folder: string;
  try {
    folder = realpathSync(tree);
  } catch {
    return false;
  }
  for (;;) {
    if (existsSync(join(folder, '.git'))) return true;
    const parent = dirname(folder);
    if (parent === folder) return false;
    folder = parent;
  }
}

/**
 * Of the files on disk, those that git tracks.
 * @param walked all of them; both lists are sorted by their bytes.
 */
export function keepTracked(
  root: string,
  walked: readonly string[],
  tracked: TrackedFiles,
): { readonly paths: readonly string[]; readonly state: GitState } {
  if (tracked.kind !== 'work-tree') return { paths: walked, state: tracked };
  const paths: string[] = [];
  const missing: string[] = [];
  let at = 0;
  for (const path of tracked.paths) {
    while (at < walked.length && walked[at]! < path) at++;
    if (walked[at] === path) paths.push(path);
    else missing.push(path);
  }
  // Links and submodules are tracked, too, but no files.
  const absent = missing.filter((path) => !lstatSync(treePath(root, path), { throwIfNoEntry: false })).length;
  return { paths, state: { kind: 'work-tree', untracked: walked.length - paths.length, absent } };
}
