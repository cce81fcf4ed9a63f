/**
 * The hashes of all words of a text, each once: the loop that sees every byte of a tree. Compiled to WebAssembly by
 * AssemblyScript (`npm run build`) and called by src/scan/word-hasher.ts. Sixteen bytes are classified at once, and a
 * word is hashed by its 64-bit halves, so it takes a third of the time that the same in JavaScript does.
 *
 * A word is a run of [A-Za-z0-9_], three characters or longer, that doesn't start with a digit. Any run with `.c`, `.h` or
 * `.o` behind it is one as well, as the names of files are asked for more than others.
 */

// Memory: masks for the last bytes of a word; a hash table that finds repeated words; its entries in order; the text.
const MASKS: usize = 1024;
const TABLE: usize = 4096;
const MOST_SLOTS: u32 = 1 << 20;
const HASHES: usize = TABLE + (MOST_SLOTS << 3);
const TEXT: usize = HASHES + (MOST_SLOTS << 2); // the table is never more than half full
const SLOTS_AT_FIRST: u32 = 256;

for (let length: usize = 0; length <= 16; length++)
  for (let i: usize = 0; i < 16; i++) store<u8>(MASKS + length * 16 + i, i < length ? 0xff : 0);

/** Where the text is to be written. 64 bytes behind it must be zero. */
export function textStart(): usize {
  return TEXT;
}

/** Where the hashes are found, 64 bits each. */
export function hashesStart(): usize {
  return HASHES;
}

/** One bit for each of 16 bytes: whether it is part of a word. */
function wordBits(at: usize): u64 {
  const bytes = v128.load(at);
  const lower = v128.or(bytes, i8x16.splat(0x20));
  const letters = i8x16.lt_u(i8x16.sub(lower, i8x16.splat(0x61)), i8x16.splat(26));
  const digits = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10));
  const underscores = i8x16.eq(bytes, i8x16.splat(0x5f));
  return <u64>(<u32>i8x16.bitmask(v128.or(v128.or(letters, digits), underscores)));
}

function mix(hash: u64, bytes: v128): u64 {
  let mixed = (i64x2.extract_lane(bytes, 0) ^ hash) * 0x9e3779b97f4a7c15;
  mixed ^= mixed >> 29;
  mixed = (mixed ^ i64x2.extract_lane(bytes, 1)) * 0xbf58476d1ce4e5b9;
  return mixed ^ (mixed >> 32);
}

function hashWord(at: usize, length: usize): u64 {
  let hash: u64 = length;
  for (; length > 16; length -= 16) {
    hash = mix(hash, v128.load(at));
    at += 16;
  }
  hash = mix(hash, v128.and(v128.load(at), v128.load(MASKS + (length << 4))));
  // 0 means an empty slot.
  return hash == 0 ? 1 : hash;
}

let count: u32 = 0;
let slots: u32 = 0;
/** Whether the text has too many words. */
let isFull: bool = false;

/**
 * Collects the hashes of a text's words.
 * @param isMore the text goes on with that of the last call.
 * @returns how many there are. A text of more words than the table takes gives -1: it may hold any.
 */
export function collectHashes(length: u32, isMore: bool): i32 {
  if (!isMore) {
    // A table for a small text is small, so that it fits a cache.
    slots = SLOTS_AT_FIRST;
    while (slots < length >> 4 && slots < MOST_SLOTS) slots <<= 1;
    memory.fill(TABLE, 0, slots << 3);
    count = 0;
    isFull = false;
  }
  if (isFull) return -1;
  let carry: u64 = 0;
  let start: usize = 0;
  for (let at: usize = TEXT; at <= TEXT + length; at += 64) {
    const bits =
      wordBits(at) | (wordBits(at + 16) << 16) | (wordBits(at + 32) << 32) | (wordBits(at + 48) << 48);
    // A bit for each place where a word starts or has ended.
    for (let borders = bits ^ ((bits << 1) | carry); borders; borders &= borders - 1) {
      const place = at + <usize>ctz(borders);
      if (start == 0) {
        start = place;
        continue;
      }
      // Of the characters of words, digits come first.
      if (place - start > 2 && load<u8>(start) > 0x39 && !addHash(hashWord(start, place - start)))
        isFull = true;
      if (load<u8>(place) == 0x2e && endsFileName(place) && !addHash(hashWord(start, place + 2 - start)))
        isFull = true;
      if (isFull) return -1;
      start = 0;
    }
    carry = bits >> 63;
  }
  return count;
}

/** Whether the point at a word's end is that of `.c`, `.h` or `.o`. */
function endsFileName(point: usize): bool {
  const letter = load<u8>(point + 1);
  if (letter != 0x63 && letter != 0x68 && letter != 0x6f) return false;
  const next = load<u8>(point + 2);
  const lower = next | 0x20;
  return !(next == 0x5f || (next >= 0x30 && next <= 0x39) || (lower >= 0x61 && lower <= 0x7a));
}

/** Whether a hash is among those collected. */
export function isCollected(low: u32, high: u32): bool {
  if (isFull) return true;
  if (count == 0) return false;
  const hash = ((<u64>high) << 32) | (<u64>low);
  let slot = slotOf(hash);
  for (let known = load<u64>(slot); known != 0; known = load<u64>(slot)) {
    if (known == hash) return true;
    slot = nextSlot(slot);
  }
  return false;
}

/** False when the table is full. */
function addHash(hash: u64): bool {
  let slot = slotOf(hash);
  for (let known = load<u64>(slot); known != hash; known = load<u64>(slot)) {
    if (known == 0) {
      store<u64>(slot, hash);
      store<u64>(HASHES + (count << 3), hash);
      count++;
      return count << 1 < slots || enlargeTable();
    }
    slot = nextSlot(slot);
  }
  return true;
}

function slotOf(hash: u64): usize {
  return TABLE + ((((<u32>hash) >> 8) & (slots - 1)) << 3);
}

function nextSlot(slot: usize): usize {
  return TABLE + ((slot - TABLE + 8) & ((slots << 3) - 1));
}

function enlargeTable(): bool {
  if (slots >= MOST_SLOTS) return false;
  slots = min(slots << 2, MOST_SLOTS);
  memory.fill(TABLE, 0, slots << 3);
  for (let i: u32 = 0; i < count; i++) {
    const hash = load<u64>(HASHES + (i << 3));
    let slot = slotOf(hash);
    while (load<u64>(slot) != 0) slot = nextSlot(slot);
    store<u64>(slot, hash);
  }
  return true;
}
