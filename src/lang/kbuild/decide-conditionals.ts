import type { ConditionOutcome } from './fold-condition.js';
import type { Conditional, Directive, Makefile } from './statements.js';

/** How the rungs of a conditional come out under the facts. */
export interface ConditionalDecision {
  /** Indexes (into `rungs`) of those that may still be chosen. */
  readonly live: readonly number[];
  /** Whether the last live rung is always chosen when it is reached, though it has a condition now. */
  readonly lastHolds: boolean;
  readonly cause: string | null;
}

/**
 * Decides the rungs of one conditional: a rung whose condition fails goes; one whose condition holds ends the ladder.
 */
export function decideConditional(
  makefile: Makefile,
  conditional: Conditional,
  outcomes: ReadonlyMap<number, ConditionOutcome>,
): ConditionalDecision {
  const live: number[] = [];
  let cause: string | null = null;
  for (const [i, rung] of conditional.rungs.entries()) {
    const directive = makefile.statements[rung.line] as Directive;
    const outcome = outcomes.get(rung.line) ?? { kind: 'untouched' };
    if (outcome.kind === 'decided') {
      cause ??= outcome.cause;
      if (!outcome.holds) continue;
      live.push(i);
      return { live, lastHolds: true, cause };
    }
    if (outcome.kind === 'open') cause ??= outcome.cause;
    live.push(i);
    if (directive.keyword === null) return { live, lastHolds: true, cause };
  }
  return { live, lastHolds: false, cause };
}
