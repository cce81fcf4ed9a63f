/**
 * Makes the index of a part out of the pairs of its files: they are dealt out by the upper bits of their hashes, sorted
 * where few share those, and written as src/scan/word-index.ts wants them.
 */
import { haveMemory, pairsEnd, pairsStart } from './layout';

/** So many are sorted by moving them one by one. */
const FEW: usize = 24 << 3;
/** How many words of many files are taken out of a bucket before the rest is sorted. */
const MOST_COMMON: i32 = 4;

// Where the pieces of the index lie, and where they end.
let entries: usize = 0;
let entry: usize = 0;
let more: usize = 0;
let starts: usize = 0;
let listStarts: usize = 0;
let lists: usize = 0;
let list: usize = 0;

/** A piece of the index: entries, what more there is of them, starts, starts of lists, lists; behind the last one their end. */
export function arrangedPart(piece: i32): usize {
  if (piece == 0) return entries;
  if (piece == 1) return more;
  if (piece == 2) return starts;
  if (piece == 3) return listStarts;
  return piece == 4 ? lists : list;
}

/**
 * @param fileBits how many bits of a pair name its file. @param files how many there are.
 * @param bucketBits how many bits of a hash name its bucket. @param fineBits the same for the dealing, no fewer; at least 1.
 * @param isOrdered whether the pairs are in the order of files.
 * @returns how many entries the index has; -1: there is no such memory.
 */
export function arrangePairs(
  fileBits: u32,
  files: u32,
  bucketBits: u32,
  fineBits: u32,
  isOrdered: bool,
): i32 {
  const size = pairsEnd - pairsStart;
  const fine: u32 = 1 << fineBits;
  const dealt = pairsStart + size;
  const ends = dealt + size;
  starts = ends + ((<usize>fine) << 2);
  listStarts = starts + ((<usize>(1 << bucketBits)) << 2) + 4;
  lists = listStarts + ((<usize>(1 << bucketBits)) << 2);
  // A list takes no more bytes than half of its pairs (see writeList).
  if (!haveMemory(lists + (size >> 1) + 16)) return -1;
  dealPairs(dealt, ends, fineBits);
  // The pairs have room to be sorted where they were.
  for (let bucket: u32 = 0, start = dealt; bucket < fine; bucket++) {
    const end = dealt + ((<usize>load<u32>(ends + (bucket << 2))) << 3);
    sortPairs(start, end, fileBits, isOrdered);
    start = end;
  }
  entries = pairsStart;
  more = entries + (size >> 1);
  entry = 0;
  list = lists;
  const mask = (1 << (fineBits - bucketBits)) - 1;
  for (let bucket: u32 = 0, start = dealt; bucket < fine; bucket++) {
    if ((bucket & mask) == 0) {
      const at = (<usize>(bucket >> (fineBits - bucketBits))) << 2;
      store<u32>(starts + at, <u32>entry);
      store<u32>(listStarts + at, <u32>(list - lists));
    }
    const end = dealt + ((<usize>load<u32>(ends + (bucket << 2))) << 3);
    writeEntries(start, end, fileBits, files);
    start = end;
  }
  store<u32>(starts + ((<usize>(1 << bucketBits)) << 2), <u32>entry);
  return <i32>entry;
}

/** Counts the pairs of each bucket, and puts them there in the order of files. */
function dealPairs(dealt: usize, ends: usize, fineBits: u32): void {
  const shift = <u64>(64 - fineBits);
  memory.fill(ends, 0, (<usize>4) << fineBits);
  for (let at = pairsStart; at < pairsEnd; at += 8) {
    const counter = ends + ((<usize>(load<u64>(at) >> shift)) << 2);
    store<u32>(counter, load<u32>(counter) + 1);
  }
  let next: u32 = 0;
  for (let counter = ends; counter < ends + ((<usize>4) << fineBits); counter += 4) {
    const count = load<u32>(counter);
    store<u32>(counter, next);
    next += count;
  }
  for (let at = pairsStart; at < pairsEnd; at += 8) {
    const pair = load<u64>(at);
    const counter = ends + ((<usize>(pair >> shift)) << 2);
    const place = load<u32>(counter);
    store<u32>(counter, place + 1);
    store<u64>(dealt + ((<usize>place) << 3), pair);
  }
}

/** Puts equal words side by side, each with its files ascending. */
function sortPairs(start: usize, end: usize, fileBits: u32, isOrdered: bool): void {
  // Where there are many, most are those of a few words, which need no sorting if their files ascend already.
  for (let tries = isOrdered ? 0 : MOST_COMMON; tries < MOST_COMMON && end - start > FEW; tries++)
    start = takeOut(load<u64>(start + (((end - start) >> 4) << 3)) >> fileBits, start, end, fileBits);
  if (end - start > FEW) sortMany(start, end);
  else sortFew(start, end);
}

/** Moves a word's pairs to the start, in the order in which they are. @returns where they end. */
function takeOut(word: u64, start: usize, end: usize, fileBits: u32): usize {
  let others = pairsStart;
  for (let at = start; at < end; at += 8) {
    const pair = load<u64>(at);
    store<u64>(others, pair);
    store<u64>(start, pair);
    const isOther = <usize>(pair >> fileBits != word);
    others += isOther << 3;
    start += (1 - isOther) << 3;
  }
  memory.copy(start, pairsStart, others - pairsStart);
  return start;
}

function sortFew(start: usize, end: usize): void {
  for (let i = start + 8; i < end; i += 8) {
    const pair = load<u64>(i);
    let at = i;
    for (; at > start; at -= 8) {
      const other = load<u64>(at - 8);
      if (other <= pair) break;
      store<u64>(at, other);
    }
    store<u64>(at, pair);
  }
}

/** Merges runs that are sorted, pass by pass. */
function sortMany(start: usize, end: usize): void {
  const size = end - start;
  for (let at: usize = 0; at < size; at += FEW) sortFew(start + at, start + min(at + FEW, size));
  let from = start;
  let to = pairsStart;
  for (let width = FEW; width < size; width <<= 1) {
    for (let at: usize = 0; at < size; at += width << 1)
      mergeRuns(from + at, from + min(at + width, size), from + min(at + (width << 1), size), to + at);
    const sorted = to;
    to = from;
    from = sorted;
  }
  if (from != start) memory.copy(start, from, size);
}

function mergeRuns(left: usize, middle: usize, end: usize, to: usize): void {
  let right = middle;
  for (; left < middle && right < end; to += 8) {
    const one = load<u64>(left);
    const other = load<u64>(right);
    const isRight = other < one;
    store<u64>(to, isRight ? other : one);
    if (isRight) right += 8;
    else left += 8;
  }
  memory.copy(to, left, middle - left);
  memory.copy(to + (middle - left), right, end - right);
}

function writeEntries(start: usize, end: usize, fileBits: u32, files: u32): void {
  const inList: u64 = (1 << fileBits) - 1;
  while (start < end) {
    const pair = load<u64>(start);
    const last = pair | inList;
    let next = start + 8;
    // The same pair again is told of once.
    while (next < end && load<u64>(next) == pair) next += 8;
    let kept = pair;
    if (next < end && (load<u64>(next) | inList) == last) {
      do next += 8;
      while (next < end && (load<u64>(next) | inList) == last);
      writeList(start, next, inList, files);
      kept = last;
    }
    store<u32>(entries + (entry << 2), <u32>kept);
    store<u8>(more + entry, <u8>(kept >> 32));
    entry++;
    start = next;
  }
}

/**
 * Writes the files of some pairs, two at least, in few bytes, as src/scan/file-lists.ts reads them: no file takes more
 * than three, and the number before them takes one for two files, three at most.
 */
function writeList(start: usize, end: usize, inList: u64, files: u32): void {
  let steps: u32 = 0;
  let last: u32 = 0;
  for (let at = start; at < end; at += 8) {
    const file = <u32>(load<u64>(at) & inList);
    steps += sizeOfNumber(file - last);
    last = file;
  }
  const map = (files + 7) >> 3;
  if (map < steps) {
    writeNumber((map << 1) | 1);
    memory.fill(list, 0, map);
    for (let at = start; at < end; at += 8) {
      const file = <usize>(load<u64>(at) & inList);
      const place = list + (file >> 3);
      store<u8>(place, load<u8>(place) | (<u8>((<u32>1) << ((<u32>file) & 7))));
    }
    list += map;
    return;
  }
  writeNumber(steps << 1);
  last = 0;
  for (let at = start; at < end; at += 8) {
    const file = <u32>(load<u64>(at) & inList);
    writeNumber(file - last);
    last = file;
  }
}

function sizeOfNumber(value: u32): u32 {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : 3;
}

function writeNumber(value: u32): void {
  for (; value >= 0x80; value >>= 7) store<u8>(list++, <u8>(value | 0x80));
  store<u8>(list++, <u8>value);
}
