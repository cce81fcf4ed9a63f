/**
 * Finds whole words in bytes, all of them in one pass (Wu and Manber, "A fast algorithm for multi-pattern searching",
 * 1994, with blocks of three bytes): the time grows slowly with the number of words. A word stands whole where no word
 * character ([A-Za-z0-9_]) touches it; an end of the word that is no word character needs no border.
 */
export interface WordMatcher {
  readonly words: readonly string[];
  /**
   * Indexes (into `words`, ascending) of the words that occur in the first `length` bytes.
   * @param among the only ones that may, as far as is known, ascending.
   */
  match(bytes: Buffer, length: number, among?: readonly number[]): number[];
}

const WORD_BYTE = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_') {
  WORD_BYTE[char.charCodeAt(0)] = 1;
}

const BLOCK = 3;
const TABLE_BITS = 16;
const TABLE_SIZE = 1 << TABLE_BITS;

/** Words shorter than this get a pass of their own: one short word would shorten the window of all. */
export const LONG_WORD = 8;
/** As many short words are looked for one by one, which is native code; more of them in one slow pass. */
const MOST_SHORT = 6;
/** The same for words of any length of which all or nearly all are there, so that each search ends early. */
const MOST_LIKELY = 16;

/** @param words latin1 strings of at least three characters, each once. */
export function makeWordMatcher(words: readonly string[]): WordMatcher {
  const needles = words.map((word) => Buffer.from(word, 'latin1'));
  const all = needles.map((_, index) => index);
  const long = all.filter((index) => needles[index]!.length >= LONG_WORD);
  const short = all.filter((index) => needles[index]!.length < LONG_WORD);
  const searches = [
    ...(long.length > 0 ? [makeSearch(needles, long)] : []),
    ...(short.length > MOST_SHORT ? [makeSearch(needles, short)] : []),
    ...(short.length > 0 && short.length <= MOST_SHORT
      ? [(bytes: Buffer, length: number) => searchEach(needles, short, bytes, length)]
      : []),
  ];
  const core = Buffer.from(sharedPart(words), 'latin1');
  return {
    words,
    match(bytes, length, among) {
      if (among && among.length <= MOST_LIKELY) return searchEach(needles, among, bytes, length);
      // Nearly every file holds none of the words; the native search for what they share says so sooner.
      if (core.length >= LONG_WORD && bytes.subarray(0, length).indexOf(core) < 0) return [];
      return searches.flatMap((search) => search(bytes, length)).sort((a, b) => a - b);
    },
  };
}

/** The words of a rule are few and share its symbol's name; those of a later round are many and share nothing. */
const MOST_SHARING = 16;

/** The longest text that is part of every word; empty where there is none, or the words are many. */
function sharedPart(words: readonly string[]): string {
  if (words.length === 0 || words.length > MOST_SHARING) return '';
  const shortest = words.reduce((a, b) => (b.length < a.length ? b : a));
  for (let length = shortest.length; length > 0; length--) {
    for (let start = 0; start + length <= shortest.length; start++) {
      const part = shortest.slice(start, start + length);
      if (words.every((word) => word.includes(part))) return part;
    }
  }
  return '';
}

function hashBlock(a: number, b: number, c: number): number {
  return ((a << 8) ^ (b << 4) ^ c ^ (c << 11)) & (TABLE_SIZE - 1);
}

type Search = (bytes: Buffer, length: number) => number[];

/** A search for those of the needles whose indexes are given. */
function makeSearch(needles: readonly Buffer[], group: readonly number[]): Search {
  const window = group.reduce((least, index) => Math.min(least, needles[index]!.length), Infinity);
  // How far the window may move when its last block hashes to this; 0 where some word's window may end here.
  const shift = new Uint8Array(TABLE_SIZE).fill(Math.min(window - BLOCK + 1, 255));
  // Words whose window ends in a block of this hash, as a list linked through `next`.
  const head = new Int32Array(TABLE_SIZE).fill(-1);
  const next = new Int32Array(group.length);
  group.forEach((index, slot) => {
    const needle = needles[index]!;
    for (let end = BLOCK - 1; end < window; end++) {
      const hash = hashBlock(needle[end - 2]!, needle[end - 1]!, needle[end]!);
      shift[hash] = Math.min(shift[hash]!, window - 1 - end);
      if (end === window - 1) {
        next[slot] = head[hash]!;
        head[hash] = slot;
      }
    }
  });
  return (bytes, length) => {
    const found: number[] = [];
    const isFound = new Uint8Array(group.length);
    let at = window - 1;
    while (at < length) {
      const hash = hashBlock(bytes[at - 2]!, bytes[at - 1]!, bytes[at]!);
      const step = shift[hash]!;
      if (step > 0) {
        at += step;
        continue;
      }
      for (let slot = head[hash]!; slot >= 0; slot = next[slot]!) {
        const needle = needles[group[slot]!]!;
        if (isFound[slot] || !standsWhole(bytes, length, at - window + 1, needle)) continue;
        isFound[slot] = 1;
        found.push(group[slot]!);
      }
      if (found.length === group.length) break;
      at++;
    }
    return found;
  };
}

/** The same, word by word, with the buffer's own search. */
function searchEach(
  needles: readonly Buffer[],
  group: readonly number[],
  bytes: Buffer,
  length: number,
): number[] {
  const view = bytes.subarray(0, length);
  return group.filter((index) => {
    const needle = needles[index]!;
    for (let at = view.indexOf(needle); at >= 0; at = view.indexOf(needle, at + 1))
      if (standsWhole(view, length, at, needle)) return true;
    return false;
  });
}

/** Whether the needle stands at `start`, with no word character touching it. */
function standsWhole(bytes: Buffer, length: number, start: number, needle: Buffer): boolean {
  const end = start + needle.length;
  if (end > length) return false;
  for (let i = 0; i < needle.length; i++) if (bytes[start + i] !== needle[i]) return false;
  if (start > 0 && WORD_BYTE[needle[0]!] && WORD_BYTE[bytes[start - 1]!]) return false;
  return !(end < length && WORD_BYTE[needle[needle.length - 1]!] && WORD_BYTE[bytes[end]!]);
}
