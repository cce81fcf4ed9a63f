import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { literalPaths, runGit, type GitOutput } from './run-git.js';

/**
 * Commits the state on disk of some tracked files, deleted ones included, and of no others: what else is staged stays
 * staged. Hooks run and commits are signed as git's configuration says.
 * @param paths below the tree, latin1; @param message UTF-16.
 * @returns git's answer; where its status isn't 0, nothing was committed.
 */
export async function commitFiles(
  tree: string,
  paths: readonly string[],
  message: string,
  signoff: boolean,
): Promise<GitOutput> {
  const folder = await mkdtemp(join(tmpdir(), 'excise-commit-'));
  try {
    const messageFile = join(folder, 'message');
    await writeFile(messageFile, message);
    return await runGit(
      tree,
      [
        'commit',
        '--quiet',
        '--only',
        '--cleanup=whitespace',
        ...(signoff ? ['--signoff'] : []),
        `--file=${messageFile}`,
        ...FROM_INPUT,
      ],
      { input: nulTerminated(paths), forHooks: true },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gives files their content in HEAD back, in the index and on disk; deleted ones, too. */
export async function restoreFiles(tree: string, paths: readonly string[]): Promise<GitOutput> {
  return await runGit(tree, ['checkout', '--quiet', 'HEAD', ...FROM_INPUT], {
    input: nulTerminated(paths),
    forHooks: true,
  });
}

/** The abbreviated name of HEAD. */
export async function describeHead(tree: string): Promise<string> {
  return (await runGit(tree, ['rev-parse', '--short=12', 'HEAD'])).stdout.trim();
}

const FROM_INPUT = ['--pathspec-from-file=-', '--pathspec-file-nul'];

function nulTerminated(paths: readonly string[]): string {
  return literalPaths(paths)
    .map((path) => `${path}\0`)
    .join('');
}
