import { diffArrays } from 'diff';
import type { Edit } from '../edit/edit.js';

/** The edits that lead from one text to another, line by line. */
export function editsBetween(before: string, after: string): Edit[] {
  const edits: Edit[] = [];
  const split = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  let at = 0;
  let open: Edit | undefined;
  for (const { value, added, removed } of diffArrays(split(before), split(after))) {
    const text = value.join('');
    const end = added ? at : at + text.length;
    if (added || removed) {
      open = { start: open?.start ?? at, end, text: (open?.text ?? '') + (added ? text : ''), cause: '' };
    } else {
      if (open) edits.push(open);
      open = undefined;
    }
    at = end;
  }
  if (open) edits.push(open);
  return edits;
}
