import type { DocumentResult, RunOptions, ShardResult, UnitResult } from './result.js';
import { RuleError } from './rules/rule-errors.js';
import { makeBatch, unitsOf, type Shard } from './rules/split-batch.js';
import { runSeries } from './run-series.js';
import type { TreeView } from './scan/tree-view.js';
import type { Pool } from './workers/pool.js';

/**
 * Carries out the units of one shard, each on the tree as it is, so that what a unit yields doesn't depend on the
 * number of shards. A unit that the tree contradicts is noted, and the others go on.
 */
export async function runShard(
  tree: TreeView,
  options: RunOptions,
  shard: Shard,
  pool: Pool,
): Promise<{ readonly documents: readonly DocumentResult[]; readonly shard: ShardResult }> {
  const batch = makeBatch(options.documents);
  const own = unitsOf(batch, shard);
  const documents: DocumentResult[] = [];
  const units: UnitResult[] = [];
  let done = 0;
  for (const { name, place, documents: asked } of own) {
    const before = done;
    done += asked.length;
    const { onProgress } = options;
    try {
      const results = await runSeries(
        tree,
        {
          ...options,
          documents: asked,
          ...(onProgress
            ? { onProgress: (progress) => onProgress({ ...progress, document: before + progress.document }) }
            : {}),
        },
        pool,
        own.length > 1,
      );
      documents.push(...results);
      units.push({ name, place, documents: results.length });
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      units.push({ name, place, documents: 0, refused: error.message });
    }
  }
  return { documents, shard: { ...shard, batch: batch.id, batchUnits: batch.units.length, units } };
}
