import { factId, type DerivedFact, type Fact } from '../lang/facts.js';
import { readCallPattern } from '../lang/c/fold/call-pattern.js';
import { wordOf } from '../lang/c/names/name-subject.js';
import type { FactBook } from './fact-book.js';
import type { PlannedFile } from './plan-files.js';

/** Leftovers that only speak of a name: with them alone, nothing uses it any more. */
const MERE_MENTIONS = /^(?:mentioned-in-(?:comment|string|documentation|script|text))$/;

/**
 * What is replaced everywhere goes: its definitions, prototypes and exports, as soon as no file holds a use of it that
 * could not be replaced.
 * @param files all files that the plan has analyzed so far.
 */
export function judgeReplaced(files: Iterable<PlannedFile>, book: FactBook): DerivedFact[] {
  const open = new Map<string, DerivedFact>();
  for (const fact of book.ruleFacts) {
    const goes = definitionOf(fact);
    if (goes) open.set(factId(fact), { fact: goes, because: [factId(fact)] });
  }
  if (open.size === 0) return [];
  for (const { analysis } of files) {
    for (const { cause, code } of analysis.leftovers) if (!MERE_MENTIONS.test(code)) open.delete(cause);
  }
  return [...open.values()];
}

/** The fact that the definitions go once the uses are gone; undefined for facts that leave them. */
function definitionOf(fact: Fact): Fact | undefined {
  if (fact.kind === 'call' && fact.with !== null && readCallPattern(fact.pattern)?.isGeneral) {
    const place = fact.path === undefined ? {} : { path: fact.path };
    return { kind: 'unused', what: 'function', name: fact.callee, ...place };
  }
  if (fact.kind !== 'replace' || fact.what === 'member' || fact.isRenaming || fact.keepsDefinition)
    return undefined;
  const place = fact.path === undefined ? {} : { path: fact.path };
  return { kind: 'unused', what: fact.what, name: wordOf(fact.name), ...place };
}
