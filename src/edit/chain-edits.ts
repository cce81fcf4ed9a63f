import { applyEdits } from './apply-edits.js';
import type { Edit } from './edit.js';

/**
 * Makes one list of edits of two that follow each other: `first` leads from `text` to a middle text, `second` from
 * there to the final one. The result leads from `text` to the final text; an edit of either list that no edit of the
 * other overlaps keeps its extent and cause, overlapping ones become one edit with the cause of the first of them.
 * @param first sorted and disjoint, offsets into `text`; `second` likewise, offsets into the middle text.
 */
export function chainEdits(text: string, first: readonly Edit[], second: readonly Edit[]): Edit[] {
  if (first.length === 0) return [...second];
  if (second.length === 0) return [...first];
  const middle = applyEdits(text, first);
  const earlier = placeInMiddle(first);
  const chained: Edit[] = [];
  let i = 0;
  // How far an offset of the middle text is ahead of the same place in `text`, past the first i edits.
  let shift = 0;
  const passFirst = () => {
    const edit = first[i++]!;
    shift += edit.text.length - (edit.end - edit.start);
    return edit;
  };
  for (let j = 0; j < second.length;) {
    while (i < first.length && earlier[i]!.end <= second[j]!.start) chained.push(passFirst());
    let { start, end, cause } = second[j]!;
    if (i < first.length && earlier[i]!.start < start) {
      start = earlier[i]!.start;
      cause = first[i]!.cause;
    }
    const originalStart = start - shift;
    // Whatever the span overlaps joins it, from one list and the other in turn.
    const own = j++;
    for (;;) {
      if (i < first.length && earlier[i]!.start < end) {
        end = Math.max(end, earlier[i]!.end);
        passFirst();
      } else if (j < second.length && second[j]!.start < end) end = Math.max(end, second[j++]!.end);
      else break;
    }
    const local = second.slice(own, j).map((e) => ({ ...e, start: e.start - start, end: e.end - start }));
    chained.push({
      start: originalStart,
      end: end - shift,
      text: applyEdits(middle.slice(start, end), local),
      cause,
    });
  }
  while (i < first.length) chained.push(first[i++]!);
  return chained;
}

/**
 * Where an offset of the text after `edits` lies in the text before; within text that an edit wrote, the edit's start.
 */
export function offsetBefore(edits: readonly Edit[], offset: number): number {
  let shift = 0;
  for (const edit of edits) {
    const start = edit.start + shift;
    if (offset < start) break;
    if (offset < start + edit.text.length) return edit.start;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return offset - shift;
}

/** The spans that the edits' texts take in the text after them. */
function placeInMiddle(edits: readonly Edit[]): { readonly start: number; readonly end: number }[] {
  let shift = 0;
  return edits.map((edit) => {
    const start = edit.start + shift;
    shift += edit.text.length - (edit.end - edit.start);
    return { start, end: start + edit.text.length };
  });
}
