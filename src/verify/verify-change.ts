import { applyEdits } from '../edit/apply-edits.js';
import type { FileKind } from '../lang/file-kind.js';
import { classifyFile } from '../lang/file-kind.js';
import { factId } from '../lang/facts.js';
import { openHostedTree } from '../plan/hosted-tree.js';
import { loadKconfig } from '../plan/plan-kconfig.js';
import { NO_CONTEXT } from '../plan/proof-context.js';
import type { DocumentResult } from '../result.js';
import type { RuleDocument } from '../rules/rule-document.js';
import { runOnFiles, type DocumentPlan } from '../run-document.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { hostFinding, joinHosts, splitHosts } from './hosted-files.js';
import { findUsedNames } from './find-used-names.js';
import { layPatched, patchTree, type PatchedFile } from './patch-tree.js';
import type { Patch } from './read-patch.js';
import type { FileVerdict, VerifyFinding } from './verdict.js';
import { verifyFiles, type Premises } from './verify-files.js';

export interface VerifiedStep {
  readonly document?: RuleDocument;
  /** What the rule states, and what follows. */
  readonly facts: readonly string[];
  readonly files: readonly FileVerdict[];
  readonly patched: readonly PatchedFile[];
  readonly before: TreeView;
  /** The tree as the change leaves it. */
  readonly after: TreeView;
}

export interface StepInput {
  readonly tree: TreeView;
  /** Absent: no fact holds, so the change may not alter what anything means. */
  readonly document?: RuleDocument;
  /** What a person did; absent: what the rule does is proved itself. */
  readonly patches?: readonly Patch[];
  readonly cascade: boolean;
  readonly pool: Pool;
}

/** Without a rule: nothing is stated. */
const NO_RULE: RuleDocument = {
  at: { kind: 'file', file: '', line: 1, column: 1 },
  entries: [],
  cascade: false,
  scope: { include: [], exclude: [] },
};

/**
 * Proves one step of a change: a person's patch against a rule document's facts (those that the plan finds to follow
 * included), or the rule's own change, or a patch alone. Nothing is written.
 * @throws UserError where the rule contradicts the tree, or the patch doesn't fit it.
 */
export async function verifyStep(input: StepInput): Promise<VerifiedStep> {
  const { tree, document, patches, pool } = input;
  const patched = patches && patchTree(tree, patches);
  const ruled = document && (await carryOut(input, document));
  const own = (ruled?.result.changes ?? []).map((change) => asPatched(change));
  const files = patched ?? own;
  const views = splitHosts(files);
  const view = ruled?.view ?? openHostedTree(tree)?.tree ?? tree;
  const premises: Premises = {
    tree: view,
    document: document ?? NO_RULE,
    plan: ruled?.plan ?? (await planNothing(view)),
    leftovers: ruled?.found.leftovers ?? [],
    goneFiles: new Set(
      (ruled?.found.changes ?? []).flatMap(({ path, status }) => (status === 'deleted' ? path : [])),
    ),
    pool,
  };
  const verdicts = joinHosts(await verifyFiles(views, premises));
  const used = await findUsedNames(views, layPatched(view, views), pool);
  const reported = new Set(premises.leftovers.map(({ path }) => path));
  const extra = used
    .filter(({ path }) => premises.plan.inScope(path) && !reported.has(path))
    .map(hostFinding);
  if (ruled && patched) extra.push(...compareFiles(patched, own, ruled.result));
  return {
    ...(document ? { document } : {}),
    facts: ruled
      ? [...ruled.result.ruleFacts, ...ruled.result.facts.map(({ fact }) => fact)].map(factId)
      : [],
    files: addFindings(verdicts, extra),
    patched: files,
    before: tree,
    after: layPatched(tree, files),
  };
}

interface CarriedOut {
  /** The tree with hosted lines in files of their own, and what was found in it. */
  readonly view: TreeView;
  readonly found: DocumentResult;
  /** The same of the files on disk. */
  readonly result: DocumentResult;
  readonly plan: DocumentPlan;
}

async function carryOut({ tree, cascade, pool }: StepInput, document: RuleDocument): Promise<CarriedOut> {
  const hosted = openHostedTree(tree);
  const view = hosted?.tree ?? tree;
  let plan: DocumentPlan | undefined;
  const found = await runOnFiles(view, document, {
    pool,
    cascade: cascade && document.cascade,
    verify: false,
    onPlan: (made) => (plan = made),
  });
  return { view, found, result: hosted?.join(found) ?? found, plan: plan! };
}

async function planNothing(tree: TreeView): Promise<DocumentPlan> {
  const { model } = await loadKconfig(tree);
  const nothing = { facts: [], leftovers: [], open: [] };
  return {
    tree,
    model,
    derived: [],
    inScope: () => true,
    premisesOf: () => nothing,
    openProof: () => Promise.resolve(NO_CONTEXT),
  };
}

function asPatched({ path, before, edits, status, mode }: DocumentResult['changes'][number]): PatchedFile {
  const after = status === 'deleted' ? null : applyEdits(before, edits);
  return { path, before, after, edits, mode: { before: mode, after: mode }, isBinary: false };
}

/** Files that only one of the rule and the patch changes. Where the rule leaves something to a person, a patch may. */
function compareFiles(
  patched: readonly PatchedFile[],
  own: readonly PatchedFile[],
  { leftovers, changes }: DocumentResult,
): VerifyFinding[] {
  const touched = new Set(patched.flatMap(({ path, from }) => (from === undefined ? path : [path, from])));
  const ruled = new Set(changes.map(({ path }) => path));
  const left = new Set(leftovers.map(({ path }) => path));
  return [
    ...own
      .filter(({ path, before, after }) => before !== after && !touched.has(path))
      .map(({ path, after }) => ({
        law: 'not-in-patch',
        path,
        message: `the rule would ${after === null ? 'remove' : 'change'} this file, and the patch does not`,
      })),
    ...patched
      .filter(({ path }) => !ruled.has(path) && !left.has(path))
      .map(({ path }) => ({ law: 'beyond-rule', path, message: 'nothing in the rule asks for this change' })),
  ];
}

/** Adds findings to the verdicts of their files; a file without one gets one. Sorted by path. */
function addFindings(verdicts: readonly FileVerdict[], extra: readonly VerifyFinding[]): FileVerdict[] {
  const byPath = new Map(verdicts.map((verdict) => [verdict.path, verdict]));
  for (const finding of extra) {
    const language: FileKind = classifyFile(finding.path);
    const untouched: FileVerdict = {
      path: finding.path,
      language,
      change: 'none',
      status: 'refused',
      method: 'exact',
      laws: [],
      findings: [],
    };
    const known = byPath.get(finding.path) ?? untouched;
    byPath.set(finding.path, { ...known, status: 'refused', findings: [...known.findings, finding] });
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
