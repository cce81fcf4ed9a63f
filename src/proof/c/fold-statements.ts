import { intOf, isAssignment, isPure, truthOf } from './constants.js';
import { readItems, type Expression } from './expression.js';
import { isArrayOf, isOpenArray, tagOf, type Facts } from './facts-in-code.js';
import { changedIn } from './flow.js';
import { foldExpression, foldUnary } from './fold-expression.js';
import { foldSizes } from './fold-sizes.js';
import type { Known } from './known.js';
import { normalizeMembers } from './normalize-members.js';
import { printExpression } from './print.js';
import { openReader } from './read-statements.js';
import { readTokens } from './read-tokens.js';
import type { Body, Statement } from './statement.js';
import { walkExpressions } from './walk.js';

/** Applies the facts to the statements of a body, and splices what they decide. */
export function foldBody(body: Body, facts: Facts): Body {
  const folded = body.flatMap((statement) => foldStatement(statement, facts)).flatMap(dropIdleLoop);
  return dropUnreachable(straighten(folded));
}

function foldStatement(s: Statement, facts: Facts): readonly Statement[] {
  const fold = (e: Expression) => foldExpression(e, facts);
  switch (s.kind) {
    case 'expression':
      // A macro's name alone does something.
      if (s.value.kind === 'name' && !facts.known.gone.has(s.value.text)) return [s];
      if (s.isOpen) {
        const value = fold(s.value);
        return isNothing(value) ? [] : [{ ...s, value }];
      }
      return effectsOf(fold(s.value));
    case 'declaration': {
      facts.declare(s.name, s.spelled);
      const spelled = foldSizes(s.spelled.split(' '), facts).join(' ');
      if (s.value === null) return [{ ...s, spelled }];
      const isList = s.value.kind === 'list';
      const value = isList
        ? foldExpression(
            s.value,
            facts.within(tagOf(s.spelled) ?? null, isArrayOf(s.spelled), isOpenArray(s.spelled)),
          )
        : fold(s.value);
      if (s.isStatic || value.kind === 'list' || /[[]/.test(s.spelled) || /\0.*\(/.test(s.spelled))
        return [{ ...s, spelled, value }];
      const left: Expression = { kind: 'name', text: s.name };
      return [
        { ...s, spelled, value: null },
        { kind: 'expression', value: { kind: 'binary', op: '=', left, right: value } },
      ];
    }
    case 'if': {
      const test = fold(s.test);
      const yes = facts.foldBody(s.yes);
      const no = facts.foldBody(s.no);
      return makeIf(test, yes, no);
    }
    case 'while': {
      const test = fold(s.test);
      return truthOf(test) === false ? effectsOf(test) : [{ ...s, test, body: facts.foldBody(s.body) }];
    }
    case 'do': {
      const test = fold(s.test);
      const body = facts.foldBody(s.body);
      if (truthOf(test) === false && isPure(test) && !facts.isMacro && !jumpsOut(body)) return body;
      return [{ ...s, test, body }];
    }
    case 'for': {
      const first = facts.foldBody(s.first);
      const folded = s.test && fold(s.test);
      if (folded && truthOf(folded) === false) return [...first, ...effectsOf(folded)];
      // Without a controlling expression it holds always (C11 6.8.5.3p2).
      const test = folded && truthOf(folded) === true && isPure(folded) ? null : folded;
      const step = s.step && fold(s.step);
      return [{ ...s, first, test, step: step && isPure(step) ? null : step, body: facts.foldBody(s.body) }];
    }
    case 'each':
      return [{ ...s, head: fold(s.head), body: facts.foldBody(s.body) }];
    case 'switch': {
      const test = fold(s.test);
      // Nothing comes to what stands before the first label: the first case may be gone.
      const body = dropLastBreak(dropUnreachable(facts.foldBody(s.body), false));
      return body.length === 0 ? effectsOf(test) : [{ ...s, test, body }];
    }
    case 'case': {
      if (s.value?.kind === 'name' && facts.known.gone.has(s.value.text)) return [];
      return [{ ...s, value: s.value && fold(s.value) }];
    }
    case 'return': {
      const value = s.value && fold(s.value);
      if (value && (facts.returnsNothing || isNothing(value)))
        return [...effectsOf(value), { ...s, value: null }];
      if (value?.kind === 'binary' && value.op === ',')
        return [...effectsOf(value.left), { ...s, value: value.right }];
      return [{ ...s, value }];
    }
    case 'block':
      return facts.foldBody(s.body);
    case 'raw':
      return [{ ...s, tokens: foldElements(foldEnum(s.tokens, facts.known), facts) }];
    case 'label':
    case 'jump':
      return [s];
  }
}

/** The end of a switch is left by a break or without one. */
function dropLastBreak(body: Body): Body {
  const last = body.at(-1);
  return last?.kind === 'jump' && last.word === 'break' ? body.slice(0, -1) : body;
}

/** The enumerators of an enum that declares nothing else, as those at file scope are read. */
function foldEnum(words: readonly string[], known: Known): readonly string[] {
  const brace = words.indexOf('{');
  if (words[0] !== 'enum' || brace < 0 || brace > 2 || words.indexOf('}') !== words.length - 1) return words;
  const tokens = readTokens(words.join(' '), { hasLineComments: true, hasStrings: true });
  const lines = normalizeMembers(tokens, brace, 'enum', brace === 2 ? words[1]! : '', known);
  return [lines[0]!, ...lines.slice(1, -1).map((line) => `${line} ,`), '}'].join(' ').split(' ');
}

/** Designated elements that stand in the block of a macro which makes an object: `MACHINE(m) { .probe = f, };` */
function foldElements(words: readonly string[], facts: Facts): readonly string[] {
  if (words[0] !== '.' || words.some((word) => /[\uE000-\uE002]/.test(word))) return words;
  const tokens = readTokens(words.join(' '), { hasLineComments: true, hasStrings: true });
  const items = readItems(openReader(tokens), 0, tokens.length, 0);
  if (!items.every(({ kind }) => kind === 'designated')) return words;
  const folded = foldExpression({ kind: 'list', items }, facts.within(null));
  return folded.kind === 'list' ? folded.items.flatMap((item) => [printExpression(item), ',']) : words;
}

function isNothing(e: Expression): boolean {
  if (e.kind === 'binary' && e.op === ',') return isNothing(e.right);
  return e.kind === 'raw' && e.tokens.length === 0;
}

export function makeIf(test: Expression, yes: Body, no: Body): readonly Statement[] {
  const truth = truthOf(test);
  if (truth !== null) return [...effectsOf(test), ...(truth ? yes : no)];
  if (yes.length === 0 && no.length === 0) return effectsOf(test);
  if (test.kind === 'binary' && test.op === ',')
    return [...effectsOf(test.left), ...makeIf(test.right, yes, no)];
  if (yes.length === 0) return [{ kind: 'if', test: foldUnary('!', test), yes: no, no: [] }];
  return [{ kind: 'if', test, yes, no }];
}

/** What an expression does when nobody wants its value, as statements. */
export function effectsOf(e: Expression): readonly Statement[] {
  if (isPure(e)) return [];
  if (e.kind === 'binary' && e.op === ',') return [...effectsOf(e.left), ...effectsOf(e.right)];
  if (e.kind === 'cast' && e.operand.kind !== 'list') return effectsOf(e.operand);
  if (e.kind === 'unary' && !/^(?:\+\+|--)$/.test(e.op)) return effectsOf(e.operand);
  if (e.kind === 'block') return [...e.body];
  if (e.kind === 'binary' && !isAssignment(e.op) && e.op !== '&&' && e.op !== '||') {
    return [...effectsOf(e.left), ...effectsOf(e.right)];
  }
  if (e.kind === 'choice' && e.yes) return makeIf(e.test, effectsOf(e.yes), effectsOf(e.no));
  if (e.kind === 'binary' && e.op === '&&') return makeIf(e.left, effectsOf(e.right), []);
  // `x = (f(), 0)`
  if (
    e.kind === 'binary' &&
    e.right.kind === 'binary' &&
    e.right.op === ',' &&
    isAssignment(e.op) &&
    isPure(e.left)
  ) {
    return [...effectsOf(e.right.left), ...effectsOf({ ...e, right: e.right.right })];
  }
  return [{ kind: 'expression', value: e }];
}

/**
 * A loop without a body that only counts does nothing but that; an iterator macro nothing at all. One that changes
 * nothing that its test reads waits for something else to do so: it stays.
 */
function dropIdleLoop(s: Statement): readonly Statement[] {
  if ((s.kind !== 'while' && s.kind !== 'do' && s.kind !== 'for' && s.kind !== 'each') || s.body.length > 0)
    return [s];
  if (s.kind === 'each') return [];
  const counts = [s.test, s.kind === 'for' ? s.step : null];
  if (!counts.every((e) => e === null || onlyCounts(e)) || s.test === null || intOf(s.test) !== null)
    return [s];
  const counted = new Set(counts.flatMap((e) => (e ? [...changedIn(e)] : [])));
  const read: string[] = [];
  walkExpressions(s.test, (part) => {
    if (part.kind === 'name' && counted.has(part.text)) read.push(part.text);
  });
  if (read.length === 0) return [s];
  return s.kind === 'for' ? s.first : [];
}

/** Whether an expression changes nothing but a variable of its own. */
function onlyCounts(e: Expression): boolean {
  if (e.kind === 'postfix') return e.operand.kind === 'name';
  if (e.kind === 'unary' && /^(?:\+\+|--)$/.test(e.op)) return e.operand.kind === 'name';
  if (e.kind === 'binary' && isAssignment(e.op)) return e.left.kind === 'name' && isPure(e.right);
  return isPure(e);
}

/** Whether a break or continue within would leave the loop around it. */
function jumpsOut(body: Body): boolean {
  return body.some((s) => {
    if (s.kind === 'jump') return s.word !== 'goto';
    if (s.kind === 'raw') return s.tokens.includes('break') || s.tokens.includes('continue');
    if (s.kind === 'if') return jumpsOut(s.yes) || jumpsOut(s.no);
    if (s.kind === 'block') return jumpsOut(s.body);
    return s.kind === 'switch' && jumpsOut(s.body);
  });
}

/** Whether control never comes out at the body's end. */
export function endsInJump(body: Body): boolean {
  const last = body.at(-1);
  if (!last) return false;
  if (last.kind === 'return' || last.kind === 'jump') return true;
  return last.kind === 'if' && endsInJump(last.yes) && endsInJump(last.no);
}

/** `if (a) return; else b();` is `if (a) return; b();`. */
function straighten(body: Body): Body {
  const flat: Statement[] = [];
  for (const s of body) {
    if (s.kind === 'if' && s.no.length > 0 && endsInJump(s.yes)) flat.push({ ...s, no: [] }, ...s.no);
    else if (s.kind === 'if' && s.no.length > 0 && endsInJump(s.no)) {
      flat.push({ kind: 'if', test: foldUnary('!', s.test), yes: s.no, no: [] }, ...s.yes);
    } else flat.push(s);
  }
  return flat;
}

/** Drops what stands behind a jump, up to where a label or case lets control in again. */
function dropUnreachable(body: Body, isEntered = true): Body {
  let isReachable = isEntered;
  return body.filter((s, i) => {
    if (holdsLabel(s)) isReachable = true;
    const keep = isReachable || s.kind === 'declaration';
    if (isReachable && endsInJump(body.slice(i, i + 1))) isReachable = false;
    return keep;
  });
}

/**
 * Whether control may come in from elsewhere: a label within, or a case of the switch around.
 * @param hasCases false in a switch within, whose cases nothing else enters.
 */
function holdsLabel(s: Statement, hasCases = true): boolean {
  const holds = (inner: Statement) => holdsLabel(inner, hasCases);
  switch (s.kind) {
    case 'label':
      return true;
    case 'case':
      return hasCases;
    case 'raw':
      // What can't be read may be anything; assembly is entered from above alone.
      return !/^(?:asm|__asm__|__asm)$/.test(s.tokens[0] ?? '');
    case 'if':
      return s.yes.some(holds) || s.no.some(holds);
    case 'switch':
      return s.body.some((inner) => holdsLabel(inner, false));
    case 'while':
    case 'do':
    case 'for':
    case 'each':
    case 'block':
      return s.body.some(holds);
    default:
      return false;
  }
}
