import { fieldOf, namedChildren, someNode, walkNodes, type SyntaxNode } from '../syntax/syntax-node.js';
import { TokenKind, tokenIndexAt } from '../syntax/lex.js';
import { hasEntry, statementsOf } from './control-flow.js';
import { nodeText, report, type FoldContext } from './fold-context.js';
import { dropCase, factOfCase } from './fold-gone-case.js';
import { foldBody, foldStatement, mayDrop, type Outcome } from './fold-statement.js';
import { foldExpression } from './fold-expression.js';
import { writeFolded } from './folded.js';
import { Binding, operatorOf } from './precedence.js';
import { isPure, mentionsName } from './purity.js';
import { returnDirectly } from './return-directly.js';
import { endWithComment, startWithComment, statementWithComment, tokenStartAfter } from './trivia.js';

export interface FoldedList {
  /** Every statement went, at least one of them just now; declarations without effect don't count. */
  readonly isEmpty: boolean;
  readonly cause: string | null;
}

/** Folds the statements of a block (or of what a case holds) and removes those that are gone. */
export function foldList(context: FoldContext, list: SyntaxNode, isStatementExpression = false): FoldedList {
  const statements = statementsOf(list);
  let cause: string | null = null;
  let left = 0;
  const declarations: SyntaxNode[] = [];
  const pending: Pending[] = [];
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i]!;
    if (statement.type === 'case_statement') {
      const lost = factOfCase(context, statement);
      if (!lost) foldCase(context, statement);
      else if (dropCase(context, statements, i, lost)) foldList(context, statement);
      left++;
      continue;
    }
    if (isStatementExpression && i === statements.length - 1) {
      foldLastValue(context, statement);
      left++;
      continue;
    }
    const outcome = foldAfter(context, statement, pending.at(-1));
    pending.push({ statement, outcome });
    if (outcome.kind === 'gone') {
      cause ??= outcome.cause;
      continue;
    }
    if (statement.type === 'declaration') declarations.push(statement);
    else left++;
    if (outcome.kind === 'jump' && !isStatementExpression) {
      i += dropUnreachable(context, list, statements, i, outcome.cause);
      if (i === statements.length - 1) dropFinalReturn(context, list, outcome.last, outcome.cause);
    }
  }
  context.local = null;
  removeGone(context, list, pending);
  for (const [statement, because] of returnDirectly(context, pending))
    removeStatement(context, statement, because);
  const isEmpty = left === 0 && cause !== null && declarations.every((d) => isPureDeclaration(context, d));
  return { isEmpty, cause };
}

interface Pending {
  readonly statement: SyntaxNode;
  readonly outcome: Outcome;
}

/**
 * A value that a statement has set holds for the `if` that follows, and on behind what went or has nothing to do with
 * the local.
 */
function foldAfter(context: FoldContext, statement: SyntaxNode, before: Pending | undefined): Outcome {
  if (before?.outcome.kind === 'set') context.local = before.outcome;
  if (context.local && isSeparated(context, statement)) context.local = null;
  const known = context.local;
  if (statement.type !== 'if_statement') context.local = null;
  const outcome = foldStatement(context, statement);
  const holds = known !== null && (outcome.kind === 'gone' || leavesAlone(context, statement, known.name));
  context.local = holds ? known : null;
  return outcome;
}

/** Whether a local has the same value after a statement: nothing in it, nor anything that it runs, can get at it. */
function leavesAlone(context: FoldContext, statement: SyntaxNode, name: string): boolean {
  const isPassed = /^(?:expression_statement|if_statement|declaration)$/.test(statement.type);
  if (!isPassed || hasEntry(statement) || mentionsName(context, statement, name)) return false;
  if (context.conditionals.some((d) => statement.start <= d.start && d.start < statement.end)) return false;
  return isOwnAlone(context, statement, name);
}

/** Whether a local isn't read by a statement, nor by what it may jump to. */
function passesBy(context: FoldContext, statement: SyntaxNode, name: string): boolean {
  return (
    !isSeparated(context, statement) &&
    leavesAlone(context, statement, name) &&
    !someNode(statement, ({ type }) => /^(?:goto|break|continue)_statement$/.test(type))
  );
}

/** Whether the function alone can change its local: not static or volatile, and its address is taken nowhere. */
function isOwnAlone(context: FoldContext, within: SyntaxNode, name: string): boolean {
  let fn = within.parent;
  while (fn && fn.type !== 'function_definition') fn = fn.parent;
  if (!fn) return false;
  return !someNode(fn, (node) => {
    if (node.type === 'identifier' && nodeText(context, node) === name) {
      return node.parent?.type === 'pointer_expression' && context.text[node.parent.start] === '&';
    }
    if (node.type !== 'declaration' || !/\b(?:static|volatile|extern)\b/.test(nodeText(context, node)))
      return false;
    const declared = new Set<string>();
    collectDeclared(context, node, declared);
    return declared.has(name);
  });
}

/** Whether a conditional directive stands right before the statement. */
function isSeparated(context: FoldContext, statement: SyntaxNode): boolean {
  let i = tokenIndexAt(context.tokens, statement.start) - 1;
  while (i >= 0 && context.tokens.kind[i] === TokenKind.Comment) i--;
  return i >= 0 && context.tokens.kind[i] === TokenKind.Directive;
}

function removeGone(context: FoldContext, list: SyntaxNode, pending: readonly Pending[]): void {
  const survivors = pending.filter((p) => p.outcome.kind !== 'gone');
  // A case that nothing is left of still needs a statement after its label at the end of a switch (C11 6.8.1).
  const needsStatement = list.type === 'case_statement' && survivors.length === 0 && isLastCase(list);
  const lastGone = pending.findLast((p) => p.outcome.kind === 'gone');
  for (const { statement, outcome } of pending) {
    if (outcome.kind !== 'gone') continue;
    const { cause } = outcome;
    if (needsStatement && lastGone?.statement === statement) {
      context.changes.push({ start: statement.start, end: statement.end, text: 'break;', cause });
    } else if (hasSharedComment(context, statement, pending)) {
      const message = 'the comment above what goes may be about what follows, too';
      const start = startWithComment(context.tokens, statement.start);
      report(context, { start, end: statement.start }, 'comment-kept', message, cause);
      const end = endWithComment(context.tokens, statement.end);
      context.changes.push({ start: statement.start, end, text: '', cause });
    } else removeStatement(context, statement, cause);
  }
  pending.forEach(({ statement, outcome }, i) => {
    if (outcome.kind !== 'set' || outcome.isCall || statement.type !== 'expression_statement') return;
    if (pending[i + 1]?.outcome.kind !== 'gone') return;
    const next = pending
      .slice(i + 1)
      .find((p) => p.outcome.kind !== 'gone' && !passesBy(context, p.statement, outcome.name));
    if (next && overwrites(context, next.statement, outcome.name))
      removeStatement(context, statement, outcome.causes[0]!);
  });
}

/** A comment of more lines than this explains more than the one call below it. */
const LONG_COMMENT = 4;

/** Whether a long comment heads a paragraph of which only its first statements, mere expressions, go. */
function hasSharedComment(context: FoldContext, statement: SyntaxNode, pending: readonly Pending[]): boolean {
  if (statement.type !== 'expression_statement') return false;
  const { text, tokens } = context;
  const start = startWithComment(tokens, statement.start);
  if (text.slice(start, statement.start).split('\n').length - 1 <= LONG_COMMENT) return false;
  const after = pending.slice(pending.findIndex((p) => p.statement === statement) + 1);
  const next = after.findIndex((p) => p.outcome.kind !== 'gone');
  if (next < 0) return false;
  let end = statement.end;
  for (const { statement: other } of after.slice(0, next + 1)) {
    if (!/^[ \t]*\r?\n[ \t]*$/.test(text.slice(end, other.start))) return false;
    end = other.end;
  }
  return true;
}

/** Takes a statement out of its list, with the comment above it and the one behind it. */
export function removeStatement(context: FoldContext, statement: SyntaxNode, cause: string): void {
  context.changes.push({ ...statementWithComment(context.tokens, statement), text: '', cause });
}

function overwrites(context: FoldContext, statement: SyntaxNode, name: string): boolean {
  const assignment = statement.type === 'expression_statement' ? namedChildren(statement)[0] : undefined;
  if (assignment?.type !== 'assignment_expression' || operatorOf(assignment) !== '=') return false;
  const left = fieldOf(assignment, 'left');
  const right = fieldOf(assignment, 'right');
  if (left?.type !== 'identifier' || nodeText(context, left) !== name || !right) return false;
  return !mentionsName(context, right, name) && !isSeparated(context, statement);
}

function isLastCase(node: SyntaxNode): boolean {
  const siblings = namedChildren(node.parent!);
  return siblings.at(-1) === node;
}

/** Folds a case's label and what it holds. */
export function foldCase(context: FoldContext, node: SyntaxNode): void {
  const value = fieldOf(node, 'value');
  if (value) {
    const f = foldExpression(context, value, 'value', Binding.Conditional);
    context.changes.push(...writeFolded(context, f, Binding.Conditional, 'int'));
  }
  foldList(context, node);
}

/** The last expression of `({ … })` is its value: it changes, but never goes. */
function foldLastValue(context: FoldContext, statement: SyntaxNode): void {
  const expression = statement.type === 'expression_statement' ? namedChildren(statement)[0] : undefined;
  if (!expression) {
    foldBody(context, statement);
    return;
  }
  const f = foldExpression(context, expression, 'value', 0);
  context.changes.push(...writeFolded(context, f, 0, 'int'));
}

/** Whether a declaration's initializers only compute. */
export function isPureDeclaration(context: FoldContext, node: SyntaxNode): boolean {
  if (/__(?:cleanup|free)\b|\bguard\b/.test(nodeText(context, node))) return false;
  return namedChildren(node).every((child) => {
    const value = fieldOf(child, 'value');
    return !value || isPure(context, value);
  });
}

/**
 * What follows a spliced-in jump in the same list can't be reached any more, up to the next label, case or directive.
 * @returns how many statements go.
 */
function dropUnreachable(
  context: FoldContext,
  list: SyntaxNode,
  statements: readonly SyntaxNode[],
  at: number,
  cause: string,
): number {
  const from = statements[at]!.end;
  const barrier = context.conditionals.find((d) => d.start >= from)?.start ?? Infinity;
  let count = 0;
  for (const next of statements.slice(at + 1)) {
    if (next.end > barrier || hasEntry(next) || !mayDrop(context, next, cause)) break;
    count++;
  }
  const dropped = statements.slice(at + 1, at + 1 + count);
  const last = dropped.at(-1);
  if (!last) return 0;
  if (declaresForLater(context, list, dropped)) {
    report(
      context,
      dropped[0]!,
      'unreachable-code',
      "can't be reached, but declares what later code uses",
      cause,
    );
    return 0;
  }
  const reachesEnd = at + count === statements.length - 1 && list.type === 'compound_statement';
  const behind = endWithComment(context.tokens, from);
  const end = reachesEnd
    ? lastTokenEnd(context, list.end - 1, last.end)
    : endWithComment(context.tokens, last.end);
  context.changes.push({ start: tokenStartAfter(context.tokens, behind), end, text: '', cause });
  return count;
}

/** A `return;` that the function's end follows says nothing. */
function dropFinalReturn(context: FoldContext, list: SyntaxNode, last: SyntaxNode, cause: string): void {
  const isBare = last.type === 'return_statement' && namedChildren(last).length === 0;
  if (isBare && list.parent?.type === 'function_definition') removeStatement(context, last, cause);
}

/** End of the last token (a comment, perhaps) before the brace at `brace`. */
function lastTokenEnd(context: FoldContext, brace: number, atLeast: number): number {
  const i = tokenIndexAt(context.tokens, brace) - 1;
  return i >= 0 && context.tokens.kind[i] === TokenKind.Comment ? context.tokens.end[i]! : atLeast;
}

function declaresForLater(context: FoldContext, list: SyntaxNode, dropped: readonly SyntaxNode[]): boolean {
  const names = new Set<string>();
  for (const statement of dropped)
    if (statement.type === 'declaration') collectDeclared(context, statement, names);
  const end = dropped.at(-1)!.end;
  return (
    names.size > 0 &&
    someNode(list, (n) => n.start >= end && n.type === 'identifier' && names.has(nodeText(context, n)))
  );
}

/** Adds the names that a declaration declares. */
export function collectDeclared(context: FoldContext, declaration: SyntaxNode, names: Set<string>): void {
  for (const child of declaration.children) {
    if (child.field !== 'declarator') continue;
    walkNodes(child, (part) => {
      if (part.type === 'identifier') names.add(nodeText(context, part));
      return part.field !== 'value' && part.field !== 'parameters' && part.field !== 'size';
    });
  }
}
