import type { Fact } from '../lang/facts.js';

/**
 * The whole words by which a file can mention a fact's subject. A Kconfig symbol is `CONFIG_X` (and `CONFIG_X_MODULE`)
 * outside of Kconfig files, whose bare names the Kconfig model knows; U-Boot's macros take the bare name.
 */
export function factWords(fact: Fact): string[] {
  switch (fact.kind) {
    case 'config':
      return [
        `CONFIG_${fact.name}`,
        `CONFIG_${fact.name}_MODULE`,
        `CONFIG_IS_ENABLED(${fact.name})`,
        `CONFIG_VAL(${fact.name})`,
      ];
    case 'file':
      return [fact.path];
    case 'unused':
    case 'value':
    case 'return':
      return fact.path === undefined ? [fact.name] : [];
    case 'member':
    case 'replace':
      return [fact.name];
    case 'parameter':
      return fact.path === undefined ? [fact.of] : [];
    case 'call':
      return [fact.callee];
  }
}
