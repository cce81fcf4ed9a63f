import { BINDING, bindingOf, type Expression } from './expression.js';
import { isConfigTest } from './evaluate.js';

/** Text of an expression with what its surroundings need to know of it. */
export interface Term {
  readonly text: string;
  /** Offset in the file of the first byte that the text was made of. */
  readonly origin: number;
  /** See BINDING. */
  readonly binding: number;
  /** Whether its value can only be 0 or 1. */
  readonly isBoolean: boolean;
  /** Where it is `defined(name)` or `!defined(name)`. */
  readonly test?: DefinedTest;
  /** Where it is parenthesized: what stands between the parentheses. */
  readonly inner?: Term;
  /** Where it is `!operand`: the operand. */
  readonly negated?: Term;
}

export interface DefinedTest {
  readonly name: string;
  readonly isDefined: boolean;
}

const YIELDS_BOOLEAN: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);

/** The term that an expression of the file is; `text` is the whole file's. */
export function termOf(node: Expression, text: string): Term {
  const base = { text: text.slice(node.start, node.end), origin: node.start, binding: bindingOf(node) };
  switch (node.kind) {
    case 'defined':
      return { ...base, isBoolean: true, test: { name: node.name, isDefined: true } };
    case 'call':
      return { ...base, isBoolean: isConfigTest(node.name) };
    case 'parenthesized': {
      const inner = termOf(node.inner, text);
      return { ...base, isBoolean: inner.isBoolean, inner };
    }
    case 'unary':
      if (node.operator !== '!') return { ...base, isBoolean: false };
      return negateTerm(termOf(node.operand, text), base.text, node.start);
    case 'logical':
      return { ...base, isBoolean: true };
    case 'binary':
      return { ...base, isBoolean: YIELDS_BOOLEAN.has(node.operator) };
    case 'ternary': {
      const branches = [termOf(node.whenTrue, text), termOf(node.whenFalse, text)];
      return { ...base, isBoolean: branches.every(({ isBoolean }) => isBoolean) };
    }
    default:
      return { ...base, isBoolean: false };
  }
}

/** `!operand`, spelled `text`. The operand must bind as tightly as a unary operator. */
export function negateTerm(operand: Term, text: string, origin: number): Term {
  const test = operand.test && { name: operand.test.name, isDefined: !operand.test.isDefined };
  const base = { text, origin, binding: BINDING.unary, isBoolean: true, negated: operand };
  return test ? { ...base, test } : base;
}

/** The term without parentheses around the whole of it. */
export function stripParentheses(term: Term): Term {
  let bare = term;
  while (bare.inner) bare = bare.inner;
  return bare;
}
