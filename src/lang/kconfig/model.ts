import { parseTristate } from './tristate.js';
import { visitSymbols, type Expression, type Operand, type SymbolOperand } from './expression.js';
import type { ParsedFiles } from './parsed-files.js';
import type { SourceSite } from './source-graph.js';
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
  readonly type: SymbolType | undefined;
  readonly definitions: readonly Definition[];
  readonly selectedBy: readonly SelectSite[];
  readonly impliedBy: readonly SelectSite[];
  readonly references: readonly Reference[];
}

/** The same without what a symbol's own entries say. */
export interface SymbolSites {
  readonly selectedBy: SelectSite[];
  readonly impliedBy: SelectSite[];
  readonly references: Reference[];
}

/**
 * All Kconfig files of a tree, read when they are asked for (see openModel): walking `files` or `symbols` reads them
 * all. Spans are byte offsets into `file.text`.
 */
export interface KconfigModel {
  readonly texts: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, KconfigFile>;
  readonly symbols: ReadonlyMap<string, SymbolInfo>;
  /** What is known of single files, for models of nearly the same texts. */
  readonly memory: ParsedFiles;
  /** The files that may define the symbol. */
  definingFiles(name: string): readonly string[];
  /** Whether any file defines the symbol; cheaper than to look it up. */
  isDefined(name: string): boolean;
  /** The files whose text holds one of the words, or all of them where the words are many; in their own order. */
  mentioning(words: readonly string[]): readonly KconfigFile[];
  /** The file that holds an item at its top level. */
  ownerOf(top: Item): KconfigFile | undefined;
  /** By path: the source lines that name the file. A file without any counts as read unconditionally. */
  readonly sourcedBy: ReadonlyMap<string, readonly SourceSite[]>;
  /** The paths that each source line may read. */
  readonly sources: ReadonlyMap<SourceItem, readonly string[]>;
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

/** The file that holds the item, which must be one of the model's. */
export function fileOf(model: KconfigModel, item: Item): KconfigFile {
  let top = item;
  while (top.parent) top = top.parent;
  return model.ownerOf(top)!;
}

/**
 * Notes where an item names symbols.
 * @param sitesOf where each one's places are collected.
 */
export function indexItem(file: KconfigFile, holder: Holder, sitesOf: (name: string) => SymbolSites): void {
  const refer = (property: Property | undefined) => (operand: SymbolOperand) => {
    if (parseTristate(operand.name) !== undefined) return;
    sitesOf(operand.name).references.push({ file, holder, property, operand });
  };
  const isEntry = holder.kind === 'config' || holder.kind === 'menuconfig' || holder.kind === 'configdefault';
  if (isEntry) sitesOf(holder.name.name);
  if ('condition' in holder && holder.condition) visitSymbols(holder.condition.expression, refer(undefined));
  for (const property of holder.properties) {
    const visit = refer(property);
    for (const expression of expressionsOf(property)) visitSymbols(expression, visit);
    if (!isEntry || (property.kind !== 'select' && property.kind !== 'imply')) continue;
    const target = sitesOf(property.target.name);
    (property.kind === 'select' ? target.selectedBy : target.impliedBy).push({
      file,
      entry: holder,
      property,
    });
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
