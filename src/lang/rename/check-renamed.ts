import type { BrokenLaw } from '../check-file.js';
import type { Renaming } from './renaming.js';

/** Words, and runs of one character that is neither of a word nor white space. */
const TOKEN = /[A-Za-z0-9_]+|([^\sA-Za-z0-9_])\1*/g;

/** The line under a heading may be as long as the heading is. */
const RULER = /^([^A-Za-z0-9_])\1{2,}$/;

/**
 * Checks the renaming of one file with code of its own: token by token the two texts are the same, except that an old
 * name has become its new one; and unless `mayJoin`, no line came or went.
 */
export function checkRenamed(
  before: string,
  after: string,
  renamings: readonly Renaming[],
  mayJoin: boolean,
): BrokenLaw[] {
  const law = 'only-names-change';
  const newNames = new Map<string, string>();
  for (const { name, to } of renamings) {
    for (const [prefix, suffix] of [
      ['', ''],
      ['CONFIG_', ''],
      ['CONFIG_', '_MODULE'],
      ['DCONFIG_', ''],
      ['DCONFIG_', '_MODULE'],
      ['ENABLE_', ''],
      ['IF_', ''],
      ['IF_NOT_', ''],
    ] as const) {
      newNames.set(`${prefix}${name}${suffix}`, `${prefix}${to}${suffix}`);
    }
  }
  const old = tokensOf(before);
  const now = tokensOf(after);
  const wrong = old.findIndex((token, i) => token !== now[i] && newNames.get(token) !== now[i]);
  if (wrong >= 0 || old.length !== now.length) {
    const token = wrong >= 0 ? old[wrong]! : 'the end of the file';
    return [{ law, message: `something else than a name would change at '${token.slice(0, 80)}'` }];
  }
  if (!mayJoin && before.split('\n').length !== after.split('\n').length) {
    return [{ law, message: 'the number of lines would change' }];
  }
  return [];
}

function tokensOf(text: string): string[] {
  return (text.match(TOKEN) ?? []).map((token) => token.replace(RULER, '$1$1$1'));
}
