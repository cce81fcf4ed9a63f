import { UserError } from '../errors.js';
import { decodeText } from '../report/decode-text.js';
import { complaintOf, literalPaths, runGit } from './run-git.js';

/** Up to so many files git is asked about each; beyond, about the whole tree, which takes a third of a second. */
const MOST_ARGUMENTS = 200;

/**
 * Of the paths (below the tree, latin1), those whose content on disk or in the index isn't that of HEAD, sorted.
 * @throws UserError when git can't tell, or doesn't look at one of them.
 */
export async function findUncommitted(tree: string, paths: readonly string[]): Promise<string[]> {
  const few = paths.length <= MOST_ARGUMENTS && paths.every(isAscii);
  const named = few ? ['--', ...literalPaths(paths)] : [];
  const [prefix, tags, status] = await Promise.all([
    runGit(tree, ['rev-parse', '--show-prefix']),
    runGit(tree, ['ls-files', '-v', '-z', ...named]),
    runGit(tree, [
      'status',
      '--porcelain',
      '-z',
      '--untracked-files=no',
      '--no-renames',
      '--ignore-submodules=all',
      ...named,
    ]),
  ]);
  for (const output of [prefix, tags, status]) {
    if (output.status === 0) continue;
    throw new UserError(`git can't tell what is uncommitted: ${complaintOf(output)}; nothing was changed`);
  }
  refuseHidden(tags.stdout, paths);
  // Each entry is two letters, a space and the path from the top of the work tree.
  const start = prefix.stdout.replace(/\n$/, '');
  const entries = status.stdout.split('\0').filter((entry) => entry !== '');
  const changed = new Set(entries.map((entry) => entry.slice(3)));
  return paths.filter((path) => changed.has(start + path)).sort((a, b) => (a < b ? -1 : 1));
}

/**
 * Of files that are marked as assume-unchanged (a small letter) or skip-worktree (S) git doesn't look at the disk, and
 * leaves the latter out of commits.
 * @param tags what `git ls-files -v -z` says: a letter, a space and the path, below the tree.
 * @throws UserError for such a file among the paths.
 */
function refuseHidden(tags: string, paths: readonly string[]): void {
  const hidden = tags.split('\0').filter((entry) => /^[a-zS] /.test(entry));
  if (hidden.length === 0) return;
  const wanted = new Set(paths);
  const entry = hidden.find((own) => wanted.has(own.slice(2)));
  if (entry === undefined) return;
  const flag = entry.startsWith('S') ? 'skip-worktree' : 'assume-unchanged';
  throw new UserError(
    `git can't tell whether ${decodeText(entry.slice(2))} has uncommitted changes, as it is marked ${flag} ` +
      `(git update-index --no-${flag} takes that off); nothing was changed`,
  );
}

/** Node passes arguments as UTF-8, so other bytes can't be named in one. */
function isAscii(path: string): boolean {
  // eslint-disable-next-line no-control-regex -- a range of bytes
  return /^[\x01-\x7f]*$/.test(path);
}
