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
  const rest = blankComments(text, line, afterHash, line.end);
  const blanks = /^[\s\0]*/.exec(rest)![0].length;
  const { word, end } = readWord(text, afterHash + blanks);
  const kind = KINDS.has(word) ? (word as DirectiveKind) : 'other';
  const keyword = { start: afterHash + blanks, end };
  return { ...line, kind, keyword, body: trimSpan(rest, afterHash, end) };
}

/** The part of `rest` (which starts at offset `base`) from `from` on, without blanks at its ends. */
function trimSpan(rest: string, base: number, from: number): Span {
  let start = from - base;
  let end = rest.length;
  while (start < end && isBlank(rest.charCodeAt(start))) start++;
  while (end > start && isBlank(rest.charCodeAt(end - 1))) end--;
  return start === end ? { start: from, end: from } : { start: base + start, end: base + end };
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
  let word = '';
  let end = at;
  let next = at;
  for (;;) {
    const start = next;
    while (isWordPart(text.charCodeAt(next))) next++;
    word += text.slice(start, next);
    if (next > start) end = next;
    const joined = text.charCodeAt(next) === 92 ? spliceEnd(text, next) : 0;
    if (joined === 0 || word === '' || !isWordPart(text.charCodeAt(joined))) return { word, end };
    next = joined;
  }
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
  const body = trimSpan(rest, nameEnd, nameEnd + (list ? list[0].length : 0));
  if (!list) return { name, nameSpan, body };
  const inner = list[1]!.trim();
  const parameters = inner === '' ? [] : inner.split(',').map((parameter) => parameter.trim());
  return { name, nameSpan, parameters, body };
}
