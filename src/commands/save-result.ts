import { clip, UserError } from '../errors.js';
import { finalFiles } from '../final-files.js';
import { commitFiles, describeHead, restoreFiles } from '../git/commit-files.js';
import { readIdentities } from '../git/read-identity.js';
import { findUncommitted } from '../git/uncommitted-files.js';
import type { Options } from '../options.js';
import { decodeText } from '../report/decode-text.js';
import type { FileChange, RunResult } from '../result.js';
import { messageOf, type SeriesPart } from '../series/series-part.js';
import { InterruptedError } from '../write/hold-signals.js';
import type { TreeLock } from '../write/lock-tree.js';
import { putBack } from '../write/put-back.js';
import { writeFiles } from '../write/write-files.js';
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
 * --commit: one commit for each part of the series, each with its files only. Call checkWritable first. A signal is
 * heeded between two parts.
 * @param stderr gets what git and its hooks say.
 * @throws UserError where a part can't be written or git refuses its commit: its files, and those of the parts after
 * it, are as they were then, the commits before it stay.
 */
export async function commitResult(
  options: Options,
  result: RunResult,
  parts: readonly SeriesPart[],
  stderr: Output,
  lock: TreeLock,
): Promise<MadeCommit[]> {
  const { tree } = options;
  await readIdentities(tree);
  const commits: MadeCommit[] = [];
  const work = async () => {
    for (const part of parts) {
      const state = `${commits.length} of ${parts.length} commits were made, and no other file is changed`;
      const signal = lock.signals.taken();
      if (signal !== undefined) throw new InterruptedError(signal, state);
      const commit = await commitPart(options, result, part, stderr, state, lock);
      if (commit !== undefined) commits.push(commit);
    }
    return commits;
  };
  return await lock.signals.during(work);
}

/** @param state what holds where the part isn't committed. @returns undefined for a part that changes nothing. */
async function commitPart(
  { tree, signoff }: Options,
  result: RunResult,
  part: SeriesPart,
  stderr: Output,
  state: string,
  lock: TreeLock,
): Promise<MadeCommit | undefined> {
  const document = result.documents[part.document]!;
  const changes = part.files.map(({ change }) => change);
  const files = finalFiles([{ ...document, changes }]);
  if (files.length === 0) return undefined;
  const paths = files.map(({ path }) => path);
  await writeFiles(tree, files, lock).catch((error: unknown) => {
    if (error instanceof InterruptedError) throw new InterruptedError(error.signal, state);
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.message.replace(/nothing was changed$/, state), { cause: error });
  });
  const answer = await commitFiles(tree, paths, messageOf(part), signoff);
  await stderr.write(answer.stderr);
  if (answer.status === 0) return { id: await describeHead(tree), subject: part.subject };
  const undone = await restoreFiles(tree, paths);
  // Where git itself can't (a lock of another process), the bytes at least are put back.
  if (undone.status !== 0) await putBack(lock.root, files, modesOf(changes));
  throw new UserError(`git refuses the commit "${part.subject}"; ${state}`);
}

function modesOf(changes: readonly FileChange[]): Map<string, number> {
  return new Map(changes.map(({ path, mode }) => [path, mode & 0o777]));
}
