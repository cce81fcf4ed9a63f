import type { Edit } from '../../../edit/edit.js';

/**
 * Sorts changes and settles those that lie within another one: the outer one wins, and of two equal ones the first.
 * Removals (text '') that touch or overlap become one.
 */
export function resolveChanges(changes: readonly Edit[]): Edit[] {
  // An insertion at a place comes before what is replaced from there on; of nested spans the outer comes first.
  const sorted = changes
    .map((edit, order) => ({ edit, order }))
    .sort(
      (a, b) =>
        a.edit.start - b.edit.start ||
        rank(a.edit) - rank(b.edit) ||
        b.edit.end - a.edit.end ||
        a.order - b.order,
    )
    .map((entry) => entry.edit);
  const result: Edit[] = [];
  let reach = -1; // end of the last change that takes bytes
  for (const edit of sorted) {
    const last = result.at(-1);
    if (edit.end === edit.start) {
      const isCovered = edit.start < reach;
      if (!isCovered && !(last?.start === edit.start && last.end === edit.end && last.text === edit.text))
        result.push(edit);
      continue;
    }
    if (edit.start < reach) {
      if (edit.end <= reach) continue;
      const owner = result.findLast((e) => e.end > e.start)!;
      // Two removals that overlap are one. Anything else would be a bug: the one that started first stays.
      if (owner.text === '' && edit.text === '') {
        result[result.lastIndexOf(owner)] = { ...owner, end: edit.end };
        reach = edit.end;
      }
      continue;
    }
    result.push(edit);
    reach = edit.end;
  }
  return result;
}

function rank(edit: Edit): number {
  return edit.end === edit.start ? 0 : 1;
}
