import { ERROR_NAME, intOf, isAssignment, isPure } from './constants.js';
import type { Expression } from './expression.js';
import { mapExpressions, walkExpressions } from './walk.js';
import type { Body, Statement } from './statement.js';

/** Values of locals that are constants at a place. */
type Values = Map<string, Expression>;

/**
 * Replaces reads of locals whose value is a known constant there. Arguments of calls keep the name: a macro may
 * change what it gets.
 * @param locals names that nothing but assignments by name can change.
 */
export function propagateConstants(body: Body, locals: ReadonlySet<string>): Body {
  return locals.size === 0 ? body : new Propagation(locals).walk(body, new Map());
}

class Propagation {
  constructor(private readonly locals: ReadonlySet<string>) {}

  walk(body: Body, values: Values): Body {
    return body.map((s) => this.step(s, values));
  }

  /** The expression with what is known, evaluated at this place: its own assignments count afterwards. */
  private read(e: Expression, values: Values): Expression {
    const changed = new Set<string>();
    walkExpressions(e, (part) => {
      for (const name of changedBy(part)) changed.add(name);
    });
    for (const name of changed) if (!isPlainStore(e, name)) values.delete(name);
    const made = values.size === 0 ? e : substitute(e, values, true);
    if (e.kind === 'binary' && e.op === '=' && e.left.kind === 'name') {
      const { text } = e.left;
      const right = made.kind === 'binary' ? made.right : made;
      if (this.locals.has(text) && isConstant(right)) values.set(text, right);
      else values.delete(text);
    }
    return made;
  }

  private step(s: Statement, values: Values): Statement {
    switch (s.kind) {
      case 'expression':
        return { ...s, value: this.read(s.value, values) };
      case 'declaration':
        values.delete(s.name);
        return { ...s, value: s.value && this.read(s.value, values) };
      case 'if': {
        const test = this.read(s.test, values);
        const other: Values = new Map(values);
        const yes = this.walk(s.yes, values);
        const no = this.walk(s.no, other);
        if (leaves(s.yes)) {
          values.clear();
          for (const [name, value] of other) values.set(name, value);
        } else if (!leaves(s.no)) {
          for (const [name, value] of values) {
            if (!isSame(other.get(name), value)) values.delete(name);
          }
        }
        return { ...s, test, yes, no };
      }
      case 'while':
      case 'do':
      case 'for':
      case 'each':
      case 'switch': {
        const first = s.kind === 'for' ? this.walk(s.first, values) : [];
        forgetChanged([s], values);
        const made = this.loop(s, values, first);
        forgetChanged([s], values);
        return made;
      }
      case 'label':
      case 'case':
      case 'raw':
        values.clear();
        return s;
      case 'return':
        return { ...s, value: s.value && this.read(s.value, values) };
      case 'block':
        return { ...s, body: this.walk(s.body, values) };
      case 'jump':
        return s;
    }
  }

  private loop(
    s: Extract<Statement, { kind: 'while' | 'do' | 'for' | 'each' | 'switch' }>,
    values: Values,
    first: Body,
  ): Statement {
    const within = () => new Map(values);
    if (s.kind === 'for') {
      const test = s.test && this.read(s.test, within());
      return {
        ...s,
        first,
        test,
        step: s.step && this.read(s.step, within()),
        body: this.walk(s.body, within()),
      };
    }
    if (s.kind === 'each') return { ...s, body: this.walk(s.body, within()) };
    return { ...s, test: this.read(s.test, within()), body: this.walk(s.body, within()) };
  }
}

function leaves(body: Body): boolean {
  const last = body.at(-1);
  return last?.kind === 'return' || last?.kind === 'jump';
}

/** `0` and `false` are one value. */
function isSame(one: Expression | undefined, other: Expression): boolean {
  if (one === undefined) return false;
  const value = intOf(one);
  return value !== null ? value === intOf(other) : JSON.stringify(one) === JSON.stringify(other);
}

function isConstant(e: Expression): boolean {
  return (
    intOf(e) !== null ||
    (e.kind === 'unary' && e.op === '-' && e.operand.kind === 'name' && ERROR_NAME.test(e.operand.text))
  );
}

function isPlainStore(e: Expression, name: string): boolean {
  return (
    e.kind === 'binary' &&
    e.op === '=' &&
    e.left.kind === 'name' &&
    e.left.text === name &&
    !changedIn(e.right).has(name)
  );
}

/** Names that an expression may change. */
export function changedIn(e: Expression): Set<string> {
  const names = new Set<string>();
  walkExpressions(e, (part) => {
    for (const name of changedBy(part)) names.add(name);
  });
  return names;
}

/** Names that this part of an expression itself may change. */
function changedBy(e: Expression): string[] {
  if (e.kind === 'binary' && isAssignment(e.op)) return e.left.kind === 'name' ? [e.left.text] : [];
  if (e.kind === 'postfix' || (e.kind === 'unary' && /^(?:\+\+|--|&)$/.test(e.op))) {
    return e.operand.kind === 'name' ? [e.operand.text] : [];
  }
  // A macro may assign to its arguments.
  if (e.kind === 'call' && isPure(e)) return [];
  if (e.kind === 'call') return e.args.flatMap((arg) => (arg.kind === 'name' ? [arg.text] : []));
  if (e.kind === 'raw') return [...e.tokens];
  return [];
}

function forgetChanged(body: Body, values: Values): void {
  if (values.size === 0) return;
  const each = (s: Statement) => {
    if (s.kind === 'raw') for (const token of s.tokens) values.delete(token);
    if (s.kind === 'label') values.clear();
    if (s.kind === 'declaration') values.delete(s.name);
  };
  mapExpressions(
    body,
    (e) => {
      for (const name of changedIn(e)) values.delete(name);
      return e;
    },
    each,
  );
}

/** The expression with values in the place of names; arguments of calls and what is changed keep theirs. */
export function substitute(
  e: Expression,
  values: ReadonlyMap<string, Expression>,
  isTop: boolean,
  inArguments = false,
): Expression {
  const go = (part: Expression) => substitute(part, values, false, inArguments);
  switch (e.kind) {
    case 'name':
      return values.get(e.text) ?? e;
    case 'call':
      if (inArguments || isPure(e)) return { ...e, args: e.args.map(go) };
      return { ...e, args: e.args.map((arg) => (arg.kind === 'name' ? arg : go(arg))) };
    case 'member':
      return { ...e, of: go(e.of) };
    case 'index':
      return { ...e, of: go(e.of), index: go(e.index) };
    case 'unary':
      return /^(?:\+\+|--|&)$/.test(e.op) ? e : { ...e, operand: go(e.operand) };
    case 'binary':
      if (isAssignment(e.op))
        return { ...e, left: e.left.kind === 'name' ? e.left : go(e.left), right: go(e.right) };
      return { ...e, left: go(e.left), right: go(e.right) };
    case 'choice':
      return { ...e, test: go(e.test), yes: e.yes && go(e.yes), no: go(e.no) };
    case 'cast':
      return { ...e, operand: go(e.operand) };
    case 'list':
      return isTop ? e : { ...e, items: e.items.map(go) };
    case 'designated':
      return { ...e, value: go(e.value) };
    default:
      return e;
  }
}
