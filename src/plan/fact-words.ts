import { posix } from 'node:path';
import { flagWords } from '../lang/config-flags.js';
import type { Fact } from '../lang/facts.js';
import { traceCalls, traceProbes, traceTest } from '../lang/tracepoint-words.js';
import { wordOf } from '../lang/c/names/name-subject.js';

/**
 * The whole words by which a file can mention a fact's subject. A Kconfig symbol is `CONFIG_X` (and `CONFIG_X_MODULE`)
 * outside of Kconfig files, whose bare names the Kconfig model knows; U-Boot's macros take the bare name, BusyBox's have
 * it in their own.
 * @param hasFlags whether the tree's Kconfig writes the macros of config-flags.ts.
 */
export function factWords(fact: Fact, hasFlags: boolean): string[] {
  switch (fact.kind) {
    case 'config':
      if (fact.replacedBy !== undefined) return [];
      return [
        `CONFIG_${fact.name}`,
        `CONFIG_${fact.name}_MODULE`,
        `CONFIG_IS_ENABLED(${fact.name})`,
        `CONFIG_VAL(${fact.name})`,
        ...(hasFlags ? flagWords(fact.name) : []),
      ];
    case 'merged':
    case 'include':
      return [];
    case 'file':
      return fact.rivals === undefined ? [fact.path] : wordsOfFile(fact.path);
    case 'unused':
      if (fact.what === 'tracepoint') return wordsOfEvent(fact.name);
      return fact.path === undefined ? [fact.name] : [];
    case 'value':
    case 'return':
      return fact.path === undefined ? [fact.name] : [];
    case 'member':
      if (fact.files !== undefined) return [];
      // The search wants three characters.
      return fact.name.length < 3 ? [`->${fact.name}`, `.${fact.name} `, `${fact.name}: `] : [fact.name];
    case 'replace':
      return fact.path === undefined ? [wordOf(fact.name)] : [];
    case 'parameter':
      // Calls and initializers, and where the struct is defined: the bare name may be an ordinary word.
      if (fact.memberOf !== undefined)
        return [`->${fact.of}`, `.${fact.of}`, fact.memberOf.replace(/^(?:struct|union) /, '')];
      return fact.path === undefined ? [fact.of] : [];
    case 'call':
      return fact.path === undefined ? [fact.callee] : [];
  }
}

function wordsOfEvent(name: string): string[] {
  return [name, ...traceCalls(name), traceTest(name), ...traceProbes(name)];
}

/** A file's path, its last component, and the object and folder that are made of it. */
function wordsOfFile(path: string): string[] {
  const { base, name, dir } = posix.parse(path);
  if (base === 'Makefile' || base === 'Kbuild') return [path, `${posix.basename(dir)}/`];
  return [path, base, `${name}.o`];
}
