import type { Span } from '../../../text/span.js';
import {
  evaluate,
  evaluateConfigTest,
  integerOfMacro,
  isConfigTest,
  macrosReadBy,
  soleName,
  type MacroKnowledge,
} from './evaluate.js';
import { BINDING, bindingOf, type CallNode, type Expression, type LogicalNode } from './expression.js';
import { applyBinary, applyUnary, booleanValue, isTruthy, type IntegerValue } from './integer.js';
import { negateTerm, stripParentheses, termOf, type Term } from './terms.js';

/** Why a place that mentions a known macro stays as it is. */
export interface FoldNote {
  readonly code: 'undecided-condition' | 'unknown-macro-argument' | 'unparsable-condition';
  readonly offset: number;
  /** The known macro that it mentions. */
  readonly name: string;
}

export type Outcome =
  | { readonly kind: 'same' }
  /** What the macros' values make of it; `text` spells it where its value is used. */
  | { readonly kind: 'constant'; readonly value: IntegerValue; readonly text: string }
  | { readonly kind: 'changed'; readonly term: Term };

export interface Simplification {
  readonly outcome: Outcome;
  readonly notes: readonly FoldNote[];
}

export interface SimplifyOptions {
  /**
   * In a comment, `CONFIG_A || !CONFIG_B` means `defined(CONFIG_A) || …`: a name stands for whether it is defined,
   * and a known name whose value would have to be spelled out makes the whole unknown.
   */
  readonly namesAreTests?: boolean;
}

const SAME: Outcome = { kind: 'same' };
/** Of macros that nobody knows anything: what a literal is worth by itself. */
const NO_KNOWLEDGE: MacroKnowledge = { valueOf: () => undefined };

function constant(value: IntegerValue, text?: string): Outcome {
  return { kind: 'constant', value, text: text ?? `${value.value}${value.unsigned ? 'U' : ''}` };
}

function changed(term: Term): Outcome {
  return { kind: 'changed', term };
}

/**
 * Simplifies a controlling expression as a maintainer would: only what mentions a known macro changes, all else keeps
 * its bytes. `A && X` with X known true is `A`, `!X || A` with X false is a constant, and parentheses go where only
 * one thing is left in them. A literal by itself is never folded (`0 && A` stays).
 *
 * `text` is the whole file's text and the nodes' spans are offsets into it.
 */
export function simplifyExpression(
  expression: Expression,
  text: string,
  knowledge: MacroKnowledge,
  options: SimplifyOptions = {},
): Simplification {
  const notes: FoldNote[] = [];
  const outcome = simplify(expression, true);
  if (outcome.kind !== 'changed') return { outcome, notes };
  return { outcome: changed(stripParentheses(outcome.term)), notes };

  /** `asBoolean`: only whether the value is 0 matters, not which value it is. */
  function simplify(node: Expression, asBoolean: boolean): Outcome {
    const before = notes.length;
    const result = simplifyNode(node, asBoolean);
    // What a constant swallowed is no place to look at any more.
    if (result.kind === 'constant') notes.length = before;
    return result;
  }

  function simplifyNode(node: Expression, asBoolean: boolean): Outcome {
    switch (node.kind) {
      case 'number':
        return SAME;
      case 'name': {
        const value = knowledge.valueOf(node.name);
        if (!value) return SAME;
        if (options.namesAreTests && asBoolean) return constant(booleanValue(value.defined));
        const integer = integerOfMacro(value);
        if (!integer) return note('undecided-condition', node, node.name);
        const spelling = value.defined ? value.text.trim() : '0';
        return constant(integer, spelling.startsWith('-') ? `(${spelling})` : spelling);
      }
      case 'defined': {
        const value = knowledge.valueOf(node.name);
        return value ? constant(booleanValue(value.defined)) : SAME;
      }
      case 'call':
        return simplifyCall(node);
      case 'parenthesized': {
        const inner = simplify(node.inner, asBoolean);
        return inner.kind === 'changed' ? changed(keepParentheses(node, node.inner, inner.term)) : inner;
      }
      case 'unary':
        return simplifyUnary(node, asBoolean);
      case 'binary':
        return simplifyBinary(node);
      case 'logical':
        return simplifyLogical(node, asBoolean);
      case 'ternary':
        return simplifyTernary(node, asBoolean);
      case 'unknown':
        for (const token of node.tokens) {
          if (token.kind === 'name' && knowledge.valueOf(token.text))
            note('unparsable-condition', token, token.text);
        }
        return SAME;
    }
  }

  function note(code: FoldNote['code'], span: Span, name: string): Outcome {
    notes.push({ code, offset: span.start, name });
    return SAME;
  }

  function simplifyCall(node: CallNode): Outcome {
    const argument = soleName(node.arguments);
    if (argument !== undefined && isConfigTest(node.name)) {
      const truth = evaluateConfigTest(node.name, argument, knowledge);
      if (truth !== undefined) return constant(booleanValue(truth));
      const read = macrosReadBy(node.name, argument).find((name) => knowledge.valueOf(name));
      return read === undefined ? SAME : note('undecided-condition', node, read);
    }
    for (const token of node.arguments) {
      if (token.kind === 'name' && knowledge.valueOf(token.text))
        note('unknown-macro-argument', token, token.text);
    }
    return knowledge.valueOf(node.name) ? note('unknown-macro-argument', node, node.name) : SAME;
  }

  /** Parentheses around a changed expression go where one operand is left, or another pair of parentheses. */
  function keepParentheses(outer: Span, was: Span, inner: Term): Term {
    if (inner.inner ?? inner.binding === BINDING.atom) return inner;
    return {
      text: text.slice(outer.start, was.start) + inner.text + text.slice(was.end, outer.end),
      origin: outer.start,
      binding: BINDING.atom,
      isBoolean: inner.isBoolean,
      inner,
    };
  }

  function simplifyUnary(node: Extract<Expression, { kind: 'unary' }>, asBoolean: boolean): Outcome {
    const isNot = node.operator === '!';
    const operand = simplify(node.operand, isNot);
    if (operand.kind === 'same') return SAME;
    if (operand.kind === 'constant') {
      const value = applyUnary(node.operator, operand.value);
      if (value) return constant(value);
      return changed(spell(node, [[node.operand, operand]]));
    }
    if (!isNot) return changed(spell(node, [[node.operand, operand]]));
    // What is left of !(!A && X) is !(!A), which asks for A.
    const twice = stripParentheses(operand.term).negated;
    if (twice && (asBoolean || twice.isBoolean)) return changed(twice);
    const gap = text.slice(node.start, node.operand.start);
    return changed(negateTerm(operand.term, gap + operand.term.text, node.start));
  }

  function simplifyBinary(node: Extract<Expression, { kind: 'binary' }>): Outcome {
    const left = simplify(node.left, false);
    const right = simplify(node.right, false);
    if (left.kind === 'same' && right.kind === 'same') return SAME;
    const a = left.kind === 'constant' ? left.value : evaluate(node.left, NO_KNOWLEDGE);
    const b = right.kind === 'constant' ? right.value : evaluate(node.right, NO_KNOWLEDGE);
    const value = a && b && applyBinary(node.operator, a, b);
    if (value) return constant(value);
    return changed(
      spell(node, [
        [node.left, left],
        [node.right, right],
      ]),
    );
  }

  function simplifyTernary(node: Extract<Expression, { kind: 'ternary' }>, asBoolean: boolean): Outcome {
    const condition = simplify(node.condition, true);
    // The type of the whole is that of both branches, so a value in use may change where one of them goes.
    if (condition.kind === 'constant' && asBoolean) {
      const branch = isTruthy(condition.value) ? node.whenTrue : node.whenFalse;
      const taken = simplify(branch, true);
      return taken.kind === 'same' ? changed(termOf(branch, text)) : taken;
    }
    const whenTrue = simplify(node.whenTrue, asBoolean);
    const whenFalse = simplify(node.whenFalse, asBoolean);
    if (condition.kind === 'same' && whenTrue.kind === 'same' && whenFalse.kind === 'same') return SAME;
    const value = condition.kind === 'constant' ? evaluate(node, knowledge) : undefined;
    if (value) return constant(value);
    return changed(
      spell(node, [
        [node.condition, condition],
        [node.whenTrue, whenTrue],
        [node.whenFalse, whenFalse],
      ]),
    );
  }

  function simplifyLogical(node: LogicalNode, asBoolean: boolean): Outcome {
    const outcomes = node.operands.map((operand) => simplify(operand, true));
    const isAnd = node.operator === '&&';
    const isDecided = (outcome: Outcome) => outcome.kind === 'constant' && isTruthy(outcome.value) !== isAnd;
    if (outcomes.some(isDecided)) return constant(booleanValue(!isAnd));
    if (outcomes.every(({ kind }) => kind === 'same')) return SAME;
    const kept = node.operands.flatMap((operand, i) => {
      const outcome = outcomes[i]!;
      return outcome.kind === 'constant' ? [] : [{ place: i, operand, term: termFor(operand, outcome) }];
    });
    if (kept.length === 0) return constant(booleanValue(isAnd));
    if (kept.length === 1) {
      const { term, operand } = kept[0]!;
      if (asBoolean || term.isBoolean)
        return changed(term.inner?.binding === BINDING.atom ? term.inner : term);
      // Its value is in use and may be other than 0 and 1: the operator stays to make it one of these.
      const other = outcomes.findIndex(({ kind }) => kind === 'constant');
      const pieces = other < kept[0]!.place ? [isAnd ? '1' : '0', term.text] : [term.text, isAnd ? '1' : '0'];
      return changed({ ...listTerm(node, pieces.join(` ${node.operator} `)), origin: operand.start });
    }
    let joined = '';
    kept.forEach(({ place, term }, i) => {
      if (i > 0) joined += gapBetween(node, kept[i - 1]!.place, place);
      // (B || C) in the place of an operand of || needs its parentheses no longer, if it is what a removal left.
      const isSame = outcomes[place]!.kind === 'same';
      const bare = !isSame && term.inner?.binding === BINDING[node.operator] ? term.inner : term;
      joined += bare.text;
    });
    return changed({ ...listTerm(node, joined), origin: kept[0]!.term.origin });
  }

  function listTerm(node: LogicalNode, spelled: string): Term {
    return { text: spelled, origin: node.start, binding: bindingOf(node), isBoolean: true };
  }

  /**
   * What stands between two operands of which those in between went: one of the operators there, with the blanks,
   * comments and line ends around it. One that ends a line is taken, if there is one, so that lines stay as they were.
   */
  function gapBetween(node: LogicalNode, from: number, to: number): string {
    let first: string | undefined;
    for (let i = from; i < to; i++) {
      const gap = text.slice(node.operands[i]!.end, node.operands[i + 1]!.start);
      if (gap.includes('\n')) return gap;
      first ??= gap;
    }
    return first!;
  }

  function termFor(node: Expression, outcome: Outcome): Term {
    if (outcome.kind === 'changed') return outcome.term;
    return termOf(node, text);
  }

  /** The node's text with its changed parts in their new spelling. */
  function spell(node: Expression, parts: readonly (readonly [Expression, Outcome])[]): Term {
    let spelled = '';
    let at = node.start;
    for (const [part, outcome] of parts) {
      if (outcome.kind === 'constant' && options.namesAreTests) note('unparsable-condition', part, '');
      spelled += text.slice(at, part.start);
      if (outcome.kind === 'same') spelled += text.slice(part.start, part.end);
      else if (outcome.kind === 'constant') spelled += outcome.text;
      else spelled += enclose(outcome.term, bindingOf(part));
      at = part.end;
    }
    return { ...termOf(node, text), text: spelled + text.slice(at, node.end), origin: node.start };
  }

  /** A part may bind less tightly than what stood in its place, `X ? a + b : c` for example. */
  function enclose(term: Term, binding: number): string {
    return term.binding < binding ? `(${term.text})` : term.text;
  }
}
