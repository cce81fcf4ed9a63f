import type { Edit } from '../../edit/edit.js';
import { lineIndexAt, type SourceText } from '../../text/source-text.js';
import { spanAt } from '../../text/span.js';
import { columnAfter } from '../kbuild/align-operator.js';
import { findProse } from './prose.js';

const WIDTH = 80;

/** Ends a line on which a statement goes on with the next one. */
const GOES_ON = /(?:[=(,?+\-|&<>*/]|[^\s:]\s*:|\breturn)$/;
/** Ends the line before a statement or an initializer. */
const ENDS_BEFORE = /(?:^|[;{}:)]|\belse|\bdo|\*\/)$/;
const DESIGNATED = /^\s*(?:\.\w+|\[[^\]]*\])\s*=/;
const HEAD = /^\s*(?:\}\s*)?(?:else\s+)?(?:if|while|for|switch)\b/;

/**
 * Joins statements and initializers of C that stand on two lines and now fit on one, where they had been broken only
 * because they didn't: the one line would have been wider than 80 columns before.
 * @param before the text before the words changed; its lines are those of `after`.
 * @param edits into `before`; none adds or takes a line.
 * @returns edits into `after`.
 */
export function joinLines(before: SourceText, after: SourceText, edits: readonly Edit[]): Edit[] {
  const joined: Edit[] = [];
  const { comments } = findProse('c', after.text);
  let last = -1;
  for (const edit of edits) {
    const line = lineIndexAt(before, edit.start);
    for (const first of [line - 1, line]) {
      if (first <= last || first < 0 || first + 1 >= after.lineStarts.length) continue;
      const isProse = [first, first + 1].some((l) => spanAt(comments, after.lineStarts[l]!));
      if (isProse || !fitsNow(before, after, first)) continue;
      const head = lineOf(after, first);
      const tail = lineOf(after, first + 1);
      const start = after.lineStarts[first]! + head.length;
      const end = after.lineStarts[first + 1]! + (tail.length - tail.trimStart().length);
      joined.push({ start, end, text: head.endsWith('(') ? '' : ' ', cause: edit.cause });
      last = first + 1;
    }
  }
  return joined;
}

function fitsNow(before: SourceText, after: SourceText, first: number): boolean {
  const head = lineOf(after, first);
  const tail = lineOf(after, first + 1);
  if (!isTwoLineStatement(first > 0 ? lineOf(after, first - 1) : '', head, tail)) return false;
  return (
    widthOf(joinTwo(head, tail)) <= WIDTH &&
    widthOf(joinTwo(lineOf(before, first), lineOf(before, first + 1))) > WIDTH
  );
}

/** Whether `head` and `tail` are a whole statement, initializer or head of one, and nothing else. */
function isTwoLineStatement(above: string, head: string, tail: string): boolean {
  const whole = joinTwo(head, tail);
  if (/^\s*#|\\$|\/\*|\*\/|\/\//.test(head) || /^\s*#|\\$|\/\*|\*\/|\/\//.test(tail)) return false;
  if (!GOES_ON.test(head) || (head.endsWith(':') && !head.includes('?'))) return false;
  if (widthOf(indentOf(tail)) <= widthOf(indentOf(head)) || tail.trim() === '') return false;
  const isInitializer = DESIGNATED.test(head);
  const startsHere =
    ENDS_BEFORE.test(above.trimEnd()) ||
    /^\s*#/.test(above) ||
    (isInitializer && above.trimEnd().endsWith(','));
  if (!startsHere) return false;
  if (!(
    tail.endsWith(';') ||
    (isInitializer && tail.endsWith(',')) ||
    (HEAD.test(head) && /\)(?: \{)?$/.test(tail))
  ))
    return false;
  return depthOf(whole.replace(/ \{$/, '')) === 0;
}

/** Open brackets at the end of a line of code that had none at its start; -1 when one closes too many. */
function depthOf(code: string): number {
  const plain = code.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '').replace(/^\s*\}/, '');
  let depth = 0;
  for (const char of plain) {
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && --depth < 0) return -1;
  }
  return depth;
}

function joinTwo(head: string, tail: string): string {
  return head + (head.endsWith('(') ? '' : ' ') + tail.trimStart();
}

const widthOf = (line: string): number => columnAfter(line, 0);
const indentOf = (line: string): string => /^\s*/.exec(line)![0];

/** A line without white space at its end. */
function lineOf({ text, lineStarts }: SourceText, line: number): string {
  return text.slice(lineStarts[line], lineStarts[line + 1] ?? text.length).trimEnd();
}
