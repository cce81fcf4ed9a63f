import { spanAt, type Span } from '../../text/span.js';
import type { Leftover } from '../facts.js';
import type { KconfigFile, Property } from './syntax.js';
import { eachItem } from './model.js';

/** Which words to look for, and the id of the fact that each belongs to. */
export type MentionWords = ReadonlyMap<string, string>;

/** Where in a Kconfig file a word stands that is no expression: its reason code and what it says. */
const MEANINGS = {
  comment: ['mentioned-in-comment', 'mentions the removed symbol in a comment'],
  help: ['mentioned-in-help', 'mentions the removed symbol in a help text'],
  text: ['mentioned-in-text', 'mentions the removed symbol in a quoted text'],
  macro: ['mentioned-in-macro', 'mentions the removed symbol in a macro or an assignment'],
  option: ['mentioned-in-option', 'mentions the removed symbol in an option line'],
  unreadable: ['unreadable-line', 'mentions the removed symbol in a line that is no Kconfig'],
} as const;

type Meaning = keyof typeof MEANINGS;

/**
 * Finds the words in comments, help texts and whatever the parser didn't read. `handled` are the offsets of the
 * mentions that the rewrite has dealt with; mentions within `removed` (sorted, disjoint) are none. The bare word
 * counts as well as CONFIG_X, except in quoted texts, and for names in lower case, which are ordinary words.
 */
export function findMentions(
  file: KconfigFile,
  words: MentionWords,
  removed: readonly Span[],
  handled: ReadonlySet<number>,
): Leftover[] {
  const { text } = file;
  if (!mayMention(text, words)) return [];
  const found: { offset: number; word: string }[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const token = match[0];
    const prefixed = token.startsWith('CONFIG_') && words.has(token.slice(7));
    const word = prefixed ? token.slice(7) : token;
    if (!words.has(word)) continue;
    if (!prefixed && (!/[A-Z]/.test(word) || isShouted(text, match.index, word))) continue;
    const at = prefixed ? match.index + 7 : match.index;
    if (!handled.has(at) && !spanAt(removed, at)) found.push({ offset: match.index, word });
  }
  if (found.length === 0) return [];
  const regions = listRegions(file);
  const leftovers: Leftover[] = [];
  for (const { offset, word } of found) {
    const meaning = meaningAt(file, regions, offset);
    if (meaning === 'text' && !text.startsWith('CONFIG_', offset)) continue;
    const [code, message] = MEANINGS[meaning];
    leftovers.push({ code, path: file.path, offset, message, cause: words.get(word)! });
  }
  return leftovers;
}

/** Whether the word is a plain one in a line of capitals, as the OR of a licence. */
function isShouted(text: string, at: number, word: string): boolean {
  if (!/^[A-Z]+$/.test(word)) return false;
  const newline = text.indexOf('\n', at);
  const line = text.slice(text.lastIndexOf('\n', at) + 1, newline < 0 ? text.length : newline);
  return !/[a-z0-9_]/.test(line) && line.split(/\s+/).length > 4;
}

const TOKEN = /[A-Za-z0-9_]+/g;

/** A quick look for few words; for many, reading all tokens costs less than looking for each word. */
function mayMention(text: string, words: MentionWords): boolean {
  if (words.size > 40) return true;
  for (const word of words.keys()) if (text.includes(word)) return true;
  return false;
}

interface Region extends Span {
  readonly meaning: Meaning;
}

function listRegions(file: KconfigFile): Region[] {
  const regions: Region[] = file.commentLines.map((line) => ({ ...line, meaning: 'comment' }));
  for (const item of eachItem(file.items)) {
    if (item.kind === 'unreadable') regions.push({ ...item.head, meaning: 'unreadable' });
    else if (item.kind === 'macro' || item.kind === 'assignment')
      regions.push({ ...item.head, meaning: 'macro' });
    if (!('properties' in item)) continue;
    for (const property of item.properties) {
      const meaning = REGION_OF[property.kind];
      if (meaning) regions.push({ ...property.lines, meaning });
    }
  }
  return regions.sort((a, b) => a.start - b.start);
}

const REGION_OF: Partial<Record<Property['kind'], Meaning>> = {
  help: 'help',
  option: 'option',
  unreadable: 'unreadable',
};

function meaningAt(file: KconfigFile, regions: readonly Region[], offset: number): Meaning {
  const region = spanAt(regions, offset);
  if (region) return region.meaning;
  const { text } = file;
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (/\$\([^)]*$/.test(before)) return 'macro';
  const unquoted = before.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  if (unquoted.includes('#')) return 'comment';
  return /["']/.test(unquoted) ? 'text' : 'unreadable';
}
