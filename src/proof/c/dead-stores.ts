import { isAssignment } from './constants.js';
import type { Expression } from './expression.js';
import { effectsOf } from './fold-statements.js';
import type { Body, Statement } from './statement.js';
import { WORD } from './tell-apart.js';
import { mapExpressions, walkExpressions } from './walk.js';

/** Names that may be read later; `all`: control may go anywhere, so every one may be. */
interface Live {
  all: boolean;
  readonly names: Set<string>;
  /** With `all`: names that are surely overwritten first. */
  readonly dead: Set<string>;
}

/**
 * Takes out stores to locals that nothing reads before the next store (liveness, backwards over the statements' tree).
 * Jumps count as reads of everything.
 * @param locals names that only assignments by name can change.
 */
export function dropDeadStores(body: Body, locals: ReadonlySet<string>): Body {
  if (locals.size === 0) return body;
  const none: Live = { all: false, names: new Set(), dead: new Set() };
  return walk(body, none, everything(), locals);
}

function everything(): Live {
  return { all: true, names: new Set(), dead: new Set() };
}

/** @param live what is read behind the body; afterwards what is read from its beginning on. */
function walk(body: Body, live: Live, behindBreak: Live, locals: ReadonlySet<string>): Body {
  const made: Statement[] = [];
  for (let i = body.length - 1; i >= 0; i--) {
    const kept = step(body[i]!, live, behindBreak, locals);
    for (let j = kept.length - 1; j >= 0; j--) made.push(kept[j]!);
  }
  return made.reverse();
}

function step(
  s: Statement,
  live: Live,
  behindBreak: Live,
  locals: ReadonlySet<string>,
): readonly Statement[] {
  switch (s.kind) {
    case 'expression': {
      const { value } = s;
      if (value.kind === 'binary' && isAssignment(value.op) && value.left.kind === 'name') {
        const { text } = value.left;
        if (locals.has(text) && isDead(text, live)) {
          const effects = effectsOf(value.right);
          addNames(effects, live);
          return effects;
        }
        if (value.op === '=' && locals.has(text)) {
          live.names.delete(text);
          live.dead.add(text);
          addOf(value.right, live);
          return [s];
        }
      }
      addOf(value, live);
      return [s];
    }
    case 'if': {
      const other = copy(live);
      const yes = walk(s.yes, live, behindBreak, locals);
      const no = walk(s.no, other, behindBreak, locals);
      join(live, other);
      addOf(s.test, live);
      return [{ ...s, yes, no }];
    }
    case 'return':
      live.all = false;
      live.names.clear();
      live.dead.clear();
      if (s.value) addOf(s.value, live);
      return [s];
    case 'jump':
      live.all = s.word !== 'break';
      live.names.clear();
      live.dead.clear();
      if (s.word === 'break') become(live, behindBreak);
      return [s];
    case 'switch': {
      const behind = copy(live);
      addNames([s], live);
      return [{ ...s, body: walk(s.body, copy(behind), behind, locals) }];
    }
    case 'while':
    case 'do':
    case 'for':
    case 'each': {
      const behind = copy(live);
      addNames([s.kind === 'for' ? { ...s, first: [] } : s], live);
      const body = walk(s.body, copy(live), behind, locals);
      return [s.kind === 'for' ? { ...s, first: walk(s.first, live, behind, locals), body } : { ...s, body }];
    }
    case 'block':
      return [{ ...s, body: walk(s.body, live, behindBreak, locals) }];
    case 'raw':
      live.all = true;
      live.dead.clear();
      return [s];
    default:
      addNames([s], live);
      return [s];
  }
}

function copy({ all, names, dead }: Live): Live {
  return { all, names: new Set(names), dead: new Set(dead) };
}

function isDead(name: string, { all, names, dead }: Live): boolean {
  return !names.has(name) && (!all || dead.has(name));
}

/** What may be read where either way may be taken. */
function join(live: Live, other: Live): void {
  const dead = [...live.dead, ...other.dead].filter((name) => isDead(name, live) && isDead(name, other));
  live.all ||= other.all;
  live.dead.clear();
  for (const name of dead) live.dead.add(name);
  for (const name of other.names) live.names.add(name);
}

function become(live: Live, other: Live): void {
  live.all = other.all;
  for (const name of other.names) live.names.add(name);
  for (const name of other.dead) live.dead.add(name);
}

function read(name: string, live: Live): void {
  live.names.add(name);
  live.dead.delete(name);
}

function addOf(e: Expression, live: Live): void {
  walkExpressions(e, (part) => {
    if (part.kind === 'name') read(part.text, live);
    if (part.kind === 'raw') for (const token of part.tokens) read(token, live);
  });
}

function addNames(body: Body, live: Live): void {
  mapExpressions(
    body,
    (e) => {
      addOf(e, live);
      return e;
    },
    (s) => {
      if (s.kind === 'raw') {
        live.all = true;
        live.dead.clear();
      }
      if (s.kind === 'declaration') for (const word of s.spelled.match(WORD) ?? []) read(word, live);
    },
  );
}
