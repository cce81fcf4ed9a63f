import { isTrivia, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { partitionPoint } from '../../../text/partition-point.js';
import { matchingClose, type OutlineItem } from '../syntax/outline.js';
import { readDeclaration, readTypeName } from '../types/read-declaration.js';
import { recordOf, reduceTerm, shapeOf, type LookUp } from '../types/reduce-term.js';
import { UNKNOWN, type Term } from '../types/term.js';

/** The bracket around each token of a text, and what has been found out about initializer lists. */
export interface Initializers {
  readonly tokens: Tokens;
  /** The top-level ranges of the text; none for a macro's body. */
  readonly items: readonly OutlineItem[];
  /** Index of the bracket that opens around token i; -1 at the top. */
  readonly around: Int32Array;
  readonly terms: Map<number, Term>;
}

export function openInitializers(tokens: Tokens, items: readonly OutlineItem[]): Initializers {
  const around = new Int32Array(tokens.count);
  const open: number[] = [];
  for (let i = 0; i < tokens.count; i++) {
    const text = tokens.kind[i] === TokenKind.Punctuator ? tokenText(tokens, i) : '';
    if (text === ')' || text === ']' || text === '}') open.pop();
    around[i] = open.at(-1) ?? -1;
    if (text === '(' || text === '[' || text === '{') open.push(i);
  }
  return { tokens, items, around, terms: new Map() };
}

/** A designator (C11 6.7.9p7): `.a.m`, `[0].m`, or GNU's `m:`. */
export interface Designator {
  /** First token of the element that it begins. */
  readonly first: number;
  /** What of it stands before the member's name: names, and null for an index. */
  readonly path: readonly (string | null)[];
}

/** The designator that token i, a member's name, is part of; null where it is something else. */
export function designatorAt({ tokens, around }: Initializers, i: number): Designator | null {
  const before = previous(tokens, i);
  const after = following(tokens, i);
  if (textAt(tokens, before) !== '.') {
    const isOld = textAt(tokens, after) === ':' && /^[{,]$/.test(textAt(tokens, before));
    const list = around[i]!;
    const isInitializer = list >= 0 && /^[=,{]$/.test(textAt(tokens, previous(tokens, list)));
    return isOld && isInitializer && textAt(tokens, list) === '{' ? { first: i, path: [] } : null;
  }
  if (!/^(?:=|\.|\[)$/.test(textAt(tokens, after))) return null;
  const path: (string | null)[] = [];
  let first = before;
  for (;;) {
    const j = previous(tokens, first);
    const text = textAt(tokens, j);
    if (j < 0 || text === '{' || text === ',' || text === '(') return { first, path: path.reverse() };
    if (text === ']') {
      first = openOf(tokens, j);
      if (first < 0) return null;
      path.push(null);
    } else if (tokens.kind[j] === TokenKind.Identifier && textAt(tokens, previous(tokens, j)) === '.') {
      path.push(text);
      first = previous(tokens, j);
    } else return null;
  }
}

/** What the element of a designator is a member of: the object of the list around it, and the path within that. */
export function termOfDesignated(lookUp: LookUp, lists: Initializers, { first, path }: Designator): Term {
  const list = lists.around[first]!;
  return follow(list < 0 ? UNKNOWN : termOfList(lookUp, lists, list), path);
}

function follow(object: Term, path: readonly (string | null)[]): Term {
  return path.reduce<Term>(
    (of, name) => (name === null ? { kind: 'target', of } : { kind: 'member', of, name }),
    object,
  );
}

/** The type of the object that the braces at `open` initialize. */
export function termOfList(lookUp: LookUp, lists: Initializers, open: number): Term {
  const { terms } = lists;
  // Lists within lists, from the innermost to one that is known or stands on its own.
  const chain = [open];
  let outer = outerList(lists, open);
  while (outer >= 0 && !terms.has(outer)) {
    chain.push(outer);
    outer = outerList(lists, outer);
  }
  for (const list of chain.reverse()) {
    const within = outerList(lists, list);
    terms.set(list, within < 0 ? termOfObject(lists, list) : termOfElement(lookUp, lists, within, list));
  }
  return terms.get(open)!;
}

/** The list of which the list at `open` is an element; -1 where it is none. */
function outerList({ tokens, around }: Initializers, open: number): number {
  if (textAt(tokens, open) !== '{') return -1;
  const outer = around[open]!;
  if (outer < 0 || textAt(tokens, outer) !== '{') return -1;
  const before = textAt(tokens, previous(tokens, open));
  if (before === '{' || before === ',' || before === ']') return outer;
  // `.x = {` or `[i] = {`; elsewhere `=` belongs to a declaration within a block.
  const start = elementStart(tokens, around, open);
  return before === '=' && /^[.[]$/.test(textAt(tokens, start)) ? outer : -1;
}

/** First token of the element or declaration that token i stands in, at its own level. */
function elementStart(tokens: Tokens, around: Int32Array, i: number): number {
  const level = around[i]!;
  let first = i;
  for (let j = i - 1; j > level; j--) {
    if (around[j] !== level) continue;
    if (isTrivia(tokens, j)) continue;
    const text = textAt(tokens, j);
    if (text === ',' || text === ';' || (text === '}' && around[j] === level)) break;
    first = j;
  }
  return first;
}

/** A list that is an element of another: by its designator, or by its position. */
function termOfElement(lookUp: LookUp, lists: Initializers, outer: number, open: number): Term {
  const { tokens, around, terms } = lists;
  const object = terms.get(outer)!;
  const first = elementStart(tokens, around, open);
  const path: (string | null)[] = [];
  for (let i = first; i < open; i = following(tokens, i)) {
    const text = textAt(tokens, i);
    if (text === '[') {
      path.push(null);
      i = matchingClose(tokens, i);
    } else if (tokens.kind[i] === TokenKind.Identifier) path.push(text);
  }
  if (path.length > 0) return follow(object, path);
  const type = reduceTerm(object, lookUp);
  if (type?.kind === 'pointer') return type.to;
  const record = recordOf(type, (term) => reduceTerm(term, lookUp));
  const order = record && shapeOf(record, lookUp)?.order;
  const name = order?.[positionOf(tokens, around, outer, open)];
  return name === undefined ? UNKNOWN : { kind: 'member', of: object, name };
}

/** How many elements stand before the one at `open`; beyond the members where one of them has a designator. */
function positionOf(tokens: Tokens, around: Int32Array, outer: number, open: number): number {
  let position = 0;
  for (let i = outer + 1; i < open; i++) {
    if (around[i] !== outer || isTrivia(tokens, i)) continue;
    const text = textAt(tokens, i);
    if (text === ',') position++;
    else if (text === '.' || text === '=') return Infinity;
  }
  return position;
}

/** A list that no other one holds: `type name = {`, or a compound literal `(type){`. */
function termOfObject({ tokens, items, around }: Initializers, open: number): Term {
  if (textAt(tokens, open) !== '{') return UNKNOWN;
  const before = previous(tokens, open);
  const text = textAt(tokens, before);
  if (text === ')') {
    const paren = openOf(tokens, before);
    return (paren >= 0 ? readTypeName(tokens, paren + 1, before) : null) ?? UNKNOWN;
  }
  if (text !== '=') return UNKNOWN;
  const level = around[before]!;
  if (level < 0) {
    const { declared } = readDeclaration(tokens, itemAt(items, before)?.firstToken ?? before, before);
    return declared.at(-1)?.term ?? UNKNOWN;
  }
  let first = before;
  for (let j = before - 1; j > level; j--) {
    if (around[j] !== level) continue;
    const word = textAt(tokens, j);
    if (word === ';' || word === ':') break;
    // The braces of a declarator before are followed by a comma, those of a statement or function by something else.
    if (word === '}' && !/^[,=[*]$|^\w/.test(textAt(tokens, following(tokens, j)))) break;
    if (word === '}' && /^\w/.test(textAt(tokens, following(tokens, j))) && !isTypeBody(tokens, j)) break;
    first = j;
  }
  const { declared } = readDeclaration(tokens, first, before);
  return declared.at(-1)?.term ?? UNKNOWN;
}

/** The top-level range that holds token i. */
function itemAt(items: readonly OutlineItem[], i: number): OutlineItem | undefined {
  return items[partitionPoint(items.length, (at) => items[at]!.endToken <= i)];
}

/** Whether the `}` closes the body of a struct that the declaration defines: `static struct s { … } x = {`. */
function isTypeBody(tokens: Tokens, close: number): boolean {
  const open = openOf(tokens, close);
  if (open < 0) return false;
  const one = previous(tokens, open);
  const two = previous(tokens, one);
  return /^(?:struct|union)$/.test(textAt(tokens, one)) || /^(?:struct|union)$/.test(textAt(tokens, two));
}

function openOf(tokens: Tokens, close: number): number {
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    if (tokens.kind[i] !== TokenKind.Punctuator) continue;
    const text = textAt(tokens, i);
    if (text === ')' || text === ']' || text === '}') depth++;
    else if ((text === '(' || text === '[' || text === '{') && --depth === 0) return i;
  }
  return -1;
}

function textAt(tokens: Tokens, i: number): string {
  return i >= 0 && i < tokens.count ? tokenText(tokens, i) : '';
}

function previous(tokens: Tokens, i: number): number {
  let j = i - 1;
  while (j >= 0 && isTrivia(tokens, j)) j--;
  return j;
}

function following(tokens: Tokens, i: number): number {
  let j = i + 1;
  while (j < tokens.count && isTrivia(tokens, j)) j++;
  return j;
}
