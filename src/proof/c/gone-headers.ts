import { posix } from 'node:path';
import type { FileFact } from '../../lang/facts.js';

/** Whether a name that a file includes means one that goes. */
export type IsGoneHeader = (name: string, isQuoted: boolean) => boolean;

/**
 * What the includes of one file mean. A quoted name is looked for beside the file first (C11 6.10.2p3); else a name is
 * that of a file that ends in it. Where others that stay end in it, too, only an architecture's own files are sure to
 * mean its own header. What isn't sure must stay.
 */
export function openGoneHeaders(path: string, gone: readonly FileFact[]): IsGoneHeader {
  const folder = posix.dirname(path);
  const staying = new Set(gone.flatMap(({ rivals }) => rivals ?? []));
  return (name, isQuoted) => {
    const beside = posix.join(folder, name);
    if (isQuoted && staying.has(beside)) return false;
    const bare = name.replace(/^(?:\.\.?\/)+/, '');
    const fits = (other: string) => `/${other}`.endsWith(`/${bare}`);
    return gone.some((fact) => {
      if (!fits(fact.path)) return false;
      // The plan found that nothing includes it.
      if (!fact.rivals || (isQuoted && beside === fact.path)) return true;
      if (programOf(fact.path) !== programOf(path)) return false;
      const others = fact.rivals.filter((other) => fits(other) && programOf(other) === programOf(path));
      const arch = /^arch\/\w+\//.exec(fact.path)?.[0];
      if (others.length === 0) return true;
      return arch !== undefined && path.startsWith(arch) && !others.some((other) => other.startsWith(arch));
    });
  };
}

/** Programs that stand beside the kernel look for headers of their own. */
const programOf = (path: string): string => /^(?:tools|scripts|samples)(?=\/)/.exec(path)?.[0] ?? '';
