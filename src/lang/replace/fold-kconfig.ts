import { append } from '../../text/append.js';
import { composeEdits } from '../../edit/compose-edits.js';
import { holdsOffset } from '../../text/partition-point.js';
import type { Edit, Removal } from '../../edit/edit.js';
import { makeSourceText } from '../../text/source-text.js';
import type { Leftover } from '../facts.js';
import type { Span } from '../../text/span.js';
import { isBroken } from '../kconfig/analyze-kconfig.js';
import { dedentBlock } from '../kconfig/dedent-block.js';
import { isDefault, type AnyDefault } from '../kconfig/drop-defaults.js';
import { propertyComment } from '../kconfig/entry-comment.js';
import { visitSymbols, type SymbolOperand } from '../kconfig/expression.js';
import { isEntry } from '../kconfig/liveness.js';
import { eachItem, expressionsOf, type Holder, type KconfigModel } from '../kconfig/model.js';
import {
  dropProperty,
  rewriteProperty,
  type FileEdits,
  type PropertySite,
} from '../kconfig/rewrite-property.js';
import type {
  Block,
  Condition,
  Item,
  KconfigFile,
  MenuEntry,
  Property,
  SelectProperty,
} from '../kconfig/syntax.js';
import { evaluate } from '../kconfig/simplify.js';
import type { Knowledge } from '../kconfig/tristate.js';
import { replacementId, type Replacement } from './replacement.js';
import { conjunctsOf, knowSettled, settleRepeats, type Conjunct, type Settler } from './repeated-terms.js';

export interface FoldedKconfig {
  /** Sorted and disjoint, into the text of the model's file. */
  readonly edits: readonly Edit[];
  readonly leftovers: readonly Leftover[];
}

interface Work {
  readonly model: KconfigModel;
  readonly file: KconfigFile;
  readonly replacements: readonly Replacement[];
  readonly settler: Settler;
  readonly known: Knowledge;
  readonly edits: FileEdits;
  readonly cause: string;
  /** The properties that copies with settled operands stand for. */
  readonly copies: Map<Property, Property>;
}

/**
 * Folds what a replacement made redundant in a Kconfig file: operands that repeat each other, what an enclosing block
 * or another `depends on` line says, a second `select` of one symbol, and what an entry would say of itself.
 * @param model that of the tree after the replacement.
 * @param written offsets of the names that took another's place, sorted.
 */
export function foldKconfig(
  model: KconfigModel,
  file: KconfigFile,
  written: readonly number[],
  replacements: readonly Replacement[],
): FoldedKconfig {
  const places = [...written, ...listOwnNames(file, replacements)].sort((a, b) => a - b);
  if (places.length === 0 || isBroken(file)) return { edits: [], leftovers: [] };
  const cause = replacementId(replacements[0]!);
  const known: Knowledge = {
    fact: () => undefined,
    type: (name) => model.symbols.get(name)?.type,
    isDefined: (name) => (model.symbols.get(name)?.definitions.length ?? 0) > 0,
  };
  const settler: Settler = {
    text: file.text,
    isTouched: ({ start, end }) => holdsOffset(places, start, end),
    isConcerned: ({ start, end }) => holdsOffset(places, start, end),
    isBool: (name) => known.type(name) === 'bool',
  };
  const edits: FileEdits = { removals: [], replacements: [], leftovers: [], dropped: new Map() };
  const work: Work = {
    model,
    file,
    replacements,
    settler,
    known: knowSettled(known, cause),
    edits,
    cause,
    copies: new Map(),
  };
  for (const item of eachItem(file.items)) foldItem(work, item);
  const removals = [...edits.removals, ...commentsOfDropped(work)];
  const source = makeSourceText(file.path, file.text);
  return {
    edits: composeEdits(source, removals, edits.replacements, { braces: false }),
    leftovers: edits.leftovers,
  };
}

/** Where entries that take over another symbol's name (`keep: old`) speak of it: now they would speak of themselves. */
function listOwnNames(file: KconfigFile, replacements: readonly Replacement[]): number[] {
  const places: number[] = [];
  const kept = new Set(replacements.flatMap(({ keepsOld, symbol }) => (keepsOld ? [symbol] : [])));
  if (kept.size === 0) return places;
  for (const item of eachItem(file.items)) {
    if (!isEntry(item) || !kept.has(item.name.name)) continue;
    const note = ({ name, start }: SymbolOperand) => {
      if (name === item.name.name) places.push(start);
    };
    for (const property of item.properties) {
      if (property.kind === 'select' || property.kind === 'imply') note(property.target);
      for (const expression of expressionsOf(property)) visitSymbols(expression, note);
    }
  }
  return places;
}

function foldItem(work: Work, item: Item): void {
  if (item.kind === 'if') foldBlock(work, item);
  if (!('properties' in item)) return;
  const around = contextOf(work, item);
  const own = isEntry(item) ? work.replacements.find(({ symbol }) => symbol === item.name.name) : undefined;
  const dependencies = foldDependencies(work, item, around, own);
  const context = [...around, ...dependencies.map(asWritten), ...ownName(work, item)];
  for (const property of item.properties) {
    if (property.kind === 'depends') continue;
    if (own && isTouched(work, property)) foldOwnProperty(work, item, property, own);
    else foldProperty(work, item, property, context);
  }
  if (isEntry(item)) foldSelects(work, item, context);
}

const isTouched = (work: Work, property: Property): boolean => work.settler.isTouched(property);

/** In the entry of a symbol that goes, what takes its place holds: its select lines move there. */
function ownName({ replacements }: Work, item: Holder): Conjunct[] {
  if (!isEntry(item)) return [];
  const going = replacements.find(({ name }) => name === item.name.name);
  return going?.symbol ? [{ term: going.symbol, isTouched: true, isNew: true }] : [];
}

/** What the blocks around an item say, and the source line that reads its file, where that is a single one. */
function contextOf(work: Work, item: Item): Conjunct[] {
  const context: Conjunct[] = [];
  // What the replacement wrote around a line is no reason to change the line.
  const add = (settler: Settler, block: Block) => {
    const condition = block.kind === 'if' ? block.condition?.expression : undefined;
    if (condition) append(context, conjunctsOf(settler, condition).map(asWritten));
    for (const property of block.properties) {
      if (property.kind === 'depends' && !property.condition)
        append(context, conjunctsOf(settler, property.value).map(asWritten));
    }
  };
  for (let block = item.parent; block; block = block.parent) add(work.settler, block);
  let { path } = work.file;
  for (let depth = 0; depth < 20; depth++) {
    const sites = work.model.sourcedBy.get(path) ?? [];
    const [site] = sites;
    if (sites.length !== 1 || !site?.certain) break;
    const settler = { ...work.settler, text: site.file.text, isTouched: () => false };
    for (let block = site.item.parent; block; block = block.parent) add(settler, block);
    path = site.file.path;
  }
  return context;
}

/** `depends on` lines, those that the replacement wrote first; returns what they say together. */
function foldDependencies(
  work: Work,
  holder: Holder,
  around: readonly Conjunct[],
  own: Replacement | undefined,
): Conjunct[] {
  const { settler } = work;
  const lines = holder.properties.flatMap((property) =>
    property.kind === 'depends' && !property.condition
      ? [{ property, says: conjunctsOf(settler, property.value) }]
      : [],
  );
  for (const wantsTouched of [true, false]) {
    for (const line of lines) {
      const { property } = line;
      if (settler.isTouched(property.value) !== wantsTouched) continue;
      const others = lines
        .filter((other) => other !== line)
        .flatMap(({ says }) => says)
        .map((conjunct) => asWritten(conjunct));
      // A symbol can't depend on itself.
      const self: Conjunct[] = own ? [{ term: own.symbol!, isTouched: true, isNew: true }] : [];
      const settled = settleRepeats(settlerOf(work, property), property.value, [
        ...around,
        ...others,
        ...self,
      ]);
      if (settled === property.value) continue;
      line.says = conjunctsOf(settler, settled);
      rewriteCopy(work, holder, property, { ...property, value: settled });
    }
  }
  return lines.flatMap(({ says }) => says);
}

function siteOf(
  work: Work,
  holder: Holder,
  drops: ReadonlyMap<AnyDefault, string> = new Map(),
): PropertySite {
  const { file, known, edits } = work;
  const type = isEntry(holder) ? known.type(holder.name.name) : undefined;
  return { file, holder, known, edits, type, droppedDefaults: drops };
}

/** What another line says, whoever wrote it. */
const asWritten = (conjunct: Conjunct): Conjunct => ({ ...conjunct, isTouched: false });

/** Rewrites a property of which some operands are settled. */
function rewriteCopy(work: Work, holder: Holder, property: Property, copy: Property): void {
  work.copies.set(copy, property);
  rewriteProperty(siteOf(work, holder), copy);
}

/** The settler for one line or block head: where the replacement wrote a part of it, what names its symbols may change. */
function settlerOf({ settler, replacements }: Work, line: Span): Settler {
  if (!settler.isTouched(line)) return settler;
  const names = new Set(replacements.flatMap(({ operands }) => operands.map(({ name }) => name)));
  const isConcerned = ({ start, end }: Span) =>
    (settler.text.slice(start, end).match(/[\w.-]+/g) ?? []).some((word) => names.has(word));
  return { ...settler, isConcerned };
}

function settleCondition(work: Work, condition: Condition, context: readonly Conjunct[]): Condition {
  const expression = settleRepeats(settlerOf(work, condition), condition.expression, context);
  return expression === condition.expression ? condition : { ...condition, expression };
}

/** Every property but the dependencies is only in force where these hold. */
function foldProperty(work: Work, holder: Holder, property: Property, context: readonly Conjunct[]): void {
  if (property.kind === 'visible') {
    const condition = settleCondition(work, property.condition, context);
    if (condition !== property.condition) rewriteCopy(work, holder, property, { ...property, condition });
    return;
  }
  let copy: Property = property;
  if (property.condition) {
    const condition = settleCondition(work, property.condition, context);
    if (condition !== property.condition) copy = { ...copy, condition };
  }
  if (isDefault(property) && holder.kind !== 'choice' && property.value.kind !== 'symbol') {
    const value = settleRepeats(settlerOf(work, property), property.value, []);
    if (value !== property.value) copy = { ...copy, value } as Property;
  }
  if (copy === property) return;
  const { condition } = copy;
  const isNever = condition && evaluate(condition.expression, work.known) === 0;
  if (isNever && isDefault(copy)) dropProperty(siteOf(work, holder), property, work.cause);
  else rewriteCopy(work, holder, property, copy);
}

/**
 * What the entry of the symbol that took the other's place said of that other one: now it speaks of itself, which
 * decides nothing. A default of that kind goes; a condition of a select or imply is met where the symbol is set.
 */
function foldOwnProperty(work: Work, holder: Holder, property: Property, own: Replacement): void {
  const self: Conjunct = { term: own.symbol!, isTouched: true, isNew: true };
  if (isDefault(property)) {
    const drops = new Map([[property, work.cause]]);
    rewriteProperty(siteOf(work, holder, drops), property);
  } else if (property.kind === 'select' || property.kind === 'imply') {
    if (property.condition) foldProperty(work, holder, property, [self]);
  } else if (property.condition) {
    const message = `${own.symbol!} would depend on itself here`;
    const { path } = work.file;
    work.edits.leftovers.push({
      code: 'depends-on-itself',
      path,
      offset: property.condition.start,
      message,
      cause: work.cause,
    });
  }
}

/** An inner `if` that says no more than what is around it: its two lines go. */
function foldBlock(work: Work, block: Block): void {
  const { condition } = block;
  if (!condition || !block.tail) return;
  const settled = settleRepeats(settlerOf(work, condition), condition.expression, contextOf(work, block));
  if (settled === condition.expression) return;
  const { edits, file, cause } = work;
  const value = evaluate(settled, work.known);
  if (value === 2) {
    edits.removals.push({ ...block.head, cause }, { ...block.tail, cause });
    for (const span of dedentBlock(file, block)) edits.removals.push({ ...span, cause });
  } else if (value !== 0) {
    const copy: Condition = { ...condition, expression: settled };
    // Written like a `visible if`: it has the same form.
    const line: Property = {
      kind: 'visible',
      start: condition.start,
      end: condition.end,
      lines: block.head,
      condition: copy,
    };
    rewriteProperty(siteOf(work, block), line);
  }
}

/** Selects that the replacement made say what another says, or what must hold for the entry to be set at all. */
function foldSelects(work: Work, entry: MenuEntry, context: readonly Conjunct[]): void {
  const { edits, settler, cause } = work;
  const conditionOf = (p: SelectProperty) =>
    p.condition
      ? conjunctsOf(settler, p.condition.expression)
          .map(({ term }) => term)
          .join('&&')
      : '';
  const lines = entry.properties.filter(
    (p): p is SelectProperty => p.kind === 'select' || p.kind === 'imply',
  );
  const touched = lines.filter((p) => settler.isTouched(p.target));
  const drop = (property: Property) => dropProperty({ edits }, property, cause);
  for (const property of lines) {
    // What an entry depends on it must not select: Kconfig takes that for a circle.
    const { name } = property.target;
    if (!touched.includes(property) && context.some((one) => one.isNew && one.term === name)) drop(property);
  }
  for (const property of touched) {
    const target = property.target.name;
    const own = property.condition ? conjunctsOf(settler, property.condition.expression) : [];
    if (target === entry.name.name || [...context, ...own].some((one) => one.term === target)) {
      drop(property);
      continue;
    }
    for (const other of lines) {
      if (other === property || other.target.name !== target || edits.dropped.has(property)) continue;
      if (other.kind !== property.kind || edits.dropped.has(other)) continue;
      if (!other.condition || conditionOf(other) === conditionOf(property)) drop(property);
      else if (!property.condition) drop(other);
    }
  }
}

function commentsOfDropped(work: Work): Removal[] {
  const { edits, file, cause, copies } = work;
  const dropped = new Set([...edits.dropped.keys()].map((property) => copies.get(property) ?? property));
  if (dropped.size === 0) return [];
  const removals: Removal[] = [];
  for (const item of eachItem(file.items)) {
    if (!('properties' in item)) continue;
    for (const property of item.properties) {
      if (!dropped.has(property)) continue;
      const span = propertyComment(file, item, property, (p) => dropped.has(p));
      if (span) removals.push({ ...span, cause });
    }
  }
  return removals;
}
