import type { SourceText } from '../../../text/source-text.js';
import { lineSpanAt } from '../../../text/source-text.js';
import type { Span } from '../../../text/span.js';
import type { Directive } from './directives.js';
import type { Term } from './terms.js';

/** New bytes for a part of a directive. */
export interface Respelling extends Span {
  readonly text: string;
}

/**
 * The directive as the first of its section, with the condition `term`; undefined where it stays as it is. A
 * condition that changed, or that comes from an `#elif`, takes its shortest form: `#ifdef A` for `defined(A)`.
 */
export function spellIf(
  source: SourceText,
  directive: Directive,
  term: Term,
  isChanged: boolean,
): Respelling | undefined {
  const isElif = directive.kind.startsWith('elif');
  if (!isElif && !isChanged) return undefined;
  const { keyword, body } = directive;
  if (directive.kind === 'elifdef' || directive.kind === 'elifndef') {
    return { ...keyword, text: directive.kind.slice(2) };
  }
  if (term.test) {
    const text = `${term.test.isDefined ? 'ifdef' : 'ifndef'}${gapAfterKeyword(source, directive)}${term.test.name}`;
    return { start: keyword.start, end: body.end, text };
  }
  return spellCondition(source, directive, 'if', term);
}

/** The directive as an `#elif` with the condition `term`; undefined where it stays as it is. */
export function spellElif(
  source: SourceText,
  directive: Directive,
  term: Term,
  isChanged: boolean,
): Respelling | undefined {
  return isChanged ? spellCondition(source, directive, 'elif', term) : undefined;
}

/** The directive as an `#else`. */
export function spellElse(directive: Directive): Respelling {
  return {
    start: directive.keyword.start,
    end: Math.max(directive.keyword.end, directive.body.end),
    text: 'else',
  };
}

/** Blanks between keyword and name: those of the directive if they are on one line, or else one. */
function gapAfterKeyword(source: SourceText, directive: Directive): string {
  const gap = source.text.slice(directive.keyword.end, directive.body.start);
  return /^[ \t]+$/.test(gap) ? gap : ' ';
}

function spellCondition(source: SourceText, directive: Directive, keyword: string, term: Term): Respelling {
  const { keyword: old, body } = directive;
  let gap = source.text.slice(old.end, body.start);
  if (gap === '' && !term.text.startsWith('(')) gap = ' ';
  const column = gap.includes('\n')
    ? columnOf(source, body.start)
    : columnOf(source, old.start) + keyword.length + gap.length;
  const text = alignContinuation(term.text, columnOf(source, term.origin), column);
  return { start: old.start, end: body.end, text: keyword + gap + text };
}

function columnOf(source: SourceText, offset: number): number {
  return offset - lineSpanAt(source, offset).start;
}

/**
 * Continuation lines that were indented with spaces to the column where the condition started, or beyond it, move
 * with it; others stay.
 */
function alignContinuation(text: string, from: number, to: number): string {
  if (from === to || !text.includes('\n')) return text;
  return text.replace(/\n( +)(?=\S)/g, (line, blanks: string) =>
    blanks.length < from ? line : `\n${' '.repeat(Math.max(1, blanks.length + to - from))}`,
  );
}
