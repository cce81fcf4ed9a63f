import { factId, type ValueFact } from '../../facts.js';
import { fieldOf, type SyntaxNode } from '../syntax/syntax-node.js';
import { FALSE } from './constants.js';
import { nodeText, report, type FoldContext } from './fold-context.js';
import { folded, untouched, type Folded } from './folded.js';
import { isPure } from './purity.js';

/**
 * What becomes of a place that names an object which a rule removes other than by reading it: a statement that only
 * stores into it goes, its right side's effects kept; anything else is a leftover. Null for a plain read.
 */
export function foldObjectUse(context: FoldContext, node: SyntaxNode, fact: ValueFact): Folded | null {
  const { parent } = node;
  const cause = factId(fact);
  if (parent === null) return null;
  const isTarget =
    (parent.type === 'assignment_expression' && node.field === 'left') ||
    parent.type === 'update_expression' ||
    (parent.type === 'pointer_expression' && context.text[parent.start] === '&') ||
    (parent.type === 'subscript_expression' && node.field === 'argument') ||
    parent.type === 'field_expression' ||
    parent.type === 'sizeof_expression';
  if (!isTarget) return null;
  report(context, node, 'object-in-use', `${fact.name} goes, but is more than read here`, cause);
  return untouched(node);
}

/** `v = x;`, `v += x;`, `v++;` as statements, where v goes: nothing, but for the effects of x. */
export function foldStore(context: FoldContext, node: SyntaxNode, want: string): Folded | null {
  if (want !== 'nothing') return null;
  const target = fieldOf(node, node.type === 'update_expression' ? 'argument' : 'left');
  if (target?.type !== 'identifier') return null;
  const name = nodeText(context, target);
  const fact = context.locals.has(name) ? undefined : context.knowledge.values.get(name);
  if (fact?.what !== 'variable' || !fact.goes) return null;
  const right = fieldOf(node, 'right');
  const effects = right && !isPure(context, right) ? [right] : [];
  return folded(node, [factId(fact)], { value: FALSE, effects });
}
