import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { matchingClose } from '../syntax/outline.js';
import { isAttributeWord, looksLikeAttribute, STORAGE_WORDS, takesArguments } from '../syntax/words.js';
import { readShape } from './read-shape.js';
import { SCALAR, UNKNOWN, type Term } from './term.js';

/** A name that a declaration declares, and its type. */
export interface Declared {
  readonly name: string;
  readonly term: Term;
  /** Index of the name's token. */
  readonly token: number;
}

export interface Declaration {
  /** The type that the specifiers name. */
  readonly base: Term;
  readonly declared: readonly Declared[];
  /** Index of the token where the declarators begin. */
  readonly declarators: number;
}

const BASIC =
  /^(?:void|char|short|int|long|float|double|signed|unsigned|_Bool|bool|__signed__|__int128|_Complex|size_t|ssize_t|(?:__)?[us](?:8|16|32|64)|(?:__)?[lb]e(?:16|32|64)|u?int(?:8|16|32|64)_t)$/;
const SKIPPED = /^(?:typedef|restrict|__restrict|__restrict__|__const|__volatile__|__auto_type|_Atomic)$/;
/** Declarators in parentheses deeper than this are no C that anybody writes. */
const DEEPEST = 8;

/** The tokens of a declaration that count, and how far they have been read. */
interface Reader {
  readonly tokens: Tokens;
  readonly to: number;
  at: number;
}

/**
 * Reads the tokens [from, to) of one declaration: a member's, an object's, a function's, a parameter's, a type name.
 * Total: what it can't read has an unknown type, or declares nothing.
 * @param level how many bodies of structs lie around it.
 */
export function readDeclaration(tokens: Tokens, from: number, to: number, level = 0): Declaration {
  const reader: Reader = { tokens, to, at: skipTrivia(tokens, from, to) };
  const base = readSpecifiers(reader, level);
  const declarators = reader.at;
  const declared: Declared[] = [];
  while (reader.at < to) {
    const found = readDeclarator(reader, base, 0);
    if (found) declared.push(found);
    if (!skipToComma(reader)) break;
  }
  return { base, declared, declarators };
}

/** The type that the tokens of a type name (`const struct foo *`) say; null where they are none. */
export function readTypeName(tokens: Tokens, from: number, to: number): Term | null {
  const reader: Reader = { tokens, to, at: skipTrivia(tokens, from, to) };
  if (reader.at >= to || tokens.kind[reader.at] !== TokenKind.Identifier) return null;
  let term = readSpecifiers(reader, 0);
  while (reader.at < to) {
    const text = textAt(reader);
    if (text === '*') term = { kind: 'pointer', to: term };
    else if (text === '[') reader.at = Math.min(matchingClose(tokens, reader.at), to - 1);
    else if (text === '(') return UNKNOWN;
    else if (!isQualifier(text)) return null;
    next(reader);
  }
  return term;
}

function textAt(reader: Reader): string {
  return reader.at < reader.to ? tokenText(reader.tokens, reader.at) : '';
}

function next(reader: Reader): void {
  reader.at = skipTrivia(reader.tokens, reader.at + 1, reader.to);
}

function peek(reader: Reader, ahead = 1): string {
  let i = reader.at;
  for (let n = 0; n < ahead; n++) i = skipTrivia(reader.tokens, i + 1, reader.to);
  return i < reader.to ? tokenText(reader.tokens, i) : '';
}

export function skipTrivia(tokens: Tokens, i: number, to: number): number {
  while (i < to && (tokens.kind[i] === TokenKind.Comment || tokens.kind[i] === TokenKind.Directive)) i++;
  return i;
}

function isQualifier(text: string): boolean {
  return STORAGE_WORDS.has(text) || SKIPPED.test(text) || isAttributeWord(text);
}

/** Steps over the group of parentheses that the reader stands at. */
function skipGroup(reader: Reader): void {
  reader.at = Math.min(matchingClose(reader.tokens, reader.at), reader.to);
  next(reader);
}

function skipAttribute(reader: Reader): void {
  const takes = takesArguments(textAt(reader)) || textAt(reader) === '__attribute__';
  next(reader);
  if (takes && textAt(reader) === '(') skipGroup(reader);
}

function readSpecifiers(reader: Reader, level: number): Term {
  let base: Term | null = null;
  while (reader.at < reader.to) {
    const text = textAt(reader);
    if (reader.tokens.kind[reader.at] !== TokenKind.Identifier) break;
    if (isQualifier(text)) {
      skipAttribute(reader);
    } else if (text === 'struct' || text === 'union' || text === 'enum') {
      base = readTagged(reader, text, level);
    } else if (/^(?:__)?typeof(?:__|_unqual)?$/.test(text)) {
      base = UNKNOWN;
      next(reader);
      if (textAt(reader) === '(') skipGroup(reader);
    } else if (BASIC.test(text)) {
      base = SCALAR;
      next(reader);
    } else if (base === null && /^(?:[A-Za-z_*(]|$)/.test(peek(reader))) {
      // A name, and a declarator behind it: the name of a type. An attribute before the type is no such name.
      if (looksLikeAttribute(text) && beginsType(reader)) next(reader);
      else {
        base = { kind: 'typedef', name: text };
        next(reader);
      }
    } else if (base !== null && looksLikeAttribute(text) && /^[A-Za-z_*(]/.test(peek(reader))) {
      next(reader);
    } else break;
  }
  return base ?? UNKNOWN;
}

/** Whether a type, rather than a declared name, stands behind the word: `ATTR int x`, `ATTR t x`, but not `LONG x`. */
function beginsType(reader: Reader): boolean {
  const word = peek(reader);
  if (/^(?:struct|union|enum|const)$/.test(word) || BASIC.test(word)) return true;
  return (
    /^[a-z]\w*$/.test(word) && /^[A-Za-z_*]/.test(peek(reader, 2)) && !looksLikeAttribute(peek(reader, 2))
  );
}

function readTagged(reader: Reader, keyword: string, level: number): Term {
  let tag = '';
  next(reader);
  while (reader.at < reader.to && reader.tokens.kind[reader.at] === TokenKind.Identifier) {
    const text = textAt(reader);
    if (isAttributeWord(text) || text.startsWith('__attribute')) {
      skipAttribute(reader);
      continue;
    }
    if (tag !== '') break;
    tag = text;
    next(reader);
  }
  let shape;
  if (textAt(reader) === '{') {
    const close = Math.min(matchingClose(reader.tokens, reader.at), reader.to);
    if (keyword !== 'enum') shape = readShape(reader.tokens, reader.at, close, level);
    reader.at = close;
    next(reader);
  }
  if (keyword === 'enum') return SCALAR;
  const key = tag === '' ? '' : `${keyword} ${tag}`;
  return { kind: 'record', key, ...(shape ? { shape } : {}) };
}

/** `*name[…]`, `(*name)(…)`, `name(…)`: the name, and what the suffixes make of the base type. */
function readDeclarator(reader: Reader, base: Term, depth: number): Declared | null {
  let term = base;
  for (let text = textAt(reader); ; text = textAt(reader)) {
    if (text === '*') {
      term = { kind: 'pointer', to: term };
      next(reader);
    } else if (isQualifier(text)) skipAttribute(reader);
    else if (looksLikeAttribute(text) && /^[A-Za-z_*]/.test(peek(reader))) next(reader);
    else break;
  }
  if (textAt(reader) === '(' && depth < DEEPEST) {
    const open = reader.at;
    const close = Math.min(matchingClose(reader.tokens, open), reader.to);
    reader.at = close;
    next(reader);
    const inner: Reader = {
      tokens: reader.tokens,
      to: close,
      at: skipTrivia(reader.tokens, open + 1, close),
    };
    return readDeclarator(inner, readSuffixes(reader, term), depth + 1);
  }
  if (reader.at >= reader.to || reader.tokens.kind[reader.at] !== TokenKind.Identifier) return null;
  const token = reader.at;
  const name = textAt(reader);
  next(reader);
  return { name, token, term: readSuffixes(reader, term) };
}

function readSuffixes(reader: Reader, base: Term): Term {
  let term = base;
  for (let text = textAt(reader); text === '[' || text === '('; text = textAt(reader)) {
    if (text === '(') {
      skipGroup(reader);
      return { kind: 'function', returns: term };
    }
    const open = reader.at;
    skipGroup(reader);
    const size = reader.tokens.text.slice(reader.tokens.start[open], reader.tokens.start[reader.at]);
    const isUnsized = /^\[\s*0?\s*\]/.test(size);
    term = { kind: 'pointer', to: term, isArray: true, ...(isUnsized ? { isUnsized: true } : {}) };
  }
  return term;
}

/** Goes behind the next comma that parts declarators; false where there is none. */
function skipToComma(reader: Reader): boolean {
  while (reader.at < reader.to) {
    const text = textAt(reader);
    if (text === ',') {
      next(reader);
      return true;
    }
    if (text === '(' || text === '[' || text === '{') skipGroup(reader);
    else next(reader);
  }
  return false;
}
