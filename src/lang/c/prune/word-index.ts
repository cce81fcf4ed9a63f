import { spanAt, type Span } from '../../../text/span.js';
import { firstAtOrAfter } from '../../../text/partition-point.js';
import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { directiveName } from '../syntax/outline.js';

/** An identifier in code or in a directive; comments and strings hold none. */
export interface Word {
  readonly name: string;
  readonly start: number;
  /** The token before it is `.` or `->`: a member's name. */
  readonly isMember: boolean;
  /** The token before it is `struct`, `union` or `enum`: a name of another space (C11 6.2.3). */
  readonly isTag: boolean;
  /**
   * A name of the labels' own space (C11 6.2.3), unless it is a macro: behind `goto`, or where a label may stand, which
   * only a jump to it tells from an unnamed bit-field's type.
   */
  readonly label: 'jump' | 'place' | null;
  /** The directive's name where it stands in one. */
  readonly directive: string | null;
}

/** The text that was indexed last: the rounds of an analysis ask for that of its file. */
let latest: { readonly text: string; readonly words: readonly Word[] } | undefined;

/** The identifiers of a whole text, in order; those of directives included. */
export function wordsOf(text: string): readonly Word[] {
  if (latest?.text !== text) latest = { text, words: indexWords(text, [{ start: 0, end: text.length }]) };
  return latest.words;
}

/** At the end of a task: lets go of them. */
export function forgetWords(): void {
  latest = undefined;
}

/** The same in some ranges of a text (sorted, disjoint). */
export function indexWords(text: string, ranges: readonly Span[]): Word[] {
  const words: Word[] = [];
  for (const { start, end } of ranges) addWords(lex(text, start, end), null, words);
  return words;
}

function addWords(tokens: Tokens, directive: string | null, words: Word[]): void {
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] === TokenKind.Directive) {
      const name = directiveName(tokens, i);
      // A header's name is no identifier, though `#include <linux/foo.h>` looks as if it held some.
      if (name.startsWith('include') && /[<"]/.test(tokens.text.slice(tokens.start[i], tokens.end[i])))
        continue;
      addWords(lex(tokens.text, tokens.start[i]! + 1, tokens.end[i]), name, words);
      continue;
    }
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const before = i > 0 ? tokenText(tokens, i - 1) : '';
    words.push({
      name: tokenText(tokens, i),
      start: tokens.start[i]!,
      isMember: before === '.' || before === '->',
      isTag: /^(?:struct|union|enum)$/.test(before),
      label: before === 'goto' ? 'jump' : isLabelPlace(tokens, i) ? 'place' : null,
      directive,
    });
  }
}

function isLabelPlace(tokens: Tokens, i: number): boolean {
  if (i + 1 >= tokens.count || tokenText(tokens, i + 1) !== ':') return false;
  let last = i - 1;
  while (last >= 0 && (tokens.kind[last] === TokenKind.Comment || tokens.kind[last] === TokenKind.Directive))
    last--;
  return last >= 0 && /^[;{}]$/.test(tokenText(tokens, last));
}

/** Words that lie in none of the dead spans (sorted, disjoint). */
export function isLive(word: Word, dead: readonly Span[]): boolean {
  return spanAt(dead, word.start) === undefined;
}

/** The words in [start, end), by binary search. */
export function wordsIn(words: readonly Word[], span: Span): readonly Word[] {
  return words.slice(firstAtOrAfter(words, span.start), firstAtOrAfter(words, span.end));
}
