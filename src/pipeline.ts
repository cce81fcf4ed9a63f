import { statSync } from 'node:fs';
import { UserError } from './errors.js';
import { layOver } from './scan/tree-view.js';
import { openSession, type Session } from './session.js';
import { applyEdits } from './edit/apply-edits.js';
import type { DocumentResult, RunOptions, RunResult } from './result.js';
import { runDocument } from './run-document.js';

/**
 * Runs a series of rule documents over a tree, each on the result of the one before. Nothing is written: the result
 * holds every change.
 * @param session of the same tree, which the caller closes; absent: the run opens and closes its own.
 * @throws UserError for trouble with the rules or the tree; nothing is changed then.
 */
export async function run(options: RunOptions, session?: Session): Promise<RunResult> {
  if (!statSync(options.tree, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(`${options.tree}: error: not a folder, give the root of the tree with -C`);
  }
  const { pool, tree: walked, git, close } = session ?? openSession(options.tree, options.jobs);
  try {
    options.onProgress?.({ stage: 'walk', done: 0, total: 0, document: 0 });
    let tree = await walked;
    const filesScanned = tree.paths.length;
    const documents: DocumentResult[] = [];
    for (const [index, document] of options.documents.entries()) {
      const result = await runDocument(tree, document, {
        pool,
        cascade: options.cascade && document.cascade,
        isOneOfMany: options.documents.length > 1,
        verify: options.verify ?? true,
        onProgress: (progress) => options.onProgress?.({ ...progress, document: index }),
      });
      documents.push(result);
      tree = layOver(tree, changedTexts(result));
    }
    return { documents, filesScanned, git: await git };
  } finally {
    if (!session) await close();
  }
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
