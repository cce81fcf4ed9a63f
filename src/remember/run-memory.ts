import { createHash } from 'node:crypto';
import type { GitOutput } from '../git/run-git.js';
import { askTracked, readTracked, type TrackedFiles } from '../git/tracked-files.js';
import type { Options } from '../options.js';
import type { RunResult } from '../result.js';
import { settledNow } from '../scan/settled.js';
import { isSettled, listMarks, type MarksListing } from '../scan/list-marks.js';
import type { Session } from '../session.js';
import { openRecordFolder } from './record-folder.js';
import { readBuildId, readRunKey } from './run-key.js';
import { decodeRecord, encodeRecord } from './run-record.js';

/**
 * What runs with --cache remember of each other: what a run came to is what the same run comes to again, as long as
 * nothing below the tree, nothing that git tracks of it, no rule, no option and nothing of this program has changed.
 */
export interface RunMemory {
  /** The bytes of the rule files. */
  readonly rules: ReadonlyMap<string, Buffer>;
  /** Whether an earlier run was asked for the same; then its rules were right. */
  readonly isKnown: boolean;
  /** What it came to, if the tree is still the same. Holds the tree against it now: lock it first. */
  readonly recall: () => Promise<RunResult | undefined>;
  /** What git said of the tree, for the run; undefined where it wasn't asked. */
  readonly tracked: () => Promise<TrackedFiles> | undefined;
  /** What is below the tree, for the run; undefined where it wasn't listed. */
  readonly listing: () => Promise<MarksListing | undefined> | undefined;
  /** Remembers what this run came to. @param session that it ran in. */
  readonly keep: (result: RunResult, session: Session) => Promise<void>;
}

/**
 * @param build tells this program from any other. @param settledBefore see settled.ts.
 * @returns undefined for a run that can't be remembered.
 */
export function openRunMemory(
  options: Options,
  env: Readonly<Record<string, string | undefined>>,
  { build = readBuildId(), settledBefore = settledNow() } = {},
): RunMemory | undefined {
  const key = build === undefined ? undefined : readRunKey(options, build);
  if (!key) return undefined;
  const folder = openRecordFolder(env);
  if (!folder) return undefined;
  const { tree } = options;
  let looked: Look | undefined;
  const look = () => (looked ??= lookAt(tree, folder.path));
  const isKnown = folder.has(key.id);
  // What this run comes to is worth nothing after it has written. One that is to write locks the tree before it looks.
  if (!options.write) look();
  return {
    rules: key.rules,
    isKnown,
    async recall() {
      if (!isKnown) return undefined;
      const { marks, answer } = look();
      const bytes = folder.read(key.id);
      const record = bytes && decodeRecord(bytes, tree);
      if (!record) return undefined;
      const isSame = (await marks)?.digest === record.marks && sumOf(await answer) === record.tracked;
      return isSame ? record.result : undefined;
    },
    tracked: () => looked?.answer.then(readTracked),
    listing: () => looked?.marks,
    async keep(result, { pool, tree: opened }) {
      if (options.write || pool.hasGivenUp()) return;
      if ((await opened).disk().unreadable.size > 0) return;
      const { marks, answer } = look();
      const listing = await marks;
      if (!listing || !isSettled(listing, settledBefore)) return;
      const tracked = sumOf(await answer);
      folder.write(key.id, encodeRecord({ marks: listing.digest, tracked, result }));
    },
  };
}

/** What is asked of a tree. */
interface Look {
  readonly marks: Promise<MarksListing | undefined>;
  readonly answer: Promise<GitOutput | undefined>;
}

function lookAt(tree: string, scratch: string): Look {
  return { marks: listMarks(tree, scratch), answer: askTracked(tree) };
}

function sumOf(answer: GitOutput | undefined): string {
  const hash = createHash('sha256');
  const { status = null, stdout = '', stderr = '' } = answer ?? {};
  for (const part of [String(status), stdout, stderr]) hash.update(`${part.length}\0`).update(part, 'latin1');
  return hash.digest('hex');
}
