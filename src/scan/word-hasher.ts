import { readFileSync } from 'node:fs';

/** How a pair of a hash and a file is 64 bits: the upper ones of the hash, and the file in place of the lowest. */
export interface PairForm {
  /** How many files there are, and how many bits name one. */
  readonly files: number;
  readonly fileBits: number;
  /** How many of the uppermost bits name the bucket of an index. */
  readonly bucketBits: number;
  /** Whether no more of them is known of some pairs, which come from an earlier index, not in the order of files. */
  readonly isExact: boolean;
}

/**
 * The words of texts, from scan/wasm/. A word is a run of [A-Za-z0-9_], three characters or longer, that doesn't start
 * with a digit; or any such run with `.c`, `.h` or `.o` behind it. Of each word of a file there is a pair (see PairForm).
 */
export interface WordHasher {
  /** A place of at least `size` bytes to write the text to; valid until it is asked for a larger one. */
  room(size: number): Buffer;
  /** The whole hashes of the words in the first `length` bytes of the room, as two numbers each, the lower half first. */
  hashes(length: number): Uint32Array;
  /** Forgets all pairs. */
  start(form: PairForm): void;
  /**
   * Collects the words in the first `length` bytes of the room.
   * @param isMore the bytes go on with the text of the last call. No word may be parted.
   * @param file of which number; what was collected of another one that isn't closed is forgotten.
   * @returns false: there are too many.
   */
  collect(length: number, isMore: boolean, file: number): boolean;
  /** Whether a hash may be among those of the file that was collected last. */
  mayHave(low: number, high: number): boolean;
  /** Keeps what was collected. */
  close(): void;
  /** Room for pairs that come from elsewhere, the lower half first; to be filled before the next call. */
  add(count: number): Uint32Array;
  /** Makes an index of all pairs; they are gone then. Valid until the next call. */
  arrange(form: PairForm): ArrangedPairs;
}

/** As in WordIndex. */
export interface ArrangedPairs {
  readonly starts: Uint32Array;
  readonly entries: Uint32Array;
  readonly more: Uint8Array;
  readonly listStarts: Uint32Array;
  readonly lists: Uint8Array;
}

/** Places are offsets into the memory. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly textStart: () => number;
  readonly makeTextRoom: (size: number) => number;
  readonly collectHashes: (length: number) => number;
  readonly hashesStart: () => number;
  readonly hashesEnd: () => number;
  readonly startPairs: (low: number, high: number) => void;
  readonly collectWords: (length: number, isMore: boolean, file: number) => number;
  readonly isCollected: (low: number, high: number) => number;
  readonly closeFile: () => void;
  readonly closedPairs: () => number;
  readonly addPairs: (count: number) => number;
  readonly arrangePairs: (
    fileBits: number,
    files: number,
    bucketBits: number,
    fineBits: number,
    isOrdered: boolean,
  ) => number;
  readonly arrangedPart: (piece: number) => number;
}

/** Node has it, but its types stand only among those of browsers. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports };
};

let hasher: WordHasher | undefined;
let release: NodeJS.Timeout | undefined;

/** The thread's own: it has one text at a time. */
export function wordHasher(): WordHasher {
  return (hasher ??= openWordHasher());
}

/** Milliseconds in which a thread that has arranged its pairs is told of the next part, if there is one. */
const IDLE = 100;

/** WebAssembly's memory never shrinks, so what the pairs took is given back with all of it, once they are no more. */
function releaseSoon(): void {
  release ??= setTimeout(() => {
    release = hasher = undefined;
  }, IDLE).unref();
  release.refresh();
}

/** About so many pairs are dealt to one place to be sorted there. */
const PAIRS_TO_SORT = 8;
const MOST_FINE_BITS = 16;

let module: object | undefined;

function openWordHasher(): WordHasher {
  module ??= new WebAssembly.Module(readFileSync(new URL('./word-hashes.wasm', import.meta.url)));
  const { exports } = new WebAssembly.Instance(module, { env: { abort } });
  const { memory } = exports;
  const text = exports.textStart();
  let target = Buffer.alloc(0);
  return {
    room(size) {
      // What grows gets another buffer.
      if (target.buffer !== memory.buffer || target.length < size) {
        const length = exports.makeTextRoom(size);
        if (length === 0) throw new RangeError(`no memory for a text of ${size} bytes`);
        target = Buffer.from(memory.buffer, text, length);
      }
      return target;
    },
    hashes(length) {
      exports.collectHashes(length);
      const start = exports.hashesStart();
      return new Uint32Array(memory.buffer, start, (exports.hashesEnd() - start) / 4);
    },
    start({ fileBits, bucketBits, isExact }) {
      const upper = isExact ? 0xffffffff << (32 - Math.max(1, bucketBits)) : 0xffff0000;
      exports.startPairs(-(2 ** fileBits), upper | 0xff);
    },
    collect: (length, isMore, file) => exports.collectWords(length, isMore, file) !== 0,
    mayHave: (low, high) => exports.isCollected(low, high) !== 0,
    close: () => exports.closeFile(),
    add(count) {
      const place = exports.addPairs(count);
      if (place === 0) throw new RangeError(`no memory for ${count} more words`);
      return new Uint32Array(memory.buffer, place, count * 2);
    },
    arrange({ fileBits, bucketBits, isExact, files }) {
      const count = exports.closedPairs();
      let fineBits = Math.max(1, bucketBits);
      if (!isExact) while (fineBits < MOST_FINE_BITS && count >> fineBits > PAIRS_TO_SORT) fineBits++;
      const length = exports.arrangePairs(fileBits, files, bucketBits, fineBits, !isExact);
      if (length < 0) throw new RangeError(`no memory for ${count} words`);
      const [entries, more, starts, listStarts, lists, end] = [0, 1, 2, 3, 4, 5].map(exports.arrangedPart);
      const buckets = 2 ** bucketBits;
      releaseSoon();
      return {
        starts: new Uint32Array(memory.buffer, starts, buckets + 1),
        entries: new Uint32Array(memory.buffer, entries, length),
        more: new Uint8Array(memory.buffer, more, length),
        listStarts: new Uint32Array(memory.buffer, listStarts, buckets),
        lists: new Uint8Array(memory.buffer, lists, end! - lists!),
      };
    },
  };
}

function abort(): never {
  throw new Error('word-hashes.wasm gave up');
}
