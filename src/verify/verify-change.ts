import { applyEdits } from '../edit/apply-edits.js';
import type { FileKind } from '../lang/file-kind.js';
import { classifyFile } from '../lang/file-kind.js';
import { factId } from '../lang/facts.js';
import { loadKconfig } from '../plan/plan-kconfig.js';
import type { DocumentResult } from '../result.js';
import type { RuleDocument } from '../rules/rule-document.js';
import { runDocument, type DocumentPlan } from '../run-document.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
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
  const own = ruled ? ruled.result.changes.map((change) => asPatched(change)) : [];
  const files = patched ?? own;
  const premises: Premises = {
    tree,
    document: document ?? NO_RULE,
    plan: ruled?.plan ?? (await planNothing(tree)),
    leftovers: ruled?.result.leftovers ?? [],
    goneFiles: new Set(own.filter(({ after }) => after === null).map(({ path }) => path)),
    pool,
  };
  const after = layPatched(tree, files);
  const verdicts = await verifyFiles(files, premises);
  const used = await findUsedNames(files, after, pool);
  const reported = new Set(premises.leftovers.map(({ path }) => path));
  const extra = used.filter(({ path }) => premises.plan.inScope(path) && !reported.has(path));
  if (ruled && patched) extra.push(...compareFiles(patched, own, ruled.result));
  return {
    ...(document ? { document } : {}),
    facts: ruled
      ? [...ruled.result.ruleFacts, ...ruled.result.facts.map(({ fact }) => fact)].map(factId)
      : [],
    files: addFindings(verdicts, extra),
    patched: files,
    before: tree,
    after,
  };
}

async function carryOut(
  { tree, cascade, pool }: StepInput,
  document: RuleDocument,
): Promise<{ readonly result: DocumentResult; readonly plan: DocumentPlan }> {
  let plan: DocumentPlan | undefined;
  const result = await runDocument(tree, document, {
    pool,
    cascade: cascade && document.cascade,
    verify: false,
    onPlan: (made) => (plan = made),
  });
  return { result, plan: plan! };
}

async function planNothing(tree: TreeView): Promise<DocumentPlan> {
  const { model } = await loadKconfig(tree);
  const nothing = { facts: [], leftovers: [], open: [] };
  return { tree, model, derived: [], inScope: () => true, premisesOf: () => nothing };
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
