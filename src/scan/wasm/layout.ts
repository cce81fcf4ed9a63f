/**
 * What lies where in the memory of the word index (see word-hashes.ts): masks for the last bytes of a word; a hash table
 * that finds repeated words; the text; and the pairs of all files so far, which everything behind them belongs to.
 */
export const MASKS: usize = 1024;
export const TABLE: usize = 4096;
export const MOST_SLOTS: u32 = 1 << 15;
/** A smaller table while it is enlarged. */
export const SPARE: usize = TABLE + (MOST_SLOTS << 3);
export const TEXT: usize = SPARE + (MOST_SLOTS << 2);

/** Zeros behind the text: the block of 64 bytes that its last one is in, the next one, and the last word's 16. */
export const MARGIN: usize = 192;

const PAGE_BITS: usize = 16;
/** The memory grows by a megabyte at least. */
const STEP: usize = 16;

/** Where the pairs start; they move when a longer text wants room. */
export let pairsStart: usize = TEXT + (1 << 20) + MARGIN;
/** Where the next one goes. */
export let pairsEnd: usize = pairsStart;

/** @returns false: there is no such memory. */
export function haveMemory(end: usize): bool {
  const missing = <isize>end - ((<isize>memory.size()) << PAGE_BITS);
  if (missing <= 0) return true;
  const pages = (<usize>missing + (1 << PAGE_BITS) - 1) >> PAGE_BITS;
  return memory.grow(<i32>max(pages, STEP)) >= 0;
}

export function endPairs(end: usize): void {
  pairsEnd = end;
}

/** Makes room for a text. @returns the bytes that it may have; 0: there is no such memory. */
export function makeTextRoom(size: usize): usize {
  const start = (TEXT + size + MARGIN + 7) & ~7;
  if (start > pairsStart) {
    if (!haveMemory(start + (pairsEnd - pairsStart))) return 0;
    memory.copy(start, pairsStart, pairsEnd - pairsStart);
    pairsEnd += start - pairsStart;
    pairsStart = start;
  }
  return pairsStart - MARGIN - TEXT;
}
