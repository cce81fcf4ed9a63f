import { posix } from 'node:path';
import type { Removal } from '../../edit/edit.js';
import { factId, type FileFact, type IncludeFact, type Leftover } from '../facts.js';
import type { ConditionalFile } from './cpp/conditional-file.js';
import { endWithComment } from './fold/trivia.js';
import { lex } from './syntax/lex.js';

/**
 * The #include lines that nothing needs any more, and those of files that a rule says are gone. Which file a line means
 * is certain where it stands beside the includer (a quoted name is looked up there first, C11 6.10.2p3), or where no
 * other file of the includer's part of the tree ends in the path that is written; any other line that may mean one is a
 * leftover.
 */
export function removeIncludes(
  path: string,
  text: string,
  file: ConditionalFile,
  facts: readonly FileFact[],
  unneeded: readonly IncludeFact[],
): { readonly removals: Removal[]; readonly leftovers: Leftover[] } {
  const removals: Removal[] = [];
  const leftovers: Leftover[] = [];
  const stated = facts.filter((fact) => fact.rivals !== undefined);
  if (stated.length === 0 && unneeded.length === 0) return { removals, leftovers };
  for (const { kind, hash, start, end } of file.directives) {
    if (kind !== 'include' && kind !== 'include_next') continue;
    const [, quote, target] = /(["<])([^">\n]+)/.exec(text.slice(hash, end)) ?? [];
    if (target === undefined) continue;
    const fact = unneeded.find((one) => one.target === target);
    if (fact) {
      removals.push({ start, end: endOfLine(text, end), cause: factId(fact) });
      continue;
    }
    for (const fact of stated) {
      const meant = resolve(path, target, quote === '"', fact);
      if (meant === 'no') continue;
      const cause = factId(fact);
      if (meant === 'yes') removals.push({ start, end: endOfLine(text, end), cause });
      else {
        const message = `may include ${fact.path}, which is gone, or another file of that name`;
        leftovers.push({ code: 'ambiguous-include', path, offset: hash, message, cause });
      }
    }
  }
  return { removals, leftovers };
}

/** The end of a directive, with the comment behind it. */
function endOfLine(text: string, end: number): number {
  return endWithComment(lex(text, end, lineEnd(text, end)), end);
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

function resolve(from: string, target: string, isQuoted: boolean, fact: FileFact): 'yes' | 'no' | 'maybe' {
  if (posix.basename(target) !== posix.basename(fact.path)) return 'no';
  const rivals = fact.rivals ?? [];
  const beside = posix.normalize(`${posix.dirname(from)}/${target}`);
  if (beside === fact.path) return isQuoted || rivals.length === 0 ? 'yes' : 'maybe';
  if (isQuoted && rivals.includes(beside)) return 'no';
  const tail = target.replace(/^(?:\.\.?\/)+/, '');
  const isEnd = (path: string) => `/${path}`.endsWith(`/${tail}`);
  if (!isEnd(fact.path) || partOf(fact.path) !== partOf(from)) return 'no';
  const others = rivals.filter((other) => isEnd(other) && partOf(other) === partOf(from));
  if (others.length === 0) return 'yes';
  // An architecture's own headers come before any others of that name.
  const arch = /^arch\/[^/]+\//.exec(fact.path)?.[0];
  if (arch !== undefined)
    return from.startsWith(arch) && !others.some((o) => o.startsWith(arch)) ? 'yes' : 'maybe';
  return 'maybe';
}

/** Programs of tools/ and scripts/ have include paths of their own. */
function partOf(path: string): string {
  return /^(?:tools|scripts|samples)\//.exec(path)?.[0] ?? '';
}
