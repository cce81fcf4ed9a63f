import { factId, type ReturnFact } from '../../facts.js';
import { fieldOf, namedChildren, someNode, walkNodes, type SyntaxNode } from '../syntax/syntax-node.js';
import { isListed, statementsOf } from './control-flow.js';
import { nodeText, type FoldContext } from './fold-context.js';
import { constantOfText } from './constants.js';
import { folded, untouched, type Folded } from './folded.js';
import type { Want } from './fold-expression.js';
import type { Outcome } from './fold-statement.js';
import { operatorOf } from './precedence.js';
import { isPure, mentionsName } from './purity.js';
import { lineStartAt, startsLine, tokenBefore } from './trivia.js';

/** `x = VALUE;` that must stand behind a call whose value x took, unless nobody reads it there. */
export interface LostStore {
  readonly name: string;
  readonly statement: SyntaxNode;
  readonly text: string;
  readonly value: string;
  readonly cause: string;
}

/** The fact about a call of a function that returns nothing from now on. */
function factOfCall(context: FoldContext, node: SyntaxNode | undefined): ReturnFact | undefined {
  const callee = node?.type === 'call_expression' ? fieldOf(node, 'function') : undefined;
  if (callee?.type !== 'identifier') return undefined;
  const name = nodeText(context, callee);
  return context.locals.has(name) ? undefined : context.knowledge.returns.get(name);
}

/**
 * A call of a function that returns nothing any more: its value, with the call as an effect that stays. Null for any
 * other call, and where nobody asks for the value.
 */
export function foldLostCall(context: FoldContext, node: SyntaxNode, want: Want): Folded | null {
  const fact = factOfCall(context, node);
  if (!fact || want === 'nothing') return null;
  const cause = factId(fact);
  if (fact.value !== null)
    return folded(node, [cause], { value: constantOfText(fact.value), text: fact.value, effects: [node] });
  const message = context.isMacro
    ? `the macro hands on the value of ${fact.name}(), which has none now`
    : `the value of ${fact.name}() is used here; say what it is (value:)`;
  const place = { code: 'value-needed', path: context.path, offset: node.start, message, cause };
  context.leftovers.push(context.isMacro ? place : { ...place, refuses: true });
  return untouched(node);
}

/** `(void)f()` of such a function is `f()`. Null for any other cast. */
export function foldVoidCast(context: FoldContext, node: SyntaxNode, operand: SyntaxNode): Folded | null {
  const fact = factOfCall(context, operand);
  return fact ? folded(node, [factId(fact)], { by: operand }) : null;
}

/** `x = f();` and `x |= f();`: the call stays, and x gets the value where somebody reads it. Null for anything else. */
export function foldLostAssignment(
  context: FoldContext,
  node: SyntaxNode,
  expression: SyntaxNode,
): Outcome | null {
  if (expression.type !== 'assignment_expression' || !isListed(node)) return null;
  const left = fieldOf(expression, 'left');
  const right = fieldOf(expression, 'right');
  const fact = factOfCall(context, right);
  if (!left || !right || fact?.value == null || !isPure(context, left)) return null;
  const cause = factId(fact);
  const value = constantOfText(fact.value);
  const operator = operatorOf(expression);
  const isZero = value?.kind === 'integer' && value.value === 0n;
  const isUpdate = ['|=', '+=', '-=', '^='].includes(operator);
  if (operator !== '=' && !(isUpdate && isZero)) return null;
  context.changes.push({ start: expression.start, end: right.start, text: '', cause });
  context.heads.push(node);
  if (operator !== '=') return { kind: 'same' };
  const name = nodeText(context, left);
  const text = `${name} = ${fact.value};`;
  if (left.type === 'identifier' && context.locals.has(name))
    context.stores.push({ name, statement: node, text, value: fact.value, cause });
  else insertAfter(context, node, text, cause);
  return value && left.type === 'identifier' && context.locals.has(name)
    ? { kind: 'set', name, value, causes: [cause], isCall: true }
    : { kind: 'same' };
}

/**
 * `T x = f();` as the last declaration of its block: `T x = VALUE;` and the call behind it. Null for anything else; what
 * must run between other declarations stays for a person to move.
 */
export function foldLostInitializer(
  context: FoldContext,
  node: SyntaxNode,
  value: SyntaxNode,
): Outcome | null {
  const fact = factOfCall(context, value);
  if (fact?.value == null || !isListed(node)) return null;
  const siblings = statementsOf(node.parent!);
  const declarators = namedChildren(node).filter((child) => child.field === 'declarator');
  if (siblings[siblings.indexOf(node) + 1]?.type === 'declaration' || declarators.length !== 1) return null;
  const cause = factId(fact);
  context.changes.push({ start: value.start, end: value.end, text: fact.value, cause });
  const call = `${nodeText(context, value)};`;
  context.changes.push({
    start: node.end,
    end: node.end,
    text: `\n\n${indentOf(context, node)}${call}`,
    cause,
  });
  const name = fieldOf(declarators[0]!, 'declarator');
  const constant = constantOfText(fact.value);
  return constant && name?.type === 'identifier'
    ? { kind: 'set', name: nodeText(context, name), value: constant, causes: [cause], isCall: true }
    : { kind: 'same' };
}

/** `return f();` elsewhere: the call, and behind it the return of its value. Null for anything else. */
export function foldReturnOfLost(context: FoldContext, node: SyntaxNode, value: SyntaxNode): Outcome | null {
  const fact = factOfCall(context, value);
  if (fact?.value == null || context.lostReturn) return null;
  return splitReturn(context, node, value, `return ${fact.value};`, factId(fact)) ? { kind: 'same' } : null;
}

/** A `return EXPR;` in a function that returns nothing from now on. */
export function foldLostReturn(
  context: FoldContext,
  node: SyntaxNode,
  value: SyntaxNode,
  fact: ReturnFact,
): Outcome {
  const cause = factId(fact);
  const list = node.parent;
  const isLast =
    list?.type === 'compound_statement' &&
    list.parent?.type === 'function_definition' &&
    namedChildren(list).at(-1) === node;
  if (isPure(context, value)) {
    if (isLast) return { kind: 'gone', cause };
    context.changes.push({ start: node.start, end: node.end, text: 'return;', cause });
    return { kind: 'same' };
  }
  if (isLast) context.changes.push({ start: node.start, end: value.start, text: '', cause });
  else if (!splitReturn(context, node, value, 'return;', cause)) {
    const message = 'what is returned has side effects, and the statement can not be taken apart';
    context.leftovers.push({ code: 'side-effects', path: context.path, offset: node.start, message, cause });
  }
  return { kind: 'same' };
}

/** `return CALL;` becomes `CALL;` and another statement behind it, in braces where it was a body of its own. */
function splitReturn(
  context: FoldContext,
  node: SyntaxNode,
  value: SyntaxNode,
  behind: string,
  cause: string,
): boolean {
  const { parent } = node;
  if (!isListed(node) && !isOnlyBody(node)) return false;
  context.changes.push({ start: node.start, end: value.start, text: '', cause });
  const indent = indentOf(context, node);
  if (isListed(node)) {
    context.changes.push({ start: node.end, end: node.end, text: `\n${indent}${behind}`, cause });
    return true;
  }
  const head = tokenBefore(context.tokens, node.start);
  context.changes.push({ start: head.end, end: head.end, text: ' {', cause });
  const close = `\n${indentOf(context, parent!.type === 'else_clause' ? parent!.parent! : parent!)}}`;
  context.changes.push({ start: node.end, end: node.end, text: `\n${indent}${behind}${close}`, cause });
  return true;
}

/** The body of an `if` without `else`, of an `else` or of a loop, on a line of its own. */
function isOnlyBody(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.type === 'if_statement') return !fieldOf(parent, 'alternative');
  return /^(?:else_clause|for_statement|while_statement|iterator_statement)$/.test(parent?.type ?? '');
}

function insertAfter(context: FoldContext, node: SyntaxNode, text: string, cause: string): void {
  context.changes.push({
    start: node.end,
    end: node.end,
    text: `\n${indentOf(context, node)}${text}`,
    cause,
  });
}

function indentOf({ text }: FoldContext, node: SyntaxNode): string {
  const start = lineStartAt(text, node.start);
  const space = /^[ \t]*/.exec(text.slice(start, start + 500))![0];
  return startsLine(text, node.start) ? space : `${space}\t`;
}

/** Writes the stores behind calls that somebody may still read; to be asked when the function is folded. */
export function settleStores(context: FoldContext, body: SyntaxNode): void {
  for (const store of context.stores) {
    const { name, statement, text, value, cause } = store;
    const isGone = (node: SyntaxNode) =>
      context.changes.some((e) => e.start <= node.start && node.end <= e.end && e.end > e.start);
    if (isGone(statement) || !isRead(context, body, name, isGone)) continue;
    const siblings = statementsOf(statement.parent!);
    const next = siblings.slice(siblings.indexOf(statement) + 1).find((node) => !isGone(node));
    const returned = next?.type === 'return_statement' ? namedChildren(next)[0] : undefined;
    if (returned?.type === 'identifier' && nodeText(context, returned) === name) {
      context.changes.push({ start: returned.start, end: returned.end, text: value, cause });
      continue;
    }
    const rest = siblings.slice(siblings.indexOf(statement) + 1).filter((node) => !isGone(node));
    // Behind the last statement of the function, nothing reads it.
    const isDead = isOverwritten(
      context,
      rest,
      name,
      statement.parent?.parent?.type === 'function_definition',
    );
    if (!isDead) insertAfter(context, statement, text, cause);
  }
}

/** Whether some place that stays reads the local. */
function isRead(
  context: FoldContext,
  body: SyntaxNode,
  name: string,
  isGone: (node: SyntaxNode) => boolean,
): boolean {
  let found = false;
  walkNodes(body, (node) => {
    if (found || isGone(node)) return false;
    if (node.type !== 'identifier' || nodeText(context, node) !== name) return undefined;
    const isTarget =
      node.field === 'left' &&
      node.parent?.type === 'assignment_expression' &&
      operatorOf(node.parent) === '=';
    if (!isTarget && node.field !== 'declarator') found = true;
    return undefined;
  });
  return found;
}

/** Whether the statements set the local before anything may read it. */
function isOverwritten(
  context: FoldContext,
  statements: readonly SyntaxNode[],
  name: string,
  endsFunction: boolean,
): boolean {
  for (const statement of statements) {
    const assignment = statement.type === 'expression_statement' ? namedChildren(statement)[0] : undefined;
    if (assignment?.type === 'assignment_expression' && operatorOf(assignment) === '=') {
      const left = fieldOf(assignment, 'left');
      const right = fieldOf(assignment, 'right');
      if (left?.type === 'identifier' && nodeText(context, left) === name && right)
        return !mentionsName(context, right, name);
    }
    if (mentionsName(context, statement, name)) return false;
    const mayLeave = someNode(statement, (node) =>
      /^(?:goto|break|continue|labeled|case)_statement$|^preproc/.test(node.type),
    );
    if (mayLeave) return false;
  }
  return endsFunction;
}
