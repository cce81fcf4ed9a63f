import { factId } from '../lang/facts.js';
import { editsOf } from '../patch/format-patch.js';
import { makeLineChanges } from '../patch/hunks.js';
import type { DocumentResult } from '../result.js';
import { makeSourceText, positionAt, type SourceText } from '../text/source-text.js';

/** A fact of a document, with what it leads to. */
export interface ListedFact {
  /** Made for people to read; latin1, as a tree's text. */
  readonly id: string;
  /** The facts that it follows from, as indexes of the list; none for what the rule states. */
  readonly because: readonly number[];
  /** The place that shows it: `path:line`, or the path alone. */
  readonly place?: string;
  /** Changes, each of lines that follow each other, that it is a cause of, and the files that they stand in. */
  readonly changes: number;
  readonly files: number;
  readonly leftovers: number;
}

type Draft = { -readonly [K in keyof Omit<ListedFact, 'because'>]: ListedFact[K] } & { because: number[] };

/** All facts of a document: what the rule states first, then what follows, each behind what it follows from. */
export function listFacts(part: DocumentResult): ListedFact[] {
  const facts: Draft[] = [];
  const indexes = new Map<string, number>();
  const add = (id: string): Draft => {
    const known = indexes.get(id);
    if (known !== undefined) return facts[known]!;
    const fact: Draft = { id, because: [], changes: 0, files: 0, leftovers: 0 };
    indexes.set(id, facts.push(fact) - 1);
    return fact;
  };
  for (const id of [...part.ruleFacts.map(factId), ...part.alterations]) add(id);
  const sources = openSources(part);
  for (const { fact, because, path, offset } of part.facts) {
    for (const reason of because) add(reason);
    const own = add(factId(fact));
    for (const reason of because.map((id) => indexes.get(id)!)) {
      if (facts[reason] !== own && !own.because.includes(reason)) own.because.push(reason);
    }
    if (path !== undefined && own.place === undefined) own.place = placeOf(sources, path, offset);
  }
  for (const change of part.changes) {
    const seen = new Set<string>();
    for (const { causes } of makeLineChanges(sources(change.path)!, editsOf(change))) {
      for (const cause of causes) {
        const fact = add(cause);
        fact.changes++;
        if (seen.has(cause)) continue;
        seen.add(cause);
        fact.files++;
      }
    }
  }
  for (const { cause } of part.leftovers) add(cause).leftovers++;
  return facts;
}

/** The text that a changed file had before the document; undefined for other files. */
export function openSources({ changes }: DocumentResult): (path: string) => SourceText | undefined {
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const known = new Map<string, SourceText>();
  return (path) => {
    const change = byPath.get(path);
    if (!change) return undefined;
    let source = known.get(path);
    if (!source) known.set(path, (source = makeSourceText(path, change.before)));
    return source;
  };
}

/** `path:line` where the text is known, else the path. */
export function placeOf(
  sources: (path: string) => SourceText | undefined,
  path: string,
  offset: number | undefined,
): string {
  const source = sources(path);
  return source && offset !== undefined ? `${path}:${positionAt(source, offset).line}` : path;
}

/** `3 changes in 2 files, 1 leftover`: what a fact leads to itself; '' where that is nothing. */
export function describeEffect({ changes, files, leftovers }: ListedFact): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return [
    ...(changes > 0 ? [`${count(changes, 'change')}${files > 1 ? ` in ${count(files, 'file')}` : ''}`] : []),
    ...(leftovers > 0 ? [count(leftovers, 'leftover')] : []),
  ].join(', ');
}
