import type { Span } from '../../../text/span.js';
import { fieldOf, someNode, namedChildren, walkNodes, type SyntaxNode } from '../syntax/syntax-node.js';
import { dangles, isListed, lastJump, statementsOf } from './control-flow.js';
import { nodeText, report, type FoldContext } from './fold-context.js';
import { collectDeclared, foldList } from './fold-list.js';
import { foldStatement, SAME, type Outcome } from './fold-statement.js';
import type { IfParts } from './fold-if.js';
import { endWithComment, hasComment, indentAt, startsLine, tokenBefore, tokenStartAfter } from './trivia.js';

/**
 * Puts the kept branch of a constant `if` in the statement's place. What it may look like depends on where the `if`
 * stands: in a list of statements the branch loses its braces, as the body of another statement it may need them.
 */
export function spliceBranch(context: FoldContext, parts: IfParts, kept: SyntaxNode, cause: string): Outcome {
  const { node } = parts;
  const { parent } = node;
  if (isListed(node)) return spliceIntoList(context, node, kept, cause);
  switch (parent?.type) {
    case 'labeled_statement':
      if (!isListed(parent)) break;
      return spliceIntoList(context, node, kept, cause);
    case 'else_clause':
      return spliceElse(context, parts, kept, cause);
    default:
      return spliceBody(context, node, kept, cause);
  }
  report(context, node, 'constant-if', 'the condition is constant now', cause);
  return SAME;
}

function cut(context: FoldContext, start: number, end: number, cause: string): void {
  if (end > start) context.changes.push({ start, end, text: '', cause });
}

function spliceIntoList(context: FoldContext, node: SyntaxNode, kept: SyntaxNode, cause: string): Outcome {
  if (kept.type !== 'compound_statement') {
    const start = keptStart(context, node, kept);
    cut(context, node.start, start, cause);
    cut(context, kept.end, endOfDropped(context, node, kept), cause);
    shiftTo(context, node, { start, end: kept.end }, start);
    const outcome = foldStatement(context, kept);
    if (outcome.kind === 'gone') return { kind: 'gone', cause };
    return outcome.kind === 'jump' ? outcome : jumpOrSame(kept, cause);
  }
  const statements = statementsOf(kept);
  const first = statements[0];
  if (!first) return { kind: 'gone', cause };
  if (needsBraces(context, node, kept)) {
    cut(context, node.start, kept.start, cause);
    cut(context, kept.end, node.end, cause);
    return foldStatement(context, kept).kind === 'gone' ? { kind: 'gone', cause } : SAME;
  }
  const inner = tokenStartAfter(context.tokens, kept.start + 1);
  const onBraceLine = !context.text.slice(kept.start, inner).includes('\n');
  cut(context, node.start, onBraceLine && inner === first.start ? inner : kept.start + 1, cause);
  cut(context, kept.end - 1, endOfDropped(context, node, kept), cause);
  shiftTo(context, node, { start: kept.start + 1, end: kept.end - 1 }, first.start);
  const { isEmpty } = foldList(context, kept);
  if (isEmpty) return { kind: 'gone', cause };
  return jumpOrSame(kept, cause);
}

function jumpOrSame(kept: SyntaxNode, cause: string): Outcome {
  const last = lastJump(kept);
  return last ? { kind: 'jump', cause, last } : SAME;
}

/** Where the kept statement starts, the comments between the condition (or `else`) and it included. */
function keptStart(context: FoldContext, node: SyntaxNode, kept: SyntaxNode): number {
  const before = tokenBefore(context.tokens, kept.start);
  const start = tokenStartAfter(context.tokens, before.end);
  return start >= node.start && start <= kept.start && startsLine(context.text, start) ? start : kept.start;
}

/** End of the `if`; where the part behind the kept branch goes, with the comment that trails it. */
function endOfDropped(context: FoldContext, node: SyntaxNode, kept: SyntaxNode): number {
  return kept.end === node.end && kept.type !== 'compound_statement'
    ? node.end
    : endWithComment(context.tokens, node.end);
}

/** Lines of the span move so that the line of `from` comes to be indented like the node's. */
function shiftTo(context: FoldContext, node: SyntaxNode, span: Span, from: number): void {
  const columns = indentAt(context.text, node.start) - indentAt(context.text, from);
  if (columns !== 0) context.shifts.push({ ...span, columns });
}

/**
 * Whether the block's declarations forbid taking its braces away: one of its names is used elsewhere in the function
 * (it would clash or capture), it follows a label or case directly (no declaration may, before C23), or it runs
 * something at the end of its scope, which would come to run later.
 */
function needsBraces(context: FoldContext, node: SyntaxNode, block: SyntaxNode): boolean {
  const statements = statementsOf(block);
  const siblings = node.parent?.type === 'labeled_statement' ? [] : statementsOf(node.parent!);
  const isLast = siblings.at(-1) === node;
  const runsAtEnd = /\b(?:guard|scoped_\w+|CLASS|__free|__cleanup|\w*_guard)\s*\(/.test(
    nodeText(context, block),
  );
  if (runsAtEnd && !isLast) return true;
  const names = new Set<string>();
  for (const statement of statements) {
    if (statement.type === 'declaration') collectDeclared(context, statement, names);
    else if (statement.type.endsWith('_specifier') || statement.type === 'type_definition') return true;
  }
  if (names.size === 0) return false;
  if (statements[0]?.type === 'declaration' && followsLabel(node)) return true;
  return usedElsewhere(context, block, names);
}

function followsLabel(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.type === 'labeled_statement') return true;
  return parent?.type === 'case_statement' && statementsOf(parent)[0] === node;
}

function usedElsewhere(context: FoldContext, block: SyntaxNode, names: ReadonlySet<string>): boolean {
  let root = block;
  while (root.parent) root = root.parent;
  let found = false;
  walkNodes(root, (part) => {
    if (found || part === block) return false;
    if (part.type === 'identifier' && names.has(nodeText(context, part))) found = true;
    return undefined;
  });
  return found;
}

/** `… else if (constant)`: the `else` keeps the branch, with the braces it has. */
function spliceElse(context: FoldContext, parts: IfParts, kept: SyntaxNode, cause: string): Outcome {
  const { node, parens, consequence } = parts;
  if (kept === consequence) {
    const end = kept.type === 'compound_statement' ? kept.start : parens.end;
    const start =
      kept.type === 'compound_statement' ? node.start : tokenBefore(context.tokens, node.start).end;
    cut(context, start, end, cause);
    cut(context, kept.end, kept.end === node.end ? node.end : endOfDropped(context, node, kept), cause);
  } else {
    const end =
      kept.type === 'compound_statement' || kept.type === 'if_statement'
        ? kept.start
        : lineBreakBefore(context, kept);
    const start = end === kept.start ? node.start : tokenBefore(context.tokens, node.start).end;
    cut(context, start, end, cause);
  }
  const outcome = foldStatement(context, kept);
  return outcome.kind === 'gone' ? { kind: 'gone', cause } : SAME;
}

/** End of the `else` whose statement stands on a line of its own. */
function lineBreakBefore(context: FoldContext, kept: SyntaxNode): number {
  return startsLine(context.text, kept.start) ? tokenBefore(context.tokens, kept.start).end : kept.start;
}

/** The `if` is the body of a loop or another `if`, without braces around it. */
function spliceBody(context: FoldContext, node: SyntaxNode, kept: SyntaxNode, cause: string): Outcome {
  const only = kept.type === 'compound_statement' ? soleStatement(context, kept) : kept;
  if (only && !(node.field === 'consequence' && dangles(only))) {
    const start = kept === only ? keptStart(context, node, kept) : only.start;
    cut(context, node.start, start, cause);
    cut(context, only.end, node.end, cause);
    shiftTo(context, node, { start, end: only.end }, start);
    const outcome = foldStatement(context, only);
    return outcome.kind === 'gone' ? { kind: 'gone', cause } : SAME;
  }
  if (kept.type !== 'compound_statement') {
    report(context, node, 'dangling-else', "the branch can't take the place of its if", cause);
    return SAME;
  }
  if (namedChildren(kept).length === 0) return { kind: 'gone', cause };
  const outcome = foldStatement(context, kept);
  if (outcome.kind === 'gone') return { kind: 'gone', cause };
  // The braces move up to the head: `for (…) {`.
  const head = tokenBefore(context.tokens, node.start);
  if (!hasComment(context.tokens, { start: head.end, end: node.start })) {
    context.changes.push({ start: head.end, end: kept.start, text: ' ', cause });
    const columns = indentAt(context.text, head.start) - indentAt(context.text, node.start);
    if (columns !== 0) context.shifts.push({ start: kept.start + 1, end: kept.end, columns });
    const other =
      node.field === 'consequence' && node.parent ? fieldOf(node.parent, 'alternative') : undefined;
    if (other && /^\s*$/.test(context.text.slice(node.end, other.start))) {
      context.changes.push({ start: kept.end, end: other.start, text: ' ', cause });
      return SAME;
    }
  } else cut(context, node.start, kept.start, cause);
  cut(context, kept.end, node.end, cause);
  return SAME;
}

/** The block's only statement, if it may stand without braces. */
function soleStatement(context: FoldContext, block: SyntaxNode): SyntaxNode | null {
  const statements = statementsOf(block);
  const only = statements[0];
  if (statements.length !== 1 || !only || hasComment(context.tokens, block)) return null;
  if (only.type === 'declaration' || someNode(only, (n) => n.type === 'labeled_statement')) return null;
  return only;
}
