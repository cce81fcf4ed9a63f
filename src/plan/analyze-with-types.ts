import type { Fact } from '../lang/facts.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import type { TypeMemory } from './learn-types.js';
import { analyzeFiles, type AnalyzeOptions, type PlannedFiles } from './plan-files.js';

/** Turns of question and answer: each may go one step along a chain such as `a->b->c`. */
const MOST_TURNS = 30;

/** Analyzes the files that new facts concern, and answers what they ask about types until they ask nothing more. */
export async function analyzeWithTypes(
  tree: TreeView,
  files: PlannedFiles,
  concerns: ReadonlyMap<string, readonly Fact[]>,
  options: AnalyzeOptions,
  types: TypeMemory,
  pool: Pool,
): Promise<PlannedFiles> {
  let planned = files;
  let open = concerns;
  for (let turn = 0; open.size > 0 && turn < MOST_TURNS; turn++) {
    // What an analysis asked for the first time it had no answer to, even where another file's question had brought one.
    const given = new Map(
      [...open.keys()].map((path) => [path, new Set(planned.get(path)?.analysis.typeQuestions)]),
    );
    planned = await analyzeFiles(tree, planned, open, options, pool);
    const waiting = [...open.keys()].filter((path) => {
      const { typeQuestions } = planned.get(path)!.analysis;
      return typeQuestions.some((question) => !given.get(path)!.has(question));
    });
    await types.learn(waiting.flatMap((path) => planned.get(path)!.analysis.typeQuestions));
    open = new Map(waiting.map((path) => [path, []]));
  }
  return planned;
}
