import type { Edit } from '../../../edit/edit.js';
import { factId, type ValueFact } from '../../facts.js';
import { replaceField } from '../names/replace-members.js';
import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';
import { foldCall } from './fold-call.js';
import { foldObjectUse, foldStore } from './fold-object.js';
import { removeForwarding, removeNamedElement } from './fold-initializer.js';
import { foldVoidCast } from './lost-return.js';
import { noteMemberStore, reportPointerCopy } from './member-parameters.js';
import { foldLostParameter } from './lost-parameters.js';
import {
  castConstant,
  FALSE,
  constantOfName,
  constantOfNumber,
  evaluateBinary,
  isArithmetic,
  isComparison,
  isTruthy,
  makeBoolean,
  negate,
  type Constant,
} from './constants.js';
import { foldMember, foldMemberComparison, foldMemberStore } from '../members/fold-member.js';
import { nodeText, report, type FoldContext } from './fold-context.js';
import {
  folded,
  isCausedConstant,
  isChanged,
  untouched,
  writeFolded,
  type Folded,
  type Spelling,
} from './folded.js';
import { lookUpConfigWord } from './knowledge.js';
import { Binding, bindingOf, operandPlace, operatorOf, standsIn, unwrapFor } from './precedence.js';
import { isObjectNeeded } from './needs-object.js';
import { isPure } from './purity.js';

/** What the surroundings want of an expression: its value, only whether it is 0, or nothing. */
export type Want = 'value' | 'truth' | 'nothing';

/**
 * Folds one expression. Constants that no fact has caused are known but change nothing, so that `while (1)` and
 * `x = 0 * y` stay as they are.
 * @param place what the surroundings ask of an expression in its place (see precedence.ts).
 */
export function foldExpression(context: FoldContext, node: SyntaxNode, want: Want, place: number): Folded {
  switch (node.type) {
    case 'identifier':
      return foldIdentifier(context, node, want);
    case 'true':
    case 'false':
    case 'null':
      return untouched(node, constantOfName(nodeText(context, node)));
    case 'number_literal':
      return untouched(node, constantOfNumber(nodeText(context, node)));
    case 'string_literal':
      return untouched(node, { kind: 'string' });
    case 'parenthesized_expression':
      return foldParenthesized(context, node, want, place);
    case 'unary_expression':
      return foldUnary(context, node);
    case 'binary_expression': {
      const operator = operatorOf(node);
      if (operator === '&&' || operator === '||') return foldLogical(context, node, operator, want);
      return foldMemberComparison(context, node, operator) ?? foldBinary(context, node, operator);
    }
    case 'conditional_expression':
      return foldConditional(context, node, want, place);
    case 'cast_expression':
      return foldCast(context, node);
    case 'call_expression':
      return foldCall(context, node, want, place);
    case 'comma_expression':
      return foldComma(context, node, want, place);
    case 'assignment_expression':
      noteMemberStore(context, node);
      return (
        foldStore(context, node, want) ??
        foldMemberStore(context, node, want) ??
        foldAssignment(context, node)
      );
    case 'update_expression':
      return (
        foldStore(context, node, want) ?? foldMemberStore(context, node, want) ?? foldParts(context, node)
      );
    case 'field_expression': {
      const edit = replaceField(context, node);
      if (edit) return withEdit(context, node, edit);
      reportPointerCopy(context, node);
      return foldMember(context, node, want);
    }
    case 'compound_statement':
      context.foldStatementExpression(context, node);
      return untouched(node);
    case 'field_identifier':
    case 'statement_identifier':
    case 'type_identifier':
      return untouched(node);
    default:
      // A statement of a kind that foldStatement doesn't know: its conditions must not be taken for expressions.
      return node.type.endsWith('_statement') ? untouched(node) : foldParts(context, node);
  }
}

/** An expression of parts of which one gets another name. */
function withEdit(context: FoldContext, node: SyntaxNode, edit: Edit): Folded {
  const parts = foldParts(context, node);
  return folded(node, [edit.cause, ...parts.causes], { edits: [...parts.edits, edit] });
}

/** A value is needed that nobody has given: what a rule says to go can't go then. */
export function reportNeeded(context: FoldContext, node: SyntaxNode, fact: ValueFact): void {
  const shown = fact.what === 'function' ? `${fact.name}()` : fact.name;
  const message = fact.goes
    ? `the value of ${shown} is used here; say what it is (${fact.what === 'function' ? 'returns' : 'value'}:)`
    : `the value of ${shown} is used, but it has none now`;
  const place = {
    code: 'value-needed',
    path: context.path,
    offset: node.start,
    message,
    cause: factId(fact),
  };
  context.leftovers.push(fact.goes ? { ...place, refuses: true } : place);
}

/** Folds what an expression of no special kind is made of. */
export function foldParts(context: FoldContext, node: SyntaxNode): Folded {
  const edits: Edit[] = [];
  const causes: string[] = [];
  const isList =
    node.type === 'initializer_list' || node.type === 'argument_list' || node.type === 'initializer_pair';
  for (const child of namedChildren(node)) {
    if (child.field === 'label' || child.type === 'string_content') continue;
    // What a declarator or an enumerator declares is no use of its name.
    if (child.type === 'identifier' && (child.field === 'declarator' || child.field === 'name')) continue;
    const gone = removeNamedElement(context, child) ?? removeForwarding(context, child);
    if (gone) {
      edits.push(gone);
      causes.push(gone.cause);
      continue;
    }
    const f = foldExpression(context, child, 'value', isList ? Binding.Assignment : placeIn(node));
    if (isObjectNeeded(context, node, child, f)) continue;
    edits.push(
      ...writeFolded(context, f, isList ? Binding.Assignment : placeIn(node), isList ? 'bool' : 'int'),
    );
    causes.push(...f.causes);
  }
  return edits.length > 0 ? folded(node, causes, { edits }) : untouched(node);
}

function placeIn(parent: SyntaxNode): number {
  switch (parent.type) {
    case 'subscript_expression':
    case 'array_declarator':
    case 'subscript_designator':
    case 'enumerator':
      return Binding.Comma;
    case 'field_expression':
      return Binding.Primary;
    default:
      return Binding.Unary;
  }
}

/** A constant as text: `0`, `(-ENODEV)`, `NULL`; null where the text is something else. */
export function constantOfText(text: string): Constant | null {
  const bare = text.trim();
  const inner = /^\((.*)\)$/s.exec(bare)?.[1];
  if (inner !== undefined && !/[()]/.test(inner)) return constantOfText(inner);
  if (bare.startsWith('-')) {
    const positive = constantOfText(bare.slice(1));
    return positive && negate(positive);
  }
  return constantOfNumber(bare) ?? constantOfName(bare);
}

function foldIdentifier(context: FoldContext, node: SyntaxNode, want: Want): Folded {
  const name = nodeText(context, node);
  const { local, knowledge } = context;
  if (local?.name === name) return folded(node, local.causes, { value: local.value });
  const parameter = context.lost.get(name);
  if (parameter) return foldLostParameter(context, node, parameter, want !== 'nothing');
  const config = lookUpConfigWord(knowledge, name);
  if (config) return folded(node, [config.cause], { value: config.value, text: config.text });
  if (config === null) {
    report(context, node, 'undefined-symbol', `${name} isn't defined any more`, configCause(context, name));
    return untouched(node);
  }
  const fact = context.locals.has(name) ? undefined : knowledge.values.get(name);
  if (fact) return foldNamedValue(context, node, fact, want);
  return untouched(node, constantOfName(name));
}

function configCause(context: FoldContext, word: string): string {
  const name = word.slice('CONFIG_'.length);
  const fact =
    context.knowledge.configs.get(name) ?? context.knowledge.configs.get(name.replace(/_MODULE$/, ''));
  return fact ? factId(fact) : word;
}

/** A name without parentheses: an object-like macro has its value, a function's address can't be folded. */
function foldNamedValue(context: FoldContext, node: SyntaxNode, fact: ValueFact, want: Want): Folded {
  const cause = factId(fact);
  const use = fact.goes && fact.what === 'variable' ? foldObjectUse(context, node, fact) : null;
  if (use) return use;
  if (want === 'nothing' && fact.what !== 'function') return folded(node, [cause], { value: FALSE });
  if (fact.what !== 'function' && fact.value === null && fact.goes) {
    reportNeeded(context, node, fact);
    return untouched(node);
  }
  if (fact.what === 'function' || fact.value === null) {
    report(context, node, 'address-taken', `${fact.name} is used other than by calling it`, cause);
    return untouched(node);
  }
  return folded(node, [cause], { value: constantOfText(fact.value), text: fact.value });
}

function foldParenthesized(context: FoldContext, node: SyntaxNode, want: Want, place: number): Folded {
  const inner = namedChildren(node)[0];
  if (!inner) return untouched(node);
  const f = foldExpression(context, inner, want, 0);
  if (!isChanged(f)) return { ...untouched(node), value: f.value };
  if (f.value !== null && !f.by && f.edits.length === 0) return { ...f, node };
  if (f.by && f.prefix === '') {
    const by = unwrapFor(f.by, place);
    if (standsIn(bindingOf(by), place)) return { ...f, node, by };
  }
  if (f.by && f.prefix !== '' && standsIn(Binding.Unary, place)) return { ...f, node };
  const edits = writeFolded(context, { ...f, effects: [] }, 0, 'bool');
  return { ...f, node, by: null, prefix: '', text: null, edits };
}

function foldUnary(context: FoldContext, node: SyntaxNode): Folded {
  const operator = operatorOf(node);
  const argument = fieldOf(node, 'argument');
  if (!argument) return untouched(node);
  const f = foldExpression(context, argument, operator === '!' ? 'truth' : 'value', Binding.Unary);
  if (operator === '!' && f.value !== null) {
    const value = makeBoolean(!isTruthy(f.value));
    return isChanged(f) ? folded(node, f.causes, { value, effects: f.effects }) : untouched(node, value);
  }
  const value = f.value !== null && operator === '-' ? negate(f.value) : null;
  if (!isChanged(f)) return untouched(node, value);
  return folded(node, f.causes, {
    value,
    effects: value === null ? [] : f.effects,
    edits: writeFolded(
      context,
      value === null ? f : { ...f, effects: [] },
      Binding.Unary,
      operator === '!' ? 'bool' : 'int',
    ),
  });
}

/**
 * `a && b` and `a || b` (C11 6.5.13, 6.5.14): the left operand is always evaluated, the right one only if the left
 * one doesn't decide. An operand may take the whole's place where only its truth counts, or where it is 0 or 1 itself;
 * elsewhere it becomes `!!operand`.
 */
function foldLogical(context: FoldContext, node: SyntaxNode, operator: '&&' | '||', want: Want): Folded {
  const place = operandPlace(operator);
  const leftNode = fieldOf(node, 'left');
  const rightNode = fieldOf(node, 'right');
  if (!leftNode || !rightNode) return untouched(node);
  const left = foldExpression(context, leftNode, 'truth', place);
  const right = foldExpression(context, rightNode, want === 'nothing' ? 'nothing' : 'truth', place);
  const causes = [...left.causes, ...right.causes];
  const decides = (value: Constant) => isTruthy(value) === (operator === '||');
  if (left.value !== null) {
    if (decides(left.value)) {
      const value = makeBoolean(operator === '||');
      if (isChanged(left)) return folded(node, left.causes, { value, effects: left.effects });
      if (!isChanged(right)) return untouched(node, value);
      return folded(node, right.causes, { edits: writeFolded(context, right, place, 'bool') });
    }
    if (isChanged(left) && left.effects.length === 0) return takePlace(context, node, right, causes, want);
  }
  if (right.value !== null && left.value === null) {
    if (isChanged(right) && right.effects.length === 0) {
      if (!decides(right.value)) return takePlace(context, node, left, causes, want);
      const effects = isPure(context, leftNode) ? [] : [leftNode];
      return folded(node, causes, { value: makeBoolean(operator === '||'), effects });
    }
  }
  if (left.value !== null && right.value !== null && left.effects.length + right.effects.length === 0) {
    const value = makeBoolean(isTruthy(right.value));
    return causes.length > 0 ? folded(node, causes, { value }) : untouched(node, value);
  }
  if (causes.length === 0) return untouched(node);
  const edits = [...writeFolded(context, left, place, 'bool'), ...writeFolded(context, right, place, 'bool')];
  return folded(node, causes, { edits });
}

function takePlace(
  context: FoldContext,
  node: SyntaxNode,
  operand: Folded,
  causes: readonly string[],
  want: Want,
): Folded {
  if (operand.value !== null) {
    return folded(node, causes, { value: makeBoolean(isTruthy(operand.value)), effects: operand.effects });
  }
  const by = operand.by ?? operand.node;
  const isTruth = want !== 'value' || isBooleanValued(context, by);
  return folded(node, causes, { by, edits: operand.edits, prefix: isTruth ? operand.prefix : '!!' });
}

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

/** Operators that give the other operand back when one is 0: `a | 0`, `0 + a`, `a << 0`. */
const ZERO_ON_RIGHT = new Set(['|', '+', '-', '^', '<<', '>>']);
const ZERO_ON_LEFT = new Set(['|', '+', '^']);
/** Operators that yield 0 whatever the other operand is. */
const ANNIHILATES_ON_LEFT = new Set(['*', '&', '<<', '>>']);
const ANNIHILATES_ON_RIGHT = new Set(['*', '&']);

function foldBinary(context: FoldContext, node: SyntaxNode, operator: string): Folded {
  const place = operandPlace(operator);
  const leftNode = fieldOf(node, 'left');
  const rightNode = fieldOf(node, 'right');
  if (!leftNode || !rightNode) return untouched(node);
  const left = foldExpression(context, leftNode, 'value', place);
  const right = foldExpression(context, rightNode, 'value', place);
  const causes = [...left.causes, ...right.causes];
  const value = left.value && right.value ? evaluateBinary(operator, left.value, right.value) : null;
  if (causes.length === 0) return untouched(node, value);
  const effects = [...left.effects, ...right.effects];
  if (value !== null && isComparison(operator)) return folded(node, causes, { value, effects });
  const isZero = (f: Folded) =>
    isCausedConstant(f) && f.value.kind === 'integer' && f.value.value === 0n && f.effects.length === 0;
  if (isZero(right) && ZERO_ON_RIGHT.has(operator) && !isCausedConstant(left)) {
    return folded(node, causes, { value, by: left.by ?? leftNode, edits: left.edits, prefix: left.prefix });
  }
  if (isZero(left) && ZERO_ON_LEFT.has(operator) && !isCausedConstant(right)) {
    return folded(node, causes, {
      value,
      by: right.by ?? rightNode,
      edits: right.edits,
      prefix: right.prefix,
    });
  }
  const annihilates =
    (isZero(left) && ANNIHILATES_ON_LEFT.has(operator) && isPure(context, rightNode)) ||
    (isZero(right) && ANNIHILATES_ON_RIGHT.has(operator) && isPure(context, leftNode));
  if (annihilates) return folded(node, causes, { value: FALSE });
  const known = value !== null && isArithmetic(operator);
  const write = (f: Folded) => writeFolded(context, known ? { ...f, effects: [] } : f, place, 'int');
  return folded(node, causes, {
    value,
    effects: known ? effects : [],
    edits: [...write(left), ...write(right)],
  });
}

function foldConditional(context: FoldContext, node: SyntaxNode, want: Want, place: number): Folded {
  const condition = fieldOf(node, 'condition');
  const consequence = fieldOf(node, 'consequence');
  const alternative = fieldOf(node, 'alternative');
  if (!condition || !alternative) return untouched(node);
  // GNU `a ?: b` uses a's value.
  const test = foldExpression(context, condition, consequence ? 'truth' : 'value', Binding.Or);
  if (isCausedConstant(test) && test.effects.length === 0) {
    const chosen = isTruthy(test.value) ? consequence : alternative;
    if (!chosen) return { ...test, node };
    const f = foldExpression(context, chosen, want, place);
    const replacesAll = isChanged(f) && f.value !== null && !f.by && f.edits.length === 0;
    return {
      ...f,
      node,
      causes: [...test.causes, ...f.causes],
      by: f.by ?? (replacesAll || f.text !== null ? null : chosen),
    };
  }
  const parts: (readonly [SyntaxNode | undefined, Want, Spelling])[] = [
    [consequence, want, 'bool'],
    [alternative, want, 'bool'],
  ];
  const edits = [...writeFolded(context, test, Binding.Or, 'bool')];
  const causes = [...test.causes];
  let nothings = 0;
  for (const [part, partWant, spelling] of parts) {
    if (!part) continue;
    const f = foldExpression(context, part, partWant, Binding.Conditional);
    // Where no value is wanted, a 0 in place of a call would be a statement without effect.
    const isNothing = partWant === 'nothing' && isCausedConstant(f) && f.effects.length === 0;
    if (isNothing) nothings++;
    const written = isNothing ? { ...f, text: '(void)0', edits: [], by: null } : f;
    edits.push(...writeFolded(context, written, Binding.Conditional, spelling));
    causes.push(...f.causes);
  }
  if (nothings === 2) {
    const effects = isPure(context, condition) ? [] : [condition];
    return folded(node, causes, { value: FALSE, effects });
  }
  return edits.length > 0 ? folded(node, causes, { edits }) : untouched(node);
}

function foldCast(context: FoldContext, node: SyntaxNode): Folded {
  const operand = fieldOf(node, 'value');
  const type = fieldOf(node, 'type');
  if (!operand || !type) return untouched(node);
  const typeText = nodeText(context, type);
  const lost = typeText === 'void' ? foldVoidCast(context, node, operand) : null;
  if (lost) return lost;
  const f = foldExpression(context, operand, typeText === 'void' ? 'nothing' : 'value', Binding.Unary);
  const value = typeText === 'void' ? f.value : f.value && castConstant(f.value, typeText);
  if (!isChanged(f)) return untouched(node, typeText === 'void' ? null : value);
  const edits = writeFolded(context, value ? { ...f, effects: [] } : f, Binding.Unary, 'int');
  return folded(node, f.causes, { value, effects: value ? f.effects : [], edits });
}

function foldComma(context: FoldContext, node: SyntaxNode, want: Want, place: number): Folded {
  const leftNode = fieldOf(node, 'left');
  const rightNode = fieldOf(node, 'right');
  if (!leftNode || !rightNode) return untouched(node);
  const left = foldExpression(context, leftNode, 'nothing', Binding.Comma);
  const right = foldExpression(context, rightNode, want, place);
  const causes = [...left.causes, ...right.causes];
  if (causes.length === 0) return untouched(node);
  if (isCausedConstant(left) && left.effects.length === 0) {
    return {
      ...right,
      node,
      causes,
      by: right.by ?? (isCausedConstant(right) && right.edits.length === 0 ? null : rightNode),
    };
  }
  if (want === 'nothing' && isCausedConstant(right) && right.effects.length === 0) {
    return { ...left, node, causes, by: left.by ?? leftNode };
  }
  const edits = [
    ...writeFolded(context, left, Binding.Comma, 'int'),
    ...writeFolded(context, right, Binding.Assignment, 'int'),
  ];
  return folded(node, causes, { edits });
}

function lostObject(context: FoldContext, node: SyntaxNode): ValueFact | undefined {
  const name = nodeText(context, node);
  const fact = context.locals.has(name) ? undefined : context.knowledge.values.get(name);
  return fact?.goes ? fact : undefined;
}

function foldAssignment(context: FoldContext, node: SyntaxNode): Folded {
  const left = fieldOf(node, 'left');
  const right = fieldOf(node, 'right');
  if (!left || !right) return untouched(node);
  const isBool = left.type === 'identifier' && context.booleans.has(nodeText(context, left));
  const plain = operatorOf(node) === '=';
  const target =
    left.type === 'identifier' ? untouched(left) : foldExpression(context, left, 'value', Binding.Unary);
  const lost = left.type === 'identifier' ? lostObject(context, left) : undefined;
  if (lost)
    report(context, left, 'object-in-use', `${lost.name} goes, but is stored into here`, factId(lost));
  const f = foldExpression(context, right, isBool && plain ? 'truth' : 'value', Binding.Assignment);
  const causes = [...target.causes, ...f.causes];
  if (causes.length === 0) return untouched(node);
  const isLocal = left.type === 'identifier' && context.locals.has(nodeText(context, left));
  const spelling: Spelling = plain && (isBool || !isLocal) ? 'bool' : 'int';
  const edits = [
    ...writeFolded(context, target, Binding.Unary, 'int'),
    ...writeFolded(context, f, Binding.Assignment, spelling),
  ];
  return folded(node, causes, { edits });
}
