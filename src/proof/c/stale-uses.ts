import type { MemberFact, ReplaceFact } from '../../lang/facts.js';
import { Unreadable, type Expression } from './expression.js';
import { openFacts, tagOf, typeOfPath, type Facts } from './facts-in-code.js';
import { HIDDEN, type Known } from './known.js';
import { functionParts } from './item-shape.js';
import { shadowedNames, typesOfParameters } from './normalize-item.js';
import { openReader } from './read-statements.js';
import { readStructsOf } from './read-structs.js';
import type { Body, Statement } from './statement.js';
import type { Token } from './token.js';
import { mapExpressions, walkExpressions } from './walk.js';

/**
 * What an item of the new text still uses though the facts take it away, where nothing but the name and the type says so
 * (a normal form may lose it with code that does nothing): members of a type that is known, whose struct is the one of
 * the fact, and their declarations; calls of functions that are gone.
 * @param known what is known of the old text.
 * @param suffix stands behind the names that count; other mentions are left to a person.
 * @returns a line for each; none where the item can't be read.
 */
export function findStaleUses(tokens: readonly Token[], known: Known, suffix = ''): string[] {
  const facts = [...known.members.values(), ...known.replaced.values()].flat().filter(isOfMember);
  if (facts.length === 0 && known.gone.size === 0) return [];
  const stale = new Set<string>();
  const names = new Map<string, string[]>();
  for (const { name, of } of facts) {
    const word = name + suffix;
    if (of !== undefined) names.set(word, [...(names.get(word) ?? []), of]);
  }
  const { head, body } = functionParts(tokens);
  if (head.length > 0) for (const name of findCalls(tokens, body, known, suffix)) stale.add(`${name}()`);
  if (!tokens.some(({ text }) => names.has(text))) return spell(stale);
  const see = (type: string | undefined, name: string) => {
    if (type !== undefined && names.get(name)?.includes(type)) stale.add(`${type}.${name}`);
  };
  for (const [type, members] of Object.entries(readStructsOf(tokens))) {
    for (const name of Object.keys(members)) see(type, name);
  }
  try {
    const tags = typesOfParameters(head);
    const scope = openFacts(known, { tags });
    walkBody(openReader(tokens).readBody(body.from, body.to, 0), scope, see);
  } catch (error) {
    if (!(error instanceof Unreadable) && !(error instanceof RangeError)) throw error;
  }
  return spell(stale);
}

function spell(stale: ReadonlySet<string>): string[] {
  return [...stale].map((use) => `a use of ${use}`);
}

/** The calls in a function's body of what is gone, unless the function has something else of that name. */
function findCalls(
  tokens: readonly Token[],
  { from, to }: { readonly from: number; readonly to: number },
  known: Known,
  suffix: string,
): string[] {
  if (known.gone.size === 0) return [];
  const found = new Set<string>();
  for (let i = from; i < to; i++) {
    const { kind, text } = tokens[i]!;
    if (kind !== 'name' || tokens[i + 1]?.text !== '(' || !text.endsWith(suffix)) continue;
    const before = tokens[i - 1]!;
    const isKeyword = /^(?:return|else|do|case)$/.test(before.text);
    if (/^(?:\.|->)$/.test(before.text) || (before.kind === 'name' && !isKeyword)) continue;
    const name = text.slice(0, text.length - suffix.length);
    if (known.gone.has(name)) found.add(name);
  }
  if (found.size === 0) return [];
  const plain = tokens.map((token) => ({ ...token, text: token.text.replace(HIDDEN, '') }));
  const own = shadowedNames(plain, known);
  return [...found].filter((name) => !own.has(name));
}

function isOfMember(fact: MemberFact | ReplaceFact): boolean {
  return fact.kind === 'member' || fact.what === 'member';
}

type See = (type: string | undefined, name: string) => void;

function walkBody(body: Body, scope: Facts, see: See): void {
  const lists = new Map<Expression, string | undefined>();
  const look = (e: Expression) => {
    walkExpressions(e, (part) => {
      if (part.kind === 'member') see(scope.typeOf(part.of), part.name);
      else if (part.kind === 'call') seeNamed(part, see);
      else if (part.kind === 'cast' && part.operand.kind === 'list') {
        lists.set(part.operand, /^(?:const )?((?:struct |union )\w+)(?: const)?$/.exec(part.type)?.[1]);
      } else if (part.kind === 'list') seeItems(part.items, lists.get(part), see, lists, scope.known);
    });
    return e;
  };
  mapExpressions(body, look, (s: Statement) => {
    if (s.kind !== 'declaration') return;
    scope.declare(s.name, s.spelled);
    if (s.value?.kind === 'list') lists.set(s.value, tagOf(s.spelled));
  });
}

/** `offsetof(struct s, m)`, `container_of(p, struct s, m)`. */
function seeNamed({ args }: Expression & { kind: 'call' }, see: See): void {
  const [type, name] = args.slice(-2);
  if (type?.kind !== 'raw' || name?.kind !== 'name') return;
  const [word, tag] = type.tokens;
  if (type.tokens.length === 2 && (word === 'struct' || word === 'union')) see(`${word} ${tag}`, name.text);
}

/** The members that an initializer of a struct names, or those of an array of structs. */
function seeItems(
  items: readonly Expression[],
  type: string | undefined,
  see: See,
  lists: Map<Expression, string | undefined>,
  known: Known,
): void {
  for (const item of items) {
    if (item.kind === 'list') lists.set(item, type);
    if (item.kind !== 'designated') continue;
    const typeAt = (path: string) =>
      typeOfPath(type ?? null, path.replaceAll(HIDDEN, ''), known) ?? undefined;
    // `.m`, `.a.m`, and `[3].m` of an array's element.
    const [, before, name] = /^(.*)\.(\w+\uE000?)$/.exec(item.path) ?? [];
    if (name !== undefined) see(typeAt(before!), name);
    if (item.value.kind === 'list') lists.set(item.value, typeAt(item.path));
  }
}
