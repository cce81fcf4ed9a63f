import { checkRenaming, describeRenamings } from '../lang/rename/check-renaming.js';
import type { KconfigModel } from '../lang/kconfig/model.js';
import type { Renaming } from '../lang/rename/renaming.js';
import type { RenameEntry, RuleDocument } from '../rules/rule-document.js';
import { RuleError } from '../rules/rule-errors.js';

/**
 * The renamings of Kconfig symbols that a document states.
 * @throws RuleError with each entry's position when the tree contradicts them.
 */
export function stateRenamings(document: RuleDocument, model: KconfigModel): Renaming[] {
  const entries = renameEntries(document);
  const problems = entries.flatMap((entry) =>
    checkRenaming(model, entry).map(({ field, message, suggestions }) => {
      const hint = suggestions.length > 0 ? `; did you mean ${suggestions.join(' or ')}?` : '';
      return { at: entry.fieldsAt.get(field) ?? entry.at, message: `${message}${hint}` };
    }),
  );
  if (problems.length > 0) throw new RuleError(problems);
  return describeRenamings(model, entries);
}

/** The symbols that a document gives other names: it needs them, although their last reader may go. */
export function symbolsToKeep(document: RuleDocument): string[] {
  return renameEntries(document).map(({ name }) => name);
}

function renameEntries(document: RuleDocument): RenameEntry[] {
  return document.entries.filter(
    (entry): entry is RenameEntry => entry.action === 'rename' && entry.kind === 'config',
  );
}
