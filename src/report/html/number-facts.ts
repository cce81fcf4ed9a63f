import { factId } from '../../lang/facts.js';
import type { DocumentResult } from '../../result.js';
import { decodeText } from '../decode-text.js';
import { findNearestReasons, reasonsOf } from '../trace-causes.js';
import type { PageFact } from './page-data.js';

export interface NumberedFacts {
  readonly facts: readonly PageFact[];
  /** The index of a fact by its id; -1 for one that the document doesn't have. */
  readonly indexOf: (id: string) => number;
}

/** The facts of a document as a forest: each hangs on the reason that is nearest to the rule. */
export function numberFacts(
  part: Pick<DocumentResult, 'ruleFacts' | 'alterations' | 'facts'>,
): NumberedFacts {
  const reasonOf = findNearestReasons(reasonsOf(part));
  const facts: PageFact[] = [];
  const indices = new Map<string, number>();
  const put = (id: string, fact: PageFact) => {
    if (indices.has(id)) return;
    indices.set(id, facts.length);
    facts.push(fact);
  };
  for (const id of [...part.ruleFacts.map(factId), ...part.alterations]) {
    put(id, { text: decodeText(id), parent: -1, others: [] });
  }
  for (const { fact, because, path } of part.facts) {
    const id = factId(fact);
    const reason = reasonOf(id);
    put(id, {
      text: decodeText(id),
      // Reasons come before what follows from them; one that doesn't would make a circle.
      parent: reason === undefined ? -1 : (indices.get(reason) ?? -1),
      others: because.filter((other) => other !== reason).map(decodeText),
      ...(path === undefined ? {} : { path: decodeText(path) }),
    });
  }
  return { facts, indexOf: (id) => indices.get(id) ?? -1 };
}
