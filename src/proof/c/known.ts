import type {
  CallFact,
  ConfigValue,
  Fact,
  FileFact,
  MemberFact,
  ParameterFact,
  ReplaceFact,
  ReturnFact,
  ValueFact,
} from '../../lang/facts.js';
import { openGoneHeaders, type IsGoneHeader } from './gone-headers.js';

import type { Structs } from './read-structs.js';

/** Behind a word that facts must pass over. No text holds it, a string's neither: texts are latin1. */
export const HIDDEN = '\uE000';

/** Behind a word of which nothing is known, as it is left to a person: see mark-mentions.ts. */
export const HELD = '\uE001';

/** The same behind a function's name, where nobody speaks of what stands in its parentheses: parameters go from there. */
export const HELD_CALL = HELD + HELD;

/** What the facts say of one file, looked up by name. */
export interface Known {
  /** By symbol, without CONFIG_. */
  readonly configs: ReadonlyMap<string, ConfigValue>;
  /** BusyBox: the symbols of which ENABLE_X and IF_X() tell. */
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, ValueFact>;
  readonly members: ReadonlyMap<string, readonly MemberFact[]>;
  /** By function, or by the member that is a pointer to functions. */
  readonly parameters: ReadonlyMap<string, readonly ParameterFact[]>;
  /** Parameters with a value that are gone already, in whose place there may be a local. */
  readonly formerParameters: ReadonlyMap<string, readonly ParameterFact[]>;
  readonly returns: ReadonlyMap<string, ReturnFact>;
  readonly replaced: ReadonlyMap<string, readonly ReplaceFact[]>;
  readonly calls: readonly CallFact[];
  /** Names whose definitions and declarations may go, as a whole only. */
  readonly gone: ReadonlySet<string>;
  /** The same for tags and typedefs, which functions and objects may be called as well. */
  readonly goneTypes: ReadonlySet<string>;
  /** Names whose definitions count for nothing where they stay: something that is left to a person uses them. */
  readonly mayStay: ReadonlySet<string>;
  /** Members that count only where the type of what has them isn't known. */
  readonly maybeMembers: ReadonlyMap<string, readonly MemberFact[]>;
  /** Names of members that no other struct has. */
  readonly ownMembers: ReadonlySet<string>;
  /** Types of the file's own objects; see read-structs.ts. */
  readonly objects: ReadonlyMap<string, string>;
  readonly structs: Structs;
  /** Locals with one value are put in its place before calls are matched with patterns. */
  readonly matchesCalls: boolean;
  /** Functions and macros of the tree that only compute a value of their arguments. */
  readonly pureNames: ReadonlySet<string>;
  /** Functions of which nothing may use a value any more. */
  readonly voids: ReadonlySet<string>;
  /** New names are only looked up where the old one may mean something else. */
  readonly replacesOthers: boolean;
  /** Whether an #include means a file that goes. */
  readonly isGoneHeader: IsGoneHeader;
  /** What #include directives of the file name that go, as written between the quotes or brackets. */
  readonly goneIncludes: ReadonlySet<string>;
  /** Trace events and classes of them that go, with the calls made of their names. */
  readonly events: ReadonlySet<string>;
  /** Tristate symbols that are y or m wherever the file is built. */
  readonly enabled: readonly string[];
  /** Macros that go although something else has their name from now on. */
  readonly aliases: ReadonlySet<string>;
  /** Symbols that aren't gone but y wherever the file is built. */
  readonly enforced: ReadonlyMap<string, ConfigValue>;
  /** All words by which code can mention what the facts are about. */
  readonly subjects: ReadonlySet<string>;
}

/** Collects the facts that hold in `path`. */
export function makeKnown(path: string, facts: readonly Fact[]): Known {
  const configs = new Map<string, ConfigValue>();
  const flags = new Set<string>();
  const values = new Map<string, ValueFact>();
  const members = new Map<string, MemberFact[]>();
  const parameters = new Map<string, ParameterFact[]>();
  const returns = new Map<string, ReturnFact>();
  const replaced = new Map<string, ReplaceFact[]>();
  const calls: CallFact[] = [];
  const gone = new Set<string>();
  const goneTypes = new Set<string>();
  const events = new Set<string>();
  const enabled: string[] = [];
  const enforced = new Map<string, ConfigValue>();
  const goneFiles: FileFact[] = [];
  const goneIncludes = new Set<string>();
  const group = <T>(map: Map<string, T[]>, key: string, fact: T) => {
    const known = map.get(key);
    if (known) known.push(fact);
    else map.set(key, [fact]);
  };
  for (const fact of facts) {
    if (fact.kind === 'file') {
      goneFiles.push(fact);
      continue;
    }
    if ('path' in fact && (fact.path ?? path) !== path) continue;
    switch (fact.kind) {
      case 'config':
        if (fact.replacedBy !== undefined) break;
        configs.set(fact.name, fact.value);
        if (fact.hasFlags) flags.add(fact.name);
        break;
      case 'value':
        values.set(fact.name, fact);
        gone.add(fact.name);
        break;
      case 'unused':
        // What is local to a function is found out anew.
        if (/^(?:local|label|parameter|member)$/.test(fact.what)) break;
        if (fact.what === 'type') {
          goneTypes.add(fact.name);
          if (fact.spelled !== undefined) goneTypes.add(fact.spelled.replace(/^\w+ /, ''));
          break;
        }
        // An event's name is that of nothing else: a function may be called so as well.
        (fact.what === 'tracepoint' ? events : gone).add(fact.name);
        break;
      case 'member':
        group(members, fact.name, fact);
        break;
      case 'parameter':
        group(parameters, fact.of, fact);
        break;
      case 'return':
        returns.set(fact.name, fact);
        break;
      case 'replace':
        group(replaced, fact.name.replace(/^(?:struct|union|enum) /, ''), fact);
        if (fact.isRenaming !== true && fact.what !== 'member')
          (fact.what === 'type' ? goneTypes : gone).add(fact.name.replace(/^\w+ /, ''));
        break;
      case 'call':
        calls.push(fact);
        break;
      case 'include':
        goneIncludes.add(fact.target);
        break;
      case 'merged':
        for (const { name, type, isEnabled } of fact.operands) {
          if (!isEnabled) continue;
          if (type === 'bool' && !configs.has(name)) {
            configs.set(name, { kind: 'tristate', value: 'y' });
            enforced.set(name, { kind: 'tristate', value: 'y' });
          }
          if (type === 'tristate') enabled.push(name);
        }
        break;
    }
  }
  // A macro that is only another name for what gets that name now.
  const aliases = new Set<string>();
  for (const { with: fresh, isRenaming } of [...replaced.values()].flat()) {
    if (isRenaming === true && gone.delete(fresh)) aliases.add(fresh);
  }
  const subjects = new Set([
    ...aliases,
    ...(goneFiles.length > 0 || goneIncludes.size > 0 ? ['include', 'include_next'] : []),
    ...[...configs.keys()].flatMap((name) => [name, `CONFIG_${name}`, `CONFIG_${name}_MODULE`]),
    ...[...flags].flatMap((name) => [`ENABLE_${name}`, `IF_${name}`, `IF_NOT_${name}`]),
    ...[values, members, parameters, returns, replaced].flatMap((map) => [...map.keys()]),
    ...calls.map(({ callee }) => callee),
    ...gone,
    ...goneTypes,
    // Its values by position don't name it.
    ...[...members.values()]
      .flat()
      .flatMap(({ of, position }) => (position === undefined ? [] : [of.replace(/^\w+ /, '')])),
    ...[...events].flatMap((name) => [
      name,
      `trace_${name}`,
      `trace_${name}_enabled`,
      `trace_${name}_rcuidle`,
    ]),
  ]);
  return {
    configs,
    flags,
    values,
    members,
    parameters,
    formerParameters: new Map(),
    returns,
    replaced,
    calls,
    gone,
    goneTypes,
    mayStay: new Set(),
    maybeMembers: new Map(),
    ownMembers: new Set(),
    objects: new Map(),
    structs: {},
    matchesCalls: calls.length > 0,
    pureNames: new Set(),
    voids: new Set(),
    replacesOthers: false,
    isGoneHeader: openGoneHeaders(path, goneFiles),
    goneIncludes,
    events,
    enabled,
    enforced,
    aliases,
    subjects,
  };
}

/** The facts about parameters, with those of functions whose name is held. */
export function withHeldCalls({ parameters }: Known): Known['parameters'] {
  return new Map(
    [...parameters].flatMap(
      ([name, list]) =>
        [
          [name, list],
          [name + HELD_CALL, list],
        ] as const,
    ),
  );
}

/** Whether a definition of the name counts for nothing. */
export function isGone(known: Known, name: string): boolean {
  return known.gone.has(name) || known.mayStay.has(name);
}

/** Whether a tag's or typedef's definition counts for nothing; what else is gone has a name of its own (C11 6.2.3). */
export function isGoneType(known: Known, name: string): boolean {
  return known.goneTypes.has(name) || known.mayStay.has(name);
}

/** A Kconfig symbol's value by a macro's name: of CONFIG_X, or of CONFIG_X_MODULE. */
export function configOf(
  known: Known,
  macro: string,
): { readonly value: ConfigValue; readonly isModule: boolean } | undefined {
  if (macro.startsWith('ENABLE_')) {
    const value = known.flags.has(macro.slice(7)) ? known.configs.get(macro.slice(7)) : undefined;
    if (!value || (value.kind === 'tristate' && value.value === 'm')) return undefined;
    // Always defined, and 1 whatever the value of a symbol that isn't bool.
    const isSet = value.kind === 'literal' || value.value === 'y';
    return { value: { kind: 'literal', value: isSet ? '1' : '0' }, isModule: false };
  }
  if (!macro.startsWith('CONFIG_')) return undefined;
  const name = macro.slice(7);
  const own = known.configs.get(name);
  if (own) return { value: own, isModule: false };
  const module = name.endsWith('_MODULE') ? known.configs.get(name.slice(0, -7)) : undefined;
  return module && { value: module, isModule: true };
}

/** What the compiler reads for the macro: its text; null: it isn't defined. */
export function textOfConfig({
  value,
  isModule,
}: {
  readonly value: ConfigValue;
  readonly isModule: boolean;
}): string | null {
  if (value.kind === 'tristate') return value.value === (isModule ? 'm' : 'y') ? '1' : null;
  if (isModule) return null;
  return /^-?(?:\d+|0[xX][\da-fA-F]+)$/.test(value.value)
    ? value.value
    : `"${value.value.replace(/[\\"]/g, '\\$&')}"`;
}

/** Macros that ask for a symbol's value (include/linux/kconfig.h); null: the facts don't decide. */
const TESTS: Readonly<Record<string, (is: { readonly y: boolean; readonly m: boolean }) => boolean | null>> =
  {
    IS_ENABLED: ({ y, m }) => y || m,
    IS_BUILTIN: ({ y }) => y,
    IS_MODULE: ({ m }) => m,
    IS_REACHABLE: ({ y, m }) => (m ? null : y),
    __is_defined: ({ y }) => y,
    config_enabled: ({ y }) => y,
  };

export function isConfigTest(name: string): boolean {
  return Object.hasOwn(TESTS, name);
}

/** The value of `test(macro)`; null: unknown. */
export function decideTest(known: Known, test: string, macro: string): boolean | null {
  const config = configOf(known, macro);
  if (!config) return null;
  const { value, isModule } = config;
  const one =
    value.kind === 'literal' ? value.value === '1' && !isModule : value.value === (isModule ? 'm' : 'y');
  return TESTS[test]!({ y: one, m: !isModule && value.kind === 'tristate' && value.value === 'm' });
}
