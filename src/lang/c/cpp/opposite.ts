import { BINDING, bindingOf, type Expression } from './expression.js';
import { negateTerm, stripParentheses, termOf, type Term } from './terms.js';

const OPPOSITE_OPERATOR: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

/**
 * The opposite of a condition as a person writes it: `!A` for `A` and back, `A != 2` for `A == 2`, and
 * `!A && !B` for `A || B` where the operands are as simple as that. `text` is what the spans refer to.
 */
export function oppositeOf(node: Expression, text: string): Term {
  const term = termOf(node, text);
  if (node.kind === 'parenthesized') return oppositeOf(node.inner, text);
  if (term.negated) return stripParentheses(term.negated);
  if (node.kind === 'binary') {
    const operator = OPPOSITE_OPERATOR[node.operator];
    if (operator !== undefined) {
      const gap = text.slice(node.left.end, node.right.start).replace(node.operator, operator);
      const spelled = text.slice(node.start, node.left.end) + gap + text.slice(node.right.start, node.end);
      return { ...term, text: spelled };
    }
  }
  if (node.kind === 'logical' && node.operands.every(isSimple)) {
    const operator = node.operator === '&&' ? '||' : '&&';
    const spelled = node.operands.map((operand) => oppositeOf(operand, text).text).join(` ${operator} `);
    return { text: spelled, origin: node.start, binding: BINDING[operator], isBoolean: true };
  }
  return bindingOf(node) >= BINDING.unary
    ? negateTerm(term, `!${term.text}`, node.start)
    : negateTerm(term, `!(${term.text})`, node.start);
}

/** A test of one thing, negated or not. */
function isSimple(node: Expression): boolean {
  if (node.kind === 'unary' && node.operator === '!') return isSimple(node.operand);
  return node.kind === 'defined' || node.kind === 'name' || node.kind === 'call';
}
