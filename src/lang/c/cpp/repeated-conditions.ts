import type { FoldedCondition, Verdict } from './conditions.js';
import type { Term } from './terms.js';
import { stripParentheses } from './terms.js';

/**
 * Settles the conditions of a section that repeat an earlier one of it now: `#elif defined(A)` after what has become
 * `#ifdef A` can't be reached, `#elif !defined(A)` is its `#else`. Two conditions that repeat each other unsimplified
 * are the author's affair and stay.
 */
export function settleRepeated(
  conditions: readonly (FoldedCondition | undefined)[],
): (FoldedCondition | undefined)[] {
  const earlier = new Map<string, { readonly isChanged: boolean }>();
  return conditions.map((condition) => {
    if (condition?.verdict !== 'unknown') return condition;
    const own = canonicalOf(condition.term);
    const same = earlier.get(own);
    const opposite = earlier.get(oppositeOfCanonical(own));
    const counts = (other: typeof same) => other !== undefined && (other.isChanged || condition.isChanged);
    const verdict: Verdict = counts(same) ? 'false' : counts(opposite) ? 'true' : 'unknown';
    if (!same) earlier.set(own, condition);
    return verdict === 'unknown' ? condition : { ...condition, verdict };
  });
}

/** The condition's text without blanks, in one pair of parentheses but for `!` and tests: `!defined(A)`, `!(A>2)`. */
function canonicalOf(term: Term): string {
  const bare = stripParentheses(term);
  if (bare.test) return `${bare.test.isDefined ? '' : '!'}defined(${bare.test.name})`;
  if (bare.negated) return `!${canonicalOf(bare.negated)}`;
  const text = bare.text
    .replace(/\\\r?\n/g, ' ')
    .replace(/\/\*.*?\*\//gs, ' ')
    .trim();
  // Blanks that part two words count, others don't.
  return `(${text.replace(/\s+/g, ' ').replace(/ ?([^\w ]) ?/g, '$1')})`;
}

function oppositeOfCanonical(text: string): string {
  return text.startsWith('!') ? text.slice(1) : `!${text}`;
}
