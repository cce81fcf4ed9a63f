import { eachItem, type Definition, type KconfigModel, type SymbolInfo } from '../lang/kconfig/model.js';
import type { Block, Item, KconfigFile, MenuEntry, SourceItem, SymbolType } from '../lang/kconfig/syntax.js';

/** An item with the file that holds it. */
export interface ScopeItem {
  readonly file: KconfigFile;
  readonly item: Item;
}

/** What the finders look at: all that a tree's root file reads, or what a change concerns. */
export interface KconfigScope {
  readonly model: KconfigModel;
  /** Those that are looked at as a whole, by path. */
  readonly files: readonly KconfigFile[];
  /** In order of the files' paths, then of the files. */
  readonly items: readonly ScopeItem[];
  /** The symbols to look at. */
  readonly symbols: readonly SymbolInfo[];
  readonly has: (file: KconfigFile) => boolean;
  /** The blocks around the only `source` line that reads a file, innermost first, in whichever files they stand. */
  readonly outerBlocks: (file: KconfigFile) => readonly FileBlock[];
  /** Whether a `source` line reads a file, or may. */
  readonly readsAny: (file: KconfigFile, item: SourceItem) => boolean;
  /** Any symbol, looked at or not. */
  readonly infoOf: (name: string) => SymbolInfo | undefined;
  readonly isDefined: (name: string) => boolean;
}

/** A block with the file that holds it. */
export interface FileBlock {
  readonly file: KconfigFile;
  readonly block: Block;
}

const ROOTS = ['Kconfig', 'Config.in'];

/**
 * The part of a tree's Kconfig files that its root file reads: others are tests, samples or other projects. All files
 * where the tree has no root file.
 */
export function openScope(model: KconfigModel): KconfigScope {
  const root = ROOTS.find((path) => model.files.has(path));
  const found = new Set<string>(root === undefined ? model.files.keys() : [root]);
  const items: ScopeItem[] = [];
  const byFile = new Map<string, ScopeItem[]>();
  // A set may grow while it is walked.
  for (const path of found) {
    const file = model.files.get(path);
    if (!file) continue;
    const own = [...eachItem(file.items)].map((item) => ({ file, item }));
    byFile.set(path, own);
    for (const { item } of own) {
      if (item.kind !== 'source') continue;
      for (const next of model.sources.get(item) ?? []) found.add(next);
    }
  }
  const paths = [...byFile.keys()].sort();
  for (const path of paths) for (const item of byFile.get(path)!) items.push(item);
  const symbols = new Map(model.symbols);
  return {
    model,
    files: paths.map((path) => model.files.get(path)!),
    items,
    symbols: [...symbols.values()],
    has: (file) => byFile.has(file.path),
    outerBlocks: readOuterBlocks(model),
    readsAny: (_file, item) => !isCertain(item) || (model.sources.get(item)?.length ?? 0) > 0,
    infoOf: (name) => symbols.get(name),
    isDefined: (name) => (symbols.get(name)?.definitions.length ?? 0) > 0,
  };
}

/** Whether the line names one file, which has to be there. */
export function isCertain({ exact, optional, glob }: SourceItem): boolean {
  return exact && !optional && !/[*?[]/.test(glob);
}

/** The symbol's entries that the root file reads. */
export function definitionsIn(scope: KconfigScope, info: SymbolInfo): Definition[] {
  return info.definitions.filter(({ file }) => scope.has(file));
}

/** The symbol's entries that one configuration may read together with a file. */
export function definitionsBeside(scope: KconfigScope, name: string, path: string): Definition[] {
  const info = scope.infoOf(name);
  const arch = archOf(path);
  const isBeside = (other: string | undefined) => arch === undefined || other === undefined || arch === other;
  return info ? definitionsIn(scope, info).filter(({ file }) => isBeside(archOf(file.path))) : [];
}

/** A symbol's type as a file sees it; undefined where it has none, or more than one. */
export function typeBeside(scope: KconfigScope, name: string, path: string): SymbolType | undefined {
  let known = types.get(scope);
  if (!known) types.set(scope, (known = new Map<string, SymbolType | undefined>()));
  const key = `${archOf(path) ?? ''}/${name}`;
  if (!known.has(key)) known.set(key, readType(scope, name, path));
  return known.get(key);
}

const types = new WeakMap<KconfigScope, Map<string, SymbolType | undefined>>();

function readType(scope: KconfigScope, name: string, path: string): SymbolType | undefined {
  const types = new Set(
    definitionsBeside(scope, name, path).flatMap(({ entry }) =>
      entry.properties.flatMap((property) =>
        property.kind === 'type' || property.kind === 'typed-default' ? property.type : [],
      ),
    ),
  );
  const [type, ...others] = types;
  return others.length > 0 ? undefined : type;
}

/** Whether an item is an entry that makes its symbol; Zephyr's `configdefault` only adds to one. */
export function isEntry(item: Item): item is MenuEntry {
  return item.kind === 'config' || item.kind === 'menuconfig';
}

/** The blocks around an item, innermost first. */
export function* blocksAround(item: Item): Generator<Block> {
  for (let block = item.parent; block; block = block.parent) yield block;
}

/** The blocks around an item, in its own file and then in those that read it. */
export function allBlocksAround(
  scope: Pick<KconfigScope, 'outerBlocks'>,
  file: KconfigFile,
  item: Item,
): { readonly file: KconfigFile; readonly block: Block; readonly isOwn: boolean }[] {
  const own = [...blocksAround(item)].map((block) => ({ file, block, isOwn: true }));
  return [...own, ...scope.outerBlocks(file).map((outer) => ({ ...outer, isOwn: false }))];
}

/** A file that several lines may read has no blocks for certain. */
function readOuterBlocks(model: KconfigModel): (file: KconfigFile) => readonly FileBlock[] {
  const known = new Map<string, readonly FileBlock[]>();
  const read = (file: KconfigFile): readonly FileBlock[] => {
    const found = known.get(file.path);
    if (found) return found;
    known.set(file.path, []); // files that read each other are read no further
    const [site, ...others] = model.sourcedBy.get(file.path) ?? [];
    if (!site?.certain || others.length > 0) return [];
    const blocks = [
      ...[...blocksAround(site.item)].map((block) => ({ file: site.file, block })),
      ...read(site.file),
    ];
    known.set(file.path, blocks);
    return blocks;
  };
  return read;
}

/** `arch/x86/…` belongs to one architecture: no configuration reads the files of two. */
export function archOf(path: string): string | undefined {
  return /^arch\/([^/]+)\//.exec(path)?.[1];
}
