import { factId, type CallFact } from '../../facts.js';
import { namesOf, readCallPattern, readPatternText } from './call-pattern.js';
import type { Mention } from './find-mentions.js';
import { report, type FoldContext } from './fold-context.js';
import type { CodeKnowledge } from './knowledge.js';

/**
 * The context for the inside of a definition: a function or macro that takes the place of another one's calls may be
 * made of such a call itself, which stays then, and is reported.
 * @param names what the range defines.
 * @param mentions those in the range.
 */
export function leaveOwnCalls(
  context: FoldContext,
  names: readonly string[],
  mentions: readonly Mention[],
): FoldContext {
  const { patterns } = context.knowledge;
  if (patterns.size === 0) return context;
  const kept = new Map(patterns);
  for (const [callee, facts] of patterns) {
    const own = facts.filter((fact) => writesName(fact, names));
    if (own.length === 0) continue;
    const causes = new Set(facts.map(factId));
    for (const mention of mentions) {
      if (!causes.has(mention.cause)) continue;
      const message = 'what would take the place of this call is itself made of it';
      report(context, mention, 'defined-by-old-name', message, factId(facts.find(isGeneral) ?? own[0]!));
    }
    kept.set(
      callee,
      facts.filter((fact) => !own.includes(fact)),
    );
  }
  return { ...context, knowledge: { ...context.knowledge, patterns: kept } };
}

const isGeneral = (fact: CallFact): boolean => readCallPattern(fact.pattern)?.isGeneral ?? false;

function writesName(fact: CallFact, names: readonly string[]): boolean {
  const read = fact.with === null ? null : readPatternText(fact.with);
  const written = read ? namesOf(read) : new Set<string>();
  return names.some((name) => written.has(name));
}

/**
 * The mentions of a range without those of callees that no pattern can match there, because words that each pattern
 * spells out don't stand in the range at all.
 * @param text that of the range.
 */
export function possibleCalls(
  { patterns }: CodeKnowledge,
  text: string,
  mentions: readonly Mention[],
): readonly Mention[] {
  if (patterns.size === 0) return mentions;
  const hopeless = new Set<string>();
  for (const facts of patterns.values()) {
    const isPossible = facts.some((fact) => {
      const words = fact.pattern.replace(/\$\w+|\$\.{3}\w+/g, ' ').match(/[A-Za-z_]\w*/g) ?? [];
      return words.every((word) => text.includes(word));
    });
    if (!isPossible) facts.forEach((fact) => hopeless.add(factId(fact)));
  }
  return hopeless.size === 0 ? mentions : mentions.filter(({ cause }) => !hopeless.has(cause));
}
