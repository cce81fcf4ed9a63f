import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { clip, UserError } from '../errors.js';
import { finalFiles, type FinalFile } from '../final-files.js';
import { commitFiles, describeHead, restoreFiles } from '../git/commit-files.js';
import { readIdentities } from '../git/read-identity.js';
import { findUncommitted } from '../git/uncommitted-files.js';
import type { Options } from '../options.js';
import { decodeText } from '../report/decode-text.js';
import type { FileChange, RunResult } from '../result.js';
import { treePath } from '../scan/tree-path.js';
import { messageOf, type SeriesPart } from '../series/series-part.js';
import { writeFiles } from '../write-files.js';
import type { Output } from './terminal.js';

/** A commit that was made. */
export interface MadeCommit {
  /** Abbreviated. */
  readonly id: string;
  readonly subject: string;
}

/** Files that a message names before it says how many more there are. */
const NAMED = 3;

/**
 * Whether --write or --commit may change the tree.
 * @throws UserError where a file has uncommitted changes (--force allows that), or git can't tell, or there is no
 * work tree to commit in; nothing is changed then.
 */
export async function checkWritable(options: Options, result: RunResult): Promise<void> {
  const { tree, commit, force } = options;
  const { git = { kind: 'none' } } = result;
  if (commit && git.kind === 'none') {
    throw new UserError(`--commit: git tracks no file of ${clip(tree)}; nothing was changed`);
  }
  if (force || git.kind === 'none') return;
  if (git.kind === 'refused') {
    const hint = commit ? '' : '; --force writes all the same';
    throw new UserError(`git can't tell what is uncommitted: ${git.reason}; nothing was changed${hint}`);
  }
  const paths = finalFiles(result.documents).map(({ path }) => path);
  const dirty = paths.length === 0 ? [] : await findUncommitted(tree, paths);
  if (dirty.length === 0) return;
  const named = dirty.slice(0, dirty.length > NAMED + 1 ? NAMED : dirty.length).map(decodeText);
  const more = dirty.length > named.length ? ` and ${dirty.length - named.length} more files` : '';
  const verb = dirty.length === 1 ? 'has' : 'have';
  const hint = commit ? '' : ', or use --force';
  throw new UserError(
    `${named.join(', ')}${more} ${verb} uncommitted changes: commit or stash them${hint}; nothing was changed`,
  );
}

/**
 * --commit: one commit for each part of the series, each with its files only. Call checkWritable first.
 * @param stderr gets what git and its hooks say.
 * @throws UserError where git refuses a commit: its files, and those of the parts after it, are as they were then.
 */
export async function commitResult(
  options: Options,
  result: RunResult,
  parts: readonly SeriesPart[],
  stderr: Output,
): Promise<MadeCommit[]> {
  const { tree } = options;
  await readIdentities(tree);
  const commits: MadeCommit[] = [];
  for (const part of parts) {
    const document = result.documents[part.document]!;
    const files = finalFiles([{ ...document, changes: part.files.map(({ change }) => change) }]);
    if (files.length === 0) continue;
    const paths = files.map(({ path }) => path);
    await writeNext(tree, files, `${commits.length} of ${parts.length} commits were made`);
    const answer = await commitFiles(tree, paths, messageOf(part), options.signoff);
    if (answer.status !== 0) {
      await stderr.write(answer.stderr);
      const undone = await restoreFiles(tree, paths);
      // Where git itself can't (a lock of another process), the bytes at least are put back.
      if (undone.status !== 0) await putBack(tree, files, document.changes);
      throw new UserError(
        `git refuses the commit "${part.subject}"; ` +
          `${commits.length} of ${parts.length} commits were made, and no other file is changed`,
      );
    }
    await stderr.write(answer.stderr);
    commits.push({ id: await describeHead(tree), subject: part.subject });
  }
  return commits;
}

/** writeFiles, for what comes after some commits: an error tells of these. */
async function writeNext(tree: string, files: readonly FinalFile[], made: string): Promise<void> {
  try {
    await writeFiles(tree, files);
  } catch (error) {
    if (!(error instanceof UserError) || made.startsWith('0 ')) throw error;
    throw new UserError(`${error.message.replace(/; nothing was changed$/, '')}; ${made}`, { cause: error });
  }
}

/** Gives files what they held before, and those that went their mode. */
async function putBack(
  tree: string,
  files: readonly FinalFile[],
  changes: readonly FileChange[],
): Promise<void> {
  for (const { path, before, after } of files) {
    const place = treePath(tree, path);
    if (after === undefined) await mkdir(treePath(tree, posix.dirname(path)), { recursive: true });
    await writeFile(place, Buffer.from(before, 'latin1'));
    const mode = changes.find((change) => change.path === path)?.mode;
    if (after === undefined && mode === 0o100755) await chmod(place, 0o755);
  }
}
