import { UserError } from '../errors.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import type { VerifyInputs } from './read-inputs.js';
import { verifyStep, type VerifiedStep } from './verify-change.js';

/**
 * Proves a series: each rule document with its patch, on the tree that the steps before leave. One document takes all
 * patches together, and so does none.
 * @throws UserError where documents and patches don't go together, or one of them doesn't fit.
 */
export async function verifySeries(
  tree: TreeView,
  { documents, patches }: VerifyInputs,
  options: { readonly cascade: boolean; readonly pool: Pool },
): Promise<VerifiedStep[]> {
  if (documents.length <= 1) {
    const [document] = documents;
    const step = { ...(document ? { document } : {}), ...(patches ? { patches } : {}) };
    return [await verifyStep({ tree, ...step, ...options })];
  }
  if (patches && patches.length !== documents.length) {
    throw new UserError(
      `${documents.length} rule documents, but ${patches.length} ${patches.length === 1 ? 'patch' : 'patches'}: each document is one patch of a series`,
    );
  }
  const steps: VerifiedStep[] = [];
  let view = tree;
  for (const [i, document] of documents.entries()) {
    const own = patches?.[i];
    const step = await verifyStep({ tree: view, document, ...(own ? { patches: [own] } : {}), ...options });
    steps.push(step);
    view = step.after;
  }
  return steps;
}
