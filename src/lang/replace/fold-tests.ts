import type { Edit } from '../../edit/edit.js';
import { spanAt } from '../../text/span.js';
import { findProse } from '../rename/prose.js';

/** The same test of a symbol on both sides of an operator. */
const TWICE =
  /((!?)[ \t]*\b(?:IS_ENABLED|IS_BUILTIN|IS_MODULE)\([ \t]*CONFIG_\w+[ \t]*\))(\s*)(&&|\|\|)(\s*)(\1)/g;

/** What may stand before and behind an operand of && or ||, so that nothing binds to it more closely. */
const BEFORE = /(?:[({,;?:]|&&|\|\||\breturn|(?<![=!<>+\-*/%&|^])=)$/;
const BEHIND = /^(?:[)},;?:]|&&|\|\|)/;

/**
 * Folds `IS_ENABLED(A) && IS_ENABLED(A)` of code (and the same with ||) where a replacement made it so. The operand
 * that it wrote goes, with the operator.
 * @param places offsets of the names that took another's place, sorted.
 */
export function foldTests(text: string, places: readonly number[], cause: string): Edit[] {
  const edits: Edit[] = [];
  const { comments, strings } = findProse('c', text);
  const hasPlace = (start: number, end: number) => places.some((place) => start <= place && place < end);
  for (const match of text.matchAll(TWICE)) {
    const start = match.index;
    const end = start + match[0].length;
    const firstEnd = start + match[1]!.length;
    const secondStart = end - match[6]!.length;
    if (!hasPlace(start, end) || spanAt(comments, start) || spanAt(strings, start)) continue;
    const before = text.slice(Math.max(0, start - 200), start).trimEnd();
    const behind = text.slice(end, end + 200).trimStart();
    if (!BEFORE.test(before) || !BEHIND.test(behind)) continue;
    // && binds more closely than ||.
    if (match[4] === '||' && (before.endsWith('&&') || behind.startsWith('&&'))) continue;
    const second = hasPlace(secondStart, end);
    edits.push({ ...(second ? { start: firstEnd, end } : { start, end: secondStart }), text: '', cause });
  }
  return edits;
}
