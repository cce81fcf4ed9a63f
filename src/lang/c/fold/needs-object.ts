import type { SyntaxNode } from '../syntax/syntax-node.js';
import { report, type FoldContext } from './fold-context.js';
import { isCausedConstant, type Folded } from './folded.js';

/**
 * Whether a constant would take a place that needs an object or a pointer to a known type: `f()->m`, `*f()`, `f()[0]`,
 * `&M`, `M++` are no C with NULL or 0 in it. Reports so; the place stays as it is.
 */
export function isObjectNeeded(
  context: FoldContext,
  parent: SyntaxNode,
  child: SyntaxNode,
  f: Folded,
): boolean {
  if (!isCausedConstant(f) || f.value.kind === 'string') return false;
  const needs =
    (parent.type === 'field_expression' && child.field === 'argument') ||
    (parent.type === 'subscript_expression' && child.field === 'argument') ||
    parent.type === 'pointer_expression' ||
    parent.type === 'update_expression' ||
    (parent.type === 'assignment_expression' && child.field === 'left');
  if (needs)
    report(
      context,
      child,
      'object-needed',
      'it is a constant now, but an object is needed here',
      f.causes[0]!,
    );
  return needs;
}
