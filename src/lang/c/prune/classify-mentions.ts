import type { Span } from '../../../text/span.js';
import type { CNameKind } from '../../facts.js';
import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { directiveName, makeOutline, type OutlineItem } from '../syntax/outline.js';

/** Where and how one name stands in a text. */
export interface NameMentions {
  /** Everything that needs the name: calls, addresses, macro bodies, conditions, initializers. */
  readonly uses: Span[];
  readonly definitions: (Span & { readonly what: CNameKind; readonly item: Span })[];
  /** Prototypes, extern and forward declarations; the whole item. */
  readonly declarations: (Span & { readonly item: Span })[];
  /** EXPORT_SYMBOL and its like; the whole item. */
  readonly exports: (Span & { readonly item: Span })[];
  /** `#undef`. */
  readonly undefs: Span[];
  /** After `.` or `->`, or declared in a struct: the name of a member, not of the thing at file scope. */
  readonly members: Span[];
  readonly comments: Span[];
  readonly strings: Span[];
  /** Beside `##` or `#` in a macro body. */
  readonly pasted: Span[];
}

/** Sorts the mentions of `names` in a live text. One pass; names that don't occur are not in the result. */
export function classifyMentions(live: string, names: ReadonlySet<string>, outline = makeOutline(live)): Map<string, NameMentions> {
  const result = new Map<string, NameMentions>();
  const { tokens, items } = outline;
  const macroAt = new Map(outline.macros.map((macro) => [macro.start, macro]));
  let at = 0;
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i]!;
    const start = tokens.start[i]!;
    while (at < items.length && items[at]!.end <= start) at++;
    if (kind === TokenKind.Identifier) {
      const name = tokenText(tokens, i);
      if (names.has(name)) classifyWord(tokens, i, itemAt(items[at], start), entryOf(result, name));
    } else if (kind === TokenKind.Comment || kind === TokenKind.String) {
      const key = kind === TokenKind.Comment ? 'comments' : 'strings';
      forEachWord(tokens, i, names, (name, span) => entryOf(result, name)[key].push(span));
    } else if (kind === TokenKind.Directive) {
      classifyDirective(tokens, i, names, macroAt.get(start)?.body, result);
    }
  }
  return result;
}

function itemAt(item: OutlineItem | undefined, offset: number): OutlineItem | null {
  return item && item.start <= offset && offset < item.end ? item : null;
}

function entryOf(result: Map<string, NameMentions>, name: string): NameMentions {
  let entry = result.get(name);
  if (!entry) {
    entry = {
      uses: [],
      definitions: [],
      declarations: [],
      exports: [],
      undefs: [],
      members: [],
      comments: [],
      strings: [],
      pasted: [],
    };
    result.set(name, entry);
  }
  return entry;
}

function classifyWord(tokens: Tokens, i: number, item: OutlineItem | null, entry: NameMentions): void {
  const span = { start: tokens.start[i]!, end: tokens.end[i]! };
  const name = tokenText(tokens, i);
  const before = i > 0 ? tokenText(tokens, i - 1) : '';
  if (before === '.' || before === '->') entry.members.push(span);
  else if (!item) entry.uses.push(span);
  else if (item.kind === 'invocation' && /^_?EXPORT_\w*SYMBOL|^SYMBOL_EXPORT|^EXPORT_/.test(item.names[0] ?? '') && span.start > item.start) {
    entry.exports.push({ ...span, item });
  } else if (item.names.includes(name) && isDeclaredHere(tokens, i, item)) {
    if (item.kind === 'prototype' || (item.kind === 'variable' && item.specifiers.includes('extern'))) {
      entry.declarations.push({ ...span, item });
    } else if (item.kind === 'function' || item.kind === 'variable' || item.kind === 'type') {
      entry.definitions.push({ ...span, what: item.kind, item });
    } else entry.uses.push(span);
  } else if (item.kind === 'type' && item.body && span.start > item.body.start && span.end < item.body.end) {
    classifyInType(tokens, i, item, span, entry);
  } else entry.uses.push(span);
}

/** Whether the word is the declared one: outside of bodies and initializers. */
function isDeclaredHere(tokens: Tokens, i: number, item: OutlineItem): boolean {
  const start = tokens.start[i]!;
  if (item.kind === 'type') return !item.body || start < item.body.start || start >= item.body.end;
  if (start < item.head.end) return true;
  // A further declarator behind an initializer: `static int a = 1, b;`
  return item.kind === 'variable' && item.names.length > 1 && tokenText(tokens, i - 1) === ',' && !item.body;
}

/** In a struct a word before `;`, `,`, `[`, `:` or `)(` is a member; in an enum each word at an element's start is. */
function classifyInType(tokens: Tokens, i: number, item: OutlineItem, span: Span, entry: NameMentions): void {
  const before = tokenText(tokens, i - 1);
  const after = i + 1 < tokens.count ? tokenText(tokens, i + 1) : '';
  if (item.specifiers.includes('enum')) {
    if (/^[{,]$/.test(before) || tokens.kind[i - 1] === TokenKind.Comment) entry.definitions.push({ ...span, what: 'enumerator', item });
    else entry.uses.push(span);
  } else if (/^[;,[:]$/.test(after) || (before === '*' && after === ')')) entry.members.push(span);
  else entry.uses.push(span);
}

function classifyDirective(
  tokens: Tokens,
  i: number,
  names: ReadonlySet<string>,
  body: Span | undefined,
  result: Map<string, NameMentions>,
): void {
  const directive = directiveName(tokens, i);
  const item = { start: tokens.start[i]!, end: tokens.end[i]! };
  if (directive.startsWith('include')) return;
  const inside = lex(tokens.text, item.start + 1, item.end);
  let isFirst = true;
  for (let j = 1; j < inside.count; j++) {
    const kind = inside.kind[j]!;
    if (kind === TokenKind.Comment || kind === TokenKind.String) {
      const key = kind === TokenKind.Comment ? 'comments' : 'strings';
      forEachWord(inside, j, names, (name, span) => entryOf(result, name)[key].push(span));
      continue;
    }
    const name = tokenText(inside, j);
    const isName = isFirst;
    isFirst = false;
    if (kind !== TokenKind.Identifier || !names.has(name)) continue;
    const span = { start: inside.start[j]!, end: inside.end[j]! };
    const entry = entryOf(result, name);
    if (directive === 'define' && isName) entry.definitions.push({ ...span, what: 'macro', item });
    else if (directive === 'undef') entry.undefs.push(span);
    else if (directive === 'define' && body && span.start < body.start) continue; // a parameter
    else if (isPasted(inside, j)) entry.pasted.push(span);
    else entry.uses.push(span);
  }
}

function isPasted(tokens: Tokens, i: number): boolean {
  const before = i > 0 ? tokenText(tokens, i - 1) : '';
  const after = i + 1 < tokens.count ? tokenText(tokens, i + 1) : '';
  return before === '##' || before === '#' || after === '##';
}

function forEachWord(tokens: Tokens, i: number, names: ReadonlySet<string>, found: (name: string, span: Span) => void): void {
  const base = tokens.start[i]!;
  for (const match of tokens.text.slice(base, tokens.end[i]).matchAll(/[A-Za-z_]\w*/g)) {
    if (names.has(match[0])) found(match[0], { start: base + match.index, end: base + match.index + match[0].length });
  }
}
