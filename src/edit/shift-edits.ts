import { partitionPoint } from '../text/partition-point.js';
import type { Edit } from './edit.js';

/**
 * Edits as they stand once others are made: both lists have offsets into one text, the result has offsets into the
 * text after `over`. An edit that both lists have is left out.
 * @param edits sorted and disjoint, as `over`; no edit of one list may overlap another one of the other.
 */
export function shiftEdits(edits: readonly Edit[], over: readonly Edit[]): Edit[] {
  const shifted: Edit[] = [];
  let at = 0;
  let shift = 0;
  for (const edit of edits) {
    for (; at < over.length && comesBefore(over[at]!, edit); at++) shift += growthOf(over[at]!);
    if (at < over.length && isSameEdit(over[at]!, edit)) continue;
    shifted.push({ ...edit, start: edit.start + shift, end: edit.end + shift });
  }
  return shifted;
}

/** Says where a place of the text lies after edits; undefined where it goes with one. */
export function openOffsetMap(edits: readonly Edit[]): (offset: number) => number | undefined {
  let shift = 0;
  const shifts = [0, ...edits.map((edit) => (shift += growthOf(edit)))];
  return (offset) => {
    const passed = partitionPoint(edits.length, (i) => edits[i]!.end <= offset);
    const next = edits[passed];
    return next && next.start <= offset ? undefined : offset + shifts[passed]!;
  };
}

export function isSameEdit(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

function comesBefore(a: Edit, b: Edit): boolean {
  return a.end <= b.start && a.start < b.start;
}

function growthOf({ start, end, text }: Edit): number {
  return text.length - (end - start);
}
