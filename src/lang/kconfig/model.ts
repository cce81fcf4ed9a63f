import { posix } from 'node:path';
import { parseTristate } from './tristate.js';
import { visitSymbols, type Expression, type Operand, type SymbolOperand } from './expression.js';
import { parseKconfig } from './parse-kconfig.js';
import { findSources, type SourceSite } from './source-graph.js';
import type {
  Block,
  CommentItem,
  Item,
  KconfigFile,
  MenuEntry,
  Property,
  SelectProperty,
  SourceItem,
  SymbolType,
} from './syntax.js';

/** One menu entry that defines a symbol; a symbol may have several, in several files. */
export interface Definition {
  readonly file: KconfigFile;
  readonly entry: MenuEntry;
}

/** A `select` or `imply` line, with the entry that holds it. */
export interface SelectSite extends Definition {
  readonly property: SelectProperty;
}

/** An item that can hold expressions. */
export type Holder = MenuEntry | CommentItem | Block;

/** A symbol's name in an expression (`property` undefined: the condition of an `if` block). */
export interface Reference {
  readonly file: KconfigFile;
  readonly holder: Holder;
  readonly property: Property | undefined;
  readonly operand: SymbolOperand;
}

export interface SymbolInfo {
  readonly name: string;
  /** The first type given to it in any file. */
  type: SymbolType | undefined;
  readonly definitions: Definition[];
  readonly selectedBy: SelectSite[];
  readonly impliedBy: SelectSite[];
  readonly references: Reference[];
}

/** All Kconfig files of a tree. Plain data; spans are byte offsets into `file.text`. */
export interface KconfigModel {
  readonly files: ReadonlyMap<string, KconfigFile>;
  readonly symbols: ReadonlyMap<string, SymbolInfo>;
  /** By path: the source lines that name the file. A file without any counts as read unconditionally. */
  readonly sourcedBy: ReadonlyMap<string, readonly SourceSite[]>;
  /** The paths that each source line may read. */
  readonly sources: ReadonlyMap<SourceItem, readonly string[]>;
}

/**
 * Builds the model of a tree from the texts (latin1) of all its Kconfig files. Paths are below the tree. Never
 * throws: what can't be read stays in the files as unreadable items.
 */
export function buildModel(texts: Iterable<{ readonly path: string; readonly text: string }>): KconfigModel {
  const files = new Map<string, KconfigFile>();
  for (const { path, text } of texts) {
    const clean = posix.normalize(path);
    files.set(clean, parseKconfig(clean, text));
  }
  return linkModel(files);
}

/** The model with some files parsed anew (`text`) or gone (`null`): what the next document of a series works on. */
export function updateModel(model: KconfigModel, changed: ReadonlyMap<string, string | null>): KconfigModel {
  const files = new Map(model.files);
  for (const [path, text] of changed) {
    if (text === null) files.delete(path);
    else files.set(path, parseKconfig(path, text));
  }
  return linkModel(files);
}

/** The model of files that are parsed already. */
export function linkModel(files: ReadonlyMap<string, KconfigFile>): KconfigModel {
  const symbols = new Map<string, SymbolInfo>();
  for (const file of files.values()) {
    for (const item of eachItem(file.items)) if ('properties' in item) indexItem(symbols, file, item);
  }
  return { files, symbols, ...findSources(files) };
}

/** Every item, blocks before what they hold, in the order of the file. */
export function* eachItem(items: readonly Item[]): Generator<Item> {
  const stack: { items: readonly Item[]; at: number }[] = [{ items, at: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const item = top.items[top.at++];
    if (!item) {
      stack.pop();
      continue;
    }
    yield item;
    if ('items' in item) stack.push({ items: item.items, at: 0 });
  }
}

const filesOfItems = new WeakMap<KconfigModel, Map<Item, KconfigFile>>();

/** The file that holds the item, which must be one of the model's. */
export function fileOf(model: KconfigModel, item: Item): KconfigFile {
  let files = filesOfItems.get(model);
  if (!files) {
    files = new Map<Item, KconfigFile>();
    filesOfItems.set(model, files);
    for (const file of model.files.values()) for (const top of file.items) files.set(top, file);
  }
  let top = item;
  while (top.parent) top = top.parent;
  return files.get(top)!;
}

function infoOf(symbols: Map<string, SymbolInfo>, name: string): SymbolInfo {
  let info = symbols.get(name);
  if (!info) {
    info = { name, type: undefined, definitions: [], selectedBy: [], impliedBy: [], references: [] };
    symbols.set(name, info);
  }
  return info;
}

function indexItem(symbols: Map<string, SymbolInfo>, file: KconfigFile, holder: Holder): void {
  const refer = (property: Property | undefined) => (operand: SymbolOperand) => {
    if (parseTristate(operand.name) !== undefined) return;
    infoOf(symbols, operand.name).references.push({ file, holder, property, operand });
  };
  const isEntry = holder.kind === 'config' || holder.kind === 'menuconfig' || holder.kind === 'configdefault';
  const own = isEntry ? infoOf(symbols, holder.name.name) : undefined;
  if (own && isEntry) own.definitions.push({ file, entry: holder });
  if ('condition' in holder && holder.condition) visitSymbols(holder.condition.expression, refer(undefined));
  for (const property of holder.properties) {
    const visit = refer(property);
    for (const expression of expressionsOf(property)) visitSymbols(expression, visit);
    if (own && (property.kind === 'type' || property.kind === 'typed-default')) own.type ??= property.type;
    if (isEntry && (property.kind === 'select' || property.kind === 'imply')) {
      const target = infoOf(symbols, property.target.name);
      (property.kind === 'select' ? target.selectedBy : target.impliedBy).push({
        file,
        entry: holder,
        property,
      });
    }
  }
}

/** The expressions of a property: what it says, then its condition. The target of a select is none of them. */
export function expressionsOf(property: Property): (Expression | Operand)[] {
  const list: (Expression | Operand)[] = [];
  if (property.kind === 'range') list.push(property.low, property.high);
  if (property.kind === 'depends' || property.kind === 'default' || property.kind === 'typed-default') {
    list.push(property.value);
  }
  if (property.condition) list.push(property.condition.expression);
  return list;
}
