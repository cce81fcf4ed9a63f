import { factId, type ConfigFact } from '../../facts.js';
import { flagWords } from '../../config-flags.js';
import type { MacroKnowledge, MacroValue } from './evaluate.js';

/** What facts about Kconfig symbols say of the macros in autoconf.h, and which fact says it. */
export interface ConfigMacros extends MacroKnowledge {
  /** Id of the fact that makes the macro known; undefined for a macro of which nothing is known. */
  causeOf(name: string): string | undefined;
}

export interface ConfigMacrosOptions {
  /** Whether the symbol (without CONFIG_) is of type string. Without it a value that is no number is a string. */
  readonly isString?: (symbol: string) => boolean;
  /** Whether some Kconfig file of the tree defines the symbol (without CONFIG_); see MacroKnowledge.isNeverDefined. */
  readonly isSymbol?: (symbol: string) => boolean;
  /** Whether ENABLE_X and IF_X() tell of the symbol (config-flags.ts). */
  readonly isFlag?: (symbol: string) => boolean;
}

const UNDEFINED: MacroValue = { defined: false };
const DEFINED_AS_ONE: MacroValue = { defined: true, text: '1' };
const DEFINED_AS_ZERO: MacroValue = { defined: true, text: '0' };
/** Defined, but no number. */
const FUNCTION_LIKE: MacroValue = { defined: true, text: '(...)' };
const NUMBER = /^-?(?:\d+|0[xX][\da-fA-F]+)$/;

/**
 * The macros that Kconfig writes for each symbol (scripts/kconfig/confdata.c): y defines CONFIG_X as 1, m defines
 * CONFIG_X_MODULE as 1, n defines neither, a literal is the value of CONFIG_X, a string's in quotes.
 */
export function makeConfigMacros(
  facts: readonly ConfigFact[],
  options: ConfigMacrosOptions = {},
): ConfigMacros {
  const values = new Map<string, MacroValue>();
  const causes = new Map<string, string>();
  const symbols = new Set(facts.map(({ name }) => name));
  for (const fact of facts) {
    const macro = `CONFIG_${fact.name}`;
    const [own, ofModule] = macroValues(fact, options);
    if (options.isFlag?.(fact.name) && fact.value.value !== 'm') {
      const [enable, ...calls] = flagWords(fact.name);
      values.set(enable!, own.defined ? DEFINED_AS_ONE : DEFINED_AS_ZERO);
      for (const call of calls) values.set(call, FUNCTION_LIKE);
      for (const word of [enable!, ...calls]) causes.set(word, factId(fact));
    }
    values.set(macro, own);
    causes.set(macro, factId(fact));
    // A symbol of its own may bear the other's name: FOO_MODULE beside FOO. Its own fact, if any, wins.
    if (symbols.has(`${fact.name}_MODULE`) || options.isSymbol?.(`${fact.name}_MODULE`)) continue;
    values.set(`${macro}_MODULE`, ofModule);
    causes.set(`${macro}_MODULE`, factId(fact));
    // IS_ENABLED(CONFIG_X_MODULE) asks for this one, too.
    values.set(`${macro}_MODULE_MODULE`, UNDEFINED);
    causes.set(`${macro}_MODULE_MODULE`, factId(fact));
  }
  const { isSymbol } = options;
  return {
    valueOf: (name) => values.get(name),
    causeOf: (name) => causes.get(name),
    isNeverDefined: (name) =>
      isSymbol !== undefined && name.startsWith('CONFIG_') && !isSymbol(name.slice(7)),
  };
}

function macroValues(
  fact: ConfigFact,
  options: ConfigMacrosOptions,
): [own: MacroValue, ofModule: MacroValue] {
  const { value } = fact.value;
  if (fact.value.kind === 'tristate') {
    if (value === 'n') return [UNDEFINED, UNDEFINED];
    return value === 'm' ? [UNDEFINED, DEFINED_AS_ONE] : [DEFINED_AS_ONE, UNDEFINED];
  }
  const isString = options.isString?.(fact.name) ?? !NUMBER.test(value);
  const text = isString ? `"${value.replace(/[\\"]/g, '\\$&')}"` : value;
  return [{ defined: true, text }, UNDEFINED];
}

/** The same knowledge without the macros of `names`, of which nothing is known then. */
export function forgetMacros(macros: ConfigMacros, names: ReadonlySet<string>): ConfigMacros {
  return { ...macros, valueOf: (name) => (names.has(name) ? undefined : macros.valueOf(name)) };
}
