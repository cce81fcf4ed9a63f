import {
  factId,
  type CallFact,
  type CodeFact,
  type ConfigFact,
  type Fact,
  type MemberFact,
  type ParameterFact,
  type ReplaceFact,
  type ReturnFact,
  type ValueFact,
} from '../../facts.js';
import { readFlag } from '../../config-flags.js';
import { NO_ANSWERS } from '../types/type-answers.js';
import { makeTypeKnowledge, type TypeKnowledge } from '../types/type-knowledge.js';
import { FALSE, TRUE, constantOfNumber, type Constant } from './constants.js';

/** What the facts say about C code, looked up by name. */
export interface CodeKnowledge {
  /** By symbol, without CONFIG_. */
  readonly configs: ReadonlyMap<string, ConfigFact>;
  /** Calls and macros that now are a constant or nothing. */
  readonly values: ReadonlyMap<string, ValueFact>;
  /** Macros that expand to nothing: attributes. */
  readonly vanishing: ReadonlyMap<string, ValueFact>;
  /** What the facts say of C names, by the word that a mention of it holds: members, functions, callees. */
  readonly members: ReadonlyMap<string, readonly MemberFact[]>;
  readonly parameters: ReadonlyMap<string, readonly ParameterFact[]>;
  /** Those that stay, under another name. */
  readonly renamedParameters: ReadonlyMap<string, readonly ParameterFact[]>;
  /** Of members that are pointers to function. */
  readonly memberParameters: ReadonlyMap<string, readonly ParameterFact[]>;
  readonly returns: ReadonlyMap<string, ReturnFact>;
  readonly replacements: ReadonlyMap<string, readonly ReplaceFact[]>;
  readonly patterns: ReadonlyMap<string, readonly CallFact[]>;
  /** The types of expressions: see resolve-member.ts. */
  readonly types: TypeKnowledge;
  /** Whether a function or macro is known to have no side effects. */
  readonly isPure: (name: string) => boolean;
  /**
   * U-Boot: prefixes of the boot phases that the tree has beside its main one (`SPL_`, `TPL_`…). CONFIG_IS_ENABLED(X)
   * is CONFIG_SPL_X there. Empty elsewhere.
   */
  readonly phases: readonly string[];
  /** Whether some Kconfig file declares the symbol; asked about phases only. */
  readonly declaresConfig: (name: string) => boolean;
  /** BusyBox: the symbols of which ENABLE_X and IF_X() tell in this file; null: the tree has no such macros. */
  readonly flags: ReadonlySet<string> | null;
}

/** A value that a mention stands for, how it is written, and the fact that says so. */
export interface KnownValue {
  readonly value: Constant;
  /** Its text where it isn't just true or false: `64`, `"foo"`, `-ENODEV`. */
  readonly text: string | null;
  readonly cause: string;
}

export interface KnowledgeOptions {
  readonly types?: TypeKnowledge;
  readonly pureNames?: Iterable<string>;
  readonly phases?: readonly string[];
  readonly declaresConfig?: (name: string) => boolean;
  readonly flags?: ReadonlySet<string> | null;
}

/** Facts about other files are skipped; `path` is the file that the knowledge is for. */
export function makeKnowledge(
  path: string,
  facts: Iterable<Fact>,
  options: KnowledgeOptions = {},
): CodeKnowledge {
  const configs = new Map<string, ConfigFact>();
  const values = new Map<string, ValueFact>();
  const vanishing = new Map<string, ValueFact>();
  const own = [...facts].filter(
    (fact) => fact.kind === 'file' || !('path' in fact) || (fact.path ?? path) === path,
  );
  for (const fact of own) {
    if (fact.kind === 'config') configs.set(fact.name, fact);
    if (fact.kind === 'value') (fact.value === '' ? vanishing : values).set(fact.name, fact);
  }
  const pure = new Set(options.pureNames ?? []);
  return {
    configs,
    values,
    vanishing,
    members: groupFacts(own, 'member', ({ name }) => name),
    parameters: groupFacts(
      eachPlaceOnce(own).filter(
        (fact) => fact.kind === 'parameter' && fact.to === undefined && fact.memberOf === undefined,
      ),
      'parameter',
      ({ of }) => of,
    ),
    renamedParameters: groupFacts(
      own.filter((fact) => fact.kind === 'parameter' && fact.to !== undefined),
      'parameter',
      ({ of }) => of,
    ),
    memberParameters: groupFacts(
      eachPlaceOnce(own).filter(
        (fact) => fact.kind === 'parameter' && fact.to === undefined && fact.memberOf !== undefined,
      ),
      'parameter',
      ({ of }) => of,
    ),
    returns: new Map(own.flatMap((fact) => (fact.kind === 'return' ? [[fact.name, fact]] : []))),
    replacements: groupFacts(own, 'replace', ({ name }) => name),
    patterns: groupFacts(own, 'call', ({ callee }) => callee),
    types: options.types ?? makeTypeKnowledge('', NO_ANSWERS),
    isPure: (name) => pure.has(name),
    phases: options.phases ?? [],
    declaresConfig: options.declaresConfig ?? (() => false),
    flags: options.flags ?? null,
  };
}

/** Without parameters that go already under another name: that of the other struct's member that points to the function. */
function eachPlaceOnce(facts: readonly Fact[]): Fact[] {
  const seen = new Set<string>();
  return facts.filter((fact) => {
    if (fact.kind !== 'parameter' || fact.to !== undefined) return true;
    const place = `${fact.memberOf ?? ''} ${fact.of} ${fact.index} ${fact.count} ${fact.path ?? ''}`;
    return !seen.has(place) && seen.add(place);
  });
}

function groupFacts<Kind extends CodeFact['kind']>(
  facts: readonly Fact[],
  kind: Kind,
  wordOf: (fact: Extract<CodeFact, { kind: Kind }>) => string,
): Map<string, Extract<CodeFact, { kind: Kind }>[]> {
  const groups = new Map<string, Extract<CodeFact, { kind: Kind }>[]>();
  for (const fact of facts) {
    if (fact.kind !== kind) continue;
    const one = fact as Extract<CodeFact, { kind: Kind }>;
    const word = wordOf(one);
    groups.set(word, [...(groups.get(word) ?? []), one]);
  }
  return groups;
}

/** Names of the macros that test a configuration symbol (include/linux/kconfig.h, Zephyr's util_macro.h). */
const PREDICATES: Readonly<Record<string, (tristate: 'y' | 'm' | 'n') => boolean | null>> = {
  IS_ENABLED: (t) => t !== 'n',
  IS_BUILTIN: (t) => t === 'y',
  IS_MODULE: (t) => t === 'm',
  // A module reaches another one, built-in code doesn't: unknown for m.
  IS_REACHABLE: (t) => (t === 'm' ? null : t === 'y'),
  __is_defined: (t) => t === 'y',
  config_enabled: (t) => t === 'y',
};

export function isConfigPredicate(name: string): boolean {
  return name in PREDICATES;
}

/** Value of `predicate(argument)`; undefined when the facts say nothing about the argument. */
export function lookUpPredicate(
  knowledge: CodeKnowledge,
  predicate: string,
  argument: string,
): KnownValue | undefined {
  const test = PREDICATES[predicate];
  const symbol = configOfWord(knowledge, argument);
  if (!test || !symbol) return undefined;
  const { fact, isModuleWord } = symbol;
  if (fact.value.kind === 'literal') {
    // Only 1 makes IS_ENABLED() true: the macro pastes the value (include/linux/kconfig.h).
    const is = isModuleWord ? false : fact.value.value === '1';
    return { value: is ? TRUE : FALSE, text: null, cause: factId(fact) };
  }
  // CONFIG_X_MODULE is 1 when X is m, and never m itself.
  const tristate = isModuleWord ? (fact.value.value === 'm' ? 'y' : 'n') : fact.value.value;
  const result = test(tristate);
  return result === null ? undefined : { value: result ? TRUE : FALSE, text: null, cause: factId(fact) };
}

/** Value of CONFIG_X as a word of its own; null when it isn't defined any more, undefined when nothing is known. */
export function lookUpConfigWord(knowledge: CodeKnowledge, word: string): KnownValue | null | undefined {
  const symbol = configOfWord(knowledge, word);
  if (!symbol) return undefined;
  const { fact, isModuleWord } = symbol;
  const cause = factId(fact);
  if (fact.value.kind === 'tristate') {
    const isDefined = fact.value.value === (isModuleWord ? 'm' : 'y');
    return isDefined ? { value: TRUE, text: '1', cause } : null;
  }
  if (isModuleWord) return null;
  return { ...literalConstant(fact.value.value), cause };
}

/** The fact about a symbol that a word tests as BusyBox does: ENABLE_X, IF_X, IF_NOT_X. */
export function factOfFlag({ flags, configs }: CodeKnowledge, word: string): ConfigFact | undefined {
  const flag = flags && readFlag(word, (name) => flags.has(name));
  return flag ? configs.get(flag.symbol) : undefined;
}

/** Value of ENABLE_X: 1 of a symbol that is y or has a value, 0 of n; undefined of m, for which nothing is written. */
export function lookUpFlag(knowledge: CodeKnowledge, word: string): KnownValue | undefined {
  const fact = word.startsWith('ENABLE_') ? factOfFlag(knowledge, word) : undefined;
  if (!fact || (fact.value.kind === 'tristate' && fact.value.value === 'm')) return undefined;
  const isSet = fact.value.kind === 'literal' || fact.value.value === 'y';
  return { value: isSet ? TRUE : FALSE, text: isSet ? '1' : '0', cause: factId(fact) };
}

/** U-Boot's CONFIG_IS_ENABLED(X): a constant only where every boot phase agrees. */
export function lookUpPhased(knowledge: CodeKnowledge, name: string): KnownValue | undefined {
  const fact = knowledge.configs.get(name);
  if (fact?.value.kind !== 'tristate') return undefined;
  const isOn = fact.value.value === 'y';
  for (const phase of knowledge.phases) {
    const other = knowledge.configs.get(phase + name);
    if (!other && knowledge.declaresConfig(phase + name)) return undefined;
    const otherOn = other?.value.value === 'y';
    if (otherOn !== isOn) return undefined;
  }
  return { value: isOn ? TRUE : FALSE, text: null, cause: factId(fact) };
}

/** A configuration literal as C code: autoconf.h quotes strings and writes hex and int values as they are. */
export function literalConstant(literal: string): { readonly value: Constant; readonly text: string } {
  if (/^-?(?:0[xX][0-9a-fA-F]+|\d+)$/.test(literal)) {
    const positive = constantOfNumber(literal.replace('-', ''));
    const value: Constant = positive?.kind === 'integer' ? positive : { kind: 'string' };
    if (!literal.startsWith('-')) return { value, text: literal };
    const negative = value.kind === 'integer' ? { ...value, value: -value.value } : value;
    return { value: negative, text: literal };
  }
  return { value: { kind: 'string' }, text: `"${literal.replace(/["\\]/g, '\\$&')}"` };
}

function configOfWord(
  knowledge: CodeKnowledge,
  word: string,
): { readonly fact: ConfigFact; readonly isModuleWord: boolean } | undefined {
  if (!word.startsWith('CONFIG_')) return undefined;
  const name = word.slice(7);
  const fact = knowledge.configs.get(name);
  if (fact) return { fact, isModuleWord: false };
  const module = name.endsWith('_MODULE') ? knowledge.configs.get(name.slice(0, -7)) : undefined;
  return module ? { fact: module, isModuleWord: true } : undefined;
}
