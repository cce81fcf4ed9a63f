import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { PARTS, type DiskFiles } from '../scan/disk-files.js';
import { findIndexedWords, findWords, type OnHit } from './find-words.js';

export type FoundWords = ReadonlyMap<string, readonly string[]>;

/** Says which words to go on with, from their files in one part of the tree. */
export type WordJudge = (found: FoundWords) => Promise<readonly string[]>;

/**
 * A search that remembers: while a document is planned, no file of the tree gains a word. Whatever is asked for in the
 * same turn of the event loop is one pass over the tree.
 */
export interface WordSearch {
  /**
   * The files of each word, sorted.
   * @param enough of a word that more files hold than this, not all need be told; absent: all are.
   */
  find(words: readonly string[], enough?: number): Promise<FoundWords>;
  /**
   * The same over the tree in parts, small ones first: after each part `judge` says which words to go on with, so that
   * the many words that a glance at a few files settles don't slow the search of the rest.
   * @param enough of a word that more files hold than this, not all need be told.
   */
  findOpen(words: readonly string[], judge: WordJudge, enough: number): Promise<void>;
}

/** Where the search stops to ask: after 1/64 of the tree's files, another 1/64, 1/32, 1/16, 1/8, and the rest. */
const STEPS: readonly number[] = [1, 2, 4, 8, 16, PARTS];

/** The steps of a search of the tree, as ranges of parts. What has an index costs no reading, so it is one step. */
function stepsOf({ parts }: DiskFiles): readonly (readonly [from: number, to: number])[] {
  const fresh = parts.findIndex(({ index }) => !index);
  const indexed = fresh < 0 ? PARTS : fresh;
  const ends = [...(indexed > 0 ? [indexed] : []), ...STEPS.filter((end) => end > indexed)];
  return ends.map((end, i) => [i > 0 ? ends[i - 1]! : 0, end]);
}

interface OpenRequest {
  open: readonly string[];
  readonly judge: WordJudge;
  readonly enough: number;
}

/** One pass over the tree, for all who joined before it began. */
interface Pass {
  /** Each with how many of its files are enough. */
  readonly words: Map<string, number>;
  readonly requests: OpenRequest[];
  readonly done: Promise<FoundWords>;
}

/**
 * @param onHit told of the files that the first `find` comes upon, as soon as they are known. That pass makes no index
 * of the tree, as it may be the only one; the next one does.
 */
export function openWordSearch(tree: TreeView, pool: Pool, onHit?: OnHit): WordSearch {
  /** The files of words, all of them. */
  const memory = new Map<string, readonly string[]>();
  let waiting: Pass | undefined;

  const joinPass = (): Pass => {
    if (waiting) return waiting;
    const words = new Map<string, number>();
    const requests: OpenRequest[] = [];
    const done = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
      waiting = undefined;
      const found = await (requests.length === 0 ? findWordsOnce(words) : searchParts(words, requests));
      const remember = (word: string, enough: number) => {
        const paths = found.get(word) ?? [];
        if (paths.length <= enough && !memory.has(word)) memory.set(word, paths);
      };
      for (const [word, enough] of words) remember(word, enough);
      for (const { open, enough } of requests)
        for (const word of open) remember(word, Math.max(enough, words.get(word) ?? 0));
      return found;
    });
    waiting = { words, requests, done };
    return waiting;
  };

  /** The words of the rule itself, if files that hold them are to be made known at once. */
  let isQuick = onHit !== undefined;
  const findWordsOnce = (words: ReadonlyMap<string, number>): Promise<FoundWords> => {
    const sought = [...words.keys()].sort();
    if (!isQuick) return findIndexedWords(tree, sought, pool, { enough: (word) => words.get(word)! });
    isQuick = false;
    return findWords(tree, sought, pool, onHit);
  };

  const searchParts = async (
    words: ReadonlyMap<string, number>,
    requests: readonly OpenRequest[],
  ): Promise<FoundWords> => {
    const all = new Map<string, string[]>();
    const most = new Map(words);
    for (const { open, enough } of requests)
      for (const word of open) most.set(word, Math.max(enough, most.get(word) ?? 0));
    for (const [step, [from, to]] of stepsOf(tree.disk()).entries()) {
      const open = requests.flatMap((request) => request.open.filter((word) => !memory.has(word)));
      const sought = [...new Set([...words.keys(), ...open])].sort();
      const enough = (word: string) => most.get(word)!;
      const found = await findIndexedWords(tree, sought, pool, { from, to, enough });
      for (const [word, hits] of found) all.set(word, [...(all.get(word) ?? []), ...hits]);
      await Promise.all(
        requests.map(async (request) => {
          // What is known of a word already is all there is to know, and comes with the first part.
          const files = (word: string) =>
            memory.has(word) ? (step === 0 ? memory.get(word) : undefined) : found.get(word);
          request.open = await request.judge(new Map(request.open.map((word) => [word, files(word) ?? []])));
        }),
      );
    }
    for (const hits of all.values()) hits.sort((a, b) => (a < b ? -1 : 1));
    return all;
  };

  return {
    async find(words, enough = Infinity) {
      const fresh = words.filter((word) => !memory.has(word));
      let found: FoundWords = memory;
      if (fresh.length > 0) {
        const pass = joinPass();
        for (const word of fresh) pass.words.set(word, Math.max(enough, pass.words.get(word) ?? 0));
        found = await pass.done;
      }
      return new Map(words.map((word) => [word, memory.get(word) ?? found.get(word) ?? []]));
    },
    async findOpen(words, judge, enough) {
      if (words.length === 0) return;
      const pass = joinPass();
      pass.requests.push({ open: words, judge, enough });
      await pass.done;
    },
  };
}
