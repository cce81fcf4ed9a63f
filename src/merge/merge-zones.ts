import { makeOutline } from '../lang/c/syntax/outline.js';
import { classifyFile } from '../lang/file-kind.js';
import { partitionPoint } from '../text/partition-point.js';

/**
 * A text in parts, such that changes in different parts don't depend on each other: the functions and declarations of
 * C with what stands above them, the entries of Kconfig, else lines (those that a backslash continues are one).
 */
export interface Zones {
  /** The first and the last part that a range touches; an empty range touches those on both of its sides. */
  readonly touched: (start: number, end: number) => readonly [first: number, last: number];
}

/** @param path decides the language; @param text latin1. */
export function makeZones(path: string, text: string): Zones {
  const ends = endsOf(path, text);
  const zoneOf = (offset: number) => partitionPoint(ends.length, (i) => ends[i]! <= offset);
  return {
    touched: (start, end) =>
      start === end ? [zoneOf(Math.max(0, start - 1)), zoneOf(start)] : [zoneOf(start), zoneOf(end - 1)],
  };
}

/** Offsets at which parts end, ascending. */
function endsOf(path: string, text: string): number[] {
  switch (classifyFile(path)) {
    case 'c':
      return endsOfCode(text);
    case 'kconfig':
      return endsOfEntries(text);
    default:
      return endsOfLines(text);
  }
}

const KCONFIG_LINE =
  /^[ \t]*(?:config|menuconfig|choice|endchoice|menu|endmenu|if|endif|source|rsource|comment|mainmenu)\b/;
/** What decides about a line stands within so many characters. */
const HEAD = 200;

/** Blank lines are parts of their own: what goes takes those along that part it from what stays. */
function endsOfEntries(text: string): number[] {
  const ends: number[] = [];
  eachLine(text, 0, text.length, (start, end, head) => {
    if (KCONFIG_LINE.test(head)) ends.push(start);
    if (isBlank(head)) ends.push(start, end);
  });
  return ends;
}

function isBlank(head: string): boolean {
  return head.length < HEAD && head.trim() === '';
}

/** Tells of each logical line that starts in a range: where it starts and ends, and its first characters. */
function eachLine(
  text: string,
  start: number,
  end: number,
  tell: (start: number, end: number, head: string) => void,
): number {
  let at = start;
  while (at < end) {
    const next = endOfLine(text, at);
    tell(at, next, text.slice(at, Math.min(next, at + HEAD)));
    at = next;
  }
  return at;
}

/** Past the end of a line and of those that continue it. */
function endOfLine(text: string, start: number): number {
  let end = text.indexOf('\n', start);
  while (end >= 0 && (text[end - 1] === '\\' || text.startsWith('\\\r', end - 2)))
    end = text.indexOf('\n', end + 1);
  return end < 0 ? text.length : end + 1;
}

function endsOfLines(text: string): number[] {
  const ends: number[] = [];
  eachLine(text, 0, text.length, (_, end) => ends.push(end));
  return ends;
}

/** Each item ends a part at the end of its line; between items so do directives and blank lines. */
function endsOfCode(text: string): number[] {
  const ends: number[] = [];
  let at = 0;
  for (const { start, end } of [...makeOutline(text).items, { start: text.length, end: text.length }]) {
    at = eachLine(text, at, start, (from, to, head) => {
      // The item may start on a line that others end on.
      if (to > start) return;
      if (isBlank(head)) ends.push(from, to);
      else if (/^[ \t]*#/.test(head)) ends.push(to);
    });
    at = Math.max(at, endOfLine(text, end));
    ends.push(at);
  }
  return ends;
}
