import type { Edit } from '../../edit/edit.js';
import type { Expression, Operand } from '../kconfig/expression.js';
import { eachItem, expressionsOf } from '../kconfig/model.js';
import { parseKconfig } from '../kconfig/parse-kconfig.js';
import { parseTristate } from '../kconfig/tristate.js';
import type { Replacement } from './replacement.js';
import { enclose, KCONFIG, shapeOf, spell, spellOpposite, type Shape } from './spell-expression.js';

/** Writes the expression into the expressions of a Kconfig file, with the parentheses that it needs there. */
export function spellInKconfig(path: string, text: string, replacement: Replacement, cause: string): Edit[] {
  const edits: Edit[] = [];
  const write = (span: Expression, isNegated: boolean, around: Shape) => {
    const { expression } = replacement;
    const spelled = isNegated ? spellOpposite(expression, KCONFIG) : spell(expression, KCONFIG);
    const shape = isNegated ? negatedShape(shapeOf(expression)) : shapeOf(expression);
    edits.push({
      start: span.start,
      end: span.end,
      text: enclose(spelled, needsParentheses(shape, around)),
      cause,
    });
  };
  const visit = (node: Expression | Operand, around: Shape) => {
    switch (node.kind) {
      case 'symbol':
        if (node.name === replacement.name) write(node, false, around);
        break;
      case 'compare': {
        const isNegated = readComparison(node, replacement.name);
        if (isNegated !== undefined) write(node, isNegated, around);
        break;
      }
      case 'not':
        if (node.operand.kind === 'symbol' && node.operand.name === replacement.name)
          write(node, true, around);
        else visit(node.operand, 'not');
        break;
      case 'parentheses':
        visit(node.inner, 'symbol');
        break;
      case 'and':
      case 'or':
        for (const operand of node.operands) visit(operand, node.kind);
        break;
      default:
        break;
    }
  };
  for (const item of eachItem(parseKconfig(path, text).items)) {
    if ('condition' in item && item.condition) visit(item.condition.expression, 'symbol');
    if (!('properties' in item)) continue;
    for (const property of item.properties) for (const one of expressionsOf(property)) visit(one, 'symbol');
  }
  return edits;
}

/** `OLD = y` asks for OLD, `OLD = n` for its opposite; undefined for other comparisons. */
function readComparison(node: Extract<Expression, { kind: 'compare' }>, name: string): boolean | undefined {
  const { left, right, operator } = node;
  if (left.kind !== 'symbol' || left.name !== name || (operator !== '=' && operator !== '!='))
    return undefined;
  const word = right.kind === 'symbol' ? right.name : right.kind === 'constant' ? right.value : null;
  const value = parseTristate(word);
  if (value === undefined || value === 1) return undefined;
  return (value === 2) !== (operator === '=');
}

const negatedShape = (shape: Shape): Shape => (shape === 'not' ? 'symbol' : 'not');

/** `around` is `symbol` where nothing is around. && within || gets them too, as they help the reader. */
export function needsParentheses(shape: Shape, around: Shape): boolean {
  if (shape === 'symbol' || around === 'symbol') return false;
  if (shape === 'not') return around === 'not';
  return shape !== around;
}
