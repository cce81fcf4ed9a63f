import type { ProofEdit } from '../proof-task.js';

/** Where in the new text something is left to a person. */
export interface LeftoverPlaces {
  /** Whether a span holds such a place. */
  readonly isLeft: (start: number, end: number) => boolean;
  /** Whether the line does that holds an offset. */
  readonly isLeftLine: (offset: number) => boolean;
  /** The places, as offsets in the old text. */
  readonly offsets: readonly number[];
  /** Whether the change takes away a word of the old text. */
  readonly goes: (offset: number, word: string) => boolean;
  /** The offset in the old text of what the change left as it was; undefined: an edit wrote it. */
  readonly keptFrom: (offset: number) => number | undefined;
}

/** @param leftovers offsets in the old text. */
export function locateLeftovers(
  text: string,
  edits: readonly ProofEdit[],
  leftovers: readonly number[],
): LeftoverPlaces {
  if (leftovers.length === 0)
    return {
      isLeft: () => false,
      isLeftLine: () => false,
      offsets: [],
      goes: () => false,
      keptFrom: () => undefined,
    };
  // Where each edit's text begins and ends in the new text.
  const places: { readonly start: number; readonly end: number; readonly edit: ProofEdit }[] = [];
  let shift = 0;
  for (const edit of edits) {
    const start = edit.start + shift;
    places.push({ start, end: start + edit.text.length, edit });
    shift += edit.text.length - (edit.end - edit.start);
  }
  /** The edit that wrote what stands at an offset, or the offset of it in the old text. */
  const find = (offset: number): ProofEdit | number => {
    let moved = 0;
    for (const { start, end, edit } of places) {
      if (offset < start) break;
      if (offset < end) return edit;
      moved = edit.end - end;
    }
    return offset + moved;
  };
  const isLeft = (start: number, end: number) => {
    const first = find(start);
    const last = find(end);
    const from = typeof first === 'number' ? first : first.start;
    const to = typeof last === 'number' ? last : last.end;
    return leftovers.some((offset) => offset >= from && offset < to);
  };
  return {
    isLeft,
    isLeftLine(offset) {
      const end = text.indexOf('\n', offset);
      return isLeft(text.lastIndexOf('\n', offset) + 1, end < 0 ? text.length : end);
    },
    offsets: leftovers,
    goes(offset, word) {
      const edit = edits.find(({ start, end }) => start <= offset && offset < end);
      return edit !== undefined && !edit.text.includes(word);
    },
    keptFrom(offset) {
      const found = find(offset);
      return typeof found === 'number' ? found : undefined;
    },
  };
}
