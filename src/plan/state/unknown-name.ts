import type { RuleEntry, RulePosition } from '../../rules/rule-document.js';
import type { RuleProblem } from '../../rules/rule-errors.js';

/** The problem that a name of an entry stands nowhere in the tree, or not as what the entry says it is. */
export function unknownName(entry: RuleEntry, field: string, what: string, name: string): RuleProblem {
  return { at: fieldAt(entry, field), message: `the tree has no ${what} '${name}'` };
}

/** The place of one key's value. */
export function fieldAt(entry: RuleEntry, field: string): RulePosition {
  return entry.fieldsAt.get(field) ?? entry.at;
}
