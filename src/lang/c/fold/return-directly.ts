import { fieldOf, namedChildren, walkNodes, type SyntaxNode } from '../syntax/syntax-node.js';
import { nodeText, type FoldContext } from './fold-context.js';
import { readIf } from './fold-if.js';
import type { Outcome } from './fold-statement.js';
import { operatorOf } from './precedence.js';
import { mentionsName } from './purity.js';
import { hasComment } from './trivia.js';

interface Folded {
  readonly statement: SyntaxNode;
  readonly outcome: Outcome;
}

/**
 * `v = 0; if (v == 0) v = f();` whose test a fact has decided: the first assignment means nothing any more, and where
 * `return v;` follows and v serves nothing else, its value is returned without it.
 * @returns the statements that go, each with its cause; the rest is noted as changes.
 */
export function returnDirectly(context: FoldContext, folded: readonly Folded[]): Map<SyntaxNode, string> {
  const gone = new Map<SyntaxNode, string>();
  folded.forEach(({ statement, outcome }, i) => {
    if (outcome.kind !== 'set' || statement.type !== 'expression_statement') return;
    const test = folded[i + 1];
    const assignment =
      test?.outcome.kind === 'same' ? keptAssignment(context, test.statement, outcome.name) : null;
    if (!test || !assignment || holdsDirective(context, statement.start, test.statement.end)) return;
    const cause = outcome.causes[0]!;
    gone.set(statement, cause);
    const last = folded[i + 2]?.statement;
    const right = fieldOf(assignment, 'right')!;
    if (!last || !returnsOnly(context, last, outcome.name, assignment)) return;
    const end = assignment.parent!.end;
    if (hasComment(context.tokens, { start: end, end: last.end })) return;
    if (holdsDirective(context, end, last.end)) return;
    context.changes.push(
      { start: assignment.start, end: right.start, text: 'return ', cause },
      { start: end, end: last.end, text: '', cause },
    );
  });
  return gone;
}

function holdsDirective(context: FoldContext, start: number, end: number): boolean {
  return context.conditionals.some((d) => d.start >= start && d.end <= end);
}

/** `v = f()` where it is all that a decided `if` keeps. */
function keptAssignment(context: FoldContext, node: SyntaxNode, name: string): SyntaxNode | null {
  const parts = node.type === 'if_statement' ? readIf(node) : null;
  if (!parts || parts.elseClause || !mentionsName(context, parts.condition, name)) return null;
  const { parens, consequence } = parts;
  const covers = (start: number, end: number) =>
    context.changes.some((e) => e.text === '' && e.start <= start && e.end >= end && e.end > e.start);
  const inner = consequence.type === 'compound_statement' ? namedChildren(consequence) : [consequence];
  const [only] = inner;
  if (inner.length !== 1 || only?.type !== 'expression_statement') return null;
  if (!covers(parens.start, parens.end) || covers(only.start, only.end)) return null;
  const assignment = namedChildren(only)[0];
  if (assignment?.type !== 'assignment_expression' || operatorOf(assignment) !== '=') return null;
  const left = fieldOf(assignment, 'left');
  const right = fieldOf(assignment, 'right');
  if (left?.type !== 'identifier' || nodeText(context, left) !== name || !right) return null;
  return mentionsName(context, right, name) ? null : assignment;
}

/** Whether the statement is `return v;` and v, of the function's own type, is only there for it. */
function returnsOnly(context: FoldContext, node: SyntaxNode, name: string, assignment: SyntaxNode): boolean {
  const value = node.type === 'return_statement' ? namedChildren(node)[0] : undefined;
  if (value?.type !== 'identifier' || nodeText(context, value) !== name) return false;
  let definition: SyntaxNode | null = node;
  while (definition && definition.type !== 'function_definition') definition = definition.parent;
  const returned = definition && fieldOf(definition, 'type');
  if (!definition || !returned || fieldOf(definition, 'declarator')?.type !== 'function_declarator')
    return false;
  let others = 0;
  const types: (string | undefined)[] = [];
  walkNodes(definition, (part) => {
    if (part.type !== 'identifier' || nodeText(context, part) !== name || part === value) return undefined;
    const { parent } = part;
    if (part.field === 'declarator' && parent?.type === 'declaration') {
      const type = fieldOf(parent, 'type');
      types.push(type && nodeText(context, type));
      return undefined;
    }
    const isDead = context.changes.some((e) => e.text === '' && e.start <= part.start && e.end >= part.end);
    const isSet = parent === assignment || isSetBefore(part, assignment);
    if (!isDead && !isSet) others++;
    return undefined;
  });
  return others === 0 && types.length === 1 && types[0] === nodeText(context, returned);
}

/** The target of the assignment right before the decided `if`. */
function isSetBefore(part: SyntaxNode, assignment: SyntaxNode): boolean {
  const kept = enclosingIf(assignment);
  if (!kept?.parent) return false;
  const siblings = namedChildren(kept.parent);
  const before = siblings[siblings.indexOf(kept) - 1];
  return before !== undefined && part.field === 'left' && part.parent?.parent === before;
}

function enclosingIf(node: SyntaxNode): SyntaxNode | null {
  for (let up = node.parent; up; up = up.parent) if (up.type === 'if_statement') return up;
  return null;
}
