import { append } from '../../text/append.js';
import type { Edit, Removal } from '../../edit/edit.js';
import type { Leftover } from '../facts.js';
import type { Span } from '../../text/span.js';
import type { AnyDefault } from './drop-defaults.js';
import type { Expression, Operand } from './expression.js';
import { isEntry, isInChoice } from './liveness.js';
import type { Holder } from './model.js';
import { simplify } from './simplify.js';
import type { Condition, KconfigFile, Property, RangeProperty, SymbolType, TypeProperty } from './syntax.js';
import { isTristateType, printValue, type Knowledge } from './tristate.js';

/** The edits of one file, as they are found. */
export interface FileEdits {
  readonly removals: Removal[];
  readonly replacements: Edit[];
  readonly leftovers: Leftover[];
  /** Properties whose lines go; the comment directly above may go with them. */
  readonly dropped: Map<Property, string>;
}

/** Where a property stands, and what is known there. */
export interface PropertySite {
  readonly file: KconfigFile;
  readonly holder: Holder;
  readonly known: Knowledge;
  readonly edits: FileEdits;
  /** The type of the symbol that the entry defines. */
  readonly type: SymbolType | undefined;
  /** Defaults of the entry that go. */
  readonly droppedDefaults: ReadonlyMap<AnyDefault, string>;
}

/** What a condition became. */
type Outcome = 'y' | 'n' | 'other';

/** Rewrites one property that mentions a fact, or that others made unreachable. */
export function rewriteProperty(site: PropertySite, property: Property): void {
  switch (property.kind) {
    case 'depends':
      rewriteDepends(site, property, property.value);
      break;
    case 'default':
    case 'typed-default':
      rewriteDefault(site, property);
      break;
    case 'type':
    case 'prompt':
      rewritePrompt(site, property);
      break;
    case 'select':
    case 'imply':
      if (rewriteCondition(site, property.condition, property.target.end) === 'n')
        dropCondition(site, property);
      break;
    case 'range':
      rewriteRange(site, property);
      break;
    case 'visible':
      rewriteVisible(site, property, property.condition);
      break;
    case 'help':
    case 'option':
    case 'unreadable':
      break;
  }
}

/** The line (or lines) of the property go. */
export function dropProperty(
  { edits }: Pick<PropertySite, 'edits'>,
  property: Property,
  cause: string,
): void {
  if (edits.dropped.has(property)) return;
  edits.dropped.set(property, cause);
  edits.removals.push({ ...property.lines, cause });
}

function causeOf(site: PropertySite, ...expressions: (Expression | undefined)[]): string {
  for (const expression of expressions) {
    const result = expression && simplify(expression, site.file.text, site.known);
    if (result && result.kind !== 'unchanged') return result.causes[0]!;
  }
  return '';
}

const dropCondition = (site: PropertySite, property: Property): void =>
  dropProperty(site, property, causeOf(site, property.condition?.expression));

/** Changes an expression in place. Constant y and n are left to the caller; m is written as m. */
export function rewriteExpression(site: PropertySite, expression: Expression): Outcome {
  const { edits, file } = site;
  const result = simplify(expression, file.text, site.known);
  if (result.kind === 'unchanged') return 'other';
  const cause = result.causes[0]!;
  if (result.kind === 'constant') {
    if (result.value !== 'm') return result.value;
    edits.replacements.push({ start: expression.start, end: expression.end, text: 'm', cause });
    return 'other';
  }
  for (const { start, end, text } of result.changes) {
    if (text === '') edits.removals.push({ start, end, cause });
    else edits.replacements.push({ start, end, text, cause });
  }
  for (const operand of result.unresolved) {
    const message = `compares ${operand.name}, whose value is not known here`;
    leave(site, 'unresolved-comparison', operand.start, message, cause);
  }
  return 'other';
}

/** Rewrites ` if EXPR`; where that became y it goes, from `end` (of what it qualifies) on. */
function rewriteCondition(site: PropertySite, condition: Condition | undefined, end: number): Outcome {
  if (!condition) return 'y';
  const outcome = rewriteExpression(site, condition.expression);
  if (outcome === 'y') {
    const cause = causeOf(site, condition.expression);
    site.edits.removals.push({ start: end, end: condition.end, cause });
  }
  return outcome;
}

function rewriteDepends(site: PropertySite, property: Property, value: Expression): void {
  const cause = causeOf(site, value, property.condition?.expression);
  const { edits } = site;
  const trial: FileEdits = { removals: [], replacements: [], leftovers: [], dropped: new Map() };
  const inner = { ...site, edits: trial };
  const outcome = rewriteExpression(inner, value);
  // `depends on A if B` is A, or B is n: it says nothing where A is y or B is n, and A where B is y or m.
  const condition = property.condition ? rewriteDependsCondition(inner, property.condition, value.end) : 'y';
  if (outcome === 'y' || condition === 'n') {
    dropProperty(site, property, cause);
    return;
  }
  if (outcome === 'n') {
    if (!property.condition) return; // dead: the whole item goes, or it had to stay and so does its line
    trial.replacements.push({ start: value.start, end: value.end, text: 'n', cause });
  }
  append(edits.removals, trial.removals);
  append(edits.replacements, trial.replacements);
  append(edits.leftovers, trial.leftovers);
}

function rewriteDependsCondition(site: PropertySite, condition: Condition, end: number): Outcome {
  const result = simplify(condition.expression, site.file.text, site.known);
  if (result.kind !== 'constant') return rewriteCondition(site, condition, end);
  if (result.value === 'n') return 'n';
  site.edits.removals.push({ start: end, end: condition.end, cause: result.causes[0]! });
  return 'y';
}

/**
 * A default that stays: its value becomes a constant or a simpler expression. `def_bool n` with nothing after it is
 * `bool`: that is what findDroppedDefaults says by dropping it.
 */
function rewriteDefault(site: PropertySite, property: AnyDefault): void {
  const { edits, holder } = site;
  const drop = site.droppedDefaults.get(property);
  if (drop !== undefined) {
    if (property.kind === 'default') dropProperty(site, property, drop);
    else edits.replacements.push({ ...typeSpan(property), text: property.type, cause: drop });
    return;
  }
  if (holder.kind === 'choice') {
    rewriteChoiceDefault(site, property);
    return;
  }
  rewriteCondition(site, property.condition, property.value.end);
  const { value } = property;
  if (isTristateType(site.type)) {
    const outcome = rewriteExpression(site, value);
    if (outcome !== 'other') {
      edits.replacements.push({ ...spanOf(value), text: outcome, cause: causeOf(site, value) });
    }
    return;
  }
  if (value.kind === 'symbol') rewriteLiteral(site, value, site.type);
  else if (simplify(value, site.file.text, site.known).kind !== 'unchanged') {
    leave(
      site,
      'unresolved-default',
      value.start,
      'a default of a symbol that is no tristate',
      causeOf(site, value),
    );
  }
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });
const typeSpan = (property: AnyDefault): Span => ({
  start: property.start,
  end: property.condition?.end ?? property.value.end,
});

/** The default of a choice names one of its members: one that is n can't be chosen, nor any where one is always y. */
function rewriteChoiceDefault(site: PropertySite, property: AnyDefault): void {
  const { value } = property;
  const fact = value.kind === 'symbol' ? site.known.fact(value.name) : undefined;
  if (fact) dropProperty(site, property, fact.cause);
  else if (rewriteCondition(site, property.condition, value.end) === 'n') dropCondition(site, property);
}

/** Writes the value of a symbol that stands where Kconfig takes a value, not an expression. */
function rewriteLiteral(site: PropertySite, operand: Operand, type: SymbolType | undefined): void {
  const fact = operand.kind === 'symbol' ? site.known.fact(operand.name) : undefined;
  if (!fact || operand.kind !== 'symbol') return;
  if (fact.value.kind === 'tristate') {
    leave(
      site,
      'unresolved-default',
      operand.start,
      `the value of ${operand.name} is no literal`,
      fact.cause,
    );
    return;
  }
  const text = printValue(fact.value, type ?? site.known.type(operand.name));
  site.edits.replacements.push({ ...spanOf(operand), text, cause: fact.cause });
}

/**
 * A prompt that can't be seen any more goes, and leaves the type. Not in a choice, whose prompt and whose members'
 * prompts are part of what makes it one.
 */
function rewritePrompt(
  site: PropertySite,
  property: TypeProperty | Extract<Property, { kind: 'prompt' }>,
): void {
  const { edits, holder } = site;
  if (!property.condition || !property.prompt) return;
  if (rewriteCondition(site, property.condition, property.prompt.end) !== 'n') return;
  const cause = causeOf(site, property.condition.expression);
  if (!isEntry(holder) || isInChoice(holder)) {
    leave(
      site,
      'prompt-never-visible',
      property.condition.start,
      'a prompt of a choice that is never visible',
      cause,
    );
    return;
  }
  if (property.kind === 'prompt') dropProperty(site, property, cause);
  else edits.removals.push({ start: property.keyword.end, end: property.end, cause });
  const others = holder.properties.some((other) => other !== property && 'prompt' in other && other.prompt);
  if (holder.kind === 'menuconfig' && !others) {
    // A menuconfig needs a prompt (menuconfig_stmt in parser.y).
    edits.replacements.push({ ...spanOf(holder.keyword), text: 'config', cause });
  }
}

function rewriteRange(site: PropertySite, property: RangeProperty): void {
  if (rewriteCondition(site, property.condition, property.high.end) === 'n') {
    dropCondition(site, property);
    return;
  }
  for (const operand of [property.low, property.high]) rewriteLiteral(site, operand, site.type);
}

function rewriteVisible(site: PropertySite, property: Property, condition: Condition): void {
  const outcome = rewriteExpression(site, condition.expression);
  if (outcome === 'other') return;
  const cause = causeOf(site, condition.expression);
  if (outcome === 'y') {
    dropProperty(site, property, cause);
    return;
  }
  site.edits.replacements.push({ ...spanOf(condition.expression), text: 'n', cause });
  leave(site, 'menu-never-visible', condition.start, 'no prompt in this menu is visible any more', cause);
}

function leave(site: PropertySite, code: string, offset: number, message: string, cause: string): void {
  site.edits.leftovers.push({ code, path: site.file.path, offset, message, cause });
}
