import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { PARTS } from '../scan/disk-files.js';
import { findWords, findWordsInParts, type OnHit } from './find-words.js';

export type FoundWords = ReadonlyMap<string, readonly string[]>;

/** Says which words to go on with, from their files in one part of the tree. */
export type WordJudge = (found: FoundWords) => Promise<readonly string[]>;

/**
 * A search that remembers: while a document is planned, no file of the tree gains a word. Whatever is asked for in the
 * same turn of the event loop is one pass over the tree.
 */
export interface WordSearch {
  /** The files of each word, sorted. */
  find(words: readonly string[]): Promise<FoundWords>;
  /**
   * The same over the tree in parts, small ones first: after each part `judge` says which words to go on with, so that
   * the many words that a glance at a few files settles don't slow the search of the rest.
   * @returns the files of the words that are still open at the end.
   */
  findOpen(words: readonly string[], judge: WordJudge): Promise<FoundWords>;
}

/** Where the search stops to ask: after 1/64 of the tree's files, another 1/64, 1/32, 1/16, 1/8, and the rest. */
const STEPS: readonly (readonly [from: number, to: number])[] = [
  [0, 1],
  [1, 2],
  [2, 4],
  [4, 8],
  [8, 16],
  [16, PARTS],
];

interface OpenRequest {
  open: readonly string[];
  readonly judge: WordJudge;
}

/** One pass over the tree, for all who joined before it began. */
interface Pass {
  readonly words: Set<string>;
  readonly requests: OpenRequest[];
  readonly done: Promise<void>;
}

/**
 * @param onHit told of the files that the first `find` comes upon, as soon as they are known. That pass makes no index
 * of the tree, as it may be the only one; the next one does.
 */
export function openWordSearch(tree: TreeView, pool: Pool, onHit?: OnHit): WordSearch {
  const memory = new Map<string, readonly string[]>();
  let waiting: Pass | undefined;

  const joinPass = (): Pass => {
    if (waiting) return waiting;
    const words = new Set<string>();
    const requests: OpenRequest[] = [];
    const done = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
      waiting = undefined;
      const found = await (requests.length === 0 ? findWordsOnce(words) : searchParts(words, requests));
      for (const word of words) memory.set(word, found.get(word) ?? []);
      for (const { open } of requests)
        for (const word of open) memory.set(word, memory.get(word) ?? found.get(word) ?? []);
    });
    waiting = { words, requests, done };
    return waiting;
  };

  /** The words of the rule itself, if files that hold them are to be made known at once. */
  let isQuick = onHit !== undefined;
  const findWordsOnce = (words: ReadonlySet<string>): Promise<FoundWords> => {
    const sought = [...words].sort();
    if (!isQuick) return findWordsInParts(tree, sought, pool);
    isQuick = false;
    return findWords(tree, sought, pool, onHit);
  };

  const searchParts = async (
    words: ReadonlySet<string>,
    requests: readonly OpenRequest[],
  ): Promise<FoundWords> => {
    const all = new Map<string, string[]>();
    for (const [part, [from, to]] of STEPS.entries()) {
      const open = requests.flatMap((request) => request.open.filter((word) => !memory.has(word)));
      const sought = [...new Set([...words, ...open])].sort();
      const found = await findWordsInParts(tree, sought, pool, from, to);
      for (const [word, hits] of found) all.set(word, [...(all.get(word) ?? []), ...hits]);
      await Promise.all(
        requests.map(async (request) => {
          // What is known of a word already is all there is to know, and comes with the first part.
          const files = (word: string) =>
            memory.has(word) ? (part === 0 ? memory.get(word) : undefined) : found.get(word);
          request.open = await request.judge(new Map(request.open.map((word) => [word, files(word) ?? []])));
        }),
      );
    }
    for (const hits of all.values()) hits.sort((a, b) => (a < b ? -1 : 1));
    return all;
  };

  return {
    async find(words) {
      const fresh = words.filter((word) => !memory.has(word));
      if (fresh.length > 0) {
        const pass = joinPass();
        for (const word of fresh) pass.words.add(word);
        await pass.done;
      }
      return new Map(words.map((word) => [word, memory.get(word)!]));
    },
    async findOpen(words, judge) {
      if (words.length === 0) return new Map();
      const request: OpenRequest = { open: words, judge };
      const pass = joinPass();
      pass.requests.push(request);
      await pass.done;
      return new Map(request.open.map((word) => [word, memory.get(word)!]));
    },
  };
}
