import type { Token } from './token.js';

export interface LexStyle {
  /** `//` starts a comment. */
  readonly hasLineComments: boolean;
  /** Quotes start strings: not so in assembly, whose comments hold apostrophes. */
  readonly hasStrings: boolean;
  /** `$` is a letter: in patterns of rules. */
  readonly hasDollars?: boolean;
}

const DIRECTIVES =
  /^(?:if|ifdef|ifndef|elif|elifdef|elifndef|else|endif|define|undef|include|include_next|import|error|warning|line|pragma|ident)$/;
const MARKS = /<<=|>>=|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||\+=|-=|\*=|\/=|%=|&=|\^=|\|=|##|[^]/y;
const NAME = /[A-Za-z_\x80-\xff](?:[\w\x80-\xff]|\\\r?\n)*/y;
const DOLLAR_NAME = /[A-Za-z_$][\w$]*/y;
const NUMBER = /\.?[0-9](?:[eEpP][+-]|[\w.]|\\\r?\n)*/y;
const SPLICE = /\\\r?\n/g;

/**
 * Reads a text into tokens. Total: whatever the text, every byte that is neither white space nor comment is in a token.
 * A comment without an end is a token, too: it is an error, and takes all behind it along. A directive is one token with its parts; a `#` whose word is no directive (`#address-cells`) is ordinary text.
 */
export function readTokens(text: string, style: LexStyle): Token[] {
  return readRange(text, 0, text.length, style, false);
}

function readRange(text: string, from: number, to: number, style: LexStyle, inDirective: boolean): Token[] {
  const tokens: Token[] = [];
  let at = from;
  const line = { opens: true };
  let isGlued = false;
  const put = (kind: Token['kind'], end: number) => {
    const raw = text.slice(at, end);
    tokens.push({
      kind,
      text: raw.includes('\\') && kind !== 'mark' ? raw.replace(SPLICE, '') : raw,
      at,
      opensLine: line.opens,
      isGlued,
    });
    at = end;
    line.opens = false;
    isGlued = true;
  };
  while (at < to) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      at++;
      line.opens = true;
      isGlued = false;
    } else if (code === 32 || code === 9 || code === 13 || code === 12 || code === 11) {
      at++;
      isGlued = false;
    } else if (code === 92 && isSplice(text, at)) {
      at += text[at + 1] === '\n' ? 2 : 3;
    } else if (code === 47 && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) tokens.push({ kind: 'other', text: '/*', at, opensLine: line.opens, isGlued });
      at = end < 0 ? to : Math.min(to, end + 2);
      isGlued = false;
    } else if (code === 47 && text[at + 1] === '/' && style.hasLineComments) {
      at = Math.min(to, lineEnd(text, at));
      isGlued = false;
    } else if (code === 35 && line.opens && !inDirective) {
      const end = directiveEnd(text, at, style);
      const parts = readRange(text, at + 1, end, DIRECTIVE_STYLE, true);
      if (DIRECTIVES.test(parts.at(0)?.text ?? '')) {
        tokens.push({
          kind: 'directive',
          text: directiveText(parts, text, end),
          at,
          opensLine: line.opens,
          parts,
          isGlued,
        });
        at = end;
      } else put('mark', at + 1);
    } else if ((code === 34 || code === 39) && style.hasStrings) {
      put('string', stringEnd(text, at, to));
    } else if (code === 36 && style.hasDollars) {
      DOLLAR_NAME.lastIndex = at;
      DOLLAR_NAME.test(text);
      put('name', DOLLAR_NAME.lastIndex);
    } else if (isNameStart(code)) {
      NAME.lastIndex = at;
      NAME.test(text);
      put('name', Math.min(to, NAME.lastIndex));
    } else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(at + 1)))) {
      NUMBER.lastIndex = at;
      NUMBER.test(text);
      put('number', Math.min(to, NUMBER.lastIndex));
    } else if (code > 32 && code < 127) {
      MARKS.lastIndex = at;
      MARKS.test(text);
      put('mark', Math.min(to, MARKS.lastIndex));
    } else put('other', at + 1);
  }
  return tokens;
}

/** Directives are read alike in all languages: in their strings an apostrophe is just text where no other follows. */
const DIRECTIVE_STYLE: LexStyle = { hasLineComments: true, hasStrings: true };

/** Tokens with one space between, but for the one that tells a function-like macro from another. */
function directiveText(parts: readonly Token[], text: string, end: number): string {
  const word = parts[0]!.text;
  // Prose, in which quotes needn't match.
  if (word === 'error' || word === 'warning') {
    return `#${text.slice(parts[0]!.at, end).replace(SPLICE, ' ').split(/\s+/).filter(Boolean).join(' ')}`;
  }
  const joined = parts.map((part, i) =>
    i === 0 ? part.text : i === 2 && word === 'define' && part.isGlued ? part.text : ` ${part.text}`,
  );
  return `#${joined.join('')}`;
}

function isSplice(text: string, at: number): boolean {
  return text[at + 1] === '\n' || (text[at + 1] === '\r' && text[at + 2] === '\n');
}

/** The end of the line that holds `at`, whose line end may be spliced. */
function lineEnd(text: string, at: number): number {
  let end = text.indexOf('\n', at);
  while (end > at && (text[end - 1] === '\\' || (text[end - 1] === '\r' && text[end - 2] === '\\'))) {
    end = text.indexOf('\n', end + 1);
  }
  return end < 0 ? text.length : end;
}

/** The end of a directive: that of its logical line, in which a comment may hold line ends. */
function directiveEnd(text: string, from: number, style: LexStyle): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 10) return at;
    if (code === 92 && isSplice(text, at)) at += text[at + 1] === '\n' ? 2 : 3;
    else if (code === 47 && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else if (code === 47 && text[at + 1] === '/' && style.hasLineComments) return lineEnd(text, at);
    else if (code === 34) at = stringEnd(text, at, text.length);
    else at++;
  }
  return at;
}

/** Strings end at their quote or at the end of the line, spliced lines apart. */
function stringEnd(text: string, from: number, to: number): number {
  const quote = text.charCodeAt(from);
  for (let at = from + 1; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === 10) return at;
    if (code === 92) at += text[at + 1] === '\r' ? 2 : 1;
  }
  return to;
}

function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
