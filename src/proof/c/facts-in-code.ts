import { accessOf } from './access.js';
import type { Body } from './statement.js';
import { readExpression, type Expression } from './expression.js';
import { dropElements } from './gone-elements.js';
import { foldBinary, foldExpression, NOTHING } from './fold-expression.js';
import { foldBody } from './fold-statements.js';
import { isPure } from './constants.js';
import { configOf, decideTest, HIDDEN, isConfigTest, textOfConfig, type Known } from './known.js';
import type { MemberFact } from '../../lang/facts.js';
import { matchCall } from './match-call.js';
import { openReader } from './read-statements.js';
import { readTokens } from './read-tokens.js';

type Call = Extract<Expression, { kind: 'call' }>;
type Member = Extract<Expression, { kind: 'member' }>;

/** What facts make of the parts of an expression. */
export interface Facts {
  readonly known: Known;
  /** The function that is folded returns nothing any more. */
  readonly returnsNothing: boolean;
  /** A macro's body, in which `do { } while (0)` means something. */
  readonly isMacro: boolean;
  /** Names of the function's parameters. */
  readonly parameters: readonly string[];
  foldName(e: Expression & { kind: 'name' }): Expression;
  foldCall(e: Call): Expression;
  /** What a call becomes that reads or stores a member that is gone (see access.ts), before its arguments are folded. */
  foldAccess(e: Call): Expression | undefined;
  foldMember(e: Member): Expression;
  /** The elements of an initializer that stay. */
  foldItems(items: readonly Expression[]): Expression[];
  foldBody(body: Body): Body;
  /** Whether the thing that a store changes is gone. */
  isGone(stored: Expression): boolean;
  /** The same within an initializer of a type. */
  within(type: string | null, isArray?: boolean, isOpen?: boolean): Facts;
  /** The same within an element of the array whose initializer is folded. */
  element(): Facts;
  /** The same within the value of a designator, of an initializer of a struct. */
  designated(path: string): Facts;
  /** The initializer that is folded is that of an array, whose elements have the type. */
  readonly isArray: boolean;
  /** The struct, union or typedef that an expression is, points to or is an array of; undefined: not known. */
  typeOf(e: Expression): string | undefined;
  /** Notes the type of a local. */
  declare(name: string, spelled: string): void;
}

export interface Scope {
  /** Names that parameters have within the function that is folded, with what their uses become. */
  readonly locals?: ReadonlyMap<string, Expression>;
  readonly returnsNothing?: boolean;
  readonly isMacro?: boolean;
  /** Names of parameters that go without a value: initializers that hand them on go, too. */
  readonly lost?: ReadonlySet<string>;
  /** Types of names, as far as they are known: `struct s`, or a typedef's name. */
  readonly tags?: Map<string, string>;
  readonly parameters?: readonly string[];
  /** The type that the initializer has that is folded. */
  readonly type?: string | null;
  /** It is an array's, whose elements have that type. */
  readonly isArray?: boolean;
  /** It is that of an array without a size. */
  readonly isOpen?: boolean;
  /** It may be that of an array as well: values have no known position. */
  readonly isVague?: boolean;
}

export function openFacts(known: Known, scope: Scope = {}): Facts {
  const {
    locals = new Map<string, Expression>(),
    lost = new Set<string>(),
    tags = new Map<string, string>(),
  } = scope;
  const typeOf = (e: Expression) => typeOfExpression(e, tags, known, 0);
  const factOf = (e: Member) => pickMember(e.name, typeOf(e.of), known);
  const facts: Facts = {
    known,
    returnsNothing: scope.returnsNothing === true,
    isMacro: scope.isMacro === true,
    parameters: scope.parameters ?? [],
    foldName: (e) => locals.get(e.text) ?? e,
    foldCall: (e) => applyToCall(e, facts, factOf, typeOf),
    foldAccess: (e) => accessOf(e, (of) => factOf(of) !== undefined),
    foldMember(e) {
      const fact = factOf(e);
      if (typeof fact?.value !== 'string') return e;
      const value = readValue(fact.value);
      // A function's name, which is never null.
      return fact.isFunction === true && value.kind === 'name' && value.text !== 'NULL'
        ? { ...value, kind: 'literal' }
        : value;
    },
    isArray: scope.isArray === true,
    foldItems: (items) =>
      dropElements(
        dropByPosition(items, scope, known),
        (item) => isGoneItem(item, known, lost, scope.type ?? null, scope.isArray === true),
        scope.isOpen === true,
      ),
    typeOf,
    foldBody: (body) => foldBody(body, facts),
    isGone: (stored) =>
      (stored.kind === 'member' && factOf(stored) !== undefined) ||
      (stored.kind === 'name' && known.gone.has(stored.text)),
    within: (type, isArray = false, isOpen = false) =>
      openFacts(known, { ...scope, type, isArray, isOpen, isVague: false }),
    element: () => openFacts(known, { ...scope, isArray: false, isOpen: false }),
    designated: (path) =>
      openFacts(known, {
        ...scope,
        type: typeOfPath(scope.type ?? null, path, known),
        isArray: false,
        isOpen: false,
        isVague: true,
      }),
    declare(name, spelled) {
      const tag = tagOf(spelled) ?? UNKNOWN;
      tags.set(name, (tags.get(name) ?? tag) === tag ? tag : UNKNOWN);
    },
  };
  return facts;
}

/** The type of a declared name, of a struct's or a typedef's name and at most one star; `\0` stands for the name. */
export function tagOf(spelled: string): string | undefined {
  return /^(?:(?:static|const|extern|__\w+) )*((?:struct |union )?\w+) (?:const )?(?:\* )?(?:const )?\0(?: \[.*\])?(?: __\w+)*$/.exec(
    spelled,
  )?.[1];
}

/** Whether a declared name is an array; see tagOf. */
export function isArrayOf(spelled: string): boolean {
  return spelled.includes('\0 [');
}

/** Whether a declared name is an array whose initializer makes its length. */
export function isOpenArray(spelled: string): boolean {
  return /\0 \[ ?\]/.test(spelled);
}

/** Whether a member is that of a type: null, nobody knows. */
function isMemberOf(type: string | null | undefined, of: string): boolean | null {
  if (type === null || type === undefined) return null;
  if (type === of) return true;
  return type.includes(' ') && of.includes(' ') ? false : null;
}

/** The type of a name that several types are known of, or none. */
const UNKNOWN = '';

/** How far the type of an expression is looked for. */
const LONGEST_CHAIN = 50;

/**
 * The struct, union or typedef that an expression is, points to or is an array of, by the types of names and the
 * structs that the proof was told of; undefined: not known.
 */
function typeOfExpression(
  e: Expression,
  tags: ReadonlyMap<string, string>,
  known: Known,
  depth: number,
): string | undefined {
  if (depth > LONGEST_CHAIN) return undefined;
  const go = (part: Expression) => typeOfExpression(part, tags, known, depth + 1);
  switch (e.kind) {
    case 'name':
      return knownType(tags.get(e.text) ?? known.objects.get(e.text));
    case 'member': {
      const of = go(e.of);
      const members = of === undefined ? undefined : known.structs[of];
      return knownType(members?.[e.name]);
    }
    case 'index':
      return go(e.of);
    case 'unary':
      return e.op === '*' || e.op === '&' ? go(e.operand) : undefined;
    case 'cast':
      return /^(?:const )?((?:struct |union )\w+) \*$/.exec(e.type)?.[1];
    default:
      return undefined;
  }
}

function knownType(type: string | undefined): string | undefined {
  return type === UNKNOWN ? undefined : type;
}

function pickMember(name: string, type: string | null | undefined, known: Known): MemberFact | undefined {
  if (name.endsWith(HIDDEN)) {
    // Where the fact must have been carried out, it counts only if nobody can tell whose member it is.
    const own = name.slice(0, -HIDDEN.length);
    return known.ownMembers.has(own)
      ? undefined
      : known.members.get(own)?.find(({ of }) => isMemberOf(type, of) === null);
  }
  const sure = known.members.get(name)?.find(({ of }) => isMemberOf(type, of) !== false);
  if (sure || known.ownMembers.has(name)) return sure;
  return known.maybeMembers.get(name)?.find(({ of }) => isMemberOf(type, of) === null);
}

/** The values of a list without those that members get by their position (C11 6.7.9p17). */
function dropByPosition(
  items: readonly Expression[],
  { type, isArray, isVague }: Scope,
  known: Known,
): readonly Expression[] {
  if (
    typeof type !== 'string' ||
    isArray === true ||
    isVague === true ||
    items.some(({ kind }) => kind === 'designated')
  )
    return items;
  const places = new Set(
    [...known.members.values()].flat().flatMap(({ of, position }) => (of === type ? [position] : [])),
  );
  return items.filter((_, i) => !places.has(i));
}

function isGoneItem(
  item: Expression,
  known: Known,
  lost: ReadonlySet<string>,
  type: string | null,
  isArray: boolean,
): boolean {
  if (item.kind === 'designated' && item.value.kind === 'name' && lost.has(item.value.text)) return true;
  if (item.kind !== 'designated') return item.kind === 'name' && known.gone.has(item.text);
  const [, before, last] = /^(.*)[.](\w+\uE000?)$/.exec(item.path) ?? [];
  // `.m` is one of the list's type, `[i].m` one of its elements'.
  const isOwn = isArray === item.path.startsWith('[');
  if (last !== undefined && pickMember(last, isOwn ? typeOfPath(type, before!, known) : null, known))
    return true;
  const index = /^\[(\w+)\]$/.exec(item.path)?.[1];
  if (index !== undefined && known.gone.has(index)) return true;
  return item.value.kind === 'name' && known.gone.has(item.value.text);
}

/** The struct, union or typedef that a designator's path leads to, in a type or an array of it; null: not known. */
export function typeOfPath(type: string | null, path: string, known: Known): string | null {
  let current = type;
  for (const [, name] of path.matchAll(/\[[^\]]*\]|\.([^.[]+)/g)) {
    if (current === null) return null;
    if (name !== undefined) current = knownType(known.structs[current]?.[name]) ?? null;
  }
  return current;
}

type FactOf = (e: Member) => MemberFact | undefined;
type TypeOf = (e: Expression) => string | undefined;

function applyToCall(e: Call, facts: Facts, factOf: FactOf, typeOf: TypeOf): Expression {
  const { known } = facts;
  const { callee, args } = e;
  if (callee.kind === 'member') return applyToMemberCall(e, callee, facts, factOf, typeOf);
  if (callee.kind !== 'name') return e;
  const [first] = args;
  const event = /^trace_(\w+?)(?:_rcuidle|_enabled)?$/.exec(callee.text)?.[1];
  if (event !== undefined && known.events.has(event)) {
    return callee.text.endsWith('_enabled') ? { kind: 'literal', text: '0' } : NOTHING;
  }
  if (args.length === 1 && first!.kind === 'name') {
    if (isConfigTest(callee.text)) {
      const is = decideTest(known, callee.text, first.text);
      if (is !== null) return { kind: 'literal', text: is ? '1' : '0' };
    }
    if (callee.text === 'CONFIG_IS_ENABLED') {
      const value = known.configs.get(first.text);
      if (value?.kind === 'tristate') return { kind: 'literal', text: value.value === 'y' ? '1' : '0' };
    }
  }
  const phased = phasedValue(e, known);
  if (phased) return phased;
  const value = known.values.get(callee.text);
  if (value) {
    const result = value.value === null ? NOTHING : readValue(value.value);
    return value.evaluatesArguments ? afterEffects(args, result) : result;
  }
  const pattern = matchCall(e, known);
  if (pattern)
    return pattern.with === null ? NOTHING : foldExpression(pattern.with, openFacts({ ...known, calls: [] }));
  // A function without uses and definition: its calls went, so they had no effect of their own.
  if (known.gone.has(callee.text)) return afterEffects(args, NOTHING);
  const kept = dropArguments(args, callee.text, false, known);
  const made: Expression = { ...e, args: kept };
  const returned = known.returns.get(callee.text);
  if (!returned) return made;
  return returned.value === null
    ? made
    : { kind: 'binary', op: ',', left: made, right: readValue(returned.value) };
}

/** U-Boot: CONFIG_VAL(X) is the value of CONFIG_X, IF_ENABLED_INT(CONFIG_X, v) is v where X is y. */
function phasedValue({ callee, args }: Call, known: Known): Expression | undefined {
  const [first, second] = args;
  if (callee.kind !== 'name' || !first) return undefined;
  if (callee.text === 'CONFIG_VAL' && first.kind === 'name') {
    const config = configOf(known, `CONFIG_${first.text}`);
    const text = config ? textOfConfig(config) : null;
    return text === null ? undefined : readValue(text);
  }
  // The symbol's own word has become 1 already.
  const isSet = first.kind === 'literal' && first.text === '1';
  return callee.text === 'IF_ENABLED_INT' && isSet ? second : undefined;
}

function applyToMemberCall(
  e: Call,
  callee: Member,
  facts: Facts,
  factOf: FactOf,
  typeOf: TypeOf,
): Expression {
  const { known } = facts;
  const args = dropArguments(e.args, callee.name, true, known, typeOf(callee.of));
  const fact = factOf(callee);
  if (!fact) return { ...e, args };
  if (fact.value !== null && /^[A-Za-z_]\w*$/.test(fact.value) && fact.value !== 'NULL') {
    return applyToCall(
      { kind: 'call', callee: { kind: 'name', text: fact.value }, args },
      facts,
      factOf,
      typeOf,
    );
  }
  return afterEffects([callee.of, ...args], fact.returns === null ? NOTHING : readValue(fact.returns));
}

function afterEffects(parts: readonly Expression[], result: Expression): Expression {
  return parts
    .filter((part) => !isPure(part))
    .reduceRight((last, part) => foldBinary(',', part, last), result);
}

function dropArguments(
  args: readonly Expression[],
  callee: string,
  isMember: boolean,
  known: Known,
  type?: string,
): readonly Expression[] {
  const facts = known.parameters
    .get(callee)
    ?.filter(({ memberOf }) => !isMember || applies(type, memberOf ?? '', known));
  if (!facts) return args;
  return args.filter(
    (_, i) =>
      !facts.some(
        ({ index, count, to, memberOf }) =>
          to === undefined && (memberOf !== undefined) === isMember && index === i && count === args.length,
      ),
  );
}

/** Whether a fact about a member counts for one of a type: where facts must be carried out, only if nobody can tell. */
function applies(type: string | undefined, of: string, known: Known): boolean {
  const is = isMemberOf(type, of);
  return known.replacesOthers ? is === null : is !== false;
}

const values = new Map<string, Expression>();

/** The expression that a fact's value is. */
export function readValue(text: string): Expression {
  const cached = values.get(text);
  if (cached) return cached;
  const tokens = readTokens(text, { hasLineComments: true, hasStrings: true });
  const made = readExpression(openReader(tokens), 0, tokens.length);
  if (values.size > 1000) values.clear();
  values.set(text, made);
  return made;
}
