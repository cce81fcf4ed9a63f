import type { Span } from '../../../text/span.js';
import { classifyItem } from './classify-item.js';
import { lex, TokenKind, tokenText, type Tokens } from './lex.js';

export type ItemKind =
  | 'function' // a definition
  | 'prototype'
  | 'variable'
  | 'type' // struct, union, enum or typedef
  | 'invocation' // a macro at file scope: EXPORT_SYMBOL(f); DEFINE_MUTEX(m); SYSCALL_DEFINE1(…) { … }
  | 'asm'
  | 'empty' // a stray `;`
  | 'unknown';

/** A top-level range of a C file, from its first token to past its last (its `;` included). */
export interface OutlineItem extends Span {
  readonly kind: ItemKind;
  /** What it defines or declares; for an invocation the macro's name. */
  readonly names: readonly string[];
  readonly isStatic: boolean;
  readonly isInline: boolean;
  /** Identifiers of the specifiers and attributes, the type's words included. */
  readonly specifiers: readonly string[];
  /** From the first token to the body, initializer or `;`. */
  readonly head: Span;
  /** The braces and what they hold; null where there are none. */
  readonly body: Span | null;
  /** Identifiers among the arguments of an invocation. */
  readonly arguments: readonly string[];
  /** Whether an undecided #if, #else or #endif stands in its head, so that its parts may not belong together. */
  readonly hasConditionalHead: boolean;
  /** Indexes into the token array: first, and one past the last. */
  readonly firstToken: number;
  readonly endToken: number;
}

/** A #define or #undef. */
export interface MacroItem extends Span {
  readonly kind: 'define' | 'undef';
  readonly name: string;
  /** Null for an object-like macro. */
  readonly parameters: readonly string[] | null;
  readonly body: Span;
}

export interface Outline {
  readonly tokens: Tokens;
  readonly items: readonly OutlineItem[];
  readonly macros: readonly MacroItem[];
}

/**
 * Top-level ranges of a C file: total, in order, disjoint. Braces are matched along the first group of each
 * undecided if-section; each further group starts again from the depth that the first one started from, so that
 * `#if A` / `if (x) {` / `#else` / `if (y) {` / `#endif` counts one brace.
 * @param text the live text: decided directives and dead groups are blanked.
 * @param tokens those of the text, if they are at hand.
 */
export function makeOutline(text: string, tokens?: Tokens): Outline {
  const place = recent.findIndex((outline) => outline.tokens.text === text);
  const outline = place < 0 ? readOutline(tokens ?? lex(text)) : recent.splice(place, 1)[0]!;
  recent.unshift(outline);
  if (place < 0) trimOutlines(MOST_IN_TASK, MOST_KEPT);
  return outline;
}

/** The tokens of a whole text: those of its outline, where that is at hand. */
export function tokensOf(text: string): Tokens {
  return recent.find(({ tokens }) => tokens.text === text)?.tokens ?? lex(text);
}

/** The layers of an analysis ask for the same few texts: the original, the live text, the result. */
const MOST_IN_TASK = 4;
/** Bytes of text whose outlines are kept between tasks: the same files are asked about in each round of a cascade. */
const MOST_KEPT = 1 << 20;
/** The last one that was asked for comes first. */
const recent: Outline[] = [];

/** At the end of a task: lets go of all outlines but those of a little text. */
export function forgetOutlines(): void {
  trimOutlines(0, MOST_KEPT);
}

/** Keeps the first `count`, and of the rest as many as `bytes` of text allow. */
function trimOutlines(count: number, bytes: number): void {
  let total = 0;
  const end = recent.findIndex(({ tokens }, i) => (total += tokens.text.length) > bytes && i >= count);
  if (end >= 0) recent.length = end;
}

function readOutline(tokens: Tokens): Outline {
  const items: OutlineItem[] = [];
  const macros: MacroItem[] = [];
  const state: Scan = {
    depth: 0,
    parens: 0,
    sections: [],
    first: -1,
    bodyStart: -1,
    hasConditional: false,
    definers: new Set(),
  };
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i]!;
    if (kind === TokenKind.Comment) continue;
    if (kind === TokenKind.Directive) {
      const macro = readMacro(tokens, i);
      if (macro) macros.push(macro);
      if (macro && isDefiner(tokens, macro)) state.definers.add(macro.name);
      if (macro && isBareWord(tokens, i, state)) {
        items.push(classifyItem(tokens, state.first, state.first + 1, -1, false));
        state.first = -1;
      }
      noteConditional(tokens, i, state);
      continue;
    }
    if (state.first < 0) {
      if (startsLinkageBlock(tokens, i)) {
        i = nextToken(tokens, i + 1);
        continue;
      }
      // A `}` at file scope closes `extern "C" {`, or is one too many; either way it starts nothing.
      if (tokens.kind[i] === TokenKind.Punctuator && tokens.text[tokens.start[i]!] === '}') continue;
      Object.assign(state, { first: i, bodyStart: -1, depth: 0, parens: 0, hasConditional: false });
    }
    if (endsItem(tokens, i, state)) {
      items.push(classifyItem(tokens, state.first, i + 1, state.bodyStart, state.hasConditional));
      state.first = -1;
    }
  }
  if (state.first >= 0) items.push(classifyItem(tokens, state.first, tokens.count, -1, true));
  return { tokens, items, macros };
}

interface Scan {
  depth: number;
  parens: number;
  /** Depths at the start of each open if-section. */
  readonly sections: { depth: number; parens: number; endDepth: number | null; endParens: number }[];
  /** First token of the item under way; -1 between items. */
  first: number;
  /** The brace at depth 0 that opened last; -1 before it. */
  bodyStart: number;
  hasConditional: boolean;
  /** The file's own macros that make whole definitions. */
  readonly definers: Set<string>;
}

/** Whether a macro takes arguments and has a block in its body: it needs no semicolon behind it. */
function isDefiner({ text }: Tokens, { kind, parameters, body }: MacroItem): boolean {
  return kind === 'define' && parameters !== null && text.slice(body.start, body.end).includes('{');
}

function noteConditional(tokens: Tokens, i: number, state: Scan): void {
  const word = directiveName(tokens, i);
  if (!/^(?:if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)$/.test(word)) return;
  if (state.first >= 0 && state.depth === 0) state.hasConditional = true;
  if (word.startsWith('if')) {
    state.sections.push({ depth: state.depth, parens: state.parens, endDepth: null, endParens: 0 });
    return;
  }
  const section = word === 'endif' ? state.sections.pop() : state.sections.at(-1);
  if (!section) return;
  if (section.endDepth === null) {
    section.endDepth = state.depth;
    section.endParens = state.parens;
  }
  if (word === 'endif') {
    state.depth = section.endDepth;
    state.parens = section.endParens;
  } else {
    state.depth = section.depth;
    state.parens = section.parens;
  }
}

/** Counts token i and says whether it is the last one of the item under way. */
function endsItem(tokens: Tokens, i: number, state: Scan): boolean {
  if (tokens.kind[i] !== TokenKind.Punctuator) return false;
  switch (tokens.text[tokens.start[i]!]) {
    case '(':
    case '[':
      state.parens++;
      return false;
    case ')':
    case ']':
      if (state.parens > 0) state.parens--;
      return state.parens === 0 && state.depth === 0 && isBareInvocation(tokens, state, i);
    case '{':
      if (state.depth++ === 0 && state.parens === 0) state.bodyStart = i;
      return false;
    case '}':
      if (state.depth > 0) state.depth--;
      return state.depth === 0 && state.parens === 0 && endsBody(tokens, state);
    case ';':
      return state.depth === 0 && state.parens === 0;
    default:
      return false;
  }
}

/** A `}` ends a function, and an invocation with a block; a type or an initializer goes on to its `;`. */
function endsBody(tokens: Tokens, state: Scan): boolean {
  let before = state.bodyStart - 1;
  while (before >= state.first && isSkipped(tokens, before)) before--;
  if (before < state.first) return true;
  const text = tokenText(tokens, before);
  if (text === '=') return false;
  for (let i = state.first; i < state.bodyStart; i++) {
    const word = tokenText(tokens, i);
    if (word === '=' || word === 'typedef') return false;
    if (word === '(' && text !== ')') break;
    if (word === '(') return true;
    if (/^(?:struct|union|enum)$/.test(word) && isTypeBody(tokens, i, state.bodyStart)) return false;
  }
  return text === ')' || tokens.kind[before] === TokenKind.Identifier;
}

const ATTRIBUTE = /^__(?:attribute(?:__)?|aligned|declspec)$/;

/** Whether only a tag and attributes stand between the keyword at i and the brace. */
function isTypeBody(tokens: Tokens, i: number, brace: number): boolean {
  let words = 0;
  for (let j = i + 1; j < brace; j++) {
    if (isSkipped(tokens, j)) continue;
    const text = tokenText(tokens, j);
    if (text === '*') return false;
    if (text === '(') {
      // An attribute, which stands before the tag (gcc 6.33.3), or the parameters of a function.
      const isAttribute = words === 0 || ATTRIBUTE.test(tokenText(tokens, j - 1));
      if (!isAttribute) return false;
      j = matchingClose(tokens, j);
      continue;
    }
    if (tokens.kind[j] === TokenKind.Identifier && !text.startsWith('__')) words++;
  }
  return words <= 1;
}

/** Macros that need no `;`: all capitals, or the kernel's initcalls and module hooks. */
const BARE_MACRO = /^(?:[A-Z][A-Z0-9_]{2,}|module_\w+|builtin_\w+|\w*initcall\w*|early_param|__setup)$/;

/** `LIST_OF_PINS` before `#undef PIN`: a macro without arguments, which stands for whole items. */
function isBareWord(tokens: Tokens, directive: number, { first, depth }: Scan): boolean {
  if (first < 0 || depth > 0 || nextToken(tokens, first + 1, false) !== directive) return false;
  return /^[A-Z][A-Z0-9_]{2,}$/.test(tokenText(tokens, first));
}

/** `MODULE_FOO(…)` without `;`, which starts its line, with another item on the next line. */
function isBareInvocation(tokens: Tokens, { first, definers }: Scan, close: number): boolean {
  const open = nextToken(tokens, first + 1);
  const name = tokenText(tokens, first);
  if (tokens.kind[first] !== TokenKind.Identifier || !(BARE_MACRO.test(name) || definers.has(name)))
    return false;
  if (tokens.text[tokens.start[open] ?? 0] !== '(' || matchingClose(tokens, open) !== close) return false;
  const next = nextToken(tokens, close + 1, false);
  if (next >= tokens.count) return true;
  const between = tokens.text.slice(tokens.end[close], tokens.start[next]);
  if (tokens.kind[next] === TokenKind.Directive) return true;
  return between.includes('\n') && tokens.kind[next] === TokenKind.Identifier && !/\n[ \t]+$/.test(between);
}

/** `extern "C" {` */
function startsLinkageBlock(tokens: Tokens, i: number): boolean {
  if (tokenText(tokens, i) !== 'extern') return false;
  const literal = nextToken(tokens, i + 1);
  const brace = nextToken(tokens, literal + 1);
  return (
    tokens.kind[literal] === TokenKind.String && brace < tokens.count && tokenText(tokens, brace) === '{'
  );
}

function isSkipped(tokens: Tokens, i: number): boolean {
  return tokens.kind[i] === TokenKind.Comment || tokens.kind[i] === TokenKind.Directive;
}

/** Index of the first token at or after i that is no comment and, unless asked for, no directive. */
export function nextToken(tokens: Tokens, i: number, skipDirectives = true): number {
  while (
    i < tokens.count &&
    (tokens.kind[i] === TokenKind.Comment || (skipDirectives && isSkipped(tokens, i)))
  )
    i++;
  return i;
}

/** Index of the token that closes the bracket at `open`; `count` if none does. */
export function matchingClose(tokens: Tokens, open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Punctuator) continue;
    const c = tokens.text[tokens.start[i]!]!;
    if (c === '(' || c === '[' || c === '{') depth++;
    else if ((c === ')' || c === ']' || c === '}') && --depth <= 0) return i;
  }
  return tokens.count;
}

/** The directive's name: `ifdef`, `define`…; empty for a null directive. */
export function directiveName(tokens: Tokens, i: number): string {
  const start = tokens.start[i]! + 1;
  const head = tokens.text.slice(start, Math.min(tokens.end[i]!, start + 200));
  return /^(?:\s|\\\r?\n|\/\*.*?\*\/)*([A-Za-z_]\w*)?/s.exec(head)?.[1] ?? '';
}

function readMacro(tokens: Tokens, i: number): MacroItem | null {
  const kind = directiveName(tokens, i);
  if (kind !== 'define' && kind !== 'undef') return null;
  const { text } = tokens;
  const start = tokens.start[i]!;
  const end = tokens.end[i]!;
  const inside = lex(text, start + 1, end);
  const name = nextToken(inside, nextToken(inside, 0) + 1);
  if (name >= inside.count || inside.kind[name] !== TokenKind.Identifier) return null;
  let parameters: string[] | null = null;
  let bodyStart = inside.end[name]!;
  // A parenthesis makes it function-like only where it touches the name (C11 6.10.3 paragraph 10).
  if (kind === 'define' && text[bodyStart] === '(') {
    const close = matchingClose(inside, name + 1);
    parameters = [];
    for (let j = name + 2; j < close; j++) {
      const word = tokenText(inside, j);
      if (inside.kind[j] === TokenKind.Identifier || word === '...') parameters.push(word);
    }
    bodyStart = close < inside.count ? inside.end[close]! : end;
  }
  const first = inside.count > 0 ? firstBodyToken(inside, bodyStart) : -1;
  let last = inside.count - 1;
  while (last > 0 && inside.kind[last] === TokenKind.Comment) last--;
  const body =
    first >= 0 && first <= last
      ? { start: inside.start[first]!, end: inside.end[last]! }
      : { start: bodyStart, end: bodyStart };
  return { kind, name: tokenText(inside, name), parameters, start, end, body };
}

function firstBodyToken(inside: Tokens, offset: number): number {
  for (let j = 0; j < inside.count; j++) {
    if (inside.start[j]! >= offset && inside.kind[j] !== TokenKind.Comment) return j;
  }
  return -1;
}
