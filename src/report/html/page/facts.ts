import type { PageData, PageDocument, PageFact, PageHunk } from '../page-data.js';

/** A fact of a document. */
export interface FactRef {
  readonly document: number;
  readonly fact: number;
}

/** The facts from the rule to one, in order. */
export function chainOf(facts: readonly PageFact[], fact: number): number[] {
  const chain: number[] = [];
  for (let at = fact; at >= 0; at = facts[at]!.parent) chain.push(at);
  return chain.reverse();
}

/** Which facts of a document are one, or follow from it. */
export function factsBelow(facts: readonly PageFact[], fact: number): ReadonlySet<number> {
  const below = new Set([fact]);
  // Parents come first.
  for (let i = fact + 1; i < facts.length; i++) if (below.has(facts[i]!.parent)) below.add(i);
  return below;
}

/** Facts that a hunk, or a leftover in it, is there for. */
export function factsOfHunk(hunk: PageHunk): number[] {
  return [...hunk.causes, ...hunk.notes.map(({ cause }) => cause).filter((cause) => cause >= 0)];
}

/** For each fact of a document, how many hunks and leftovers' places it led to, with all that follows from it. */
export function countHunks({ facts, files }: PageDocument): number[] {
  const counts = new Array<number>(facts.length).fill(0);
  const last = new Array<PageHunk | undefined>(facts.length);
  for (const { hunks } of files) {
    for (const hunk of hunks) {
      for (const fact of factsOfHunk(hunk)) {
        // What is above a fact that was counted was counted, too.
        for (let at = fact; at >= 0 && last[at] !== hunk; at = facts[at]!.parent) {
          last[at] = hunk;
          counts[at]!++;
        }
      }
    }
  }
  return counts;
}

/** The facts that hang on each fact of a document; at the end those that hang on none. */
export function childrenOf({ facts }: PageDocument): number[][] {
  const children = Array.from({ length: facts.length + 1 }, (): number[] => []);
  facts.forEach(({ parent }, index) => children[parent >= 0 ? parent : facts.length]!.push(index));
  return children;
}

export function factText(data: PageData, { document, fact }: FactRef): string {
  return data.documents[document]!.facts[fact]!.text;
}
