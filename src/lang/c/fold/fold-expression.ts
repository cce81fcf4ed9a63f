import type { Edit } from '../../../edit/edit.js';
import { factId, type ValueFact } from '../../facts.js';
import { replaceField } from '../names/replace-members.js';
import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';
import { foldBinary, foldLogical } from './fold-binary.js';
import { foldCall } from './fold-call.js';
import { foldIdentifier } from './fold-name.js';
import { foldStore } from './fold-object.js';
import { removeForwarding, removeNamedElement } from './fold-initializer.js';
import { foldVoidCast } from './lost-return.js';
import { noteMemberStore, reportPointerCopy } from './member-parameters.js';
import {
  castConstant,
  FALSE,
  constantOfName,
  constantOfNumber,
  isTruthy,
  makeBoolean,
  negate,
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
import { Binding, bindingOf, operatorOf, standsIn, unwrapFor } from './precedence.js';
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
