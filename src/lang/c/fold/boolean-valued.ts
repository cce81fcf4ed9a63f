import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';
import { isComparison } from './constants.js';
import { nodeText, type FoldContext } from './fold-context.js';
import { operatorOf } from './precedence.js';

/** Whether the expression's value can only be 0 or 1. */
export function isBooleanValued(context: FoldContext, node: SyntaxNode): boolean {
  switch (node.type) {
    case 'parenthesized_expression': {
      const inner = namedChildren(node)[0];
      return inner !== undefined && isBooleanValued(context, inner);
    }
    case 'binary_expression':
      return ['&&', '||'].includes(operatorOf(node)) || isComparison(operatorOf(node));
    case 'unary_expression':
      return operatorOf(node) === '!';
    case 'true':
    case 'false':
      return true;
    case 'identifier':
      return context.booleans.has(nodeText(context, node));
    case 'cast_expression':
      return /^(?:bool|_Bool)$/.test(nodeText(context, fieldOf(node, 'type') ?? node));
    case 'call_expression': {
      const callee = fieldOf(node, 'function');
      const name = callee?.type === 'identifier' ? nodeText(context, callee) : '';
      return (
        context.booleans.has(name) ||
        /^(?:likely|unlikely|IS_ERR|IS_ERR_OR_NULL|IS_ENABLED|IS_BUILTIN|IS_MODULE|IS_REACHABLE)$/.test(name)
      );
    }
    default:
      return false;
  }
}
