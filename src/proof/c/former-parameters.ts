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
  /** Names of those that are locals of the body now. */
  readonly moved: ReadonlySet<string>;
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
  const moved = new Set<string>();
  const declared: Statement[] = [];
  let body = original;
  const bind = (fact: ParameterFact, isFormer: boolean) => {
    const { own, called } = findParameter(head, name, fact);
    if (fact.to !== undefined) {
      locals.set(called, { kind: 'name', text: fact.to });
      return;
    }
    if (fact.value === null) {
      lost.add(called);
      return;
    }
    const value = readValue(fact.value);
    if (own && !isFormer) {
      const declaration = needsLocal(body, called, value) ? declare(own, value) : undefined;
      if (declaration) {
        declared.push(declaration);
        moved.add(called);
      } else locals.set(called, value);
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
  return { body: [...declared, ...body], locals, lost, moved };
}

/**
 * The parameter that a fact means, by its place.
 * @param head tokens of a function or macro up to its parameters' end.
 * @returns its tokens, if it has as many parameters as the fact says, and its name there.
 */
export function findParameter(
  head: readonly Token[],
  name: string,
  fact: ParameterFact,
): { readonly own: readonly Token[] | undefined; readonly called: string } {
  const open = head.findIndex(({ text }, i) => text === name && head[i + 1]?.text === '(');
  const parts = open < 0 ? [] : splitParameters(head, open + 2, closing(head, open + 1));
  const part = fact.count === parts.length ? parts[fact.index] : undefined;
  const tokens = part && head.slice(...part);
  const at = tokens ? nameIndex(tokens) : -1;
  return at < 0 ? { own: undefined, called: fact.name } : { own: tokens, called: tokens![at]!.text };
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
