import type { KconfigModel } from '../lang/kconfig/model.js';
import type { Replacement } from '../lang/replace/replacement.js';
import { stateReplacement } from '../lang/replace/state-replacement.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { loadKconfig } from './plan-kconfig.js';
import { replaceSymbols, unreplacedTree, type ReplacedTree } from './replace-symbols.js';
import type { ReplaceEntry, RuleDocument } from '../rules/rule-document.js';
import { RuleError, type RuleProblem } from '../rules/rule-errors.js';

/** The entries of a document that replace Kconfig symbols. */
export function replaceEntries(document: RuleDocument): ReplaceEntry[] {
  return document.entries.filter(
    (entry): entry is ReplaceEntry => entry.action === 'replace' && entry.kind === 'config',
  );
}

/**
 * The replacements of Kconfig symbols that a document states.
 * @throws RuleError with each entry's position when the tree or another entry contradicts them.
 */
export function stateReplacements(document: RuleDocument, model: KconfigModel): Replacement[] {
  const problems: RuleProblem[] = [];
  const replacements: Replacement[] = [];
  const going = new Map(
    document.entries.flatMap((entry) =>
      entry.kind === 'config' && (entry.action === 'remove' || entry.action === 'replace')
        ? [[entry.name, entry.action] as const]
        : [],
    ),
  );
  for (const entry of replaceEntries(document)) {
    const stated = stateReplacement(model, entry);
    for (const { field, message } of stated.problems) {
      problems.push({ at: entry.fieldsAt.get(field) ?? entry.at, message });
    }
    if (!stated.replacement) continue;
    for (const { name } of stated.replacement.operands) {
      const action = going.get(name);
      if (action === undefined) continue;
      const message = `'${name}' is ${action}d in this document itself`;
      problems.push({ at: entry.fieldsAt.get('with') ?? entry.at, message });
    }
    replacements.push(stated.replacement);
  }
  if (problems.length > 0) throw new RuleError(problems);
  return replacements;
}

/** The tree after the document's replacements, which is the tree itself where it has none. */
export async function openReplacedTree(
  tree: TreeView,
  document: RuleDocument,
  options: { readonly inScope: (path: string) => boolean; readonly pool: Pool },
): Promise<ReplacedTree> {
  if (replaceEntries(document).length === 0) return unreplacedTree(tree);
  const { model } = await loadKconfig(tree);
  return await replaceSymbols(tree, model, stateReplacements(document, model), options);
}
