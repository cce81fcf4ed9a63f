import { fieldOf, namedChildren, tokenOf, type SyntaxNode } from '../syntax/syntax-node.js';
import { isTruthy } from './constants.js';
import { isCutByDirectives, isListed, wouldCaptureElse } from './control-flow.js';
import { nodeText, report, type FoldContext } from './fold-context.js';
import { foldExpression } from './fold-expression.js';
import { commit, foldStatement, mayDrop, replaceByEffects, SAME, type Outcome } from './fold-statement.js';
import { isCausedConstant, isChanged, type Folded } from './folded.js';
import { bindingOf, Binding, operatorOf } from './precedence.js';
import { isPure, isSimpleCall } from './purity.js';
import { spliceBranch } from './splice.js';
import { lineStartAt, startsLine, tokenBefore } from './trivia.js';

/** The parts of an `if` statement. */
export interface IfParts {
  readonly node: SyntaxNode;
  /** The condition with its parentheses, and without. */
  readonly parens: SyntaxNode;
  readonly condition: SyntaxNode;
  readonly consequence: SyntaxNode;
  /** The `else` with its statement. */
  readonly elseClause: SyntaxNode | undefined;
  readonly alternative: SyntaxNode | undefined;
}

export function readIf(node: SyntaxNode): IfParts | null {
  const parens = fieldOf(node, 'condition');
  const consequence = fieldOf(node, 'consequence');
  const condition = parens && namedChildren(parens)[0];
  if (!parens || !condition || !consequence) return null;
  const elseClause = fieldOf(node, 'alternative');
  const alternative = elseClause && namedChildren(elseClause).at(-1);
  return { node, parens, condition, consequence, elseClause, alternative };
}

export function foldIf(context: FoldContext, node: SyntaxNode): Outcome {
  const parts = readIf(node);
  if (!parts) return SAME;
  const f = foldExpression(context, parts.condition, 'truth', 0);
  context.local = null; // it held for the condition; the branches see their own
  if (isChanged(f) && isCutByDirectives(context, node)) {
    report(context, node, 'crosses-directive', 'an undecided #if cuts the statement', f.causes[0]!);
    return SAME;
  }
  if (isCausedConstant(f)) {
    const outcome = decideIf(context, parts, f);
    if (outcome) return outcome;
    foldBranches(context, parts);
    return SAME;
  }
  commit(context, parts.parens, f, 0, 'bool');
  return foldBranches(context, parts);
}

/** An `if` whose condition is constant: one branch takes its place. Null where it must stay. */
function decideIf(context: FoldContext, parts: IfParts, f: Folded): Outcome | null {
  const cause = f.causes[0]!;
  const holds = f.value !== null && isTruthy(f.value);
  const kept = holds ? parts.consequence : parts.alternative;
  const dropped = holds ? parts.alternative : parts.consequence;
  if (dropped && !mayDrop(context, dropped, cause)) return null;
  if (f.effects.length > 0) {
    if (kept || !isListed(parts.node)) {
      report(
        context,
        parts.node,
        'side-effects',
        'the condition is constant now, but has side effects',
        cause,
      );
      return null;
    }
    const call = f.effects.length === 1 ? f.effects[0]! : undefined;
    if (!call || !isSimpleCall(call)) {
      replaceByEffects(context, f, parts.condition); // says why not
      return null;
    }
    context.changes.push(
      { start: parts.node.start, end: call.start, text: '', cause },
      { start: call.end, end: parts.node.end, text: ';', cause },
    );
    return SAME;
  }
  if (!kept) return { kind: 'gone', cause };
  return spliceBranch(context, parts, kept, cause);
}

/** Folds the branches of an `if` that stays, and deals with one that nothing is left of. */
function foldBranches(context: FoldContext, parts: IfParts): Outcome {
  const { node, consequence, alternative } = parts;
  const first = foldStatement(context, consequence);
  const second = alternative ? foldStatement(context, alternative) : SAME;
  if (second.kind === 'gone') {
    if (first.kind === 'gone') return dropBoth(context, parts, first.cause);
    removeElse(context, parts, second.cause);
    return SAME;
  }
  if (first.kind !== 'gone') return SAME;
  if (!alternative) return dropBoth(context, parts, first.cause);
  if (isCutByDirectives(context, node) || alternative.type === 'if_statement' || !mayInvert(context, parts)) {
    keepEmpty(context, consequence, first.cause);
    return SAME;
  }
  invert(context, parts, alternative, first.cause);
  return SAME;
}

/** Nothing hangs on the condition any more. */
function dropBoth(context: FoldContext, parts: IfParts, cause: string): Outcome {
  const { node, condition, consequence, alternative } = parts;
  if (!isCutByDirectives(context, node)) {
    if (isPure(context, condition)) return { kind: 'gone', cause };
    const call = stripNot(condition);
    if (isListed(node) && isSimpleCall(call) && !changedWithin(context, condition)) {
      context.changes.push(
        { start: node.start, end: call.start, text: '', cause },
        { start: call.end, end: node.end, text: ';', cause },
      );
      return SAME;
    }
  }
  report(context, node, 'side-effects', 'nothing is left to do, but the condition has side effects', cause);
  keepEmpty(context, consequence, cause);
  if (alternative) keepEmpty(context, alternative, cause);
  return SAME;
}

function stripNot(node: SyntaxNode): SyntaxNode {
  let inner = node;
  for (;;) {
    const argument =
      inner.type === 'parenthesized_expression'
        ? namedChildren(inner)[0]
        : inner.type === 'unary_expression' && operatorOf(inner) === '!'
          ? fieldOf(inner, 'argument')
          : undefined;
    if (!argument) return inner;
    inner = argument;
  }
}

function changedWithin(context: FoldContext, node: SyntaxNode): boolean {
  return context.changes.some((e) => e.start < node.end && e.end > node.start);
}

/** A branch that became empty but must stay: `{}`, for compilers warn of a mere `;` (-Wempty-body). */
function keepEmpty(context: FoldContext, branch: SyntaxNode, cause: string): void {
  if (branch.type === 'compound_statement') return;
  const { text, tokens } = context;
  const before = tokenBefore(tokens, branch.start);
  const head = before.end;
  // Nor does a brace go up over a directive.
  if (text.slice(head, branch.start).trim() !== '' || before.text.startsWith('#')) {
    context.changes.push({ start: branch.start, end: branch.end, text: '{}', cause });
    return;
  }
  const line = lineStartAt(text, (branch.parent ?? branch).start);
  const indent = /^[ \t]*/.exec(text.slice(line, line + 500))![0];
  const beforeElse = /^\s+(?=else\b)/.exec(text.slice(branch.end, branch.end + 500))?.[0] ?? '';
  const end = branch.end + beforeElse.length;
  context.changes.push({ start: head, end, text: ` {\n${indent}}${beforeElse && ' '}`, cause });
}

/**
 * The `else` goes. It stays, empty, where an outer `else` would bind to this `if` then: `if (a) if (b) x; else {} else y;`
 */
export function removeElse(context: FoldContext, parts: IfParts, cause: string): void {
  const { node, elseClause, alternative } = parts;
  if (!elseClause || !alternative) return;
  if (wouldCaptureElse(node)) {
    keepEmpty(context, alternative, cause);
    return;
  }
  const ownLine = startsLine(context.text, elseClause.start);
  const start = ownLine ? elseClause.start : tokenBefore(context.tokens, elseClause.start).end;
  context.changes.push({ start, end: elseClause.end, text: '', cause });
}

function mayInvert(context: FoldContext, parts: IfParts): boolean {
  return !changedWithin(context, parts.condition) && parts.condition.type !== 'assignment_expression';
}

const OPPOSITE: Readonly<Record<string, string>> = { '==': '!=', '!=': '==' };

/** `if (c) {} else x;` becomes `if (!c) x;`. */
function invert(context: FoldContext, parts: IfParts, alternative: SyntaxNode, cause: string): void {
  const { condition, consequence } = parts;
  const operator = condition.type === 'binary_expression' ? operatorOf(condition) : '';
  const opposite = OPPOSITE[operator];
  const isNot = condition.type === 'unary_expression' && operatorOf(condition) === '!';
  const token = opposite ? tokenOf(condition, operator) : undefined;
  const argument = isNot ? fieldOf(condition, 'argument') : undefined;
  if (token && opposite) context.changes.push({ start: token.start, end: token.end, text: opposite, cause });
  else if (argument) context.changes.push({ start: condition.start, end: argument.start, text: '', cause });
  else if (bindingOf(condition) >= Binding.Unary) {
    context.changes.push({ start: condition.start, end: condition.start, text: '!', cause });
  } else {
    const text = `!(${nodeText(context, condition)})`;
    context.changes.push({ start: condition.start, end: condition.end, text, cause });
  }
  context.changes.push({ start: consequence.start, end: alternative.start, text: '', cause });
}
