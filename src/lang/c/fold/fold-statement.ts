import type { Edit } from '../../../edit/edit.js';
import type { Span } from '../../../text/span.js';
import { fieldOf, namedChildren, someNode, type SyntaxNode } from '../syntax/syntax-node.js';
import { isTruthy, type Constant } from './constants.js';
import { findLiveEntry, holdsDefinition, isBalanced, isCutByDirectives, isListed } from './control-flow.js';
import { nodeText, report, type FoldContext } from './fold-context.js';
import { foldExpression, foldParts, type Want } from './fold-expression.js';
import { isCausedConstant, isChanged, writeFolded, type Folded, type Spelling } from './folded.js';
import { foldIf } from './fold-if.js';
import { foldCase, foldList, removeStatement } from './fold-list.js';
import { foldLostAssignment, foldLostInitializer, foldLostReturn, foldReturnOfLost } from './lost-return.js';
import { Binding, operatorOf } from './precedence.js';
import { isPure, isSimpleCall } from './purity.js';
import { tokenBefore } from './trivia.js';

/**
 * What has become of a statement. `gone`: nothing of it is left, and whoever holds it removes it. `jump`: it was
 * replaced by statements that end in a jump. `set`: it now assigns a constant to a local.
 */
export type Outcome =
  | { readonly kind: 'same' }
  | { readonly kind: 'gone'; readonly cause: string }
  | { readonly kind: 'jump'; readonly cause: string; readonly last: SyntaxNode }
  | {
      readonly kind: 'set';
      readonly name: string;
      readonly value: Constant;
      readonly causes: readonly string[];
      /** The statement is a call now, that stays whatever becomes of the value. */
      readonly isCall?: true;
    };

export const SAME: Outcome = { kind: 'same' };

/** Folds a statement and what it holds; changes go to the context, except the removal of the statement itself. */
export function foldStatement(context: FoldContext, node: SyntaxNode): Outcome {
  switch (node.type) {
    case 'compound_statement':
      return foldBlock(context, node);
    case 'if_statement':
      return foldIf(context, node);
    case 'while_statement':
    case 'do_statement':
    case 'for_statement':
    case 'iterator_statement':
      return foldLoop(context, node);
    case 'switch_statement':
      return foldSwitch(context, node);
    case 'labeled_statement':
      return foldLabeled(context, node);
    case 'expression_statement':
      return foldExpressionStatement(context, node);
    case 'return_statement':
      return foldReturn(context, node);
    case 'declaration':
      return foldDeclaration(context, node);
    case 'case_statement': // behind a label; in a list foldList meets it
      foldCase(context, node);
      return SAME;
    case 'goto_statement':
    case 'break_statement':
    case 'continue_statement':
      return SAME;
    default:
      commit(context, node, foldParts(context, node), 0, 'int');
      return SAME;
  }
}

/** Writes a fold that is final. A head whose own tokens went may be joined onto one line. */
export function commit(
  context: FoldContext,
  head: Span,
  f: Folded,
  place: number,
  spelling: Spelling,
): boolean {
  if (!isChanged(f)) return false;
  if (cutsExpression(context, head, f.causes[0]!)) return false;
  const edits = writeFolded(context, f, place, spelling);
  context.changes.push(...edits);
  if (edits.some((e) => e.text.length < e.end - e.start)) context.heads.push(head);
  return edits.length > 0;
}

function cutsExpression(context: FoldContext, head: Span, cause: string): boolean {
  const cut = context.conditionals.some((d) => d.start >= head.start && d.end <= head.end);
  if (cut) report(context, head, 'crosses-directive', 'an undecided #if stands within it', cause);
  return cut;
}

/**
 * Whether the dead statement may go as a whole: no jump leads into it, and no directive in it outlives it.
 * Reports why not.
 */
export function mayDrop(context: FoldContext, dead: SyntaxNode, cause: string): boolean {
  const entry = findLiveEntry(context, dead);
  if (entry) {
    report(context, dead, entry, 'dead code that can still be jumped into', cause);
    return false;
  }
  if (!isBalanced(context, dead)) {
    report(context, dead, 'crosses-directive', 'an undecided #if ends within it', cause);
    return false;
  }
  if (holdsDefinition(context, dead)) {
    report(context, dead, 'directive-in-dead-code', 'dead code that defines or includes something', cause);
    return false;
  }
  return true;
}

function foldBlock(context: FoldContext, node: SyntaxNode): Outcome {
  const { isEmpty, cause } = foldList(context, node);
  return isEmpty && cause !== null ? { kind: 'gone', cause } : SAME;
}

function foldLoop(context: FoldContext, node: SyntaxNode): Outcome {
  const body = fieldOf(node, 'body');
  const condition = fieldOf(node, 'condition');
  const isFor = node.type === 'for_statement';
  for (const field of ['initializer', 'update']) {
    const part = fieldOf(node, field);
    if (part?.type === 'declaration') foldDeclaration(context, part);
    else if (part) {
      const f = foldExpression(context, part, 'nothing', Binding.Comma);
      if (isCausedConstant(f) && f.effects.length === 0 && f.by === null)
        context.changes.push({ start: part.start, end: part.end, text: '', cause: f.causes[0]! });
      else commit(context, part, f, Binding.Comma, 'int');
    }
  }
  if (condition) {
    const inner = isFor ? condition : (namedChildren(condition)[0] ?? condition);
    const want: Want = node.type === 'iterator_statement' ? 'value' : 'truth';
    const f = foldExpression(context, inner, want, 0);
    const never = isCausedConstant(f) && !isTruthy(f.value) && f.effects.length === 0;
    if (
      never &&
      node.type === 'while_statement' &&
      !isCutByDirectives(context, node) &&
      mayDrop(context, node, f.causes[0]!)
    ) {
      return { kind: 'gone', cause: f.causes[0]! };
    }
    if (isFor && isCausedConstant(f) && !never && f.effects.length === 0) {
      // Without a controlling expression it holds always (C11 6.8.5.3p2): `for (;;)`, `for (i = 0; ; i++)`.
      const isAlone = !fieldOf(node, 'initializer') && !fieldOf(node, 'update');
      const start = isAlone ? tokenBefore(context.tokens, condition.start).end : condition.start;
      context.changes.push({ start, end: condition.end, text: '', cause: f.causes[0]! });
    } else commit(context, condition, f, 0, isFor || !never ? 'bool' : 'int');
  }
  if (body) foldBody(context, body);
  return SAME;
}

/** The body of a loop or label: when nothing of it is left, a `;` stands for it. */
export function foldBody(context: FoldContext, body: SyntaxNode): Outcome {
  const outcome = foldStatement(context, body);
  if (outcome.kind !== 'gone') return outcome;
  if (body.type !== 'compound_statement') {
    context.changes.push({ start: body.start, end: body.end, text: ';', cause: outcome.cause });
  }
  return SAME;
}

function foldSwitch(context: FoldContext, node: SyntaxNode): Outcome {
  const condition = fieldOf(node, 'condition');
  const body = fieldOf(node, 'body');
  if (condition) {
    const inner = namedChildren(condition)[0] ?? condition;
    const f = foldExpression(context, inner, 'value', 0);
    if (isCausedConstant(f))
      report(context, node, 'constant-switch', 'the switch is over a constant now', f.causes[0]!);
    commit(context, condition, f, 0, 'int');
  }
  if (body) foldList(context, body);
  return SAME;
}

/** A label keeps its statement; with none left in a list, it labels the next one or needs a `;`. */
function foldLabeled(context: FoldContext, node: SyntaxNode): Outcome {
  const body = namedChildren(node).at(-1);
  if (!body || body.field === 'label') return SAME;
  const outcome = foldStatement(context, body);
  if (outcome.kind === 'jump') return outcome;
  if (outcome.kind !== 'gone') return SAME;
  const siblings = isListed(node) ? namedChildren(node.parent!) : [];
  const next = siblings[siblings.indexOf(node) + 1];
  if (next && next.type !== 'declaration' && next.type !== 'case_statement')
    removeStatement(context, body, outcome.cause);
  else context.changes.push({ start: body.start, end: body.end, text: ';', cause: outcome.cause });
  return SAME;
}

function foldExpressionStatement(context: FoldContext, node: SyntaxNode): Outcome {
  const expression = namedChildren(node)[0];
  if (!expression) return SAME;
  const lost = foldLostAssignment(context, node, expression);
  if (lost) return lost;
  const f = foldExpression(context, expression, 'nothing', 0);
  if (!isChanged(f)) return SAME;
  const cause = f.causes[0]!;
  if (cutsExpression(context, node, cause)) return SAME;
  if (isEmptyUpdate(context, expression)) return { kind: 'gone', cause };
  if (f.value !== null && f.by === null) {
    const statement = replaceByEffects(context, f, expression);
    if (statement === null) return { kind: 'gone', cause };
    context.changes.push(...statement);
    return SAME;
  }
  if (f.value !== null && f.by !== null && isPure(context, f.by)) return { kind: 'gone', cause };
  commit(context, expression, f, 0, 'int');
  return settledLocal(context, expression) ?? SAME;
}

/**
 * The edits that leave only the effects of a constant expression: none to do (null), a single call, or, where there is
 * more to it, nothing but a leftover.
 */
export function replaceByEffects(context: FoldContext, f: Folded, node: SyntaxNode): Edit[] | null {
  if (f.effects.length === 0) return null;
  const only = f.effects.length === 1 ? f.effects[0]! : undefined;
  const cause = f.causes[0]!;
  const mayStand = only && (isSimpleCall(only) || /^(?:assignment|update)_expression$/.test(only.type));
  if (!only || !mayStand) {
    report(context, node, 'side-effects', 'is constant now, but has side effects', cause);
    return [];
  }
  return [
    { start: node.start, end: only.start, text: '', cause },
    { start: only.end, end: node.end, text: '', cause },
  ].filter((e) => e.end > e.start);
}

/** `x |= 0`, `x += 0` and the like, the 0 being a fact's: nothing happens any more. */
function isEmptyUpdate(context: FoldContext, node: SyntaxNode): boolean {
  if (
    node.type !== 'assignment_expression' ||
    !['|=', '+=', '-=', '^=', '<<=', '>>='].includes(operatorOf(node))
  )
    return false;
  const left = fieldOf(node, 'left');
  const right = fieldOf(node, 'right');
  if (!left || !right || !isPure(context, left)) return false;
  const value = settledValue(context, right);
  return value !== null && value.value.kind === 'integer' && value.value.value === 0n;
}

/** The constant that an expression has become because of facts. */
function settledValue(
  context: FoldContext,
  node: SyntaxNode,
): { value: Constant; causes: readonly string[] } | null {
  const f = foldExpression(context, node, 'value', Binding.Assignment);
  return isCausedConstant(f) && f.effects.length === 0 ? { value: f.value, causes: f.causes } : null;
}

/** `local = constant;`, so that the test which follows it can be decided. */
function settledLocal(context: FoldContext, node: SyntaxNode): Outcome | null {
  if (node.type !== 'assignment_expression' || operatorOf(node) !== '=') return null;
  const left = fieldOf(node, 'left');
  const right = fieldOf(node, 'right');
  if (left?.type !== 'identifier' || !right) return null;
  const name = nodeText(context, left);
  const settled = context.locals.has(name) ? settledValue(context, right) : null;
  return settled && { kind: 'set', name, ...settled };
}

function foldReturn(context: FoldContext, node: SyntaxNode): Outcome {
  const value = namedChildren(node)[0];
  if (!value) return SAME;
  if (context.lostReturn) return foldLostReturn(context, node, value, context.lostReturn);
  const lost = foldReturnOfLost(context, node, value);
  if (lost) return lost;
  if (returnsVoid(context, node)) return foldVoidReturn(context, node, value);
  const isBool = context.returnsBool;
  const f = foldExpression(context, value, isBool ? 'truth' : 'value', 0);
  commit(context, node, f, 0, isBool ? 'bool' : 'int');
  return SAME;
}

/** Whether the statement stands in a function of type void, where `return f();` (GNU) is a call and a return. */
function returnsVoid(context: FoldContext, node: SyntaxNode): boolean {
  let up = node.parent;
  while (up && up.type !== 'function_definition') up = up.parent;
  const type = up ? fieldOf(up, 'type') : undefined;
  const declarator = up ? fieldOf(up, 'declarator') : undefined;
  return (
    type !== undefined && nodeText(context, type) === 'void' && declarator?.type === 'function_declarator'
  );
}

/** `return f();` where f() is nothing: a plain `return;`, or nothing at the end of the function. */
function foldVoidReturn(context: FoldContext, node: SyntaxNode, value: SyntaxNode): Outcome {
  const f = foldExpression(context, value, 'nothing', 0);
  if (!isCausedConstant(f) || f.effects.length > 0) {
    commit(context, node, f, 0, 'int');
    return SAME;
  }
  const cause = f.causes[0]!;
  if (cutsExpression(context, node, cause)) return SAME;
  const list = node.parent;
  const isLast =
    list?.type === 'compound_statement' &&
    list.parent?.type === 'function_definition' &&
    namedChildren(list).at(-1) === node;
  if (isLast) return { kind: 'gone', cause };
  context.changes.push({ start: node.start, end: node.end, text: 'return;', cause });
  return SAME;
}

function foldDeclaration(context: FoldContext, node: SyntaxNode): Outcome {
  const declarators = namedChildren(node).filter((child) => child.field === 'declarator');
  let outcome: Outcome = SAME;
  for (const declarator of declarators) {
    const value = declarator.type === 'init_declarator' ? fieldOf(declarator, 'value') : undefined;
    if (!value) {
      commit(context, declarator, foldParts(context, declarator), 0, 'int');
      continue;
    }
    const lost = foldLostInitializer(context, node, value);
    if (lost) return lost;
    const name = fieldOf(declarator, 'declarator');
    if (name && name.type !== 'identifier') commit(context, name, foldParts(context, name), 0, 'int');
    const isBool = name?.type === 'identifier' && context.booleans.has(nodeText(context, name));
    const f = foldExpression(context, value, isBool ? 'truth' : 'value', Binding.Assignment);
    const isPlain =
      declarators.length === 1 &&
      name?.type === 'identifier' &&
      isCausedConstant(f) &&
      f.effects.length === 0;
    commit(context, value, f, Binding.Assignment, isBool ? 'bool' : 'int');
    if (isPlain) outcome = { kind: 'set', name: nodeText(context, name), value: f.value, causes: f.causes };
  }
  for (const other of namedChildren(node)) {
    if (
      other.field !== 'declarator' &&
      someNode(other, (part) => part.type === 'enumerator' || part.type === 'array_declarator')
    ) {
      commit(context, other, foldParts(context, other), 0, 'int');
    }
  }
  return outcome;
}
