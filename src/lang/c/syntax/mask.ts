import { containsSpan, spanAt, type Span } from '../../../text/span.js';
import { NO_SHELLS, type FlagShells } from './flag-shells.js';
import { TokenKind, tokenIndexAt, tokenText, type Tokens } from './lex.js';
import { directiveName, type OutlineItem } from './outline.js';
import { isAttributeWord, isKeyword, looksLikeAttribute, STORAGE_WORDS, takesArguments } from './words.js';

/** What tree-sitter can read of a range, and which of its parts no longer say what the original says. */
export interface MaskedRange extends Span {
  /** As long as the range. */
  readonly text: string;
  /** Offsets of `while` words that stand for an iterator or scope macro. */
  readonly iterators: ReadonlySet<number>;
  /** What was blanked of undecided if-sections and of `IF_X(…)` beside `IF_NOT_X(…)`, so that one reading is left. */
  readonly hidden: readonly Span[];
}

/** Replaces bytes of the mask; text is padded with blanks to the span's length. */
interface Patch extends Span {
  readonly text: string;
}

/**
 * A copy of one top-level range that tree-sitter's grammar accepts: comments, directives and attribute macros are
 * blank, iterator macros are `while`, types among macro arguments are plain names. Offsets stay the original's.
 */
export function maskItem(tokens: Tokens, item: OutlineItem, shells: FlagShells = NO_SHELLS): MaskedRange {
  const patches: Patch[] = [];
  const iterators = new Set<number>();
  const closes = matchBrackets(tokens, item.firstToken, item.endToken);
  const bodyToken = item.body ? tokenIndexAt(tokens, item.body.start) : item.endToken;
  const others = shells.hidden.filter((span) => containsSpan(item, span));
  const hidden = [...hideUnbalancedGroups(tokens, item.firstToken, item.endToken), ...others];
  patches.push(...hidden.map((span) => ({ ...span, text: '' })), ...maskShells(item, shells));
  if (item.kind === 'function') maskHead(tokens, item, bodyToken, closes, patches);
  if (item.kind === 'invocation' && item.body) {
    // SYSCALL_DEFINE1(…) { … }: the body is a function's.
    patches.push({ ...item.head, text: 'int f()' });
  }
  maskTokens(tokens, item.firstToken, item.endToken, bodyToken, closes, shells, patches, iterators);
  return { ...applyPatches(tokens.text, item, patches), iterators, hidden };
}

/** Masks tokens of a text that is no top-level range: a macro's body. */
export function maskFragment(tokens: Tokens, span: Span, shells: FlagShells = NO_SHELLS): MaskedRange {
  const patches: Patch[] = [];
  const iterators = new Set<number>();
  for (
    let at = tokens.text.indexOf('\\', span.start);
    at >= 0 && at < span.end;
    at = tokens.text.indexOf('\\', at + 1)
  ) {
    if (/^\\\r?\n/.test(tokens.text.slice(at, at + 3))) patches.push({ start: at, end: at + 1, text: '' });
  }
  maskPasting(tokens, patches);
  patches.push(...maskShells(span, shells));
  const closes = matchBrackets(tokens, 0, tokens.count);
  maskTokens(tokens, 0, tokens.count, 0, closes, shells, patches, iterators);
  const hidden = shells.hidden.filter((other) => containsSpan(span, other));
  return { ...applyPatches(tokens.text, span, patches), iterators, hidden };
}

/** The words and brackets of `IF_X(…)` are blank, so that its arguments stand as if X were set. */
function maskShells(range: Span, { spans }: FlagShells): Patch[] {
  return spans.filter((span) => containsSpan(range, span)).map((span) => ({ ...span, text: '' }));
}

/** Index of the token that closes the bracket at an index; past the range's end if none does. */
type Brackets = (open: number) => number;

/** Brackets of a range, matched once: asking for each on its own would be quadratic in their nesting. */
function matchBrackets(tokens: Tokens, from: number, to: number): Brackets {
  const table = new Map<number, number>();
  const stack: number[] = [];
  for (let i = from; i < to; i++) {
    if (tokens.kind[i] !== TokenKind.Punctuator) continue;
    const c = tokens.text[tokens.start[i]!]!;
    if (c === '(' || c === '[' || c === '{') stack.push(i);
    else if (c === ')' || c === ']' || c === '}') {
      const open = stack.pop();
      if (open !== undefined) table.set(open, i);
    }
  }
  return (open) => table.get(open) ?? to;
}

/** `a##b` and `a ## b` become one word, `#a` becomes `a`: enough for the grammar, and nothing there is folded. */
function maskPasting(tokens: Tokens, patches: Patch[]): void {
  for (let i = 0; i < tokens.count; i++) {
    const text = tokenText(tokens, i);
    if (text === '#') patches.push({ start: tokens.start[i]!, end: tokens.end[i]!, text: '' });
    if (text !== '##') continue;
    const start = i > 0 ? tokens.end[i - 1]! : tokens.start[i]!;
    const end = i + 1 < tokens.count ? tokens.start[i + 1]! : tokens.end[i]!;
    patches.push({ start, end, text: '_'.repeat(end - start) });
  }
}

function applyPatches(text: string, span: Span, patches: readonly Patch[]): Span & { readonly text: string } {
  const parts: string[] = [];
  let at = span.start;
  for (const patch of [...patches].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (patch.start < at || patch.end > span.end) continue; // within one that is masked already
    parts.push(text.slice(at, patch.start));
    const blank = text.slice(patch.start, patch.end).replace(/[^\n\r]/g, ' ');
    parts.push(patch.text + blank.slice(patch.text.length));
    at = patch.end;
  }
  parts.push(text.slice(at, span.end));
  return { start: span.start, end: span.end, text: parts.join('') };
}

function maskTokens(
  tokens: Tokens,
  from: number,
  to: number,
  bodyToken: number,
  closes: Brackets,
  { spans }: FlagShells,
  patches: Patch[],
  iterators: Set<number>,
): void {
  let before = ''; // the last token that stays
  for (let i = from; i < to; i++) {
    const kind = tokens.kind[i]!;
    const start = tokens.start[i]!;
    const end = tokens.end[i]!;
    if (spans.length > 0 && spanAt(spans, start)) continue;
    if (kind === TokenKind.Comment || kind === TokenKind.Directive) {
      patches.push({ start, end, text: '' });
      continue;
    }
    const text = tokenText(tokens, i);
    if (kind === TokenKind.Identifier) {
      if (isAttributeWord(text)) {
        const group = takesArguments(text) && nextText(tokens, i, to) === '(';
        if (!group || text.startsWith('__attribute') || /^(?:[\w$]+|[*)(,])$/.test(before)) {
          const close = group ? Math.min(closes(skipComments(tokens, i + 1, to)), to - 1) : i;
          patches.push({ start, end: tokens.end[close]!, text: '' });
          i = close;
          continue;
        }
      } else if (i >= bodyToken && nextText(tokens, i, to) === '(') {
        maskIterator(tokens, i, to, before, closes, patches, iterators);
        maskWord(tokens, i, to, before, patches);
        if (!isKeyword(text)) maskTypeArguments(tokens, skipComments(tokens, i + 1, to), to, closes, patches);
      } else maskWord(tokens, i, to, before, patches);
    } else if (
      text === '...' &&
      i >= bodyToken &&
      before !== '(' &&
      before !== ',' &&
      nextText(tokens, i, to) !== ')'
    ) {
      patches.push({ start, end, text: ' + ' }); // case 1 ... 5: (GNU)
    } else if (text === ':' && i >= bodyToken && nextText(tokens, i, to) === '}') {
      // `out: }`: an empty statement that C23 doesn't ask for, but the grammar does.
      if (/\s/.test(tokens.text[end] ?? '')) patches.push({ start: end, end: end + 1, text: ';' });
    }
    before = text;
  }
}

/** Words that the grammar knows in one form only, or not at all. */
function maskWord(tokens: Tokens, i: number, to: number, before: string, patches: Patch[]): void {
  const text = tokenText(tokens, i);
  const span = { start: tokens.start[i]!, end: tokens.end[i]! };
  if (text === 'asm_inline') patches.push({ ...span, text: 'asm' });
  // The grammar's offsetof takes a plain member only; as a call it takes `a.b[c]`, too.
  else if (text === 'offsetof') patches.push({ ...span, text: 'offset_f' });
  else if (text === '__alignof__' || (/^(?:__)?typeof(?:__)?$/.test(text) && /^[(,]$/.test(before))) {
    patches.push({ ...span, text: 'sizeof' });
  } else if (
    text === 'static' &&
    i + 2 < to &&
    tokenText(tokens, i + 2) === '(' &&
    /^[A-Z][A-Z0-9_]+$/.test(tokenText(tokens, i + 1))
  ) {
    patches.push({ ...span, text: '' }); // static DEFINE_MUTEX(lock); within a function
  }
}

/**
 * An iterator or scope macro reads like a loop: `list_for_each_entry(p, head, list) stmt`, `scoped_guard(rcu) { … }`.
 * Only at the start of a statement, where a call would need a `;`.
 */
function maskIterator(
  tokens: Tokens,
  i: number,
  to: number,
  before: string,
  closes: Brackets,
  patches: Patch[],
  iterators: Set<number>,
): void {
  const word = tokenText(tokens, i);
  const length = word.length;
  if (length < 5 || isKeyword(word) || !/^(?:[;{}:)]|else|do|)$/.test(before)) return;
  const close = closes(skipComments(tokens, i + 1, to));
  if (close >= to) return;
  const after = nextText(tokens, close, to);
  const isBlock = after === '{' && before !== ')';
  const isIterator =
    /for_?each|_foreach|_walk|^scoped_/i.test(word) && /^(?:[A-Za-z_]\w*|\{|\(|\*|\+\+|--)$/.test(after);
  if (!isBlock && !isIterator) return;
  const start = tokens.start[i]!;
  patches.push({ start, end: tokens.end[i]!, text: 'while' });
  iterators.add(start);
}

/** Types among the arguments of a macro become one plain name each: `va_arg(ap, unsigned char *)`. */
function maskTypeArguments(
  tokens: Tokens,
  open: number,
  to: number,
  closes: Brackets,
  patches: Patch[],
): void {
  let i = open + 1;
  while (i < to) {
    // One argument after the other: [i, stop).
    let stop = i;
    let isType = true;
    let words = 0;
    let stars = 0;
    for (; stop < to; stop++) {
      const kind = tokens.kind[stop]!;
      if (kind === TokenKind.Comment) continue;
      const text = tokenText(tokens, stop);
      if (text === ',' || text === ')') break;
      if (text === '(' || text === '[' || text === '{') {
        isType = false;
        stop = Math.min(closes(stop), to);
      } else if (text === '*') {
        stars++;
        if (words === 0) isType = false;
      } else if (kind === TokenKind.Identifier) {
        words++;
        if (stars > 0 && text !== 'const' && text !== 'volatile') isType = false;
      } else isType = false;
    }
    if (isType && (words > 1 || stars > 0)) collapseType(tokens, i, stop, patches);
    if (stop >= to || tokenText(tokens, stop) === ')') return;
    i = stop + 1;
  }
}

function collapseType(tokens: Tokens, from: number, to: number, patches: Patch[]): void {
  let name = -1;
  for (let i = from; i < to; i++) {
    if (
      tokens.kind[i] === TokenKind.Identifier &&
      !/^(?:struct|union|enum|const|volatile)$/.test(tokenText(tokens, i))
    )
      name = i;
  }
  for (let i = from; i < to; i++) {
    if (i === name) continue;
    patches.push({ start: tokens.start[i]!, end: tokens.end[i]!, text: '' });
  }
}

/** Specifiers that are no type and no name go; so does all between the parameters and the body. */
function maskHead(
  tokens: Tokens,
  item: OutlineItem,
  bodyToken: number,
  closes: Brackets,
  patches: Patch[],
): void {
  const name = item.names[0];
  let types = 0;
  for (let i = item.firstToken; i < bodyToken; i++) {
    const text = tokenText(tokens, i);
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const next = nextText(tokens, i, bodyToken);
    if (text === name && next === '(') {
      const close = closes(skipComments(tokens, i + 1, bodyToken));
      if (close + 1 < bodyToken) {
        patches.push({ start: tokens.end[close]!, end: tokens.start[bodyToken]!, text: '' });
      }
      return;
    }
    if (STORAGE_WORDS.has(text) || isAttributeWord(text)) continue;
    if (name === undefined && next === '(') {
      // `NAME(x)(int a) {`: without its argument the macro's name stands for the one that it makes.
      const open = skipComments(tokens, i + 1, bodyToken);
      patches.push({ start: tokens.start[open]!, end: tokens.end[closes(open)]!, text: '' });
      return;
    }
    const before = i > item.firstToken ? tokenText(tokens, i - 1) : '';
    const afterType = types > 0 && !/^(?:struct|union|enum)$/.test(before);
    const beforeType =
      types === 0 && /^(?:static|void|int|bool|char|long|unsigned|struct|inline|const)$/.test(next);
    if (looksLikeAttribute(text) && (afterType || beforeType)) {
      const group = next === '(';
      const close = group ? closes(skipComments(tokens, i + 1, bodyToken)) : i;
      patches.push({ start: tokens.start[i]!, end: tokens.end[Math.min(close, bodyToken - 1)]!, text: '' });
      if (group) i = close;
      continue;
    }
    types++;
  }
}

/** A group of an if-section under way: where it starts, and the bracket depth there. */
interface Group {
  readonly start: number;
  readonly depth: number;
  low: number;
}

interface Section {
  readonly startDepth: number;
  /** Depth after the first group: what the section as a whole counts for. */
  endDepth: number;
  unbalanced: boolean;
  /** The groups so far that are complete. */
  readonly groups: Span[];
  group: Group;
}

/** Later groups of if-sections that open or close brackets on their own, so that one reading is left. */
function hideUnbalancedGroups(tokens: Tokens, from: number, to: number): Span[] {
  const hidden: Span[] = [];
  const sections: Section[] = [];
  let depth = 0;
  for (let i = from; i < to; i++) {
    const kind = tokens.kind[i]!;
    if (kind === TokenKind.Punctuator) {
      const c = tokens.text[tokens.start[i]!]!;
      if (c === '{' || c === '(') depth++;
      else if (c === '}' || c === ')') {
        depth--;
        const group = sections.at(-1)?.group;
        if (group) group.low = Math.min(group.low, depth);
      }
      continue;
    }
    if (kind !== TokenKind.Directive) continue;
    const word = directiveName(tokens, i);
    const group = { start: tokens.end[i]!, depth, low: depth };
    if (word.startsWith('if')) {
      sections.push({ startDepth: depth, endDepth: depth, unbalanced: false, groups: [], group });
    } else if (/^(?:el|endif)/.test(word)) {
      const section = sections.at(-1);
      if (!section) continue;
      if (section.groups.length === 0) section.endDepth = depth;
      if (depth !== section.group.depth || section.group.low < section.group.depth) section.unbalanced = true;
      section.groups.push({ start: section.group.start, end: tokens.start[i]! });
      if (word === 'endif') {
        sections.pop();
        if (section.unbalanced) hidden.push(...section.groups.slice(1));
        depth = section.endDepth;
      } else {
        depth = section.startDepth;
        section.group = { ...group, depth, low: depth };
      }
    }
  }
  return hidden;
}

function skipComments(tokens: Tokens, i: number, to: number): number {
  while (i < to && (tokens.kind[i] === TokenKind.Comment || tokens.kind[i] === TokenKind.Directive)) i++;
  return i;
}

function nextText(tokens: Tokens, i: number, to: number): string {
  const next = skipComments(tokens, i + 1, to);
  return next < to ? tokenText(tokens, next) : '';
}
