import { readKconfig } from '../check/check-tree.js';
import { openModel } from '../lang/kconfig/open-model.js';
import type { KconfigModel } from '../lang/kconfig/model.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { rankThings, type DeadThing } from './dead-thing.js';
import { findDeadNames } from './find-dead-names.js';
import { findDeadSymbols } from './find-dead-symbols.js';
import { findMarkers } from './find-markers.js';
import { surveySymbols } from './symbol-values.js';

/** What a tree could lose, the largest first. */
export async function findDead(
  tree: TreeView,
  pool: Pool,
  kinds: ReadonlySet<DeadThing['kind']>,
): Promise<DeadThing[]> {
  const wantsNames = kinds.has('function') || kinds.has('member');
  // The threads read C while this one reckons symbols.
  const asked = wantsNames ? findDeadNames(tree, pool) : [];
  const symbols = kinds.has('config') ? await findSymbols(openModel(readKconfig(tree)), tree, pool) : [];
  const things = [...symbols, ...(await asked)];
  return rankThings(things.filter(({ kind }) => kinds.has(kind)));
}

async function findSymbols(model: KconfigModel, tree: TreeView, pool: Pool): Promise<DeadThing[]> {
  return await findDeadSymbols(surveySymbols(model, await findMarkers(model, tree, pool)), tree, pool);
}
