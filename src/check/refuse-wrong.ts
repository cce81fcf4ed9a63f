import { applyEdits } from '../edit/apply-edits.js';
import { classifyFile } from '../lang/file-kind.js';
import type { KconfigModel } from '../lang/kconfig/model.js';
import { openModel } from '../lang/kconfig/open-model.js';
import type { CheckFailure, FileChange, LeftoverReport } from '../result.js';
import type { RuleDocument } from '../rules/rule-document.js';
import { readText, type TreeView } from '../scan/tree-view.js';
import { makeSourceText, positionAt } from '../text/source-text.js';
import { checkChange, type KconfigChange, type NewNames, type WrongChange } from './check-change.js';
import type { Place } from './finding.js';

export interface RefusalInput {
  /** The tree that the document found. */
  readonly tree: TreeView;
  /** The tree that was planned for, where replacements are done already, and its model. */
  readonly planned: { readonly tree: TreeView; readonly model: KconfigModel };
  readonly document: RuleDocument;
  readonly changes: readonly FileChange[];
  readonly leftovers: readonly LeftoverReport[];
  readonly inScope: (path: string) => boolean;
}

/**
 * Finds the changes of Kconfig files that make something wrong that was right before. Without them others may be wrong,
 * too, so what is left is looked at again until nothing is found.
 * @returns a failure for each file at fault; empty, at no cost, where no Kconfig file changes.
 */
export function refuseWrong(input: RefusalInput): CheckFailure[] {
  let changes = input.changes.flatMap(({ path, status, before, edits }): KconfigChange[] => {
    if (classifyFile(path) !== 'kconfig') return [];
    return [{ path, before, after: status === 'deleted' ? null : applyEdits(before, edits) }];
  });
  const failures: CheckFailure[] = [];
  const newNames = listNewNames(input.document);
  const model = changes.length > 0 ? modelBefore(input) : input.planned.model;
  while (changes.length > 0) {
    const { wrong, after } = checkChange(model, changes, newNames);
    const fresh = wrong.filter((one) => one.atFault.length > 0 && !isAccepted(input, one));
    if (fresh.length === 0) break;
    const refused = new Set<string>();
    for (const { finding, atFault } of fresh) {
      const text = after.texts.get(finding.path) ?? '';
      const { line, column } = positionAt(makeSourceText(finding.path, text), finding.start);
      const message = `${finding.path}:${line}:${column}: ${finding.message}`;
      for (const path of atFault) {
        refused.add(path);
        failures.push({ path, law: finding.code, message });
      }
    }
    changes = changes.filter(({ path }) => !refused.has(path));
  }
  return failures;
}

function modelBefore({ tree, planned }: RefusalInput): KconfigModel {
  if (planned.tree === tree) return planned.model;
  const texts = [...planned.model.texts].map(([path, text]) => {
    const isReplaced = planned.tree.overlay.get(path) !== tree.overlay.get(path);
    return { path, text: isReplaced ? readText(tree, path) : text };
  });
  return openModel(texts, planned.model);
}

/** What the rule calls symbols: a symbol that another one replaces is that one. */
function listNewNames(document: RuleDocument): NewNames {
  const renamed = new Map<string, string>();
  const merged = new Map<string, string>();
  for (const entry of document.entries) {
    if (entry.kind !== 'config') continue;
    if (entry.action === 'rename') renamed.set(entry.name, entry.to);
    if (entry.action === 'replace' && /^\w+$/.test(entry.with)) merged.set(entry.name, entry.with);
  }
  return { renamed, merged };
}

/** Whether the rule wants it so: places out of its scope stay as they are, and a leftover tells of the place already. */
function isAccepted(input: RefusalInput, { finding }: WrongChange): boolean {
  const places: readonly Place[] = [finding, ...finding.related];
  const word = new RegExp(`(?<![A-Za-z0-9])(?:CONFIG_)?${finding.symbol}(?!\\w)`);
  const names = ({ excerpt, cause, message }: LeftoverReport) =>
    finding.symbol !== '' && word.test(`${excerpt} ${cause} ${message}`);
  const isTold = ({ path }: Place) =>
    !input.inScope(path) || input.leftovers.some((leftover) => leftover.path === path && names(leftover));
  return finding.code === 'undefined-symbol' ? places.every(isTold) : isTold(finding);
}
