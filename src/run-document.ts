import picomatch from 'picomatch';
import { makePlan } from './plan/plan.js';
import { loadKconfig, type KconfigPlan } from './plan/plan-kconfig.js';
import { checkChanges } from './plan/check-changes.js';
import type { ConfigFact, Fact, Leftover } from './lang/facts.js';
import type { DocumentResult, FileChange, LeftoverReport, Progress } from './result.js';
import type { RemoveConfigEntry, RuleDocument, RuleScope } from './rules/rule-document.js';
import { RuleError } from './rules/rule-errors.js';
import { unsupportedEntries } from './rules/unsupported-entries.js';
import { readMode, readText, type TreeView } from './scan/tree-view.js';
import { makeSourceText, positionAt, lineSpanAt } from './text/source-text.js';
import type { Pool } from './workers/pool.js';

export interface DocumentOptions {
  readonly pool: Pool;
  readonly cascade: boolean;
  readonly onProgress?: (progress: Omit<Progress, 'document'>) => void;
}

/**
 * Carries out one rule document on a tree: facts, plan, edits, checks.
 * @throws UserError when the rule contradicts the tree.
 */
export async function runDocument(
  tree: TreeView,
  document: RuleDocument,
  options: DocumentOptions,
): Promise<DocumentResult> {
  const unsupported = unsupportedEntries(document);
  if (unsupported.length > 0) throw new RuleError(unsupported);
  const ruleFacts = statedFacts(document);
  const plan = await makePlan({
    tree,
    ruleFacts,
    loadKconfig: () => loadCheckedKconfig(tree, document),
    cascade: options.cascade,
    pool: options.pool,
    onRound: (round, files) => options.onProgress?.({ stage: 'analyze', done: round, total: files }),
  });
  const inScope = scopeFilter(document.scope);
  const planned: FileChange[] = [];
  for (const [path, file] of [...plan.files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { edits, deleted } = file.analysis;
    if (!inScope(path) || (edits.length === 0 && deleted === null)) continue;
    const status = deleted === null ? 'modified' : 'deleted';
    planned.push({ path, kind: file.kind, status, before: file.text, edits, mode: readMode(tree, path) });
  }
  const { changes, failures } = await checkChanges(planned, options.pool);
  return {
    document,
    ruleFacts,
    facts: plan.facts.derived,
    changes,
    leftovers: reportLeftovers(
      tree,
      plan.leftovers.filter(({ path }) => inScope(path)),
    ),
    failures,
  };
}

/** What a document states. */
function statedFacts(document: RuleDocument): Fact[] {
  return configEntries(document).map(statedFact);
}

function configEntries(document: RuleDocument): RemoveConfigEntry[] {
  return document.entries.filter(
    (entry): entry is RemoveConfigEntry => entry.action === 'remove' && entry.kind === 'config',
  );
}

function statedFact({ name, value, inherit, dropSelects }: RemoveConfigEntry): ConfigFact {
  return { kind: 'config', name, value, inherit, dropSelects };
}

/** Reads the tree's Kconfig and holds the rule against it. @throws RuleError with each entry's position. */
async function loadCheckedKconfig(tree: TreeView, document: RuleDocument): Promise<KconfigPlan> {
  const kconfig = await loadKconfig(tree);
  const problems = configEntries(document).flatMap((entry) =>
    kconfig.check(statedFact(entry)).map(({ field, message, suggestions }) => {
      const hint = suggestions.length > 0 ? `; did you mean ${suggestions.join(' or ')}?` : '';
      return { at: entry.fieldsAt.get(field) ?? entry.at, message: `${message}${hint}` };
    }),
  );
  if (problems.length > 0) throw new RuleError(problems);
  return kconfig;
}

function scopeFilter(scope: RuleScope): (path: string) => boolean {
  const include = scope.include.length > 0 ? picomatch([...scope.include], { dot: true }) : () => true;
  const exclude = scope.exclude.length > 0 ? picomatch([...scope.exclude], { dot: true }) : () => false;
  return (path) => include(path) && !exclude(path);
}

/** Leftovers with the places as people read them, sorted, each once. */
function reportLeftovers(tree: TreeView, leftovers: readonly Leftover[]): LeftoverReport[] {
  const byPath = new Map<string, Leftover[]>();
  for (const leftover of leftovers)
    byPath.set(leftover.path, [...(byPath.get(leftover.path) ?? []), leftover]);
  const reports: LeftoverReport[] = [];
  for (const path of [...byPath.keys()].sort()) {
    const source = makeSourceText(path, readText(tree, path));
    const seen = new Set<string>();
    const sorted = byPath.get(path)!.sort((a, b) => a.offset - b.offset || (a.code < b.code ? -1 : 1));
    for (const leftover of sorted) {
      const key = `${leftover.offset} ${leftover.code}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const span = lineSpanAt(source, leftover.offset);
      const excerpt = source.text.slice(span.start, span.end).trimEnd();
      reports.push({ ...leftover, ...positionAt(source, leftover.offset), excerpt });
    }
  }
  return reports;
}
