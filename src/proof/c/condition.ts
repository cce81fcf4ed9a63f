import { applyToTokens } from './apply-to-tokens.js';
import { intOf } from './constants.js';
import { ONE, readExpression, ZERO, type Expression } from './expression.js';
import { foldInCondition, foldUnaryInCondition, integerOf, likeBoth } from './preprocessor-integers.js';
import { configOf, isConfigTest, textOfConfig, type Known } from './known.js';
import { printExpression } from './print.js';
import { openReader } from './read-statements.js';
import { readTokens } from './read-tokens.js';
import type { Branch, Token } from './token.js';

/**
 * Values of what conditions ask for, by key: `d:NAME` (defined), `t:NAME` (defined, and not 0), `o:TEXT` (a comparison
 * or call that nothing is known of, by its text).
 */
export type World = (key: string) => boolean;

/** The condition of a branch, with what the facts say put in and folded as far as that goes. */
export function readCondition(branch: Branch, known: Known): Expression {
  const { word, condition } = branch;
  if (word === 'else') return ONE;
  if (word.endsWith('def')) {
    if (condition.length !== 1) return { kind: 'raw', tokens: [word, ...condition.map(({ text }) => text)] };
    const name = spell(condition, known)[0]?.text ?? '';
    const test = decide(
      { kind: 'call', callee: { kind: 'name', text: 'defined' }, args: [{ kind: 'name', text: name }] },
      known,
    );
    return word.endsWith('ndef') ? foldUnaryInCondition('!', test) : test;
  }
  const spelled = spell(condition, known);
  const tokens: Token[] = [];
  const mark = (text: string, at: number): Token => ({
    kind: 'mark',
    text,
    at,
    opensLine: false,
    isGlued: true,
  });
  for (let i = 0; i < spelled.length; i++) {
    const token = spelled[i]!;
    const next = spelled[i + 1];
    tokens.push(token);
    if (token.text !== 'defined' || next?.kind !== 'name') continue;
    tokens.push(mark('(', next.at), next, mark(')', next.at));
    i++;
  }
  return decide(readExpression(openReader(tokens), 0, tokens.length), known);
}

/** A condition with the names that others replace. */
function spell(tokens: readonly Token[], known: Known): readonly Token[] {
  return known.replaced.size > 0
    ? applyToTokens(tokens, { ...known, configs: new Map(), values: new Map() })
    : tokens;
}

/** Folds a condition with what the facts say of macros. */
function decide(e: Expression, known: Known): Expression {
  const go = (part: Expression) => decide(part, known);
  switch (e.kind) {
    case 'name': {
      const config = configOf(known, e.text);
      return config ? literalOf(textOfConfig(config)) : e;
    }
    case 'call': {
      const [first] = e.args;
      if (e.callee.kind !== 'name' || e.args.length !== 1 || first!.kind !== 'name') return e;
      if (e.callee.text === 'defined') {
        const config = configOf(known, first.text);
        return config ? (textOfConfig(config) === null ? ZERO : ONE) : e;
      }
      if (e.callee.text === 'CONFIG_IS_ENABLED') {
        const value = known.configs.get(first.text);
        return value?.kind === 'tristate' ? (value.value === 'y' ? ONE : ZERO) : e;
      }
      if (!isConfigTest(e.callee.text)) return e;
      const { text } = first;
      const y = decide(
        { kind: 'call', callee: { kind: 'name', text: 'defined' }, args: [{ kind: 'name', text }] },
        known,
      );
      const m = decide(
        {
          kind: 'call',
          callee: { kind: 'name', text: 'defined' },
          args: [{ kind: 'name', text: `${text}_MODULE` }],
        },
        known,
      );
      switch (e.callee.text) {
        case 'IS_MODULE':
          return m;
        case 'IS_ENABLED':
          return foldInCondition('||', y, m);
        case 'IS_REACHABLE':
          return foldInCondition('||', y, foldInCondition('&&', m, { kind: 'name', text: 'MODULE' }));
        default:
          return y;
      }
    }
    case 'unary':
      return foldUnaryInCondition(e.op, go(e.operand));
    case 'binary':
      return foldInCondition(e.op, go(e.left), go(e.right));
    case 'choice': {
      const test = go(e.test);
      const value = integerOf(test)?.value;
      if (value === undefined || !e.yes) return { ...e, test, yes: e.yes && go(e.yes), no: go(e.no) };
      const [taken, other] = value !== 0n ? [go(e.yes), go(e.no)] : [go(e.no), go(e.yes)];
      return likeBoth(taken, other);
    }
    default:
      return e;
  }
}

function literalOf(text: string | null): Expression {
  if (text === null) return ZERO;
  const tokens = readTokens(text, { hasLineComments: true, hasStrings: true });
  return readExpression(openReader(tokens), 0, tokens.length);
}

/** Whether a condition holds in a world. */
export function holds(e: Expression, world: World): boolean {
  const value = intOf(e);
  if (value !== null) return value !== 0n;
  switch (e.kind) {
    case 'name':
      return world(`d:${e.text}`) && world(`t:${e.text}`);
    case 'call':
      if (e.callee.kind === 'name' && e.callee.text === 'defined' && e.args[0]?.kind === 'name') {
        return world(`d:${e.args[0].text}`);
      }
      break;
    case 'unary':
      if (e.op === '!') return !holds(e.operand, world);
      break;
    case 'binary':
      if (e.op === '&&') return holds(e.left, world) && holds(e.right, world);
      if (e.op === '||') return holds(e.left, world) || holds(e.right, world);
      // `IS_ENABLED(A) == IS_ENABLED(B)` and its like.
      break;
    case 'choice':
      if (e.yes) return holds(holds(e.test, world) ? e.yes : e.no, world);
      break;
    default:
      break;
  }
  return world(`o:${printExpression(e)}`);
}

/** The keys that holds() may ask a world for, added to `keys`. */
export function collectKeys(e: Expression, keys: Set<string>): void {
  // Each side of && and || must be seen, whatever the other one is.
  const seeAll = (part: Expression) => {
    if (part.kind === 'binary' && /^(?:&&|\|\|)$/.test(part.op)) {
      seeAll(part.left);
      seeAll(part.right);
    } else if (part.kind === 'unary' && part.op === '!') seeAll(part.operand);
    else if (part.kind === 'choice' && part.yes) [part.test, part.yes, part.no].forEach(seeAll);
    else
      for (const answer of [true, false]) {
        holds(part, (key) => {
          keys.add(key);
          return answer;
        });
      }
  };
  seeAll(e);
}
