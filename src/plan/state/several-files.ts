import type { RuleEntry } from '../../rules/rule-document.js';
import type { RuleProblem } from '../../rules/rule-errors.js';
import { fieldAt } from './unknown-name.js';

/** Files that are named in the error. */
const SHOWN = 3;

/** The problem that several files have a thing of their own by the name, of which the rule means one. */
export function severalFiles(entry: RuleEntry, name: string, paths: readonly string[]): RuleProblem {
  const shown = paths.slice(0, SHOWN).join(', ');
  const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : '';
  const message = `several files have a '${name}' of their own: ${shown}${more}; choose with scope:`;
  return { at: fieldAt(entry, entry.kind), message };
}
