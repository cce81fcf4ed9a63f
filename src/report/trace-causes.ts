import { factId } from '../lang/facts.js';
import type { DocumentResult } from '../result.js';

/** Follows a fact back to the rule: what the rule states first, then what follows, the fact itself last. */
export type TraceCause = (id: string) => readonly string[];

/**
 * How each fact of a document follows from its rule. A fact may have several reasons; the chain takes the one that is
 * nearest to the rule (--json has them all).
 */
export function traceCauses(part: Pick<DocumentResult, 'facts'>): TraceCause {
  return traceReasons(part.facts.map(({ fact, because }) => [factId(fact), because]));
}

/** The same of the facts' ids, each with those that it follows from. */
export function traceReasons(facts: Iterable<readonly [id: string, because: readonly string[]]>): TraceCause {
  const reasons = new Map(facts);
  const depths = new Map<string, number>();
  // Facts are listed in the order of their discovery, reasons before what follows from them.
  for (const [id, because] of reasons) {
    depths.set(id, 1 + Math.min(...because.map((reason) => depths.get(reason) ?? 0)));
  }
  const nearest = (ids: readonly string[]) =>
    ids.reduce((a, b) => ((depths.get(b) ?? 0) < (depths.get(a) ?? 0) ? b : a));
  return (id) => {
    const chain = [id];
    for (;;) {
      const because = reasons.get(chain[0]!);
      if (because === undefined || because.length === 0) return chain;
      const next = nearest(because);
      if (chain.includes(next)) return chain;
      chain.unshift(next);
    }
  };
}
