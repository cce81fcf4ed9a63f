import { factId } from '../lang/facts.js';
import type { DocumentResult } from '../result.js';

/** Follows a fact back to the rule: what the rule states first, then what follows, the fact itself last. */
export type TraceCause = (id: string) => readonly string[];

/**
 * How each fact of a document follows from its rule. A fact may have several reasons; the chain takes the one that is
 * nearest to the rule (--json has them all).
 */
export function traceCauses(part: Pick<DocumentResult, 'facts'>): TraceCause {
  return traceReasons(reasonsOf(part));
}

/** The same of the facts' ids, each with those that it follows from. */
export function traceReasons(facts: Reasons): TraceCause {
  const reasonOf = findNearestReasons(facts);
  return (id) => {
    const chain = [id];
    const seen = new Set(chain);
    for (;;) {
      const reason = reasonOf(chain.at(-1)!);
      if (reason === undefined || seen.has(reason)) return chain.reverse();
      seen.add(reason);
      chain.push(reason);
    }
  };
}

/** Ids of facts, in the order of their discovery, each with those that it follows from. */
export type Reasons = Iterable<readonly [id: string, because: readonly string[]]>;

export function reasonsOf(part: Pick<DocumentResult, 'facts'>): Reasons {
  return part.facts.map(({ fact, because }) => [factId(fact), because] as const);
}

/** Of the reasons of each fact the one that is nearest to the rule; undefined for what the rule states itself. */
export function findNearestReasons(facts: Reasons): (id: string) => string | undefined {
  const reasons = new Map(facts);
  const depths = new Map<string, number>();
  // Facts are listed in the order of their discovery, reasons before what follows from them.
  for (const [id, because] of reasons) {
    depths.set(id, 1 + because.reduce((least, reason) => Math.min(least, depths.get(reason) ?? 0), Infinity));
  }
  const depthOf = (id: string) => depths.get(id) ?? 0;
  return (id) => {
    const because = reasons.get(id) ?? [];
    return because.length === 0 ? undefined : because.reduce((a, b) => (depthOf(b) < depthOf(a) ? b : a));
  };
}
