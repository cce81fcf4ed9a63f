import type { ParameterFact } from '../../lang/facts.js';
import { closing } from './apply-to-tokens.js';
import { isAssignment } from './constants.js';
import type { Expression } from './expression.js';
import { readValue } from './facts-in-code.js';
import type { Known } from './known.js';
import { nameIndex } from './normalize-members.js';
import { printExpression } from './print.js';
import { openReader } from './read-statements.js';
import type { Body, Statement } from './statement.js';
import { splitParameters } from './split-parameters.js';
import type { Token } from './token.js';
import { mapExpressions, walkExpressions } from './walk.js';

/** What a function makes of its parameters that the facts are about. */
export interface BoundParameters {
  /** The body, in which those that it changes are locals that start with their value. */
  readonly body: Body;
  /** What the uses of the others become, by name. */
  readonly locals: ReadonlyMap<string, Expression>;
  /** Names of those that go without a value. */
  readonly lost: ReadonlySet<string>;
  /** Names that stand for parameters no more. */
  readonly gone: ReadonlySet<string>;
}

/**
 * Binds the parameters of a function that go, or that get another name. Where they are gone already, a local that
 * starts with the value and never changes is the value, too: it may change where other macros are set.
 * @param head the function's tokens before its body.
 */
export function bindParameters(
  head: readonly Token[],
  name: string,
  original: Body,
  known: Known,
): BoundParameters {
  const locals = new Map<string, Expression>();
  const lost = new Set<string>();
  const gone = new Set<string>();
  const declared: Statement[] = [];
  const parts = parametersOf(head, name);
  let body = original;
  const bind = (fact: ParameterFact, isFormer: boolean) => {
    const own = fact.count === parts.length ? parts[fact.index] : undefined;
    const at = own === undefined || isFormer ? -1 : nameIndex(own);
    const called = at < 0 ? fact.name : own![at]!.text;
    if (fact.to !== undefined) {
      locals.set(called, { kind: 'name', text: fact.to });
      return;
    }
    gone.add(called);
    if (fact.value === null) {
      lost.add(called);
      return;
    }
    const value = readValue(fact.value);
    if (at >= 0) {
      const declaration = needsLocal(body, called, value) ? declare(own!, value) : undefined;
      if (declaration) declared.push(declaration);
      else locals.set(called, value);
      return;
    }
    const place = body.findIndex((s) => isLocalOf(s, fact));
    if (place >= 0) {
      const others = body.toSpliced(place, 1);
      if (needsLocal(others, called, value)) return;
      body = others;
    }
    if (place >= 0 || !isFormer) locals.set(called, value);
  };
  for (const fact of known.parameters.get(name) ?? []) if (fact.memberOf === undefined) bind(fact, false);
  for (const fact of known.formerParameters.get(name) ?? []) bind(fact, true);
  return { body: [...declared, ...body], locals, lost, gone };
}

/** The tokens of each parameter. */
function parametersOf(head: readonly Token[], name: string): (readonly Token[])[] {
  const at = head.findIndex(({ text }, i) => text === name && head[i + 1]?.text === '(');
  if (at < 0) return [];
  return splitParameters(head, at + 2, closing(head, at + 1)).map(([from, to]) => head.slice(from, to));
}

function declare(parameter: readonly Token[], value: Expression): Statement | undefined {
  const end: Token = { ...parameter.at(-1)!, kind: 'mark', text: ';' };
  const [one] = openReader([...parameter, end]).readBody(0, parameter.length + 1, 0);
  return one?.kind === 'declaration' ? { ...one, value } : undefined;
}

function isLocalOf(s: Statement, { name, value }: ParameterFact): boolean {
  if (s.kind !== 'declaration' || s.name !== name || s.isStatic || s.value === null || value === null)
    return false;
  return printExpression(s.value) === printExpression(readValue(value));
}

/** Whether a body changes a parameter, or its value would mean something else in it. */
function needsLocal(body: Body, name: string, value: Expression): boolean {
  const changed = changedNames(body);
  if (changed.has(name)) return true;
  let isCaught = false;
  walkExpressions(value, (part) => {
    if (part.kind === 'name' && changed.has(part.text)) isCaught = true;
  });
  return isCaught;
}

/** Names that a body assigns to, declares, takes the address or the size of, or that iterators and assembly mention. */
function changedNames(body: Body): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (e: Expression | undefined) => {
    if (e?.kind === 'name') names.add(e.text);
  };
  mapExpressions(
    body,
    (e) => {
      walkExpressions(e, (part) => {
        if (part.kind === 'binary' && isAssignment(part.op)) add(part.left);
        else if (part.kind === 'postfix') add(part.operand);
        else if (part.kind === 'unary' && CHANGES_OR_ASKS.test(part.op)) add(part.operand);
        else if (part.kind === 'call' && part.callee.kind === 'name' && SIZES.test(part.callee.text)) {
          add(part.args[0]);
        }
      });
      return e;
    },
    (s) => {
      if (s.kind === 'declaration') names.add(s.name);
      else if (s.kind === 'each') walkExpressions(s.head, add);
      else if (s.kind === 'raw' && ASSEMBLY.test(s.tokens[0] ?? ''))
        s.tokens.forEach((one) => names.add(one));
    },
  );
  return names;
}

const CHANGES_OR_ASKS = /^(?:\+\+|--|&|sizeof|__alignof__|_Alignof)$/;
const SIZES = /^(?:sizeof|__alignof__|_Alignof)$/;
const ASSEMBLY = /^(?:asm|__asm__|__asm)$/;
