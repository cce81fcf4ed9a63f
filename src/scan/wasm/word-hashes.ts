/**
 * The words of texts, as pairs of a hash and a file: the loop that sees every byte of a tree. Compiled to WebAssembly by
 * AssemblyScript (`npm run build`) and called by src/scan/word-hasher.ts. Sixteen bytes are classified at once, and a
 * word is hashed by its 64-bit halves, so it takes a quarter of the time that the same in JavaScript does.
 *
 * A word is a run of [A-Za-z0-9_], three characters or longer, that doesn't start with a digit. Any run with `.c`, `.h` or
 * `.o` behind it is one as well, as the names of files are asked for more than others.
 */
import {
  endPairs,
  haveMemory,
  MARGIN,
  MASKS,
  MOST_SLOTS,
  pairsEnd,
  pairsStart,
  SPARE,
  TABLE,
  TEXT,
} from './layout';

export { makeTextRoom } from './layout';
export { arrangePairs, arrangedPart } from './arrange-pairs';

const SLOTS_AT_FIRST: u32 = 256;
/** A slot for so many bytes of a text, as a power of two. */
const SLOT_BITS: u32 = 3;
/** A file of more words may hold any. */
const MOST_WORDS: usize = 1 << 19;
/** So may those behind so many pairs. */
const MOST_PAIRS: usize = 1 << 26;

for (let length: usize = 0; length <= 16; length++)
  for (let i: usize = 0; i < 16; i++) store<u8>(MASKS + length * 16 + i, i < length ? 0xff : 0);

/** Where the text is to be written. */
export function textStart(): usize {
  return TEXT;
}

/** Where the next pair goes. */
export function hashesEnd(): usize {
  return pairsEnd;
}

/** What of a hash a pair keeps, and what is put in place of the rest. */
let kept: u64 = -1;
let file: u64 = 0;

/** Forgets all pairs. @param low,high what of the halves of a hash a pair keeps. */
export function startPairs(low: u32, high: u32): void {
  kept = ((<u64>high) << 32) | (<u64>low);
  endPairs(pairsStart);
  fileOffset = 0;
  isFull = false;
}

/** Forgets what was collected of a file that isn't closed. @returns how many pairs there are. */
export function closedPairs(): u32 {
  endPairs(pairsStart + fileOffset);
  return <u32>(fileOffset >> 3);
}

/** Room for more pairs that come from elsewhere. @returns where they go; 0: there is no such memory. */
export function addPairs(more: u32): usize {
  const place = pairsStart + fileOffset;
  if (!haveMemory(place + ((<usize>more) << 3))) return 0;
  endPairs(place + ((<usize>more) << 3));
  fileOffset = pairsEnd - pairsStart;
  return place;
}

/** Where the pairs of the file that is seen start, from the start of all. */
let fileOffset: usize = 0;
/** Of the table: how many slots it has, what of a hash names one in bytes, and how many may still be taken. */
let slots: u32 = 0;
let mask: u32 = 0;
let free: u32 = 0;
/** Whether words were taken out of the table, so that it doesn't tell all. */
let isPartial: bool = false;
/** Whether the file has too many words. */
let isFull: bool = false;

// The compiler makes functions that are short, or called in one place only, part of the loop: it counts on that.

/** One bit for each of 64 bytes. */
function bitsOf(one: v128, two: v128, three: v128, four: v128): u64 {
  const lower = <u32>(i8x16.bitmask(one) | (i8x16.bitmask(two) << 16));
  const upper = <u32>(i8x16.bitmask(three) | (i8x16.bitmask(four) << 16));
  return ((<u64>upper) << 32) | (<u64>lower);
}

/** Letters and underscores. */
function markLetters(bytes: v128): v128 {
  // The letters become the greatest positive numbers, so that one comparison tells them.
  const shifted = i8x16.add(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x7f - 0x7a));
  return v128.or(i8x16.gt_s(shifted, i8x16.splat(0x7f - 26)), i8x16.eq(bytes, i8x16.splat(0x5f)));
}

function markDigits(bytes: v128): v128 {
  return i8x16.gt_s(i8x16.add(bytes, i8x16.splat(0x7f - 0x39)), i8x16.splat(0x7f - 10));
}

function markPoints(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(0x2e));
}

function mix(hash: u64, bytes: v128): u64 {
  let mixed = (i64x2.extract_lane(bytes, 0) ^ hash) * 0x9e3779b97f4a7c15;
  mixed ^= mixed >> 29;
  mixed = (mixed ^ i64x2.extract_lane(bytes, 1)) * 0xbf58476d1ce4e5b9;
  return mixed ^ (mixed >> 32);
}

function hashWord(at: usize, length: usize): u64 {
  let hash: u64 = length;
  for (; ; at += 16, length -= 16) {
    hash = mix(hash, v128.and(v128.load(at), v128.load(MASKS + (min<usize>(length, 16) << 4))));
    if (length <= 16) break;
  }
  // 0 means an empty slot.
  return hash == 0 ? 1 : hash;
}

/**
 * Collects the words of the text, each once, or, where there are very many, rarely again.
 * @param isMore the text goes on with that of the last call; no word is parted. @param number the file's.
 * @returns whether they are known: a file of too many words may hold any.
 */
export function collectWords(length: u32, isMore: bool, number: u32): bool {
  file = number;
  if (!isMore) {
    // A table for a small text is small, so that it fits a cache.
    let size = SLOTS_AT_FIRST;
    while (size < length >> SLOT_BITS && size < MOST_SLOTS) size <<= 1;
    openTable(size);
    isPartial = false;
    isFull = false;
    endPairs(pairsStart + fileOffset);
  }
  // Words are three bytes and what parts them from the next; names of files share their bytes with words.
  const most = (<usize>length / 2 + 2) << 3;
  if (isFull || !haveMemory(pairsEnd + most)) return leaveFile();
  memory.fill(TEXT + length, 0, MARGIN);
  let end = pairsEnd;
  /** Whether the byte before the block is part of a word. */
  let carry: u64 = 0;
  // Of 64 bytes, which are letters, digits and points; it begins with a block before the text that counts as empty.
  let letters: u64 = 0;
  let digits: u64 = 0;
  let points: u64 = 0;
  for (let at: usize = TEXT - 64; ; at += 64) {
    const one = v128.load(at + 64);
    const two = v128.load(at + 80);
    const three = v128.load(at + 96);
    const four = v128.load(at + 112);
    const nextLetters = bitsOf(markLetters(one), markLetters(two), markLetters(three), markLetters(four));
    const nextDigits = bitsOf(markDigits(one), markDigits(two), markDigits(three), markDigits(four));
    const nextPoints = bitsOf(markPoints(one), markPoints(two), markPoints(three), markPoints(four));
    const bits = letters | digits;
    const next = nextLetters | nextDigits;
    const before = (bits << 1) | carry;
    const second = (bits >> 1) | (next << 63);
    const third = (bits >> 2) | (next << 62);
    // Points behind a word that one letter follows, and nothing else of a word.
    points &= before & second & ~third;
    for (let marks = points | (letters & ~before & second & third); marks; marks &= marks - 1) {
      const first = ctz(marks);
      let start = at + <usize>first;
      let size: usize;
      if ((points >> first) & 1) {
        const letter = load<u8>(start + 1);
        if (letter != 0x63 && letter != 0x68 && letter != 0x6f) continue;
        size = start + 2;
        start = startOfRun(start);
        size -= start;
      } else {
        const gaps = ~((bits >> first) | ((next << 1) << (63 - first)));
        size = gaps ? <usize>ctz(gaps) : sizeOfRun(start);
      }
      end = addHash(end, hashWord(start, size));
    }
    if (at + 64 >= TEXT + length) break;
    carry = bits >> 63;
    letters = nextLetters;
    digits = nextDigits;
    points = nextPoints;
  }
  endPairs(end);
  const offset = end - pairsStart;
  return offset - fileOffset > MOST_WORDS << 3 || offset > MOST_PAIRS << 3 ? leaveFile() : true;
}

/** The words of a file that has too many are of no use. */
function leaveFile(): bool {
  isFull = true;
  endPairs(pairsStart + fileOffset);
  return false;
}

/** The text ends with bytes that are no part of a word. */
function sizeOfRun(start: usize): usize {
  let at = start + 64;
  while (isWordByte(load<u8>(at))) at++;
  return at - start;
}

function startOfRun(end: usize): usize {
  while (end > TEXT && isWordByte(load<u8>(end - 1))) end--;
  return end;
}

function isWordByte(byte: u32): bool {
  return byte == 0x5f || byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 26;
}

/** Adds the file that was seen last, unless it had too many words. */
export function closeFile(): void {
  fileOffset = pairsEnd - pairsStart;
}

/** Collects the whole hashes of a text's words: they are the last pairs until the next file is seen. */
export function collectHashes(length: u32): bool {
  const own = kept;
  kept = -1;
  const isKnown = collectWords(length, false, 0);
  kept = own;
  return isKnown;
}

/** Where they start. */
export function hashesStart(): usize {
  return pairsStart + fileOffset;
}

/** Whether a hash may be among those of the file that was seen last. */
export function isCollected(low: u32, high: u32): bool {
  if (isFull || isPartial) return true;
  if (slots == 0) return false;
  const hash = ((<u64>high) << 32) | (<u64>low);
  let slot = slotOf(hash);
  for (let known = load<u64>(slot, TABLE); known != 0; known = load<u64>(slot, TABLE)) {
    if (known == hash) return true;
    slot = nextSlot(slot);
  }
  return false;
}

/** @returns where the next pair goes. */
function addHash(end: usize, hash: u64): usize {
  let slot = slotOf(hash);
  let known = load<u64>(slot, TABLE);
  while ((<i32>(known != hash)) & (<i32>(known != 0))) {
    slot = nextSlot(slot);
    known = load<u64>(slot, TABLE);
  }
  // Whether the word is new can't be foreseen, so what is done doesn't depend on it.
  const isNew = <u32>(known == 0);
  store<u64>(slot, hash, TABLE);
  store<u64>(end, (hash & kept) | file);
  free -= isNew;
  if (free == 0) enlargeTable();
  return end + (isNew << 3);
}

function slotOf(hash: u64): usize {
  return <usize>(((<u32>hash) >> 8) & mask);
}

function nextSlot(slot: usize): usize {
  return (slot + 8) & mask;
}

/** An empty table of so many slots, of which half may be taken. */
function openTable(size: u32): void {
  slots = size;
  mask = (size - 1) << 3;
  free = size >> 1;
  memory.fill(TABLE, 0, size << 3);
}

/** A table that can't grow starts anew: pairs that come again then are told apart later. */
function enlargeTable(): void {
  if (slots >= MOST_SLOTS) {
    openTable(slots);
    isPartial = true;
    return;
  }
  const old = slots << 3;
  memory.copy(SPARE, TABLE, old);
  openTable(min(slots << 2, MOST_SLOTS));
  for (let at: usize = SPARE; at < SPARE + old; at += 8) {
    const hash = load<u64>(at);
    if (hash == 0) continue;
    let slot = slotOf(hash);
    while (load<u64>(slot, TABLE) != 0) slot = nextSlot(slot);
    store<u64>(slot, hash, TABLE);
    free--;
  }
}
