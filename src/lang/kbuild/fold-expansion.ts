import type { Edit } from '../../edit/edit.js';
import type { Span } from '../../text/span.js';
import { foldCall } from './fold-function.js';
import { isGap } from './make-space.js';
import {
  parseExpansion,
  type FunctionCall,
  type Operand,
  type VariableReference,
} from './parse-expansion.js';

/** What make gets for `$(CONFIG_X)`: `y`, `m`, the literal, or nothing for n, since auto.conf has no line then. */
export interface KnownValue {
  readonly value: string;
  /** False of a value that holds characters which mean something to make; then no place is edited. */
  readonly safe: boolean;
  readonly isTristate: boolean;
  readonly cause: string;
}

export interface FoldContext {
  readonly text: string;
  /** The value of the variable of this name, when facts tell it. */
  readonly lookup: (name: string) => KnownValue | undefined;
}

/** The outcome of folding an operand or a reference. */
export interface Folded extends Span {
  /** What it expands to, when that is known; text that no fact touches is known to be itself. */
  readonly value: string | null;
  /** Known to expand to something other than white space. */
  readonly nonEmpty: boolean;
  /** Into the file; empty when no fact touches it. */
  readonly edits: readonly Edit[];
}

/** Whether white space between words may change: not where strings are compared. */
export type SpaceMode = 'list' | 'exact';

/** Folds every reference of an operand. */
export function foldOperand(context: FoldContext, operand: Operand, mode: SpaceMode): Folded {
  const edits: Edit[] = [];
  let value: string | null = '';
  let nonEmpty = false;
  for (const part of operand.parts) {
    if (part.kind === 'text') {
      const text = joinLines(context.text.slice(part.start, part.end));
      nonEmpty ||= text.trim() !== '';
      value = value === null ? null : value + text;
      continue;
    }
    if (part.kind === 'opaque') {
      value = null;
      continue;
    }
    const folded = part.kind === 'variable' ? foldVariable(context, part) : foldFunction(context, part);
    value = value === null || folded.value === null ? null : value + folded.value;
    nonEmpty ||= folded.nonEmpty;
    const whole = folded.edits.length === 1 && coversSpan(folded.edits[0]!, part);
    if (whole && mode === 'list') edits.push(fitEdit(context.text, operand, folded.edits[0]!, edits.at(-1)));
    else edits.push(...folded.edits);
  }
  return { start: operand.start, end: operand.end, value, nonEmpty, edits };
}

/** `\`-newline and the white space around it stand for one space (GNU make manual, "Splitting Long Lines"). */
function joinLines(text: string): string {
  return text.replace(/[ \t]*\\\r?\n[ \t]*/g, ' ').replaceAll('$$', '$');
}

export function coversSpan(edit: Span, span: Span): boolean {
  return edit.start <= span.start && edit.end >= span.end;
}

/**
 * Fits an edit of a whole reference into a list of words: when nothing is left of it, one side of the white space
 * around it goes along, a line continuation included; white space that the new text brings along goes where there
 * was white space already.
 */
function fitEdit(text: string, operand: Span, edit: Edit, before: Edit | undefined): Edit {
  const start = Math.max(operand.start, before?.end ?? operand.start);
  const atStart = edit.start === start && (before === undefined ? true : before.text === '');
  const blankBefore = edit.start > start && isGap(text, edit.start - 1, edit.start);
  const atEnd = edit.end === operand.end;
  const blankAfter = !atEnd && isGap(text, edit.end, operand.end);
  const openBefore = atStart || blankBefore;
  const openAfter = atEnd || blankAfter;
  let fitted = edit.text;
  if (openBefore) fitted = fitted.trimStart();
  if (openAfter) fitted = fitted.trimEnd();
  if (fitted !== '' || !openBefore || !openAfter) return { ...edit, text: fitted };
  return { ...edit, text: '', ...absorbGap(text, edit, operand, start) };
}

/**
 * Widens `span` over the gap before it, or, at the start of its list, over the one after it.
 * @param floor where the word or the edit before it ends.
 */
export function absorbGap(text: string, span: Span, list: Span, floor = list.start): Span {
  let { start, end } = span;
  while (start > floor && isGap(text, start - 1, list.end)) start--;
  if (start > list.start && start < span.start) return { start, end };
  // nothing before it, or the word before it has gone and taken the gap along
  start = span.start;
  while (end < list.end && isGap(text, end, list.end)) end++;
  return { start, end };
}

function foldVariable(context: FoldContext, reference: VariableReference): Folded {
  const { start, end, literal, substitution } = reference;
  const span = { start, end };
  if (literal === null) return foldComputedName(context, reference);
  const known = context.lookup(literal);
  const unchanged = { ...span, value: null, nonEmpty: false, edits: [] };
  if (!known) return { ...unchanged, edits: foldSubstitution(context, substitution) };
  let { value } = known;
  if (substitution) {
    const from = foldOperand(context, substitution.from, 'exact');
    const to = foldOperand(context, substitution.to, 'exact');
    if (from.value === null || to.value === null) return unchanged;
    // $(v:a=b) is $(patsubst %a,%b,$(v)), $(v:a%=b%) is $(patsubst a%,b%,$(v))
    const suffix = from.value.includes('%') ? '' : '%';
    value = substitutePattern(suffix + from.value, suffix + to.value, value);
  }
  if (!known.safe) return unchanged;
  return {
    ...span,
    value,
    nonEmpty: value.trim() !== '',
    edits: [{ ...span, text: value, cause: known.cause }],
  };
}

/** The edits in `a=b` of `$(v:a=b)`. */
function foldSubstitution(context: FoldContext, substitution: VariableReference['substitution']): Edit[] {
  const sides = substitution ? [substitution.from, substitution.to] : [];
  return sides.flatMap((side) => foldOperand(context, side, 'exact').edits);
}

/**
 * `$(foo-$(CONFIG_X))` becomes `$(foo-y)`. With nothing left of the inner reference the name would be one that
 * nobody means to read: such a place stays as it is.
 */
function foldComputedName(context: FoldContext, reference: VariableReference): Folded {
  const name = foldOperand(context, reference.name, 'exact');
  const usable = name.edits.every((edit) => edit.text !== '');
  return {
    start: reference.start,
    end: reference.end,
    value: null,
    nonEmpty: false,
    edits: [...(usable ? name.edits : []), ...foldSubstitution(context, reference.substitution)],
  };
}

/** Functions that read a name or make's own text: their arguments are not a value, so nothing in them is touched. */
const UNTOUCHED: ReadonlySet<string> = new Set([
  'eval',
  'flavor',
  'origin',
  'shell',
  'value',
  'info',
  'warning',
  'error',
]);

/** Functions to which the amount of white space in their arguments makes no difference. */
const LIST_FUNCTIONS: ReadonlySet<string> = new Set(
  'addprefix addsuffix and filter filter-out firstword foreach if or sort strip wildcard words'.split(' '),
);

function foldFunction(context: FoldContext, call: FunctionCall): Folded {
  const span = { start: call.start, end: call.end };
  const unchanged = { ...span, value: null, nonEmpty: false, edits: [] };
  if (UNTOUCHED.has(call.name)) return unchanged;
  const mode = LIST_FUNCTIONS.has(call.name) ? 'list' : 'exact';
  const args = call.args.map((arg) => foldOperand(context, arg, mode));
  const inner = args.flatMap((arg) => arg.edits);
  // An argument that would fall apart at a comma it gained: not worth being clever about.
  if (inner.length === 0 || inner.some((edit) => hasBareComma(edit.text))) return unchanged;
  const cause = inner[0]!.cause;
  const outcome = foldCall(context.text, call, args);
  if (!outcome) return { ...unchanged, edits: inner };
  switch (outcome.kind) {
    case 'value': {
      const { value } = outcome;
      if (/[$#\\\n]/.test(value)) return { ...unchanged, edits: inner };
      return { ...span, value, nonEmpty: value.trim() !== '', edits: [{ ...span, text: value, cause }] };
    }
    case 'source':
      return {
        ...span,
        value: outcome.value,
        nonEmpty: outcome.nonEmpty,
        edits: [{ ...span, text: outcome.text, cause }],
      };
    case 'kept':
      return { ...span, value: null, nonEmpty: outcome.nonEmpty, edits: outcome.edits };
  }
}

/** Whether the text holds a comma outside of references. */
function hasBareComma(text: string): boolean {
  if (!text.includes(',')) return false;
  const parts = parseExpansion(text, { start: 0, end: text.length });
  return parts.some(
    (part) =>
      part.kind !== 'variable' && part.kind !== 'function' && text.slice(part.start, part.end).includes(','),
  );
}

/** The text of `span` with the edits that lie in it applied. */
export function renderSpan(text: string, span: Span, edits: readonly Edit[]): string {
  let out = '';
  let at = span.start;
  for (const edit of edits) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at, span.end);
}

/** make's patsubst, word by word: `%` in the pattern matches any stem. */
export function substitutePattern(pattern: string, replacement: string, list: string): string {
  return splitWords(list)
    .map((word) => {
      const stem = matchPattern(pattern, word);
      return stem === null ? word : replacement.replace('%', () => stem);
    })
    .join(' ');
}

/** The stem of `word` under a pattern, or null when it doesn't match; '' for a pattern without `%`. */
export function matchPattern(pattern: string, word: string): string | null {
  const percent = pattern.indexOf('%');
  if (percent < 0) return pattern === word ? '' : null;
  const head = pattern.slice(0, percent);
  const tail = pattern.slice(percent + 1);
  if (word.length < head.length + tail.length || !word.startsWith(head) || !word.endsWith(tail)) return null;
  return word.slice(head.length, word.length - tail.length);
}

export function splitWords(list: string): string[] {
  return list.split(/\s+/).filter((word) => word !== '');
}
