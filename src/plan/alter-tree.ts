import type { Leftover } from '../lang/facts.js';
import type { CheckFailure, FileChange } from '../result.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { addLines } from './add-lines.js';
import { openLaterChanges } from './later-changes.js';
import { renameSymbols } from './rename-symbols.js';
import type { Alterations } from './state-alterations.js';

export interface AlteredTree {
  /** All changes of the document, sorted by path. */
  readonly changes: readonly FileChange[];
  /** Offsets are into the texts that the document found. */
  readonly leftovers: readonly Leftover[];
  readonly failures: readonly CheckFailure[];
}

/**
 * Carries out a document's alterations on the result of its facts: first the new names, then the new lines, which
 * use these.
 * @param changes what the facts do to `tree`.
 */
export async function alterTree(
  tree: TreeView,
  changes: readonly FileChange[],
  alterations: Alterations,
  options: { readonly inScope: (path: string) => boolean; readonly pool: Pool },
): Promise<AlteredTree> {
  const later = openLaterChanges(tree, changes);
  const renamed = await renameSymbols({ ...alterations, ...options }, later);
  const added = addLines({ ...alterations, ...options }, later);
  return {
    changes: later.list(),
    leftovers: [...renamed.leftovers, ...added.leftovers],
    failures: [...renamed.failures, ...added.failures],
  };
}
