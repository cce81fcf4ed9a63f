import { UserError } from '../errors.js';
import { complaintOf, literalPaths, runGit } from './run-git.js';

/** Up to so many files git is asked about each; beyond, about the whole tree, which takes a third of a second. */
const MOST_ARGUMENTS = 200;

/**
 * Of the paths (below the tree, latin1), those whose content on disk or in the index isn't that of HEAD, sorted.
 * @throws UserError when git can't tell.
 */
export async function findUncommitted(tree: string, paths: readonly string[]): Promise<string[]> {
  const few = paths.length <= MOST_ARGUMENTS && paths.every(isAscii);
  const [prefix, status] = await Promise.all([
    runGit(tree, ['rev-parse', '--show-prefix']),
    runGit(tree, [
      'status',
      '--porcelain',
      '-z',
      '--untracked-files=no',
      '--no-renames',
      '--ignore-submodules=all',
      ...(few ? ['--', ...literalPaths(paths)] : []),
    ]),
  ]);
  for (const output of [prefix, status]) {
    if (output.status === 0) continue;
    throw new UserError(`git can't tell what is uncommitted: ${complaintOf(output)}; nothing was changed`);
  }
  // Each entry is two letters, a space and the path from the top of the work tree.
  const start = prefix.stdout.replace(/\n$/, '');
  const entries = status.stdout.split('\0').filter((entry) => entry !== '');
  const changed = new Set(entries.map((entry) => entry.slice(3)));
  return paths.filter((path) => changed.has(start + path)).sort((a, b) => (a < b ? -1 : 1));
}

/** Node passes arguments as UTF-8, so other bytes can't be named in one. */
function isAscii(path: string): boolean {
  // eslint-disable-next-line no-control-regex -- a range of bytes
  return /^[\x01-\x7f]*$/.test(path);
}
