import type { RuleEntry, RulePosition } from '../../rules/rule-document.js';
import type { RuleProblem } from '../../rules/rule-errors.js';
import type { PlannedTree } from '../planned-tree.js';
import type { FoundName } from './find-names.js';

/** The problem that a name of an entry stands nowhere in the tree, or not as what the entry says it is. */
export function unknownName(entry: RuleEntry, field: string, what: string, name: string): RuleProblem {
  return { at: fieldAt(entry, field), message: `the tree has no ${what} '${name}'` };
}

/** The same with what the tree has instead: another thing of that name, or the nearest name that it knows. */
export async function explainUnknown(
  entry: RuleEntry,
  what: string,
  name: string,
  tree: PlannedTree,
  found: FoundName,
): Promise<RuleProblem> {
  const problem = unknownName(entry, entry.kind, what, name);
  const [kind] = [...found.kinds].filter((other) => other !== 'member');
  if (kind) return { ...problem, message: `${problem.message}, but ${withArticle(kind)} of that name` };
  const nearest = await tree.findNearName(name);
  return nearest === undefined
    ? problem
    : { ...problem, message: `${problem.message}; did you mean '${nearest}'?` };
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** The place of one key's value. */
export function fieldAt(entry: RuleEntry, field: string): RulePosition {
  return entry.fieldsAt.get(field) ?? entry.at;
}
