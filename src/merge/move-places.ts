import { applyEdits } from '../edit/apply-edits.js';
import type { Edit } from '../edit/edit.js';
import { openOffsetMap } from '../edit/shift-edits.js';
import { decodeText, encodeText } from '../report/decode-text.js';
import { makeSourceText, positionAt, lineSpanAt } from '../text/source-text.js';
import type { DocumentJson } from './arrange-units.js';

/** A file as a document found it, and what others have done to it before. */
export interface MovedFile {
  readonly text: string;
  /** In offsets into `text`; null: the file is gone. */
  readonly edits: readonly Edit[] | null;
}

type PlaceOf = (path: string, offset: number) => LinePlace | 'gone' | 'same';

interface LinePlace {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** The line, decoded. */
  readonly text: string;
}

/**
 * The document with its places where they lie after the changes of others. Leftovers in what is gone are gone, too.
 * @param movedFile undefined for a file that no other unit has changed; its path is latin1.
 */
export function movePlaces(
  document: DocumentJson,
  movedFile: (path: string) => MovedFile | undefined,
): DocumentJson {
  const placeOf = openPlaces(movedFile);
  return {
    ...document,
    facts: document.facts.map((fact) => {
      if (fact.path === undefined || fact.offset === undefined) return fact;
      const place = placeOf(fact.path, fact.offset);
      if (place === 'same') return fact;
      if (place !== 'gone') return { ...fact, offset: place.offset };
      const { fact: own, because, path } = fact;
      return { fact: own, because, path };
    }),
    leftovers: document.leftovers.flatMap((leftover) => {
      const place = placeOf(leftover.path, leftover.offset);
      if (place === 'gone') return [];
      return place === 'same' ? [leftover] : [{ ...leftover, ...place }];
    }),
  };
}

function openPlaces(movedFile: (path: string) => MovedFile | undefined): PlaceOf {
  const known = new Map<string, (offset: number) => LinePlace | 'gone' | 'same'>();
  const open = (path: string): ((offset: number) => LinePlace | 'gone' | 'same') => {
    const file = movedFile(encodeText(path));
    if (!file) return () => 'same';
    const { text, edits } = file;
    if (edits === null) return () => 'gone';
    const map = openOffsetMap(edits);
    const source = makeSourceText(path, applyEdits(text, edits));
    return (before) => {
      const offset = map(before);
      if (offset === undefined) return 'gone';
      const { start, end } = lineSpanAt(source, offset);
      const line = source.text.slice(start, end).replace(/\r?\n$/, '');
      return { offset, ...positionAt(source, offset), text: decodeText(line) };
    };
  };
  return (path, offset) => {
    let place = known.get(path);
    if (!place) known.set(path, (place = open(path)));
    return place(offset);
  };
}
