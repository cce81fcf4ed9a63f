import { fieldOf, type SyntaxNode } from '../syntax/syntax-node.js';
import { isBooleanValued } from './boolean-valued.js';
import {
  evaluateBinary,
  FALSE,
  isArithmetic,
  isComparison,
  isTruthy,
  makeBoolean,
  type Constant,
} from './constants.js';
import type { FoldContext } from './fold-context.js';
import { foldExpression, type Want } from './fold-expression.js';
import { folded, isCausedConstant, isChanged, untouched, writeFolded, type Folded } from './folded.js';
import { bindingOf, operandPlace } from './precedence.js';
import { isPure } from './purity.js';

/**
 * `a && b` and `a || b` (C11 6.5.13, 6.5.14): the left operand is always evaluated, the right one only if the left
 * one doesn't decide. An operand may take the whole's place where only its truth counts, or where it is 0 or 1 itself;
 * elsewhere it becomes `!!operand`.
 */
export function foldLogical(
  context: FoldContext,
  node: SyntaxNode,
  operator: '&&' | '||',
  want: Want,
): Folded {
  const place = operandPlace(operator);
  const leftNode = fieldOf(node, 'left');
  const rightNode = fieldOf(node, 'right');
  if (!leftNode || !rightNode) return untouched(node);
  const left = foldExpression(context, leftNode, 'truth', place);
  const right = foldExpression(context, rightNode, want === 'nothing' ? 'nothing' : 'truth', place);
  const causes = [...left.causes, ...right.causes];
  const decides = (value: Constant) => isTruthy(value) === (operator === '||');
  if (left.value !== null) {
    if (decides(left.value)) {
      const value = makeBoolean(operator === '||');
      if (isChanged(left)) return folded(node, left.causes, { value, effects: left.effects });
      if (!isChanged(right)) return untouched(node, value);
      return folded(node, right.causes, { edits: writeFolded(context, right, place, 'bool') });
    }
    if (isChanged(left) && left.effects.length === 0) return takePlace(context, node, right, causes, want);
  }
  if (right.value !== null && left.value === null) {
    if (isChanged(right) && right.effects.length === 0) {
      if (!decides(right.value)) return takePlace(context, node, left, causes, want);
      const effects = isPure(context, leftNode) ? [] : [leftNode];
      return folded(node, causes, { value: makeBoolean(operator === '||'), effects });
    }
  }
  if (left.value !== null && right.value !== null && left.effects.length + right.effects.length === 0) {
    const value = makeBoolean(isTruthy(right.value));
    return causes.length > 0 ? folded(node, causes, { value }) : untouched(node, value);
  }
  if (causes.length === 0) return untouched(node);
  const edits = [...writeFolded(context, left, place, 'bool'), ...writeFolded(context, right, place, 'bool')];
  return folded(node, causes, { edits });
}

function takePlace(
  context: FoldContext,
  node: SyntaxNode,
  operand: Folded,
  causes: readonly string[],
  want: Want,
): Folded {
  if (operand.value !== null) {
    return folded(node, causes, { value: makeBoolean(isTruthy(operand.value)), effects: operand.effects });
  }
  const by = operand.by ?? operand.node;
  const isTruth = want !== 'value' || isBooleanValued(context, by);
  return folded(node, causes, { by, edits: operand.edits, prefix: isTruth ? operand.prefix : '!!' });
}

/** Operators that give the other operand back when one is 0: `a | 0`, `0 + a`, `a << 0`. */
const ZERO_ON_RIGHT = new Set(['|', '+', '-', '^', '<<', '>>']);
const ZERO_ON_LEFT = new Set(['|', '+', '^']);
/** Operators that yield 0 whatever the other operand is. */
const ANNIHILATES_ON_LEFT = new Set(['*', '&', '<<', '>>']);
const ANNIHILATES_ON_RIGHT = new Set(['*', '&']);

/** An operator that evaluates both of its operands. */
export function foldBinary(context: FoldContext, node: SyntaxNode, operator: string): Folded {
  const place = operandPlace(operator);
  const leftNode = fieldOf(node, 'left');
  const rightNode = fieldOf(node, 'right');
  if (!leftNode || !rightNode) return untouched(node);
  const left = foldExpression(context, leftNode, 'value', place);
  const right = foldExpression(context, rightNode, 'value', place);
  const causes = [...left.causes, ...right.causes];
  const value = left.value && right.value ? evaluateBinary(operator, left.value, right.value) : null;
  if (causes.length === 0) return untouched(node, value);
  const effects = [...left.effects, ...right.effects];
  if (value !== null && isComparison(operator)) return folded(node, causes, { value, effects });
  const isZero = (f: Folded) =>
    isCausedConstant(f) && f.value.kind === 'integer' && f.value.value === 0n && f.effects.length === 0;
  if (isZero(right) && ZERO_ON_RIGHT.has(operator) && !isCausedConstant(left)) {
    return folded(node, causes, { value, by: left.by ?? leftNode, edits: left.edits, prefix: left.prefix });
  }
  if (isZero(left) && ZERO_ON_LEFT.has(operator) && !isCausedConstant(right)) {
    return folded(node, causes, {
      value,
      by: right.by ?? rightNode,
      edits: right.edits,
      prefix: right.prefix,
    });
  }
  // `(1 << 3) * ENABLE_X`: a flag that counts only when X is set.
  const isOne = (f: Folded) =>
    isCausedConstant(f) && f.value.kind === 'integer' && f.value.value === 1n && f.effects.length === 0;
  const factor = operator !== '*' ? null : isOne(right) ? left : isOne(left) ? right : null;
  if (factor && !isCausedConstant(factor)) {
    const by = factor.by ?? factor.node;
    return folded(node, causes, { value, by, edits: factor.edits, prefix: factor.prefix });
  }
  const annihilates =
    (isZero(left) && ANNIHILATES_ON_LEFT.has(operator) && isPure(context, rightNode)) ||
    (isZero(right) && ANNIHILATES_ON_RIGHT.has(operator) && isPure(context, leftNode));
  if (annihilates) return folded(node, causes, { value: FALSE });
  const known = value !== null && isArithmetic(operator);
  // What is left of `a + b * 0` in front of another `+` may stand there as the sum did.
  const leftPlace = leftNode.type === 'binary_expression' ? Math.min(place, bindingOf(leftNode)) : place;
  const write = (f: Folded, at: number) => writeFolded(context, known ? { ...f, effects: [] } : f, at, 'int');
  return folded(node, causes, {
    value,
    effects: known ? effects : [],
    edits: [...write(left, leftPlace), ...write(right, place)],
  });
}
