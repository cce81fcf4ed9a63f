import type { Fact } from '../lang/facts.js';
import type { FileAnalysis, FileTask } from '../lang/front-end.js';
import type { Pool } from '../workers/pool.js';
import { factWords } from './fact-words.js';
import type { OnHit } from './find-words.js';

/**
 * Analyses begun before the plan asks for them: while threads still search the tree for the words of the rule, the
 * files that they have found already can be read. One counts only if the plan comes to ask for the very same task; so
 * results never depend on it.
 */
export interface EarlyAnalyses {
  /** Takes note of a file that holds words of the facts. */
  readonly onHit: OnHit;
  /** Begins: from now on it is known how to make a file's task. */
  start(makeTask: (path: string, facts: readonly Fact[]) => FileTask): void;
  /** The pool, which knows of what has been begun. */
  readonly pool: Pool;
}

/** More files than this aren't begun early: facts that Kconfig adds would have them analyzed twice. */
const MOST_FILES = 32;

export function openEarlyAnalyses(facts: readonly Fact[], hasFlags: boolean, pool: Pool): EarlyAnalyses {
  const words = facts.map((fact) => ({ fact, words: new Set(factWords(fact, hasFlags)) }));
  const begun = new Map<string, { readonly key: string; readonly analysis: Promise<FileAnalysis> }>();
  const found: { readonly path: string; readonly facts: readonly Fact[] }[] = [];
  let makeTask: ((path: string, facts: readonly Fact[]) => FileTask) | undefined;

  const begin = (path: string, own: readonly Fact[]): void => {
    const task = makeTask!(path, own);
    const analysis = pool.run('analyze', task);
    analysis.catch(() => undefined); // whoever asks for it sees the error
    begun.set(path, { key: keyOf(task), analysis });
  };
  return {
    onHit(path, held) {
      const own = words.filter((entry) => held.some((word) => entry.words.has(word))).map(({ fact }) => fact);
      if (own.length === 0 || found.length >= MOST_FILES) return;
      found.push({ path, facts: own });
      if (makeTask) begin(path, own);
    },
    start(make) {
      makeTask = make;
      for (const hit of found) begin(hit.path, hit.facts);
    },
    pool: {
      ...pool,
      run(name, input) {
        if (name === 'analyze') {
          const task = input as FileTask;
          const early = begun.get(task.path);
          begun.delete(task.path);
          if (early?.key === keyOf(task)) return early.analysis as Promise<never>;
        }
        return pool.run(name, input);
      },
    },
  };
}

/** All of a task but its text, which the path stands for: a tree doesn't change while a document is planned. */
function keyOf(task: FileTask): string {
  return JSON.stringify({ ...task, text: null });
}
