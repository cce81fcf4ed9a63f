import type { Edit } from '../../edit/edit.js';
import type { Span } from '../../text/span.js';
import { compareSides } from './compare-sides.js';
import { foldOperand, type FoldContext } from './fold-expansion.js';
import { trimSpan } from './make-space.js';
import { cutOperand, parseExpansion, type Operand } from './parse-expansion.js';
import type { Directive } from './statements.js';

/** What the facts make of the condition of an `ifdef`, `ifndef`, `ifeq` or `ifneq`. */
export type ConditionOutcome =
  /** No fact touches it. */
  | { readonly kind: 'untouched' }
  | { readonly kind: 'decided'; readonly holds: boolean; readonly cause: string }
  /** Still open, with these edits. */
  | { readonly kind: 'open'; readonly edits: readonly Edit[]; readonly cause: string };

/** Folds the condition of a directive that has one. */
export function foldCondition(context: FoldContext, directive: Directive): ConditionOutcome {
  const { keyword, condition } = directive;
  if (!keyword || !condition) return { kind: 'untouched' };
  if (keyword.word === 'ifdef' || keyword.word === 'ifndef') {
    return foldDefinition(context, condition, keyword.word === 'ifdef');
  }
  const sides = splitSides(context.text, condition);
  if (!sides) return { kind: 'untouched' };
  const [left, right] = sides;
  const foldedLeft = foldOperand(context, left, 'exact');
  const foldedRight = foldOperand(context, right, 'exact');
  const edits = [...foldedLeft.edits, ...foldedRight.edits];
  const first = edits[0];
  if (!first) return { kind: 'untouched' };
  const { cause } = first;
  const outcome = compareSides(
    context,
    { operand: left, folded: foldedLeft },
    { operand: right, folded: foldedRight },
  );
  if (outcome.kind === 'open') return { kind: 'open', edits: outcome.edits, cause };
  return { kind: 'decided', holds: outcome.equal === (keyword.word === 'ifeq'), cause };
}

/** `ifdef X` asks whether X has a value that isn't empty (GNU make manual, "Conditional Syntax"). */
function foldDefinition(context: FoldContext, condition: Span, wantsValue: boolean): ConditionOutcome {
  const name = context.text.slice(condition.start, condition.end);
  const known = context.lookup(name);
  if (known) return { kind: 'decided', holds: (known.value !== '') === wantsValue, cause: known.cause };
  const folded = foldOperand(
    context,
    { ...condition, parts: parseExpansion(context.text, condition) },
    'exact',
  );
  const first = folded.edits[0];
  if (!first || folded.edits.some((edit) => edit.text === '')) return { kind: 'untouched' };
  return { kind: 'open', edits: folded.edits, cause: first.cause };
}

/**
 * The two sides of `(a,b)` or of `"a" "b"`. Of the first, make ignores white space before and after the comma and
 * nothing else (its `conditional_line`).
 */
export function splitSides(text: string, condition: Span): [Operand, Operand] | null {
  const open = text[condition.start];
  if (open === '(') {
    if (text[condition.end - 1] !== ')') return null;
    const inner = { start: condition.start + 1, end: condition.end - 1 };
    const all: Operand = { ...inner, parts: parseExpansion(text, inner) };
    const comma = findTopComma(text, all);
    if (comma < 0) return null;
    const left = trimSpan(text, { start: inner.start, end: comma });
    const right = trimSpan(text, { start: comma + 1, end: inner.end });
    // a blank after the parenthesis or before the closing one would count: so do we, by not trimming there
    return [
      cutOperand(all, inner.start, Math.max(left.end, inner.start)),
      cutOperand(all, Math.min(right.start, inner.end), inner.end),
    ];
  }
  const first = quotedSpan(text, condition.start, condition.end);
  if (!first) return null;
  const rest = trimSpan(text, { start: first.end + 1, end: condition.end });
  const second = quotedSpan(text, rest.start, rest.end);
  if (second?.end !== condition.end - 1) return null;
  return [
    { ...first, parts: parseExpansion(text, first) },
    { ...second, parts: parseExpansion(text, second) },
  ];
}

function findTopComma(text: string, operand: Operand): number {
  let nested = 0;
  for (const part of operand.parts) {
    if (part.kind !== 'text') continue;
    for (let at = part.start; at < part.end; at++) {
      if (text[at] === '(') nested++;
      else if (text[at] === ')') nested--;
      else if (text[at] === ',' && nested === 0) return at;
    }
  }
  return -1;
}

/** What stands between the quotes that start at `start`, up to the next quote of the same kind. */
function quotedSpan(text: string, start: number, end: number): Span | null {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return null;
  const close = text.indexOf(quote, start + 1);
  return close < 0 || close >= end ? null : { start: start + 1, end: close };
}
