import type { Edit } from '../../edit/edit.js';
import { lineIndexAt, type SourceText } from '../../text/source-text.js';
import { makeIndent } from './fold/layout.js';
import { advanceColumn } from './fold/trivia.js';
import { TokenKind, tokenIndexAt, tokenText, type Tokens } from './syntax/lex.js';

const WIDTH = 80;

/**
 * Breaks lines of code that grew beyond 80 columns by new words, where the old ones fitted: behind a comma, && or ||
 * within the outermost bracket that has such a place, the rest aligned to that bracket. Directives stay.
 * @param edits what makes `after` of `before`, sorted.
 * @param tokens those of `after`.
 * @param isConcerned whether an edit puts new words in the place of others.
 * @returns edits into `after`, sorted.
 */
export function wrapLines(
  before: SourceText,
  edits: readonly Edit[],
  after: SourceText,
  tokens: Tokens,
  isConcerned: (edit: Edit) => boolean,
): Edit[] {
  const wraps: Edit[] = [];
  let shift = 0;
  let last = -1;
  for (const edit of edits) {
    const line = lineIndexAt(after, edit.start + shift + edit.text.length);
    shift += edit.text.length - (edit.end - edit.start);
    if (!isConcerned(edit) || line <= last || edit.text === '') continue;
    last = line;
    const start = after.lineStarts[line]!;
    const stop = endOf(after, line);
    if (width(after.text.slice(start, stop)) <= WIDTH) continue;
    const old = [lineIndexAt(before, edit.start), lineIndexAt(before, edit.end)];
    if (old.some((l) => width(before.text.slice(before.lineStarts[l], endOf(before, l))) > WIDTH)) continue;
    const wrap = breakLine(after.text, start, stop, tokens);
    if (wrap) wraps.push({ ...wrap, cause: edit.cause });
  }
  return wraps;
}

const width = (line: string): number => advanceColumn(0, line);

/** End of a line, its line end apart. */
function endOf({ text, lineStarts }: SourceText, line: number): number {
  const stop = lineStarts[line + 1] ?? text.length;
  return stop - (/\r?\n$/.exec(text.slice(Math.max(0, stop - 2), stop))?.[0].length ?? 0);
}

interface BreakPlace {
  /** Of the white space that becomes the line break. */
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** Where the next line begins. */
  readonly column: number;
}

function breakLine(text: string, start: number, stop: number, tokens: Tokens): Omit<Edit, 'cause'> | null {
  const places = findPlaces(text, start, stop, tokens);
  const outermost = Math.min(...places.map(({ depth }) => depth));
  const fits = (place: BreakPlace) =>
    width(text.slice(start, place.start)) <= WIDTH &&
    advanceColumn(place.column, text.slice(place.end, stop)) <= WIDTH;
  const chosen = places.filter((place) => place.depth === outermost).findLast(fits) ?? places.findLast(fits);
  if (!chosen) return null;
  const indent = makeIndent(chosen.column, /^[ \t]*/.exec(text.slice(start, stop))![0]);
  const lineEnd = text.startsWith('\r\n', stop) ? '\r\n' : '\n';
  return { start: chosen.start, end: chosen.end, text: lineEnd + indent };
}

/** White space behind commas and logical operators of a line. */
function findPlaces(text: string, start: number, stop: number, tokens: Tokens): BreakPlace[] {
  const indent = /^[ \t]*/.exec(text.slice(start, stop))![0];
  const columns = [advanceColumn(0, indent)];
  const places: BreakPlace[] = [];
  const goesOn = isContinuation(text, start);
  for (let i = tokenIndexAt(tokens, start); i < tokens.count && tokens.end[i]! <= stop; i++) {
    if (tokens.kind[i] === TokenKind.Directive) return [];
    const word = tokenText(tokens, i);
    const end = tokens.end[i]!;
    if (word === '(' || word === '[') columns.push(advanceColumn(0, text.slice(start, end)));
    else if ((word === ')' || word === ']') && columns.length > 1) columns.pop();
    else if (word === ',' || word === '&&' || word === '||') {
      const space = /^[ \t]+(?=\S)/.exec(text.slice(end, stop))?.[0].length ?? 0;
      const depth = columns.length;
      if (space > 0 && (depth > 1 || goesOn))
        places.push({ start: end, end: end + space, depth, column: columns.at(-1)! });
    }
  }
  // A comment at the end would come to stand on a line of its own.
  return text.slice(start, stop).includes('/*') ? [] : places;
}

/** Whether the line goes on with what the one above began. */
function isContinuation(text: string, start: number): boolean {
  const above = text.slice(text.lastIndexOf('\n', start - 2) + 1, Math.max(0, start - 1)).trimEnd();
  return /(?:[(,[=?|&+\-*/]|&&|\|\|)$/.test(above) && !above.endsWith('*/');
}
