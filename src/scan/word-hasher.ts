import { readFileSync } from 'node:fs';

/**
 * The hashes of a text's words, from scan/wasm/word-hashes.ts. A word is a run of [A-Za-z0-9_], three characters or
 * longer, that doesn't start with a digit; or any such run with `.c`, `.h` or `.o` behind it.
 */
export interface WordHasher {
  /** A place of at least `size` bytes to write the text to; valid until it is asked for a larger one. */
  room(size: number): Buffer;
  /**
   * The hashes of the words in the first `length` bytes of the room, each once, 64 bits as two numbers, the lower half
   * first; valid until the next call. Null: the text has too many.
   * @param isMore the bytes go on with the text of the last call, and its hashes count, too. No word may be parted.
   */
  collect(length: number, isMore?: boolean): Uint32Array | null;
  /** Whether a hash is among those collected last; always so where they were too many. */
  has(low: number, high: number): boolean;
}

/** Places are offsets into the memory. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly textStart: () => number;
  readonly hashesStart: () => number;
  readonly collectHashes: (length: number, isMore: boolean) => number;
  readonly isCollected: (low: number, high: number) => number;
}

/** Node has it, but its types stand only among those of browsers. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports };
};

const PAGE = 1 << 16;
/** Zeros behind the text: the last block of 64 bytes, and the last word's 16. */
const MARGIN = 128;

let hasher: WordHasher | undefined;

/** The thread's own: it has one text at a time. */
export function wordHasher(): WordHasher {
  return (hasher ??= openWordHasher());
}

function openWordHasher(): WordHasher {
  const code = readFileSync(new URL('./word-hashes.wasm', import.meta.url));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { abort } });
  const { memory, textStart, hashesStart, collectHashes, isCollected } = exports;
  const text = textStart();
  let bytes = Buffer.from(memory.buffer);
  return {
    room(size) {
      const missing = text + size + MARGIN - bytes.length;
      if (missing > 0) {
        memory.grow(Math.ceil(missing / PAGE));
        bytes = Buffer.from(memory.buffer);
      }
      return bytes.subarray(text, bytes.length - MARGIN);
    },
    collect(length, isMore = false) {
      bytes.fill(0, text + length, text + length + MARGIN);
      const count = collectHashes(length, isMore);
      return count < 0 ? null : new Uint32Array(memory.buffer, hashesStart(), count * 2);
    },
    has: (low, high) => isCollected(low, high) !== 0,
  };
}

function abort(): never {
  throw new Error('word-hashes.wasm gave up');
}
