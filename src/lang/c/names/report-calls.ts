import { factId, type CallFact, type Leftover } from '../../facts.js';
import { readCallPattern } from '../fold/call-pattern.js';
import type { Outline } from '../syntax/outline.js';
import { findNameUses, wordAfter } from './find-name-uses.js';
import { findInProse } from './replace-names.js';

/**
 * The mentions of callees that no pattern can reach: where every call of them is replaced, each of these keeps the
 * definition; and what comments say of them.
 */
export function reportCallees(path: string, outline: Outline, facts: readonly CallFact[]): Leftover[] {
  const general = facts.filter((fact) => fact.with !== null && readCallPattern(fact.pattern)?.isGeneral);
  const causes = new Map(general.map((fact) => [fact.callee, factId(fact)]));
  const leftovers: Leftover[] = [];
  const subjects = [...causes.keys()].map((name) => ({ name, tag: null }));
  for (const { subject, role, start, tokens, index } of findNameUses(outline, subjects)) {
    const isCall = role === 'use' && wordAfter(tokens, index) === '(';
    if (isCall || !/^(?:use|unsure|pasted|test|condition)$/.test(role)) continue;
    const message = `${subject.name} is used other than by calling it`;
    leftovers.push({ code: 'address-taken', path, offset: start, message, cause: causes.get(subject.name)! });
  }
  for (const [name, cause] of causes) leftovers.push(...findInProse(path, outline.tokens, name, cause));
  return leftovers;
}
