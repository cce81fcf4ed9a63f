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
    const home = openHome(heir, isDropped);
    for (const heirloom of heirlooms) {
      if (heirloom.target === name || hasLine(home, heirloom)) continue;
      home.known.add(lineKey(heirloom.kind, heirloom.target, heirloom.condition));
      inserted.push({ path: heir.file.path, ...placeLine(home, heirloom), cause });
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

/** The entry that takes lines over. */
interface Home {
  readonly text: string;
  readonly entry: MenuEntry;
  /** Its select and imply lines that stay. */
  readonly lines: readonly SelectProperty[];
  /** Its properties that stay, help text apart. */
  readonly kept: readonly Property[];
  /** Keys of its lines, and of those put there. */
  readonly known: Set<string>;
}

function openHome({ file, entry }: Definition, isDropped: (property: Property) => boolean): Home {
  const kept = entry.properties.filter((p) => p.kind !== 'help' && !isDropped(p));
  const lines = kept.filter((p): p is SelectProperty => p.kind === 'select' || p.kind === 'imply');
  const known = new Set(lines.map((p) => lineKey(p.kind, p.target.name, conditionText(p, file.text))));
  return { text: file.text, entry, lines, kept, known };
}

const hasLine = ({ known }: Home, { kind, target, condition }: Heirloom): boolean =>
  known.has(lineKey(kind, target, '')) || known.has(lineKey(kind, target, condition));

/** The new line's text and place: before the line end of the line that it follows, laid out like its peers. */
function placeLine(home: Home, line: Heirloom): { offset: number; text: string } {
  const { entry, lines, text } = home;
  const peers = lines.filter(({ kind }) => kind === line.kind);
  const after = previousOf(line, peers);
  const offset = endOfContent(text, after ? after.lines.end : startOfList(home, peers));
  const peer = peers.at(-1) ?? lines.at(-1) ?? entry.properties[0];
  const indent = peer ? text.slice(peer.lines.start, peer.start) : '\t';
  const newline = lineEndOf(makeSourceText('', text.slice(0, text.indexOf('\n') + 1)));
  const condition = line.condition === '' ? '' : ` if ${line.condition}`;
  return { offset, text: `${newline}${indent}${line.kind} ${line.target}${condition}` };
}

/** The line that the new one follows; undefined where it comes before all others. */
function previousOf(line: Heirloom, peers: readonly SelectProperty[]): SelectProperty | undefined {
  const isSorted = peers.every((p, i) => i === 0 || peers[i - 1]!.target.name < p.target.name);
  return isSorted ? peers.findLast((p) => p.target.name < line.target) : peers.at(-1);
}

/**
 * The end of the line that the first of a list follows: the property before the first one of the kind, or, where
 * there is none, the last select or imply, or the last property but the help text.
 */
function startOfList({ entry, kept, lines }: Home, peers: readonly SelectProperty[]): number {
  const first = peers[0];
  const before = first ? kept[kept.indexOf(first) - 1] : (lines.at(-1) ?? kept.at(-1));
  return before ? before.lines.end : entry.head.end;
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
