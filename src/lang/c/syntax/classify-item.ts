import type { ItemKind, OutlineItem } from './outline.js';
import { isAttributeWord, isKeyword, looksLikeAttribute, STORAGE_WORDS } from './words.js';
import { TokenKind, tokenText, type Tokens } from './lex.js';

/** A word at depth 0 of an item's head, with the bracket group that follows it, if any. */
interface HeadWord {
  readonly text: string;
  readonly token: number;
  /** What stands before it: a word, `*`, `)`, another punctuator, or nothing. */
  readonly before: string;
  readonly group: { readonly open: number; readonly close: number } | null;
}

/**
 * Says what the tokens [first, end) of one top-level range are.
 * @param bodyStart index of the token that opens its braces at depth 0, or -1.
 */
export function classifyItem(
  tokens: Tokens,
  first: number,
  end: number,
  bodyStart: number,
  hasConditionalHead: boolean,
): OutlineItem {
  const last = end - 1;
  const headEnd = findHeadEnd(tokens, first, end, bodyStart);
  const words = readHead(tokens, first, headEnd);
  const specifiers = words.map((w) => w.text);
  const body =
    bodyStart >= 0 && last > bodyStart
      ? { start: tokens.start[bodyStart]!, end: bodyEndOf(tokens, bodyStart, end) }
      : null;
  const shape = hasConditionalHead
    ? { kind: 'unknown' as const, names: [] }
    : decideShape(tokens, first, end, headEnd, words, bodyStart);
  const invoked = shape.kind === 'invocation' ? words.find((w) => w.group) : undefined;
  // Spelled out: a spread of `shape` costs as much as all the rest here, and there are millions of items.
  return {
    kind: shape.kind,
    names: shape.names,
    start: tokens.start[first]!,
    end: tokens.end[last]!,
    isStatic: specifiers.includes('static'),
    isInline: specifiers.some((s) => /^(?:__)?(?:always_)?inline(?:__)?$|^__always_inline$/.test(s)),
    specifiers,
    head: { start: tokens.start[first]!, end: headEnd < end ? tokens.start[headEnd]! : tokens.end[last]! },
    body,
    arguments: invoked?.group ? identifiersBetween(tokens, invoked.group.open, invoked.group.close) : [],
    hasConditionalHead,
    firstToken: first,
    endToken: end,
  };
}

interface Shape {
  readonly kind: ItemKind;
  readonly names: readonly string[];
}

const UNKNOWN: Shape = { kind: 'unknown', names: [] };

function decideShape(
  tokens: Tokens,
  first: number,
  end: number,
  headEnd: number,
  words: readonly HeadWord[],
  bodyStart: number,
): Shape {
  const lead = tokenText(tokens, first);
  if (lead === ';') return { kind: 'empty', names: [] };
  if (lead === 'asm' || lead === '__asm__') return { kind: 'asm', names: [] };
  if (lead === 'typedef') return { kind: 'type', names: declaredNames(tokens, first, end) };
  const stop = headEnd < end ? tokenText(tokens, headEnd) : '';
  const called = calledWord(words);
  const keyword = words.find((w) => /^(?:struct|union|enum)$/.test(w.text));
  if (stop === '{' && keyword && !words.some((w) => w.group && !isAttributeWord(w.text))) {
    const tag = words[words.indexOf(keyword) + 1];
    const names = tag && !isAttributeWord(tag.text) ? [tag.text] : [];
    return {
      kind: 'type',
      names: [...names, ...declaredNames(tokens, bodyEndIndex(tokens, bodyStart) + 1, end)],
    };
  }
  if (stop === '{') {
    if (!called?.group) return UNKNOWN;
    if (!isDeclarator(called, words)) return { kind: 'invocation', names: [called.text] };
    // `NAME(x)(int a) {`: a macro makes the name, which is another one.
    const behind = skipComments(tokens, called.group.close + 1, headEnd);
    if (behind < headEnd && tokenText(tokens, behind) === '(') return { kind: 'function', names: [] };
    return tailIsAttributes(tokens, called.group.close + 1, headEnd, words)
      ? { kind: 'function', names: [called.text] }
      : UNKNOWN;
  }
  if (called?.group && stop !== '=' && !hasComma(tokens, called.group.close + 1, headEnd)) {
    if (!isDeclarator(called, words)) return { kind: 'invocation', names: [called.text] };
    const declares = tokenText(tokens, called.group.open + 1) !== '*';
    if (declares) return { kind: 'prototype', names: [called.text] };
  }
  if (stop === '=' && called?.group && !isDeclarator(called, words)) return UNKNOWN;
  if (keyword && words.filter((w) => !isAttributeWord(w.text)).length === 2 && words.indexOf(keyword) === 0) {
    return { kind: 'type', names: [] }; // struct foo; a forward declaration
  }
  const names = declaredNames(tokens, first, end);
  return names.length > 0 ? { kind: 'variable', names } : UNKNOWN;
}

/**
 * The word whose parentheses are the parameters or arguments: the last one that follows a word or `*`, because
 * attributes with arguments come before the declarator or after a `)`; else the first word of all.
 */
function calledWord(words: readonly HeadWord[]): HeadWord | undefined {
  const grouped = words.filter((w) => w.group && !isAttributeWord(w.text) && !isKeyword(w.text));
  return grouped.findLast((w) => w.before !== ')') ?? grouped[0];
}

/** Whether a type stands before the word: then it is declared, not invoked. */
function isDeclarator(word: HeadWord, words: readonly HeadWord[]): boolean {
  if (word.before === '*') return true;
  return words.some((w) => w.token < word.token && !STORAGE_WORDS.has(w.text) && !isAttributeWord(w.text));
}

/** Only attributes may stand between a function's parameters and its body; K&R declarations are not told apart. */
function tailIsAttributes(tokens: Tokens, from: number, to: number, words: readonly HeadWord[]): boolean {
  return (
    words.every((w) => w.token < from || w.token >= to || !isKeyword(w.text)) &&
    !hasToken(tokens, from, to, ';')
  );
}

function skipComments(tokens: Tokens, from: number, to: number): number {
  let i = from;
  while (i < to && tokens.kind[i] === TokenKind.Comment) i++;
  return i;
}

function hasComma(tokens: Tokens, from: number, to: number): boolean {
  return hasToken(tokens, from, to, ',');
}

function hasToken(tokens: Tokens, from: number, to: number, text: string): boolean {
  let depth = 0;
  for (let i = from; i < to; i++) {
    const t = tokenText(tokens, i);
    if (t === '(' || t === '{' || t === '[') depth++;
    else if (t === ')' || t === '}' || t === ']') depth--;
    else if (t === text && depth === 0) return true;
  }
  return false;
}

/** The first `{`, `=` or `;` at depth 0. */
function findHeadEnd(tokens: Tokens, first: number, end: number, bodyStart: number): number {
  let depth = 0;
  for (let i = first; i < end; i++) {
    if (i === bodyStart) return i;
    if (tokens.kind[i] !== TokenKind.Punctuator) continue;
    const text = tokenText(tokens, i);
    if (text === '(' || text === '[') depth++;
    else if (text === ')' || text === ']') depth--;
    else if (depth === 0 && (text === '=' || text === ';' || text === '{')) return i;
  }
  return end;
}

function readHead(tokens: Tokens, first: number, headEnd: number): HeadWord[] {
  const words: HeadWord[] = [];
  let before = '';
  for (let i = first; i < headEnd; i++) {
    const kind = tokens.kind[i];
    if (kind === TokenKind.Comment || kind === TokenKind.Directive) continue;
    const text = tokenText(tokens, i);
    if (kind === TokenKind.Identifier) {
      let open = i + 1;
      while (open < headEnd && tokens.kind[open] === TokenKind.Comment) open++;
      const hasGroup = open < headEnd && tokenText(tokens, open) === '(';
      const close = hasGroup ? closeBefore(tokens, open, headEnd) : -1;
      words.push({ text, token: i, before, group: hasGroup ? { open, close } : null });
      if (hasGroup) i = close;
      before = hasGroup ? ')' : text;
      continue;
    }
    if (text === '(' || text === '[') i = closeBefore(tokens, i, headEnd);
    before = text === '(' ? ')' : text === '[' ? ']' : text;
  }
  return words;
}

function closeBefore(tokens: Tokens, open: number, end: number): number {
  let depth = 0;
  for (let i = open; i < end; i++) {
    if (tokens.kind[i] !== TokenKind.Punctuator) continue;
    const c = tokens.text[tokens.start[i]!]!;
    if (c === '(' || c === '[' || c === '{') depth++;
    else if ((c === ')' || c === ']' || c === '}') && --depth === 0) return i;
  }
  return end;
}

/**
 * Names that the declarators between two tokens declare: of each comma-separated part the last plain word before its
 * `=`, `[` or attributes, or the word in `(*name)(…)`.
 */
function declaredNames(tokens: Tokens, first: number, end: number): string[] {
  const names: string[] = [];
  let name = '';
  let hasType = false;
  let isTag = false;
  let done = false;
  let depth = 0;
  for (let i = first; i < end; i++) {
    const kind = tokens.kind[i];
    if (kind === TokenKind.Comment || kind === TokenKind.Directive) continue;
    // Within brackets only these count: most tokens of a tree's tables stand there.
    if (depth > 0 && kind !== TokenKind.Punctuator) continue;
    const text = tokenText(tokens, i);
    if (text === '{') isTag = false;
    if (text === '{' || text === '[' || text === '(') {
      const pointer = text === '(' && depth === 0 && !done && tokenText(tokens, i + 1) === '*';
      if (pointer) {
        name = firstIdentifier(tokens, i, end) ?? name;
        done = true;
      }
      if (text === '[' && name !== '') done = true;
      depth++;
    } else if (text === '}' || text === ']' || text === ')') depth--;
    else if (depth > 0) continue;
    else if (text === '=') done = true;
    else if (text === ',' || text === ';') {
      if (name !== '') names.push(name);
      name = '';
      done = false;
    } else if (kind === TokenKind.Identifier && !done) {
      if (isTag) {
        isTag = false;
        hasType = true;
      } else if (/^(?:struct|union|enum)$/.test(text)) isTag = true;
      else if (isKeyword(text)) hasType ||= !STORAGE_WORDS.has(text);
      else if (name === '') name = text;
      else if (isAttributeWord(text) || (hasType && looksLikeAttribute(text))) continue;
      else {
        name = text;
        hasType = true;
      }
    }
  }
  if (name !== '') names.push(name);
  return names;
}

function firstIdentifier(tokens: Tokens, from: number, to: number): string | undefined {
  for (let i = from; i < to; i++) {
    const text = tokenText(tokens, i);
    if (text === ')') return undefined;
    if (tokens.kind[i] === TokenKind.Identifier && !isKeyword(text) && !isAttributeWord(text)) return text;
  }
  return undefined;
}

function identifiersBetween(tokens: Tokens, open: number, close: number): string[] {
  const names: string[] = [];
  for (let i = open + 1; i < close; i++) {
    if (tokens.kind[i] === TokenKind.Identifier) names.push(tokenText(tokens, i));
  }
  return names;
}

function bodyEndIndex(tokens: Tokens, bodyStart: number): number {
  return closeBefore(tokens, bodyStart, tokens.count);
}

function bodyEndOf(tokens: Tokens, bodyStart: number, end: number): number {
  // Conditional groups may hide the brace that matches lexically; the item's last `}` is the one that ended it.
  for (let i = end - 1; i > bodyStart; i--) if (tokenText(tokens, i) === '}') return tokens.end[i]!;
  return tokens.end[end - 1]!;
}
