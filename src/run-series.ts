import { applyEdits } from './edit/apply-edits.js';
import type { DocumentResult, RunOptions } from './result.js';
import { runDocument } from './run-document.js';
import { layOver, type TreeView } from './scan/tree-view.js';
import type { Pool } from './workers/pool.js';

export type SeriesOptions = Pick<RunOptions, 'documents' | 'cascade' | 'verify' | 'onProgress' | 'choose'>;

/**
 * Carries out documents, each on the result of the one before.
 * @param isOneOfMany whether other series search the same tree.
 */
export async function runSeries(
  tree: TreeView,
  options: SeriesOptions,
  pool: Pool,
  isOneOfMany = false,
): Promise<DocumentResult[]> {
  const results: DocumentResult[] = [];
  const { choose } = options;
  let view = tree;
  for (const [index, document] of options.documents.entries()) {
    const result = await runDocument(view, document, {
      pool,
      cascade: options.cascade && document.cascade,
      isOneOfMany: isOneOfMany || options.documents.length > 1,
      verify: options.verify ?? true,
      onProgress: (progress) => options.onProgress?.({ ...progress, document: index }),
      ...(choose ? { choose: (part, check) => choose(part, index, check) } : {}),
    });
    results.push(result);
    if (result.choice?.quit) break;
    view = layOver(view, changedTexts(result));
  }
  return results;
}

/** The new text of each file that a document changes, null for one that goes. */
function changedTexts(result: DocumentResult): Map<string, string | null> {
  return new Map(
    result.changes.map((change) => [
      change.path,
      change.status === 'deleted' ? null : applyEdits(change.before, change.edits),
    ]),
  );
}
