import type { KconfigModel } from '../lang/kconfig/model.js';
import { locateSource } from '../lang/kconfig/source-graph.js';
import { isCertain, type KconfigScope, type ScopeItem } from './kconfig-scope.js';

/**
 * What the finders look at when a change is checked: the given items and symbols. Blocks around `source` lines are left
 * out: to know them takes reading all files.
 */
export function openChangeScope(
  model: KconfigModel,
  items: readonly ScopeItem[],
  names: Iterable<string>,
): KconfigScope {
  return {
    model,
    files: [], // what they hold as a whole, `checkKconfig` looks at
    items,
    symbols: [...names].sort().flatMap((name) => (model.isDefined(name) ? model.symbols.get(name)! : [])),
    has: () => true,
    outerBlocks: () => [],
    readsAny: (file, item) =>
      !isCertain(item) || locateSource((path) => model.texts.has(path), file, item) !== undefined,
    infoOf: (name) => model.symbols.get(name),
    isDefined: (name) => model.isDefined(name),
  };
}
