import { append } from './text/append.js';
import { refuseWrong } from './check/refuse-wrong.js';
import { additionId } from './lang/kconfig/add-line.js';
import { factId, type DerivedFact, type Fact } from './lang/facts.js';
import type { KconfigModel } from './lang/kconfig/model.js';
import { renamingId } from './lang/rename/renaming.js';
import { alterTree } from './plan/alter-tree.js';
import { openHostedTree } from './plan/hosted-tree.js';
import { flaggedSymbols } from './plan/flagged-symbols.js';
import { makePlan } from './plan/plan.js';
import { locateLeftovers } from './plan/locate-leftovers.js';
import { stateCode } from './plan/state-code.js';
import { openReplacedTree } from './plan/state-replacements.js';
import { checkRule, stateFacts } from './plan/state-facts.js';
import { NO_ALTERATIONS, stateAlterations, symbolsToKeep } from './plan/state-alterations.js';
import { refuseDependents } from './plan/refuse-dependents.js';
import { proveSettings } from './plan/prove-settings.js';
import { checkChanges, checkChosen, openContext, type PlannedChange } from './plan/check-changes.js';
import type { ProofContext } from './plan/proof-context.js';
import type { CheckFailure, DocumentResult, FileChange, Progress } from './result.js';
import type { RuleDocument, RuleScope } from './rules/rule-document.js';
import { reportUnreadable } from './plan/report-unreadable.js';
import { hostOf } from './scan/hosted-lines.js';
import { readMode, type TreeView } from './scan/tree-view.js';
import { compileGlob } from './text/glob.js';
import type { Pool } from './workers/pool.js';

export interface DocumentOptions {
  readonly pool: Pool;
  readonly cascade: boolean;
  /** False: changes are neither checked nor proved. */
  readonly verify?: boolean;
  /** The documents before or after it search the same tree. */
  readonly isOneOfMany?: boolean;
  readonly onProgress?: (progress: Omit<Progress, 'document'>) => void;
  /** Told what the plan knows, before anything is checked. */
  readonly onPlan?: (plan: DocumentPlan) => void;
  readonly choose?: (
    part: DocumentResult,
    check: (changes: readonly FileChange[]) => Promise<CheckFailure[]>,
  ) => Promise<DocumentResult>;
}

/** What a plan knows of the files of its tree. */
export interface DocumentPlan {
  /** The tree that was planned for: where replacements of symbols are done already. */
  readonly tree: TreeView;
  readonly model: KconfigModel;
  readonly derived: readonly DerivedFact[];
  readonly inScope: (path: string) => boolean;
  readonly premisesOf: (path: string) => Omit<PlannedChange, 'change'>;
  /** What the proofs of C are told of other files. */
  readonly openProof: () => Promise<ProofContext>;
}

/**
 * Carries out one rule document on a tree: facts, plan, edits, checks; then, on the result, what is renamed or added.
 * @throws UserError when the rule contradicts the tree.
 */
export async function runDocument(
  tree: TreeView,
  document: RuleDocument,
  options: DocumentOptions,
): Promise<DocumentResult> {
  const hosted = openHostedTree(tree);
  const result = await runOnFiles(hosted?.tree ?? tree, document, options);
  return hosted ? hosted.join(result) : result;
}

/** The same on a tree whose hosted lines stand in files of their own already. */
export async function runOnFiles(
  tree: TreeView,
  document: RuleDocument,
  options: DocumentOptions,
): Promise<DocumentResult> {
  const stated = stateFacts(document);
  const inScope = scopeFilter(document.scope);
  const replaced = await openReplacedTree(tree, document, { inScope, pool: options.pool });
  let alterations = NO_ALTERATIONS;
  const plan = await makePlan({
    tree: replaced.tree,
    configFacts: [...stated.map(({ fact }) => fact), ...replaced.configFacts],
    stateCode: async (view) => {
      const code = await stateCode(document, view, inScope);
      return { ...code, facts: [...code.facts, ...replaced.mergedFacts] };
    },
    checkRule: (kconfig, isMentioned, problems) => {
      checkRule(stated, kconfig, isMentioned, problems);
      alterations = stateAlterations(document, kconfig.model);
    },
    keptSymbols: symbolsToKeep(document),
    cascade: options.cascade,
    inScope,
    isOneOfMany: options.isOneOfMany ?? false,
    pool: options.pool,
    onRound: (round, files) => options.onProgress?.({ stage: 'analyze', done: round, total: files }),
  });
  const leftBehind = new Map<string, number[]>();
  const left = new Set<string>();
  for (const { path, offset, cause, code } of plan.leftovers) {
    // What is said in comments and documents leaves no code as it was.
    if (/^mentioned-in-(?:comment|documentation|help|text|string)$/.test(code)) continue;
    leftBehind.set(path, [...(leftBehind.get(path) ?? []), offset]);
    left.add(cause);
  }
  const markFlags = flagMarker(replaced.tree);
  const premisesOf = (path: string): Omit<PlannedChange, 'change'> => {
    const file = plan.files.get(path);
    const own = file?.analysis.facts.map(({ fact }) => fact) ?? [];
    const facts = [...(file?.facts ?? []), ...own].map(markFlags);
    const open = facts.filter((fact) => fact.kind !== 'config' && left.has(factId(fact)));
    return { facts, leftovers: leftBehind.get(path) ?? [], open };
  };
  const { derived } = plan.facts;
  const planned: PlannedChange[] = [];
  for (const [path, file] of [...plan.files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { edits, causes, deleted } = file.analysis;
    if (!inScope(path) || file.text === null || (edits.length === 0 && deleted === null)) continue;
    const status = deleted === null ? 'modified' : 'deleted';
    const change: FileChange = {
      path,
      kind: file.kind,
      status,
      before: file.text,
      edits,
      ...(causes === undefined ? {} : { causes }),
      ...(deleted === null ? {} : { cause: deleted }),
      mode: readMode(tree, path),
    };
    planned.push({ change, ...premisesOf(path) });
  }
  options.onPlan?.({
    tree: replaced.tree,
    model: plan.model,
    derived,
    inScope,
    premisesOf,
    openProof: () => openContext(planned, plan),
  });
  const { changes, failures } =
    options.verify === false
      ? { changes: planned.map(({ change }) => change), failures: [] }
      : await checkChanges(planned, plan.facts.derived, plan, options.pool);
  const combined = replaced.combine(changes);
  const altered = await alterTree(tree, combined, alterations, { inScope, pool: options.pool });
  const kept = plan.leftovers
    .filter(({ path, code }) => inScope(path) || code === 'used-out-of-scope')
    .map(replaced.locate);
  const leftovers = locateLeftovers(tree, [
    ...replaced.leftovers,
    ...kept,
    ...altered.leftovers,
    ...reportUnreadable(tree, inScope),
  ]);
  const settings = { document, derived: plan.facts.derived, leftovers, kconfigTexts: plan.model.texts };
  const proved =
    options.verify === false
      ? { changes: altered.changes, failures: [] }
      : await proveSettings(altered.changes, settings);
  const refusal = {
    tree,
    planned: { tree: replaced.tree, model: plan.model },
    document,
    leftovers,
    inScope,
  };
  const wrong = options.verify === false ? [] : refuseWrong({ ...refusal, changes: proved.changes });
  if (wrong.length > 0) append(wrong, refuseDependents(planned, plan.facts.derived, wrong));
  const refused = new Set(wrong.map(({ path }) => path));
  const part: DocumentResult = {
    document,
    ruleFacts: plan.facts.ruleFacts.filter(({ kind }) => kind !== 'merged'),
    alterations: [...alterations.renamings.map(renamingId), ...alterations.additions.map(additionId)],
    facts: plan.facts.derived.map(replaced.locate),
    changes: proved.changes.filter(({ path }) => !refused.has(path)),
    leftovers,
    failures: [...replaced.failures, ...failures, ...altered.failures, ...proved.failures, ...wrong],
  };
  if (!options.choose) return part;
  const whole = new Set(part.changes);
  return await options.choose(part, async (changes) => {
    if (options.verify === false) return [];
    const partial = changes.filter((change) => !whole.has(change));
    return [...(await checkChosen(partial, options.pool)), ...refuseWrong({ ...refusal, changes })];
  });
}

/** Tells the proof of which symbols BusyBox's macros speak. */
function flagMarker(tree: TreeView): (fact: Fact) => Fact {
  const isFlagged = flaggedSymbols(tree);
  return (fact) =>
    fact.kind === 'config' && isFlagged?.(fact.name) === true ? { ...fact, hasFlags: true } : fact;
}

function scopeFilter(scope: RuleScope): (path: string) => boolean {
  const include = scope.include.map((glob) => compileGlob(glob));
  const exclude = scope.exclude.map((glob) => compileGlob(glob));
  return (path) =>
    (include.length === 0 || include.some((fits) => fits(hostOf(path)))) &&
    !exclude.some((fits) => fits(hostOf(path)));
}
