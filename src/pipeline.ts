import { statSync } from 'node:fs';
import { UserError } from './errors.js';
import type { RunOptions, RunResult } from './result.js';
import { runSeries } from './run-series.js';
import { runShard } from './run-shard.js';
import { openSession, type Session } from './session.js';

/**
 * Runs a series of rule documents over a tree, each on the result of the one before, or one shard of a batch. Nothing
 * is written: the result holds every change.
 * @param session of the same tree, which the caller closes; absent: the run opens and closes its own.
 * @throws UserError for trouble with the rules or the tree; nothing is changed then.
 */
export async function run(options: RunOptions, session?: Session): Promise<RunResult> {
  if (!statSync(options.tree, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(`${options.tree}: error: not a folder, give the root of the tree with -C`);
  }
  const { pool, tree: walked, git, close } = session ?? openSession(options.tree, options);
  try {
    options.onProgress?.({ stage: 'walk', done: 0, total: 0, document: 0 });
    const tree = await walked;
    const done = options.shard
      ? await runShard(tree, options, options.shard, pool)
      : { documents: await runSeries(tree, options, pool) };
    return { ...done, filesScanned: tree.paths.length, git: await git };
  } finally {
    if (!session) await close();
  }
}
