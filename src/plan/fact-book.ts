import { factId, type ConfigFact, type DerivedFact, type Fact } from '../lang/facts.js';

/** All facts of one document in the order of their discovery: what the rule states first, then what follows. */
export interface FactBook {
  readonly ruleFacts: readonly Fact[];
  readonly derived: readonly DerivedFact[];
  has(fact: Fact): boolean;
  /** Adds a fact that follows from others; false when it is known already. */
  add(derived: DerivedFact): boolean;
  /** Every fact, those of the rule first. */
  all(): Fact[];
}

export function openFactBook(ruleFacts: readonly Fact[]): FactBook {
  const known = new Set(ruleFacts.map(factId));
  const derived: DerivedFact[] = [];
  return {
    ruleFacts,
    derived,
    has: (fact) => known.has(factId(fact)),
    add(entry) {
      const id = factId(entry.fact);
      if (known.has(id)) return false;
      known.add(id);
      derived.push(entry);
      return true;
    },
    all: () => [...ruleFacts, ...derived.map((entry) => entry.fact)],
  };
}

export function configFacts(book: FactBook): ConfigFact[] {
  return book.all().filter((fact): fact is ConfigFact => fact.kind === 'config');
}
