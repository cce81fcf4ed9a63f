import { factId, type ValueFact } from '../../facts.js';
import { fieldOf, namedChildren, tokenOf, type SyntaxNode } from '../syntax/syntax-node.js';
import { hasEntry, lastJump, statementsOf } from './control-flow.js';
import { nodeText, report, type FoldContext } from './fold-context.js';
import { endWithComment, startWithComment } from './trivia.js';

/** The fact that a rule removes the enumeration constant of a `case`, without saying what value it had. */
export function factOfCase(context: FoldContext, node: SyntaxNode): ValueFact | null {
  const value = node.type === 'case_statement' ? fieldOf(node, 'value') : undefined;
  if (value?.type !== 'identifier') return null;
  const fact = context.knowledge.values.get(nodeText(context, value));
  return fact?.what === 'enumerator' && fact.goes && fact.value === null ? fact : null;
}

/**
 * Takes the `case` of a constant that is no more out of a switch. What stands behind its label goes, too, unless the
 * case before falls into it.
 * @returns whether the statements behind the label stay.
 */
export function dropCase(
  context: FoldContext,
  siblings: readonly SyntaxNode[],
  index: number,
  fact: ValueFact,
): boolean {
  const node = siblings[index]!;
  const cause = factId(fact);
  const own = statementsOf(node);
  const colon = tokenOf(node, ':');
  if (!colon) return true;
  const isReached = fallsThrough(siblings[index - 1]);
  const staysBehind = own.length > 0 && (isReached || own.some(hasEntry));
  if (own.length > 0 && !isReached && staysBehind)
    report(context, node, 'label-in-dead-branch', 'the case goes, but a label stands in it', cause);
  const end = staysBehind || own.length === 0 ? colon.end : node.end;
  const start = startWithComment(context.tokens, node.start);
  context.changes.push({ start, end: endWithComment(context.tokens, end), text: '', cause });
  return staysBehind;
}

function fallsThrough(before: SyntaxNode | undefined): boolean {
  if (!before) return false;
  if (before.type !== 'case_statement') return lastJump(before) === null;
  const last = statementsOf(before).at(-1) ?? namedChildren(before).find((child) => child.field === null);
  return last === undefined || lastJump(last) === null;
}
