import { createHash } from 'node:crypto';
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
  /** What git said of the tree, for the run. */
  readonly tracked: () => Promise<TrackedFiles>;
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
  const folder = key && openRecordFolder(env);
  if (!folder) return undefined;
  const { tree } = options;
  let looked: Promise<Look> | undefined;
  const look = () => (looked ??= lookAt(tree, folder.path));
  const isKnown = folder.has(key.id);
  // What this run comes to is worth nothing after it has written. One that is to write locks the tree before it looks.
  if (!options.write) void look();
  return {
    rules: key.rules,
    isKnown,
    async recall() {
      if (!isKnown) return undefined;
      const now = look();
      const bytes = folder.read(key.id);
      const record = bytes && decodeRecord(bytes, tree);
      const { marks, tracked } = await now;
      return record && marks?.digest === record.marks && tracked.sum === record.tracked
        ? record.result
        : undefined;
    },
    tracked: async () => (await look()).tracked.files,
    async keep(result, { pool, tree: opened }) {
      if (options.write || pool.hasGivenUp()) return;
      if ((await opened).disk().unreadable.size > 0) return;
      const { marks, tracked } = await look();
      if (!marks || !isSettled(marks, settledBefore)) return;
      folder.write(key.id, encodeRecord({ marks: marks.digest, tracked: tracked.sum, result }));
    },
  };
}

interface Look {
  readonly marks: MarksListing | undefined;
  readonly tracked: { readonly sum: string; readonly files: TrackedFiles };
}

async function lookAt(tree: string, scratch: string): Promise<Look> {
  const [marks, answer] = await Promise.all([listMarks(tree, scratch), askTracked(tree)]);
  const files = readTracked(answer);
  const said = answer ? [answer.status, answer.stdout, answer.stderr] : [];
  const hash = createHash('sha256');
  for (const part of said) hash.update(`${part}`.length.toString()).update(`\0${part}`, 'latin1');
  return { marks, tracked: { sum: hash.digest('hex'), files } };
}
