import type { KconfigModel } from '../lang/kconfig/model.js';
import { locateSource } from '../lang/kconfig/source-graph.js';
import { isCertain, type KconfigScope, type ScopeItem } from './kconfig-scope.js';

/**
 * What the finders look at when a change is checked: the given items and symbols. Blocks around `source` lines are left
 * out: to know them takes reading all files. Whether a symbol is defined is told by the lines that look like the head
 * of its entry, so that the files of all symbols that are named needn't be parsed.
 * @param gone symbols that have such a line, in a help text, and no entry.
 */
export function openChangeScope(
  model: KconfigModel,
  items: readonly ScopeItem[],
  names: Iterable<string>,
  gone: ReadonlySet<string>,
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
    // A name without an entry (`m`) would be looked for in all files.
    infoOf: (name) => (model.definingFiles(name).length > 0 ? model.symbols.get(name) : undefined),
    isDefined: (name) => !gone.has(name) && model.definingFiles(name).length > 0,
  };
}
