import type { ProofTask } from '../../src/proof/proof-task.js';
import { runDocument } from '../../src/run-document.js';
import type { RuleDocument } from '../../src/rules/rule-document.js';
import { layOver, type TreeView } from '../../src/scan/tree-view.js';
import { applyEdits } from '../../src/edit/apply-edits.js';
import type { Pool } from '../../src/workers/pool.js';

/** What the proof is asked about the files that a series of documents changes: the real changes, for mutations. */
export async function collectTasks(
  tree: TreeView,
  documents: readonly RuleDocument[],
  pool: Pool,
): Promise<ProofTask[]> {
  const tasks: ProofTask[] = [];
  const listening: Pool = {
    ...pool,
    run(name, input) {
      if (name === 'check') tasks.push(input as unknown as ProofTask);
      return pool.run(name, input);
    },
  };
  let view = tree;
  for (const document of documents) {
    const { changes } = await runDocument(view, document, { pool: listening, cascade: document.cascade });
    const texts = changes.map((change): [string, string | null] => [
      change.path,
      change.status === 'deleted' ? null : applyEdits(change.before, change.edits),
    ]);
    view = layOver(view, new Map(texts));
  }
  return tasks;
}
