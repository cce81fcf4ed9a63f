import { isIdentifier, TokenKind, tokenText, type Tokens } from './lex.js';
import { readList, type BracketList, type ListPart } from './list-parts.js';
import { matchingClose, nextToken, type OutlineItem } from './outline.js';
import { isAttributeWord, isKeyword, takesArguments } from './words.js';

/** The parameters of a function's definition or prototype. */
export interface Signature {
  /** Token of the function's name. */
  readonly name: number;
  readonly list: BracketList;
  /** The parameters' names; null for one that has none. */
  readonly parameters: readonly (string | null)[];
  /** `f(void)`: a list with a part that is no parameter. */
  readonly isVoid: boolean;
  readonly isVariadic: boolean;
}

/** The signature of an item that defines or declares the function; null where its head has none that can be read. */
export function readSignature(tokens: Tokens, item: OutlineItem, name: string): Signature | null {
  if (item.kind !== 'function' && item.kind !== 'prototype') return null;
  for (let i = item.firstToken; i < item.endToken && tokens.start[i]! < item.head.end; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier || tokenText(tokens, i) !== name) continue;
    const open = nextToken(tokens, i + 1, false);
    if (open < item.endToken && tokenText(tokens, open) === '(') return readParameters(tokens, i, open);
  }
  return null;
}

/** @param open token of the parenthesis behind the name. */
export function readParameters(tokens: Tokens, name: number, open: number): Signature | null {
  const list = readList(tokens, open);
  if (!list) return null;
  const texts = list.parts.map((part) => tokenText(tokens, nextToken(tokens, part.first)));
  const isVoid = list.parts.length === 1 && texts[0] === 'void' && countTokens(tokens, list.parts[0]!) === 1;
  const isVariadic = texts.at(-1) === '...';
  const parameters = isVoid ? [] : list.parts.map((part) => parameterName(tokens, part));
  return { name, list, parameters: isVariadic ? parameters.slice(0, -1) : parameters, isVoid, isVariadic };
}

function countTokens(tokens: Tokens, part: ListPart): number {
  let count = 0;
  for (let i = part.first; i < part.end; i++) if (tokens.kind[i] !== TokenKind.Comment) count++;
  return count;
}

/** The token of the name that a parameter's declaration gives; -1 where it gives none. */
export function parameterToken(tokens: Tokens, part: ListPart): number {
  let types = 0;
  let tag = false;
  let found = -1;
  for (let i = part.first; i < part.end; i++) {
    const kind = tokens.kind[i];
    if (kind === TokenKind.Comment || kind === TokenKind.Directive) continue;
    const word = tokenText(tokens, i);
    if (word === '(') {
      // A pointer to function or to array: int (*name)(void), or, without the *, a function.
      const pointer = pointerName(tokens, i, part.end);
      if (types > 0 && found < 0 && pointer >= 0) return pointer;
      i = matchingClose(tokens, i);
      continue;
    }
    if (word === '[') {
      i = matchingClose(tokens, i);
      continue;
    }
    if (kind !== TokenKind.Identifier || QUALIFIERS.has(word)) continue;
    if (isAttributeWord(word) || isTypeOperator(word)) {
      if (isTypeOperator(word)) types++;
      const open = nextToken(tokens, i + 1);
      const hasGroup = isTypeOperator(word) || takesArguments(word);
      if (hasGroup && open < part.end && tokenText(tokens, open) === '(') i = matchingClose(tokens, open);
      continue;
    }
    if (/^(?:struct|union|enum)$/.test(word)) {
      tag = true;
      types++;
    } else if (tag) tag = false;
    else if (isKeyword(word) || types === 0) types++;
    else found = i;
  }
  return found;
}

function parameterName(tokens: Tokens, part: ListPart): string | null {
  const token = parameterToken(tokens, part);
  return token < 0 ? null : tokenText(tokens, token);
}

const QUALIFIERS = new Set(['const', 'volatile', 'restrict', '__restrict', '__restrict__', 'register']);

function isTypeOperator(word: string): boolean {
  return /^(?:__)?typeof(?:__)?$|^typeof_unqual$|^_Atomic$/.test(word);
}

/** The name in `(*name)` or `(name)`. */
function pointerName(tokens: Tokens, open: number, end: number): number {
  for (let i = open + 1; i < end; i++) {
    const word = tokenText(tokens, i);
    if (word === ')' || word === '(') return -1;
    if (tokens.kind[i] !== TokenKind.Identifier || QUALIFIERS.has(word) || isAttributeWord(word)) continue;
    return isIdentifier(word) && !isKeyword(word) ? i : -1;
  }
  return -1;
}
