import type { PageData, PageFile, PageHunk } from '../page-data.js';
import { factsBelow, factsOfHunk, type FactRef } from './facts.js';

export type Shown = 'all' | 'changes' | 'leftovers';

/** What of the run is shown. */
export interface Filter {
  /** A folder or file; '' for the whole tree. */
  readonly path: string;
  /** A document of the series and, in it, a fact with what follows from it; -1 for all. */
  readonly document: number;
  readonly fact: number;
  /** As people name them; none for all. */
  readonly languages: ReadonlySet<string>;
  readonly shown: Shown;
  /** A part of the path, in lower case. */
  readonly text: string;
}

export const NO_FILTER: Filter = {
  path: '',
  document: -1,
  fact: -1,
  languages: new Set(),
  shown: 'all',
  text: '',
};

export function isFiltering(filter: Filter): boolean {
  const { path, document, languages, shown, text } = filter;
  return path !== '' || document >= 0 || languages.size > 0 || shown !== 'all' || text !== '';
}

/** Which hunks (by their index) of a file are shown; undefined where the file isn't. */
export type Sieve = (document: number, file: PageFile) => readonly number[] | undefined;

export function makeSieve(data: PageData, filter: Filter): Sieve {
  const ref: FactRef | undefined =
    filter.fact < 0 ? undefined : { document: filter.document, fact: filter.fact };
  const below = ref && factsBelow(data.documents[ref.document]!.facts, ref.fact);
  const takesHunk = (hunk: PageHunk) =>
    (below === undefined || factsOfHunk(hunk).some((fact) => below.has(fact))) &&
    (filter.shown !== 'leftovers' || hunk.notes.length > 0) &&
    (filter.shown !== 'changes' || hunk.lines.some((line) => !line.startsWith(' ')));
  return (document, file) => {
    if (filter.document >= 0 && filter.document !== document) return undefined;
    if (!isBelow(file.path, filter.path)) return undefined;
    if (filter.languages.size > 0 && !filter.languages.has(file.language)) return undefined;
    if (filter.text !== '' && !file.path.toLowerCase().includes(filter.text)) return undefined;
    const hunks = file.hunks.flatMap((hunk, index) => (takesHunk(hunk) ? [index] : []));
    // A file that goes or changes without a hunk: it was empty.
    const isBare = file.hunks.length === 0 && below === undefined && filter.shown !== 'leftovers';
    return hunks.length > 0 || isBare ? hunks : undefined;
  };
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
