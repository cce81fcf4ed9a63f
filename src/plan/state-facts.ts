import type { ConfigFact, Fact } from '../lang/facts.js';
import type { RemoveConfigEntry, RuleDocument } from '../rules/rule-document.js';
import { RuleError, type RuleProblem } from '../rules/rule-errors.js';
import type { KconfigPlan } from './plan-kconfig.js';

/** A fact about a Kconfig symbol that a rule states, with the entry that states it. */
export interface StatedFact {
  readonly fact: ConfigFact;
  readonly entry: RemoveConfigEntry;
}

/** What a document states of Kconfig symbols. */
export function stateFacts(document: RuleDocument): StatedFact[] {
  return document.entries.flatMap((entry) => {
    if (entry.action !== 'remove' || entry.kind !== 'config') return [];
    const { name, value, inherit, dropSelects } = entry;
    return [{ fact: { kind: 'config', name, value, inherit, dropSelects }, entry }];
  });
}

/**
 * Holds a rule against the tree. A symbol that no Kconfig file names may still stand in other files: what is left of
 * it there goes.
 * @throws RuleError with each entry's position.
 */
export function checkRule(
  stated: readonly StatedFact[],
  kconfig: KconfigPlan,
  isMentioned: (fact: Fact) => boolean,
  others: readonly RuleProblem[],
): void {
  const found = stated.flatMap(({ fact, entry }) => {
    if (!kconfig.knows(fact.name) && isMentioned(fact)) return [];
    return kconfig.check(fact).map(({ field, message, suggestions }) => {
      const hint = suggestions.length > 0 ? `; did you mean ${suggestions.join(' or ')}?` : '';
      return { at: entry.fieldsAt.get(field) ?? entry.at, message: `${message}${hint}` };
    });
  });
  const problems = [...found, ...others];
  if (problems.length > 0) throw new RuleError(problems);
}
