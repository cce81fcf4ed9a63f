import { eachItem, type Definition, type KconfigModel, type SymbolInfo } from '../lang/kconfig/model.js';
import type { Item, KconfigFile } from '../lang/kconfig/syntax.js';

/** The part of a tree's Kconfig files that its root file reads: others are tests, samples or other projects. */
export interface KconfigScope {
  readonly model: KconfigModel;
  /** Sorted by path. */
  readonly files: readonly KconfigFile[];
  readonly has: (file: KconfigFile) => boolean;
  /** All that the files name. */
  readonly symbols: ReadonlyMap<string, SymbolInfo>;
  readonly isDefined: (name: string) => boolean;
}

const ROOTS = ['Kconfig', 'Config.in'];

/** @returns all files where the tree has no root file. */
export function openScope(model: KconfigModel): KconfigScope {
  const root = ROOTS.find((path) => model.files.has(path));
  const found = new Set<string>(root === undefined ? model.files.keys() : [root]);
  // A set may grow while it is walked.
  for (const path of found) {
    const file = model.files.get(path);
    if (!file) continue;
    for (const item of eachItem(file.items)) {
      if (item.kind !== 'source') continue;
      for (const next of model.sources.get(item) ?? []) found.add(next);
    }
  }
  const files = [...found].sort((a, b) => (a < b ? -1 : 1)).flatMap((path) => model.files.get(path) ?? []);
  const symbols = new Map(model.symbols);
  return {
    model,
    files,
    has: (file) => found.has(file.path),
    symbols,
    isDefined: (name) => (symbols.get(name)?.definitions.length ?? 0) > 0,
  };
}

/** The symbol's entries that the root file reads. */
export function definitionsIn(scope: KconfigScope, info: SymbolInfo): Definition[] {
  return info.definitions.filter(({ file }) => scope.has(file));
}

/** The blocks around an item, innermost first. */
export function* blocksAround(item: Item) {
  for (let block = item.parent; block; block = block.parent) yield block;
}
