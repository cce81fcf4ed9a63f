import type { Edit } from '../edit/edit.js';
import type { DocumentJson, MergeUnit } from './arrange-units.js';

/** What a unit writes into a file that did not stand where it writes. */
export interface NewWord {
  readonly word: string;
  readonly path: string;
}

/** Two units that can't be carried out apart, and why. */
export interface Clash {
  readonly units: readonly [number, number];
  readonly path: string;
  readonly why: string;
}

const WORD = /[A-Za-z_]\w{2,}/g;
/** Names of one function only, which mean nothing to others. */
const LOCAL = /^(?:local|label) /;
/** Words of facts that are no names. */
const PROSE = new Set(
  'struct union enum function macro variable parameter type member enumerator tracepoint the include'.split(
    ' ',
  ),
);

/**
 * The names about which a document's facts say something: what was found out for a unit holds as long as no other one
 * adds a use of them.
 */
export function namesOfFacts(document: DocumentJson): Set<string> {
  const names = new Set<string>();
  for (const id of [...document.ruleFacts, ...document.facts.map(({ fact }) => fact)]) {
    if (LOCAL.test(id)) continue;
    const [subject = ''] = id.split(/ (?:is|becomes|has|does|returns) |=/);
    for (const [word] of subject.matchAll(WORD)) if (!PROSE.has(word)) names.add(bareName(word));
  }
  return names;
}

/** The words that edits of a text add: those that stand in none of the texts that go. */
export function newWords(text: string, edits: readonly Edit[]): Set<string> {
  const gone = new Set<string>();
  for (const { start, end } of edits)
    for (const [word] of text.slice(start, end).matchAll(WORD)) gone.add(word);
  const added = new Set<string>();
  for (const edit of edits)
    for (const [word] of edit.text.matchAll(WORD)) if (!gone.has(word)) added.add(bareName(word));
  return added;
}

/** Whether edits take an `#include` out of a text. */
export function dropsInclude(text: string, edits: readonly Edit[]): boolean {
  return edits.some(({ start, end }) => /#[ \t]*include\b/.test(text.slice(start, end)));
}

/** A symbol is the same with and without CONFIG_. */
function bareName(word: string): string {
  return word.replace(/^CONFIG_(?=\w)/, '');
}

/** The first word that one unit writes and about which another one has found something out. */
export function findNameClash(
  units: readonly MergeUnit[],
  written: readonly (readonly NewWord[])[],
): Clash | undefined {
  const owners = new Map<string, number[]>();
  for (const [i, unit] of units.entries()) {
    for (const name of new Set(unit.documents.flatMap((document) => [...namesOfFacts(document)]))) {
      const known = owners.get(name);
      if (!known) owners.set(name, [i]);
      // Two are enough: one of them isn't the one that writes the word.
      else if (known.length < 2) known.push(i);
    }
  }
  for (const [i, words] of written.entries()) {
    for (const { word, path } of words) {
      const other = owners.get(word)?.find((owner) => owner !== i);
      if (other !== undefined)
        return { units: [other, i], path, why: `one writes ${word}, which the other one deals with` };
    }
  }
  return undefined;
}
