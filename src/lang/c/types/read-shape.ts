import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { matchingClose } from '../syntax/outline.js';
import { readDeclaration, skipTrivia } from './read-declaration.js';
import { SCALAR, UNKNOWN, type RecordShape, type Term } from './term.js';

/** Bodies within bodies deeper than this aren't looked into. */
const DEEPEST = 20;

/** Members that macros declare: which argument is the name, and whether the arguments behind it are members, too. */
const MEMBER_MACROS: Readonly<Record<string, { readonly name: number; readonly members?: number }>> = {
  struct_group: { name: 0, members: 1 },
  struct_group_attr: { name: 0, members: 2 },
  struct_group_tagged: { name: 1, members: 2 },
  __struct_group: { name: 1, members: 3 },
  DECLARE_BITMAP: { name: 0 },
  DECLARE_FLEX_ARRAY: { name: 1 },
  DECLARE_HASHTABLE: { name: 0 },
  DECLARE_KFIFO: { name: 0 },
  DECLARE_KFIFO_PTR: { name: 0 },
};

interface Building {
  readonly members: Map<string, Term>;
  isOpen: boolean;
  order: string[] | null;
}

/**
 * The members between the braces at two tokens, those of anonymous structs and unions included; both groups of an
 * undecided `#if` count.
 */
export function readShape(tokens: Tokens, open: number, close: number, level = 0): RecordShape {
  const shape: Building = { members: new Map(), isOpen: level >= DEEPEST, order: [] };
  if (level < DEEPEST) readMembers(tokens, open + 1, close, level, shape);
  return shape;
}

function readMembers(tokens: Tokens, from: number, to: number, level: number, shape: Building): void {
  let first = skipTrivia(tokens, from, to);
  for (let i = first; i < to; i++) {
    if (tokens.kind[i] === TokenKind.Directive) shape.order = null;
    const text = tokenText(tokens, i);
    if (text === '{' || text === '(' || text === '[') {
      const close = Math.min(matchingClose(tokens, i), to);
      if (shape.order && hasDirective(tokens, i, close)) shape.order = null;
      i = close;
    } else if (text === ';' && tokens.kind[i] === TokenKind.Punctuator) {
      readMember(tokens, first, i, level, shape);
      first = skipTrivia(tokens, i + 1, to);
      i = first - 1;
    }
  }
  // What no semicolon ends is a macro, or something that this reader doesn't know.
  if (first < to) readMember(tokens, first, to, level, shape);
}

function readMember(tokens: Tokens, from: number, to: number, level: number, shape: Building): void {
  if (from >= to) return;
  const open = skipTrivia(tokens, from + 1, to);
  // `type (*name)(…)` is no macro.
  const isCall = tokens.kind[from] === TokenKind.Identifier && open < to && tokenText(tokens, open) === '(';
  if (isCall && tokenText(tokens, skipTrivia(tokens, open + 1, to)) !== '*') {
    readMacroMember(tokens, from, open, level, shape);
    return;
  }
  const { base, declared } = readDeclaration(tokens, from, to, level + 1);
  if (declared.length === 0) {
    readUnnamed(base, tokens, from, to, shape);
    return;
  }
  for (const { name, term } of declared) {
    shape.members.set(name, nameless(term, name));
    shape.order?.push(name);
  }
}

/** A member without a name: an anonymous struct or union, the padding of a bit-field, or a macro. */
function readUnnamed(base: Term, tokens: Tokens, from: number, to: number, shape: Building): void {
  if (base.kind === 'record' && base.shape) {
    for (const [name, term] of base.shape.members) shape.members.set(name, term);
    shape.isOpen ||= base.shape.isOpen;
    shape.order = null;
    return;
  }
  for (let i = from; i < to; i++) if (tokenText(tokens, i) === ':') return;
  shape.isOpen = true;
  shape.order = null;
}

function readMacroMember(tokens: Tokens, name: number, open: number, level: number, shape: Building): void {
  const known = MEMBER_MACROS[tokenText(tokens, name)];
  const close = Math.min(matchingClose(tokens, open), tokens.count);
  shape.order = null;
  if (!known) {
    shape.isOpen = true;
    return;
  }
  const starts = [open + 1];
  for (let i = open + 1; i < close; i++) {
    const text = tokenText(tokens, i);
    if (text === '(' || text === '[' || text === '{') i = Math.min(matchingClose(tokens, i), close);
    else if (text === ',' && starts.length < 4) starts.push(i + 1);
  }
  const at = starts[known.name];
  const word = at === undefined ? close : skipTrivia(tokens, at, close);
  if (word < close)
    shape.members.set(tokenText(tokens, word), known.members === undefined ? SCALAR : UNKNOWN);
  const members = known.members === undefined ? undefined : starts[known.members];
  if (members !== undefined && level < DEEPEST) readMembers(tokens, members, close, level + 1, shape);
}

/** A struct without a tag gets a key that no rule can name: two of them are two types. */
function nameless(term: Term, name: string): Term {
  if (term.kind === 'record' && term.key === '') return { ...term, key: `(unnamed) ${name}` };
  if (term.kind === 'pointer') {
    const to = nameless(term.to, name);
    return to === term.to ? term : { ...term, to };
  }
  return term;
}

function hasDirective(tokens: Tokens, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (tokens.kind[i] === TokenKind.Directive) return true;
  return false;
}
