/**
 * Finds whole words in bytes, all of them in one pass (Wu and Manber, "A fast algorithm for multi-pattern searching",
 * 1994, with blocks of two bytes): the time hardly grows with the number of words. A word stands whole where no word
 * character ([A-Za-z0-9_]) touches it; an end of the word that is no word character needs no border.
 */
export interface WordMatcher {
  readonly words: readonly string[];
  /** Indexes (into `words`, ascending) of the words that occur in the first `length` bytes. */
  match(bytes: Buffer, length: number): number[];
}

const WORD_BYTE = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_') {
  WORD_BYTE[char.charCodeAt(0)] = 1;
}

/** @param words latin1 strings of at least two characters, each once. */
export function makeWordMatcher(words: readonly string[]): WordMatcher {
  const needles = words.map((word) => Buffer.from(word, 'latin1'));
  const window = Math.min(...needles.map((needle) => needle.length));
  // How far the window may move when its last two bytes are these; 0 where a word's window may end here.
  const shift = new Uint8Array(65536).fill(Math.min(window - 1, 255));
  const buckets = new Map<number, number[]>();
  needles.forEach((needle, index) => {
    for (let i = 1; i < window; i++) {
      const block = (needle[i - 1]! << 8) | needle[i]!;
      shift[block] = Math.min(shift[block]!, window - 1 - i);
    }
    const last = (needle[window - 2]! << 8) | needle[window - 1]!;
    buckets.set(last, [...(buckets.get(last) ?? []), index]);
  });
  return {
    words,
    match(bytes, length) {
      const found = new Set<number>();
      let at = window - 1;
      while (at < length) {
        const block = (bytes[at - 1]! << 8) | bytes[at]!;
        const step = shift[block]!;
        if (step > 0) {
          at += step;
          continue;
        }
        const start = at - window + 1;
        for (const index of buckets.get(block)!) {
          if (found.has(index)) continue;
          const needle = needles[index]!;
          if (equalsAt(bytes, length, start, needle) && standsWhole(bytes, length, start, needle)) found.add(index);
        }
        if (found.size === words.length) break;
        at++;
      }
      return [...found].sort((a, b) => a - b);
    },
  };
}

function equalsAt(bytes: Buffer, length: number, start: number, needle: Buffer): boolean {
  if (start + needle.length > length) return false;
  for (let i = 0; i < needle.length; i++) if (bytes[start + i] !== needle[i]) return false;
  return true;
}

function standsWhole(bytes: Buffer, length: number, start: number, needle: Buffer): boolean {
  const end = start + needle.length;
  if (start > 0 && WORD_BYTE[needle[0]!] && WORD_BYTE[bytes[start - 1]!]) return false;
  return !(end < length && WORD_BYTE[needle[needle.length - 1]!] && WORD_BYTE[bytes[end]!]);
}
