import type { Expression } from './expression.js';
import type { Known } from './known.js';
import { printExpression } from './print.js';
import { readExpression } from './expression.js';
import { openReader } from './read-statements.js';
import { readTokens } from './read-tokens.js';
import { mapParts } from './walk.js';

type Call = Extract<Expression, { kind: 'call' }>;

/** What the facts about calls by pattern make of a call; undefined: no pattern matches. */
export function matchCall(e: Call, known: Known): { readonly with: Expression | null } | undefined {
  if (e.callee.kind !== 'name') return undefined;
  const { text } = e.callee;
  const facts = known.calls.filter(({ callee }) => callee === text);
  // The pattern with the most words spelled out wins.
  const words = (pattern: string) => pattern.replace(/\$[.\w]+/g, '').match(/\w+/g)?.length ?? 0;
  for (const fact of [...facts].sort((a, b) => words(b.pattern) - words(a.pattern))) {
    const pattern = read(fact.pattern);
    if (pattern.kind !== 'call') continue;
    const bound = bind(pattern.args, e.args);
    if (bound) return { with: fact.with === null ? null : substitute(read(fact.with), bound) };
  }
  return undefined;
}

/** `$...name` is spelled so that it reads as a name. */
function read(text: string): Expression {
  const tokens = readTokens(text.replace(/\$\.\.\./g, '$__rest_'), {
    hasLineComments: true,
    hasStrings: true,
    hasDollars: true,
  });
  return readExpression(openReader(tokens), 0, tokens.length);
}

type Bound = ReadonlyMap<string, readonly Expression[]>;

function bind(patterns: readonly Expression[], args: readonly Expression[]): Bound | undefined {
  const bound = new Map<string, readonly Expression[]>();
  for (const [i, pattern] of patterns.entries()) {
    if (pattern.kind === 'name' && pattern.text.startsWith('$__rest_')) {
      bound.set(pattern.text, args.slice(i));
      return bound;
    }
    const arg = args[i];
    if (!arg || !bindOne(pattern, arg, bound)) return undefined;
  }
  return patterns.length === args.length ? bound : undefined;
}

function bindOne(pattern: Expression, e: Expression, bound: Map<string, readonly Expression[]>): boolean {
  if (pattern.kind === 'name' && pattern.text.startsWith('$')) {
    const before = bound.get(pattern.text)?.[0];
    if (before) return printExpression(before) === printExpression(e);
    bound.set(pattern.text, [e]);
    return true;
  }
  if (pattern.kind === 'binary' && e.kind === 'binary' && pattern.op === e.op) {
    return bindOne(pattern.left, e.left, bound) && bindOne(pattern.right, e.right, bound);
  }
  if (pattern.kind === 'member' && e.kind === 'member' && pattern.op === e.op && pattern.name === e.name) {
    return bindOne(pattern.of, e.of, bound);
  }
  if (pattern.kind === 'unary' && e.kind === 'unary' && pattern.op === e.op) {
    return bindOne(pattern.operand, e.operand, bound);
  }
  if (pattern.kind === 'call' && e.kind === 'call' && pattern.args.length === e.args.length) {
    return (
      bindOne(pattern.callee, e.callee, bound) &&
      pattern.args.every((arg, i) => bindOne(arg, e.args[i]!, bound))
    );
  }
  if (pattern.kind === 'index' && e.kind === 'index') {
    return bindOne(pattern.of, e.of, bound) && bindOne(pattern.index, e.index, bound);
  }
  return printExpression(pattern) === printExpression(e);
}

function substitute(e: Expression, bound: Bound): Expression {
  const go = (part: Expression) => substitute(part, bound);
  switch (e.kind) {
    case 'name':
      return bound.get(e.text)?.[0] ?? e;
    case 'call':
      return {
        ...e,
        callee: go(e.callee),
        args: e.args.flatMap((arg) => (arg.kind === 'name' ? bound.get(arg.text) : undefined) ?? [go(arg)]),
      };
    case 'list':
    case 'designated':
      return e;
    default:
      return mapParts(e, go);
  }
}
