import type { Edit } from '../../../edit/edit.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';
import type { Constant } from './constants.js';
import { report, type FoldContext } from './fold-context.js';
import { Binding, bindingOf, standsIn, unwrapFor } from './precedence.js';

/** What an expression has become. Nothing is written until the statement around it has decided what to keep. */
export interface Folded {
  readonly node: SyntaxNode;
  /** Facts that changed it; empty: it is as it was. */
  readonly causes: readonly string[];
  /** Its value, where that is known (of plain literals, too). */
  readonly value: Constant | null;
  /** How the value is written when the node is replaced as a whole; null: by its kind. */
  readonly text: string | null;
  /** The part of it that stands in its place; null: the node itself, with `edits` in it. */
  readonly by: SyntaxNode | null;
  /** `!!` where an operand takes the place of a logical expression whose value is used. */
  readonly prefix: string;
  /** Changes within `by ?? node`. */
  readonly edits: readonly Edit[];
  /** Parts that must still be evaluated though the value is known, in order. */
  readonly effects: readonly SyntaxNode[];
}

export function untouched(node: SyntaxNode, value: Constant | null = null): Folded {
  return { node, causes: [], value, text: null, by: null, prefix: '', edits: [], effects: [] };
}

export function folded(node: SyntaxNode, causes: readonly string[], rest: Partial<Folded>): Folded {
  return { ...untouched(node), ...rest, causes };
}

/** The constant a fold has led to, facts being the reason. */
export function isCausedConstant(f: Folded): f is Folded & { readonly value: Constant } {
  return f.causes.length > 0 && f.value !== null;
}

export function isChanged(f: Folded): boolean {
  return f.causes.length > 0;
}

export type Spelling = 'bool' | 'int';

/**
 * The edits that write the fold's result where its node stands.
 * @param place what the surroundings ask of the expression (see precedence.ts).
 */
export function writeFolded(context: FoldContext, f: Folded, place: number, spelling: Spelling): Edit[] {
  if (!isChanged(f)) return [];
  const cause = f.causes[0]!;
  if (f.effects.length > 0) {
    report(context, f.node, 'side-effects', 'is constant now, but has side effects', cause);
    return [];
  }
  if (f.by) return writeBy(f, f.by, place, cause);
  if (f.value === null || f.edits.length > 0) {
    if (f.text === null) return [...f.edits];
    const text = f.value === null && !mayStandBare(f.text, place) ? `(${f.text})` : f.text;
    return [{ start: f.node.start, end: f.node.end, text, cause }];
  }
  const text = f.text ?? spellConstant(f.value, spelling === 'bool' && context.usesBool);
  return [{ start: f.node.start, end: f.node.end, text, cause }];
}

/** Whether a text that a rule gives may stand in a place as it is: a name, a literal, a call, or anything loose enough. */
function mayStandBare(text: string, place: number): boolean {
  return (
    (place >= 0 && place <= Binding.Assignment && !text.includes(',')) ||
    /^(?:[\w$]+|"[^"]*"|'[^']*'|\([^()]*\))$|^[\w$]+(?:(?:->|\.)[\w$]+)*(?:\([^()]*\))?$/.test(text)
  );
}

function writeBy(f: Folded, by: SyntaxNode, place: number, cause: string): Edit[] {
  const inner = f.prefix === '' ? unwrapFor(by, place) : by;
  const needsParens = f.prefix === '' ? !standsIn(bindingOf(inner), place) : bindingOf(inner) < Binding.Unary;
  const open = f.prefix + (needsParens ? '(' : '');
  const edits = f.edits.filter((e) => e.start >= inner.start && e.end <= inner.end);
  const before = { start: f.node.start, end: inner.start, text: open, cause };
  const after = { start: inner.end, end: f.node.end, text: needsParens ? ')' : '', cause };
  return [before, ...edits, after].filter((e) => e.end > e.start || e.text !== '');
}

export function spellConstant(value: Constant, asBool: boolean): string {
  switch (value.kind) {
    case 'integer':
      if (asBool && value.value === 1n) return 'true';
      if (asBool && value.value === 0n) return 'false';
      return value.value.toString();
    case 'errno':
      return value.isNegative ? `-${value.name}` : value.name;
    case 'null':
      return 'NULL';
    case 'string':
      return '""';
  }
}
