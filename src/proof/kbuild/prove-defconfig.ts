import { isTargetGone, readPremises, type Statements } from '../kconfig/premises.js';
import type { KconfigViolation } from '../kconfig/violation.js';

/** `CONFIG_X=value` and `# CONFIG_X is not set` (scripts/kconfig/confdata.c). */
const SETTING = /^(?:CONFIG_(\w+)=(.*)|# CONFIG_(\w+) is not set)$/;

/**
 * Proves a change of a configuration: the lines that set a symbol which goes are gone, those of a renamed symbol have its
 * new name and their value, and every other line is there, in its place.
 */
export function proveDefconfig(
  { path, before, after }: { readonly path: string; readonly before: string; readonly after: string },
  statements: Statements,
): KconfigViolation[] {
  const premises = readPremises(statements);
  const now = linesOf(after);
  const settings = new Set(now.map((line) => readSetting(line)?.name));
  let next = 0;
  for (const line of linesOf(before)) {
    const setting = readSetting(line);
    const name = setting?.name;
    const successor = name === undefined ? undefined : successorOf(name);
    if (name !== undefined && premises.gone.has(name) && isTargetGone(premises, name)) continue;
    const wanted = successor === undefined ? line : line.replace(`CONFIG_${name!}`, `CONFIG_${successor}`);
    if (now[next] === wanted) next++;
    // A symbol that takes another's place may have a line already, or none to need.
    else if (name !== undefined && premises.replaced.has(name)) continue;
    else if (successor !== undefined && settings.has(successor) && premises.merges) continue;
    else if (!setting && now[next] !== undefined && isRespelled(line, now[next]!)) next++;
    else return [{ path, law: 'defconfig-lines', message: `the line '${line.slice(0, 80)}' would differ` }];
  }
  if (next === now.length) return [];
  return [{ path, law: 'defconfig-lines', message: `the line '${now[next]!.slice(0, 80)}' would come` }];

  function successorOf(name: string): string | undefined {
    const expression = premises.replaced.get(name);
    if (expression?.kind === 'symbol') return expression.name;
    return premises.renamed.get(name);
  }

  /** A comment in which words have their new names. */
  function isRespelled(line: string, spelled: string): boolean {
    const word = /CONFIG_\w+/g;
    return line.replace(word, '') === spelled.replace(word, '') && line.startsWith('#');
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');

function readSetting(line: string): { readonly name: string } | undefined {
  const match = SETTING.exec(line);
  const name = match?.[1] ?? match?.[3];
  return name === undefined ? undefined : { name };
}
