import { classifyFile } from '../lang/file-kind.js';
import { findWords } from '../plan/find-words.js';
import { nameLanguage } from '../report/language-names.js';
import { readText, type TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';

/** How often words stand in files of one language. */
export interface MentionCount {
  readonly language: string;
  readonly mentions: number;
  /** Sorted. */
  readonly paths: readonly string[];
}

/** Counts mentions of words, as whole words, by language; the language with the most files first. */
export async function countMentions(
  tree: TreeView,
  words: readonly string[],
  pool: Pool,
): Promise<MentionCount[]> {
  const found = await findWords(tree, words, pool);
  const pattern = new RegExp(`\\b(?:${words.join('|')})\\b`, 'g');
  const byLanguage = new Map<string, { mentions: number; paths: string[] }>();
  for (const path of [...new Set([...found.values()].flat())].sort()) {
    const kind = classifyFile(path);
    const language = kind === 'text' || kind === 'script' ? 'other text' : nameLanguage(kind);
    const count = byLanguage.get(language) ?? { mentions: 0, paths: [] };
    byLanguage.set(language, count);
    count.paths.push(path);
    count.mentions += readText(tree, path).match(pattern)?.length ?? 0;
  }
  return [...byLanguage]
    .map(([language, count]) => ({ language, ...count }))
    .sort((a, b) => b.paths.length - a.paths.length || (a.language < b.language ? -1 : 1));
}

/** Files that are named where there are no more. */
const NAMED = 3;

/** `C: 4 times in 2 files (a.c, b.c)`, a line for each language. */
export function describeMentions(counts: readonly MentionCount[]): string[] {
  return counts.map(({ language, mentions, paths }) => {
    const times = countTimes(mentions);
    const shown = paths.slice(0, NAMED).join(', ') + (paths.length > NAMED ? ', …' : '');
    return paths.length === 1
      ? `${language}: ${times} in ${shown}`
      : `${language}: ${times} in ${paths.length} files (${shown})`;
  });
}

export function countTimes(count: number): string {
  return count === 0 ? 'nowhere' : count === 1 ? 'once' : `${count} times`;
}
