import { isAssignment, isPure } from './constants.js';
import { dropDeadStores } from './dead-stores.js';
import type { Expression } from './expression.js';
import { openFacts, type Facts } from './facts-in-code.js';
import { makeKnown } from './known.js';
import { effectsOf } from './fold-statements.js';
import { propagateConstants, substitute } from './flow.js';
import { printBody, printExpression } from './print.js';
import type { Body, Statement } from './statement.js';
import { joinNames, tellApart, WORD } from './tell-apart.js';
import { mapExpressions, walkExpressions } from './walk.js';

/** Facts count once; later rounds only fold. */
const PLAIN = openFacts(makeKnown('', []));

/** Rounds in which a body settles; more are not needed in practice, and each does no harm. */
const ROUNDS = 8;

/**
 * One form for all bodies of a function that do the same, as far as the proof can tell: facts applied and folded,
 * constants of locals carried on, what nothing reads or reaches gone.
 */
export function normalizeBody(written: Body, facts: Facts): string[] {
  const body = tellApart(written, facts.parameters);
  const { parameters } = facts;
  let current = facts.known.matchesCalls ? inlineOnce(body, parameters) : body;
  let printed = '';
  for (let round = 0; round < ROUNDS; round++) {
    current = (round === 0 ? facts : PLAIN).foldBody(current);
    current = dropUnused(returnDirectly(current, parameters), parameters);
    current = propagateConstants(current, plainLocals(current, parameters));
    current = dropLabels(dropDeadStores(current, plainLocals(current, parameters)));
    const now = printBody(current).join('\n');
    if (now === printed) break;
    printed = now;
  }
  return joinNames([...printBody(dropLastReturn(current)), ...findValueUses(body, facts.known.voids)]);
}

/** A line for each call whose value is used though the function returns none any more. */
function findValueUses(body: Body, voids: ReadonlySet<string>): string[] {
  if (voids.size === 0) return [];
  const idle = new Set<Expression>();
  /** What stands where no value is asked for: a statement, and what it hands that on to. */
  const addIdle = (e: Expression) => {
    idle.add(e);
    if (e.kind === 'binary' && e.op === ',') [e.left, e.right].forEach(addIdle);
    if (e.kind === 'binary' && (e.op === '&&' || e.op === '||')) addIdle(e.right);
    if (e.kind === 'choice') [e.yes ?? e.no, e.no].forEach(addIdle);
    if (e.kind === 'cast') addIdle(e.operand);
  };
  const used: string[] = [];
  mapExpressions(
    body,
    (e) => {
      walkExpressions(e, (part) => {
        const name = part.kind === 'call' && part.callee.kind === 'name' ? part.callee.text : '';
        if (voids.has(name) && !idle.has(part)) used.push(`the value of ${name}()`);
      });
      return e;
    },
    (s) => {
      if (s.kind === 'expression') addIdle(s.value);
      if (s.kind === 'for' && s.step) addIdle(s.step);
    },
  );
  return used;
}

/**
 * Puts the values of locals that are set once, by something without effects, in the place of their names: calls by
 * pattern are matched through them. Both texts are treated so; what is lost is only when such a value is read.
 */
function inlineOnce(body: Body, parameters: readonly string[]): Body {
  const locals = plainLocals(body, parameters);
  const stores = new Map<string, Expression[]>();
  const changed = new Set<string>();
  const members = new Set<string>();
  const store = (name: string, value: Expression) => stores.set(name, [...(stores.get(name) ?? []), value]);
  const see = (e: Expression) => {
    walkExpressions(e, (part) => {
      const target =
        part.kind === 'binary' && isAssignment(part.op)
          ? part.left
          : part.kind === 'postfix'
            ? part.operand
            : null;
      if (target?.kind === 'member') members.add(target.name);
      if (part.kind === 'binary' && isAssignment(part.op) && part.left.kind === 'name') {
        store(part.left.text, part.right);
        if (part.op !== '=') changed.add(part.left.text);
      }
      if ((part.kind === 'postfix' || part.kind === 'unary') && part.operand.kind === 'name') {
        if (/^(?:\+\+|--|&)$/.test(part.op)) changed.add(part.operand.text);
      }
    });
    return e;
  };
  mapExpressions(body, see, (s) => {
    if (s.kind === 'declaration' && s.value) store(s.name, s.value);
  });
  const isSteady = (value: Expression) => {
    let steady = isPure(value);
    walkExpressions(value, (part) => {
      if (part.kind === 'member' && members.has(part.name)) steady = false;
    });
    return steady;
  };
  const values = new Map<string, Expression>();
  for (const [name, set] of stores) {
    if (locals.has(name) && set.length === 1 && isSteady(set[0]!) && !changed.has(name))
      values.set(name, set[0]!);
  }
  return mapExpressions(body, (e) => substitute(e, values, true, true));
}

/**
 * Locals that only assignments and arguments by name can change.
 * @param statics takes in those that keep their value from call to call.
 */
function plainLocals(body: Body, parameters: readonly string[], statics = false): Set<string> {
  const names = new Set<string>(parameters);
  const exposed = new Set<string>();
  mapExpressions(
    body,
    (e) => {
      walkExpressions(e, (part) => {
        if (part.kind === 'unary' && part.op === '&' && part.operand.kind === 'name')
          exposed.add(part.operand.text);
        if (part.kind === 'raw') for (const token of part.tokens) exposed.add(token);
        if (part.kind === 'block') for (const name of declaredIn(part.body)) exposed.add(name);
      });
      return e;
    },
    (s) => {
      if (s.kind === 'declaration' && (statics || !s.isStatic)) names.add(s.name);
      if (s.kind === 'raw') for (const token of s.tokens) exposed.add(token);
    },
  );
  return new Set([...names].filter((name) => !exposed.has(name)));
}

function declaredIn(body: Body): string[] {
  const names: string[] = [];
  mapExpressions(
    body,
    (e) => e,
    (s) => {
      if (s.kind === 'declaration') names.push(s.name);
    },
  );
  return names;
}

/** Takes out locals that nothing reads, with the stores to them, and declarations that nothing mentions. */
function dropUnused(body: Body, parameters: readonly string[]): Body {
  const locals = plainLocals(body, parameters, true);
  const read = new Set<string>();
  const mentioned = new Set<string>();
  /** Whole statements, whose values nobody wants. */
  const roots = new Set<Expression>();
  const look = (e: Expression) => {
    // A store alone is no read, nor is a change that only the variable itself sees.
    if (e.kind === 'binary' && e.left.kind === 'name' && (e.op === '=' || changesOnly(e, roots))) {
      mentioned.add(e.left.text);
      look(e.right);
      return;
    }
    if ((e.kind === 'postfix' || e.kind === 'unary') && e.operand.kind === 'name' && changesOnly(e, roots)) {
      mentioned.add(e.operand.text);
      return;
    }
    see(e);
  };
  const see = (e: Expression) => {
    walkExpressions(e, (part) => {
      if (part.kind === 'name') read.add(part.text);
      if (part.kind === 'raw' || part.kind === 'cast') {
        for (const token of part.kind === 'raw' ? part.tokens : part.type.split(' ')) read.add(token);
      }
    });
  };
  mapExpressions(
    body,
    (e) => {
      look(e);
      return e;
    },
    (s) => {
      if (s.kind === 'raw') for (const token of s.tokens) read.add(token);
      if (s.kind === 'expression') roots.add(s.value);
      if (s.kind === 'declaration') {
        for (const word of wordsOfType(s.spelled)) read.add(word);
      }
    },
  );
  const go = (inner: Body): Body =>
    inner.flatMap((s): readonly Statement[] => {
      switch (s.kind) {
        case 'expression': {
          const { value } = s;
          if (!changesOnly(value, roots)) return [s];
          const target = value.kind === 'binary' ? value.left : value.operand;
          const isDead = target.kind === 'name' && locals.has(target.text) && !read.has(target.text);
          if (!isDead) return [s];
          return value.kind === 'binary' ? effectsOf(value.right) : [];
        }
        case 'declaration':
          if (read.has(s.name)) return [s];
          if (mentioned.has(s.name) && !locals.has(s.name)) return [s];
          if (s.isStatic || s.value === null || isPure(s.value)) return [];
          return effectsOf(s.value);
        case 'if':
          return [{ ...s, yes: go(s.yes), no: go(s.no) }];
        case 'while':
        case 'do':
        case 'each':
        case 'switch':
        case 'block':
          return [{ ...s, body: go(s.body) }];
        case 'for':
          return [{ ...s, first: go(s.first), body: go(s.body) }];
        default:
          return [s];
      }
    });
  return go(body);
}

/** Whether a statement is an assignment or a `++`, so that nothing gets its value but what it changes. */
function changesOnly(
  e: Expression,
  roots: ReadonlySet<Expression>,
): e is Extract<Expression, { kind: 'binary' | 'postfix' | 'unary' }> {
  if (!roots.has(e)) return false;
  return e.kind === 'binary'
    ? isAssignment(e.op)
    : e.kind === 'postfix' || (e.kind === 'unary' && /^(?:\+\+|--)$/.test(e.op));
}

/** The words of a declaration that may be names of objects: in `typeof`, in an array's length. */
function wordsOfType(spelled: string): readonly string[] {
  return spelled.replace(/\b(?:struct|union|enum) \w+/g, '').match(WORD) ?? [];
}

/** `x = e; return x;` is `return e;`; the store goes with it where nothing else reads it. */
function returnDirectly(body: Body, parameters: readonly string[]): Body {
  const locals = plainLocals(body, parameters);
  const go = (inner: Body): Body => {
    const made: Statement[] = [];
    for (const s of inner) {
      const before = made.at(-1);
      if (
        s.kind === 'return' &&
        s.value?.kind === 'name' &&
        locals.has(s.value.text) &&
        before?.kind === 'expression' &&
        before.value.kind === 'binary' &&
        before.value.op === '=' &&
        before.value.left.kind === 'name' &&
        before.value.left.text === s.value.text
      ) {
        made[made.length - 1] = { kind: 'return', value: before.value.right };
        continue;
      }
      switch (s.kind) {
        case 'if':
          made.push({ ...s, yes: go(s.yes), no: go(s.no) });
          break;
        case 'while':
        case 'do':
        case 'for':
        case 'each':
        case 'switch':
        case 'block':
          made.push({ ...s, body: go(s.body) });
          break;
        default:
          made.push(s);
      }
    }
    return made;
  };
  return go(body);
}

/** Takes out labels that nothing jumps to, and jumps to the label behind them. */
function dropLabels(body: Body): Body {
  const targets = new Set<string>();
  const addAll = (text: string) => (text.match(/\w+/g) ?? []).forEach((word) => targets.add(word));
  mapExpressions(
    body,
    (e) => {
      walkExpressions(e, (part) => {
        if (part.kind === 'raw') part.tokens.forEach(addAll);
        if (part.kind === 'unary' && part.op === '&&') addAll(printExpression(part.operand));
        // asm goto, and macros that jump.
        if (part.kind === 'call') for (const arg of part.args) if (arg.kind === 'name') targets.add(arg.text);
      });
      return e;
    },
    (s) => {
      if (s.kind === 'jump') addAll(s.to);
      if (s.kind === 'raw') s.tokens.forEach(addAll);
    },
  );
  const go = (inner: Body): Body => {
    const kept = inner.filter((s, i) => {
      if (s.kind === 'label') return targets.has(s.name);
      const next = inner[i + 1];
      return !(s.kind === 'jump' && s.word === 'goto' && next?.kind === 'label' && next.name === s.to);
    });
    return kept.map((s): Statement => {
      switch (s.kind) {
        case 'if':
          return { ...s, yes: go(s.yes), no: go(s.no) };
        case 'while':
        case 'do':
        case 'for':
        case 'each':
        case 'switch':
        case 'block':
          return { ...s, body: go(s.body) };
        default:
          return s;
      }
    });
  };
  return go(body);
}

function dropLastReturn(body: Body): Body {
  const last = body.at(-1);
  if (last?.kind === 'return' && last.value === null) return dropLastReturn(body.slice(0, -1));
  return body;
}
