import { lineEndOf, makeSourceText } from '../../text/source-text.js';
import type { ConfigFact } from '../facts.js';
import { goneBecause, type KconfigAnalysis } from './analyze-kconfig.js';
import type { Definition, KconfigModel, SymbolInfo } from './model.js';
import { printChanged, simplify } from './simplify.js';
import type { MenuEntry, Property, SelectProperty } from './syntax.js';

/** A select or imply line that a removed symbol hands on. */
interface Heirloom {
  readonly kind: 'select' | 'imply';
  readonly target: string;
  /** Text of its condition, simplified; empty where it has none. */
  readonly condition: string;
}

/** A line put into a file. */
export interface InsertedLine {
  readonly path: string;
  readonly offset: number;
  readonly text: string;
  readonly cause: string;
}

/** A direct select that an heir's select made redundant. */
export interface RedundantSelect extends Definition {
  readonly property: SelectProperty;
  readonly cause: string;
}

export interface Inheritance {
  readonly inserted: readonly InsertedLine[];
  readonly redundant: readonly RedundantSelect[];
}

/**
 * Moves the select and imply lines of a symbol that is always y or m to its heirs: into the heir's first definition
 * that gives it a type, to the sorted place among its selects where these are sorted, else after the last. An heir
 * that has the line keeps its own. Then an entry which selected the symbol and selects an heir without condition
 * needs no direct select of the same target.
 */
export function inheritSelects(
  model: KconfigModel,
  analysis: KconfigAnalysis,
  fact: ConfigFact,
  isDropped: (property: Property) => boolean,
): Inheritance {
  const inserted: InsertedLine[] = [];
  const redundant: RedundantSelect[] = [];
  const info = model.symbols.get(fact.name);
  if (!info || !fact.inherit?.length) return { inserted, redundant };
  const { cause } = analysis.liveness.known.fact(fact.name)!;
  const heirlooms = collectHeirlooms(analysis, info);
  for (const name of fact.inherit) {
    const heir = findHome(model.symbols.get(name));
    if (!heir || goneBecause(analysis, heir.file, heir.entry) !== undefined) continue;
    const places = new PlaceFinder(heir, isDropped);
    for (const heirloom of heirlooms) {
      if (heirloom.target === name || places.has(heirloom)) continue;
      inserted.push({ path: heir.file.path, ...places.place(heirloom), cause });
    }
    for (const site of info.selectedBy) {
      for (const property of findRedundant(site.entry, name, heirlooms, isDropped)) {
        redundant.push({ file: site.file, entry: site.entry, property, cause });
      }
    }
  }
  return { inserted, redundant };
}

function collectHeirlooms(analysis: KconfigAnalysis, info: SymbolInfo): Heirloom[] {
  const { known, facts } = analysis.liveness;
  const found = new Map<string, Heirloom>();
  for (const { file, entry } of info.definitions) {
    for (const property of entry.properties) {
      if (property.kind !== 'select' && property.kind !== 'imply') continue;
      if (facts.has(property.target.name)) continue;
      const condition = property.condition ? printCondition(property, file.text, known) : '';
      if (condition === undefined) continue;
      const heirloom: Heirloom = { kind: property.kind, target: property.target.name, condition };
      found.set(`${heirloom.kind} ${heirloom.target} ${condition}`, heirloom);
    }
  }
  return [...found.values()];
}

/** The condition's text under the facts; empty where it became y, undefined where n. */
function printCondition(
  property: SelectProperty,
  text: string,
  known: KconfigAnalysis['liveness']['known'],
): string | undefined {
  const { expression } = property.condition!;
  const result = simplify(expression, text, known);
  if (result.kind === 'unchanged') return text.slice(expression.start, expression.end);
  if (result.kind === 'changed') return printChanged(text, expression, result.changes);
  return result.value === 'm' ? 'm' : result.value === 'y' ? '' : undefined;
}

/** The definition that gives the symbol its type, else its first. */
function findHome(info: SymbolInfo | undefined): Definition | undefined {
  const isTyped = ({ entry }: Definition) =>
    entry.properties.some(({ kind }) => kind === 'type' || kind === 'typed-default');
  return info?.definitions.find(isTyped) ?? info?.definitions[0];
}

/** Finds where lines go in one entry, and remembers what it put there. */
class PlaceFinder {
  private readonly text: string;
  private readonly lines: readonly SelectProperty[];
  private readonly known: Set<string>;
  private readonly entry: MenuEntry;

  constructor(
    { file, entry }: Definition,
    private readonly isDropped: (property: Property) => boolean,
  ) {
    this.text = file.text;
    this.entry = entry;
    this.lines = entry.properties.filter(
      (p): p is SelectProperty => (p.kind === 'select' || p.kind === 'imply') && !isDropped(p),
    );
    this.known = new Set(this.lines.map((p) => lineKey(p.kind, p.target.name, conditionText(p, file.text))));
  }

  has({ kind, target, condition }: Heirloom): boolean {
    return this.known.has(lineKey(kind, target, '')) || this.known.has(lineKey(kind, target, condition));
  }

  place(line: Heirloom): { offset: number; text: string } {
    this.known.add(lineKey(line.kind, line.target, line.condition));
    const peers = this.lines.filter(({ kind }) => kind === line.kind);
    const after = this.previousOf(line, peers);
    const offset = after
      ? endOfContent(this.text, after.lines.end)
      : endOfContent(this.text, this.startOfList(peers));
    const model = peers.at(-1) ?? this.lines.at(-1) ?? this.entry.properties[0];
    const indent = model ? this.text.slice(model.lines.start, model.start) : '\t';
    const newline = lineEndOf(makeSourceText('', this.text.slice(0, 4096)));
    const condition = line.condition === '' ? '' : ` if ${line.condition}`;
    return { offset, text: `${newline}${indent}${line.kind} ${line.target}${condition}` };
  }

  /** The line that the new one follows; undefined where it comes before all others. */
  private previousOf(line: Heirloom, peers: readonly SelectProperty[]): SelectProperty | undefined {
    const sorted = peers.every((p, i) => i === 0 || peers[i - 1]!.target.name < p.target.name);
    if (!sorted) return peers.at(-1);
    return peers.findLast((p) => p.target.name < line.target);
  }

  /**
   * The end of the line that the first of a list follows: the property before the first one of the kind, or, where
   * there is none, the last select or imply, or the last property but the help text.
   */
  private startOfList(peers: readonly SelectProperty[]): number {
    const { properties, head } = this.entry;
    const kept = properties.filter((p) => p.kind !== 'help' && !this.isDropped(p));
    const first = peers[0];
    const before = first ? kept[kept.indexOf(first) - 1] : (this.lines.at(-1) ?? kept.at(-1));
    return before ? before.lines.end : head.end;
  }
}

const lineKey = (kind: string, target: string, condition: string): string => `${kind} ${target} ${condition}`;

const conditionText = (property: SelectProperty, text: string): string =>
  property.condition
    ? text.slice(property.condition.expression.start, property.condition.expression.end)
    : '';

/** The offset before the line end that stops at `end`. */
function endOfContent(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}

function findRedundant(
  entry: MenuEntry,
  heir: string,
  heirlooms: readonly Heirloom[],
  isDropped: (property: Property) => boolean,
): SelectProperty[] {
  const selects = entry.properties.filter((p): p is SelectProperty => p.kind === 'select' && !isDropped(p));
  if (!selects.some((p) => p.target.name === heir && !p.condition)) return [];
  const given = new Set(
    heirlooms.filter((h) => h.kind === 'select' && h.condition === '').map((h) => h.target),
  );
  return selects.filter((p) => given.has(p.target.name));
}
