import type { Span } from '../../../text/span.js';
import { blankComments, scanLines, spliceEnd, type DirectiveLine } from './logical-lines.js';

export type ConditionalKind = 'if' | 'ifdef' | 'ifndef' | 'elif' | 'elifdef' | 'elifndef' | 'else' | 'endif';

export type DirectiveKind =
  | ConditionalKind
  | 'define'
  | 'undef'
  | 'include'
  | 'include_next'
  | 'error'
  | 'warning'
  | 'pragma'
  | 'line'
  | 'other';

const KINDS: ReadonlySet<string> = new Set<DirectiveKind>([
  'if',
  'ifdef',
  'ifndef',
  'elif',
  'elifdef',
  'elifndef',
  'else',
  'endif',
  'define',
  'undef',
  'include',
  'include_next',
  'error',
  'warning',
  'pragma',
  'line',
]);

export interface Directive extends DirectiveLine {
  /** `other` for the null directive, `# 12 "file"`, unknown names and a device tree's `#size-cells`. */
  readonly kind: DirectiveKind;
  readonly keyword: Span;
  /**
   * What follows the keyword: an expression, a name, a definition. Blanks and comments at both ends are left out;
   * comments and splices in the middle are in it. Empty (start = end) where nothing follows.
   */
  readonly body: Span;
}

export interface MacroDefinition {
  readonly name: string;
  readonly nameSpan: Span;
  /** Absent for an object-like macro; a variadic one ends in `...` or `name...`. */
  readonly parameters?: readonly string[];
  /** The replacement list, without blanks and comments at its ends. */
  readonly body: Span;
}

export interface DirectiveScan {
  readonly directives: readonly Directive[];
  /** Every comment of the file, in order. */
  readonly comments: readonly Span[];
}

/** Finds all directives and comments of a C-like text, in order. Never throws. */
export function scanDirectives(text: string): DirectiveScan {
  const { directiveLines, comments } = scanLines(text);
  return { directives: directiveLines.map((line) => readDirective(text, line)), comments };
}

function readDirective(text: string, line: DirectiveLine): Directive {
  const afterHash = line.hash + (text.charCodeAt(line.hash) === 35 ? 1 : 2);
  // Comments and splices are blanks here; most lines have none, and the text itself will do.
  const isPlain = line.comments.length === 0 && !line.spliced;
  const blanked = isPlain ? text : blankComments(text, line, afterHash, line.end);
  const base = isPlain ? 0 : afterHash;
  const stop = line.end - base;
  let at = afterHash - base;
  while (at < stop && isBlank(blanked.charCodeAt(at)) && blanked.charCodeAt(at) !== 10) at++;
  const { word, end } = readWord(text, base + at);
  const kind = KINDS.has(word) ? (word as DirectiveKind) : 'other';
  const { start, hash, comments, spliced } = line;
  const keyword = { start: base + at, end };
  const body = trimSpan(blanked, base, { start: end, end: line.end });
  return { start, end: line.end, hash, comments, spliced, kind, keyword, body };
}

/** The span without blanks at its ends, empty at its start where nothing is left; `text` starts at offset `base`. */
function trimSpan(text: string, base: number, span: Span): Span {
  let start = span.start - base;
  let end = span.end - base;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return start === end ? { start: span.start, end: span.start } : { start: base + start, end: base + end };
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0;
}

function isWordPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36 ||
    code >= 128
  );
}

/** Reads the identifier at `at`; splices inside it are no part of it (translation phase 2 comes first). */
function readWord(text: string, at: number): { word: string; end: number } {
  let end = wordEnd(text, at);
  let word = text.slice(at, end);
  while (word !== '' && text.charCodeAt(end) === 92) {
    const next = spliceEnd(text, end);
    const nextEnd = next > 0 ? wordEnd(text, next) : next;
    if (nextEnd === next) break;
    word += text.slice(next, nextEnd);
    end = nextEnd;
  }
  return { word, end };
}

function wordEnd(text: string, at: number): number {
  let end = at;
  while (isWordPart(text.charCodeAt(end))) end++;
  return end;
}

/** The first word of the directive's body: the macro of `#ifdef`, `#define` or `#undef`; '' where there is none. */
export function nameOf(text: string, directive: Directive): string {
  const { word } = readWord(text, directive.body.start);
  return word !== '' && (word.charCodeAt(0) < 48 || word.charCodeAt(0) > 57) ? word : '';
}

/** The directive's body with comments and splices turned into blanks; same length as the body's span. */
export function bodyText(text: string, directive: Directive): string {
  return blankComments(text, directive, directive.body.start, directive.body.end);
}

/** Reads a `#define`; undefined where it is none or holds no name. */
export function parseMacroDefinition(text: string, directive: Directive): MacroDefinition | undefined {
  if (directive.kind !== 'define') return undefined;
  const name = nameOf(text, directive);
  if (name === '') return undefined;
  const { end: nameEnd } = readWord(text, directive.body.start);
  const nameSpan = { start: directive.body.start, end: nameEnd };
  const rest = blankComments(text, directive, nameEnd, directive.body.end);
  // A parenthesis makes it function-like only where nothing stands between (C11 6.10.3p10).
  const list = text[nameEnd] === '(' ? /^\(([^()]*)\)/.exec(rest) : null;
  const bodyStart = nameEnd + (list ? list[0].length : 0);
  const body = trimSpan(rest, nameEnd, { start: bodyStart, end: directive.body.end });
  if (!list) return { name, nameSpan, body };
  const inner = list[1]!.trim();
  const parameters = inner === '' ? [] : inner.split(',').map((parameter) => parameter.trim());
  return { name, nameSpan, parameters, body };
}
