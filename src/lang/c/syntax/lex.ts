import type { Span } from '../../../text/span.js';

/**
 * A total C lexer: every byte is in a token or is white space, and nothing throws. It works on raw text, so a
 * directive (C11 6.10) is one token, from its `#` to the end of its logical line.
 */

export const TokenKind = {
  Identifier: 1,
  Number: 2,
  String: 3,
  Char: 4,
  Punctuator: 5,
  Comment: 6,
  Directive: 7,
} as const;
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** Tokens as parallel arrays, because a 24 MB header holds millions: token i is text.slice(start[i], end[i]). */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  readonly kind: Uint8Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
}

const Class = { Other: 0, Space: 1, Letter: 2, Digit: 3 } as const;

const CLASSES = new Uint8Array(256);
for (const c of ' \t\v\f\r\n') CLASSES[c.charCodeAt(0)] = Class.Space;
for (let c = 0; c < 256; c++) {
  // Bytes above 0x7f belong to identifiers (C23 allows extended characters), so that UTF-8 words stay whole.
  if ((c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95 || c === 36 || c >= 128)
    CLASSES[c] = Class.Letter;
  else if (c >= 48 && c <= 57) CLASSES[c] = Class.Digit;
}

const LONG_PUNCTUATORS = new Set(
  '... <<= >>= -> ++ -- << >> <= >= == != && || += -= *= /= %= &= |= ^= ##'.split(' '),
);

const NEWLINE = 10;
const BACKSLASH = 92;
const QUOTE = 34;
const APOSTROPHE = 39;
const HASH = 35;
const SLASH = 47;
const STAR = 42;

/** Lexes a whole text, or the part [from, to) of one; offsets stay those of the whole text. */
export function lex(text: string, from = 0, to = text.length): Tokens {
  // V8 keeps arrays of up to 64 bytes with other objects, which makes short texts (bodies of macros) ten times cheaper.
  let capacity = to - from < 16 ? Math.max(1, to - from) : Math.max(64, (to - from) >> 2);
  let kind = new Uint8Array(capacity);
  let start = new Uint32Array(capacity);
  let end = new Uint32Array(capacity);
  let count = 0;
  let atLineStart = true;
  let at = from;
  while (at < to) {
    const c = text.charCodeAt(at);
    const cls = CLASSES[c & 255]!;
    if (cls === Class.Space) {
      if (c === NEWLINE) atLineStart = true;
      at++;
      continue;
    }
    const spliced = c === BACKSLASH ? spliceEnd(text, at) : at;
    if (spliced > at) {
      at = spliced;
      continue;
    }
    const begin = at;
    let k: TokenKind = TokenKind.Punctuator;
    if (cls === Class.Letter) {
      k = TokenKind.Identifier;
      at = wordEnd(text, at, to);
      const next = text.charCodeAt(at);
      // L"…", u8"…": a prefix belongs to its literal.
      if (
        (next === QUOTE || next === APOSTROPHE) &&
        at - begin <= 2 &&
        /^(?:L|u8?|U)$/.test(text.slice(begin, at))
      ) {
        k = next === QUOTE ? TokenKind.String : TokenKind.Char;
        at = literalEnd(text, at, to);
      }
    } else if (cls === Class.Digit || (c === 46 && CLASSES[text.charCodeAt(at + 1) & 255] === Class.Digit)) {
      k = TokenKind.Number;
      at = numberEnd(text, at, to);
    } else if (c === QUOTE || c === APOSTROPHE) {
      k = c === QUOTE ? TokenKind.String : TokenKind.Char;
      at = literalEnd(text, at, to);
    } else if (c === SLASH && (text.charCodeAt(at + 1) === SLASH || text.charCodeAt(at + 1) === STAR)) {
      k = TokenKind.Comment;
      at = commentEnd(text, at, to);
    } else if (c === HASH && atLineStart) {
      k = TokenKind.Directive;
      at = directiveEnd(text, at, to);
    } else {
      at = punctuatorEnd(text, at);
    }
    if (at > to) at = to;
    // A comment before `#` leaves the directive at its line's start.
    if (k !== TokenKind.Comment) atLineStart = false;
    if (count === capacity) {
      capacity *= 2;
      kind = grow(kind, new Uint8Array(capacity));
      start = grow(start, new Uint32Array(capacity));
      end = grow(end, new Uint32Array(capacity));
    }
    kind[count] = k;
    start[count] = begin;
    end[count] = at;
    count++;
  }
  return { text, count, kind, start, end };
}

/** Whether token i is a comment or a directive: what stands between the tokens of the language. */
export function isTrivia(tokens: Tokens, i: number): boolean {
  return tokens.kind[i] === TokenKind.Comment || tokens.kind[i] === TokenKind.Directive;
}

export function tokenSpan(tokens: Tokens, i: number): Span {
  return { start: tokens.start[i]!, end: tokens.end[i]! };
}

/** Text of token i. */
export function tokenText(tokens: Tokens, i: number): string {
  return tokens.text.slice(tokens.start[i], tokens.end[i]);
}

/** Index of the first token that ends after `offset` (binary search); `count` if there is none. */
export function tokenIndexAt(tokens: Tokens, offset: number): number {
  let low = 0;
  let high = tokens.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens.end[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the text is a C identifier. */
export function isIdentifier(text: string): boolean {
  return /^[A-Za-z_$\x80-\xff][\w$\x80-\xff]*$/.test(text);
}

function grow<T extends Uint8Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

function wordEnd(text: string, at: number, to: number): number {
  while (at < to && CLASSES[text.charCodeAt(at) & 255]! >= Class.Letter) at++;
  return at;
}

/** A preprocessing number (C11 6.4.8): digits, letters, dots, and a sign after e, E, p or P. */
function numberEnd(text: string, at: number, to: number): number {
  while (at < to) {
    const c = text.charCodeAt(at);
    if (c === 43 || c === 45) {
      const before = text[at - 1]!;
      const hex = /^0[xX]/.test(text.slice(Math.max(0, at - 40), at).replace(/^.*[^\w.]/s, ''));
      if (!(hex ? /[pP]/ : /[eEpP]/).test(before)) break;
    } else if (c !== 46 && CLASSES[c & 255]! < Class.Letter) break;
    at++;
  }
  return at;
}

/** End of a string or character literal; one that its line doesn't close ends before the newline. */
function literalEnd(text: string, at: number, to: number): number {
  const quote = text.charCodeAt(at++);
  while (at < to) {
    const c = text.charCodeAt(at);
    if (c === BACKSLASH) {
      const spliced = spliceEnd(text, at);
      at = spliced > at ? spliced : at + 2;
      continue;
    }
    if (c === NEWLINE) return at;
    at++;
    if (c === quote) return at;
  }
  return to;
}

function commentEnd(text: string, at: number, to: number): number {
  if (text.charCodeAt(at + 1) === STAR) {
    const close = text.indexOf('*/', at + 2);
    return close < 0 ? to : close + 2;
  }
  return lineEnd(text, at, to);
}

/** End of the line at `at`, backslash-newline included (C11 5.1.1.2 phase 2), before its newline. */
function lineEnd(text: string, at: number, to: number): number {
  for (;;) {
    const newline = text.indexOf('\n', at);
    if (newline < 0 || newline >= to) return to;
    const last = text.charCodeAt(newline - 1) === 13 ? newline - 2 : newline - 1;
    if (text.charCodeAt(last) !== BACKSLASH) return last + 1 > at ? last + 1 : newline;
    at = newline + 1;
  }
}

/**
 * A directive ends at a newline that neither a backslash nor a block comment takes with it. A quote that its line
 * doesn't close is plain text (`#error can't`), so it hides no comment.
 */
function directiveEnd(text: string, at: number, to: number): number {
  while (at < to) {
    const c = text.charCodeAt(at);
    if (c === NEWLINE) return text.charCodeAt(at - 1) === 13 ? at - 1 : at;
    if (c === BACKSLASH) {
      const spliced = spliceEnd(text, at);
      at = spliced > at ? spliced : at + 1;
    } else if (c === SLASH && (text.charCodeAt(at + 1) === STAR || text.charCodeAt(at + 1) === SLASH)) {
      at = commentEnd(text, at, to);
    } else if (c === QUOTE || c === APOSTROPHE) {
      const close = literalEnd(text, at, to);
      at = text.charCodeAt(close - 1) === c && close > at + 1 ? close : at + 1;
    } else at++;
  }
  return to;
}

/** Offset after a backslash-newline at `at`; `at` itself where there is none. */
function spliceEnd(text: string, at: number): number {
  if (text.charCodeAt(at + 1) === NEWLINE) return at + 2;
  if (text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === NEWLINE) return at + 3;
  return at;
}

/** Codes of the characters that some of those begin with, and of those that some go on with. */
const FIRST_OF_LONG = new Uint8Array(256);
const LATER_IN_LONG = new Uint8Array(256);
/** By the codes of two characters: whether they are one of those. */
const PAIRS = new Uint8Array(1 << 16);
for (const long of LONG_PUNCTUATORS) {
  FIRST_OF_LONG[long.charCodeAt(0)] = 1;
  for (let i = 1; i < long.length; i++) LATER_IN_LONG[long.charCodeAt(i)] = 1;
  if (long.length === 2) PAIRS[(long.charCodeAt(0) << 8) | long.charCodeAt(1)] = 1;
}

function punctuatorEnd(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (FIRST_OF_LONG[first] !== 1) return at + 1;
  const second = text.charCodeAt(at + 1);
  if (LATER_IN_LONG[second] !== 1) return at + 1;
  if (LATER_IN_LONG[text.charCodeAt(at + 2)] === 1 && LONG_PUNCTUATORS.has(text.slice(at, at + 3)))
    return at + 3;
  return PAIRS[(first << 8) | second] === 1 ? at + 2 : at + 1;
}
