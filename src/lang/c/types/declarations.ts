import { lex, tokenIndexAt, tokenText, type Tokens } from '../syntax/lex.js';
import { maskFragment } from '../syntax/mask.js';
import {
  matchingClose,
  nextToken,
  type MacroItem,
  type Outline,
  type OutlineItem,
} from '../syntax/outline.js';
import { parseRange } from '../syntax/parser.js';
import { fieldOf, namedChildren } from '../syntax/syntax-node.js';
import { findBodies, type RecordBody } from '../members/find-bodies.js';
import { mergeTerms } from './merge-terms.js';
import { readDeclaration, readTypeName } from './read-declaration.js';
import { readShape } from './read-shape.js';
import { termOfExpression } from './term-of-expression.js';
import { UNKNOWN, type Term } from './term.js';

/** What a text declares, looked up by question: `struct s`, `union u`, `typedef t`, `name n`. */
export interface Declarations {
  /** Undefined where the text declares no such thing; several declarations that disagree are unknown. */
  find(question: string): Term | undefined;
}

/** A macro whose body is longer than this isn't looked into. */
const LONGEST_BODY = 4000;

export function readDeclarations(outline: Outline): Declarations {
  const found = new Map<string, Term | undefined>();
  let index: Index | undefined;
  return {
    find(question) {
      if (found.has(question)) return found.get(question);
      index ??= indexText(outline);
      const space = question.indexOf(' ');
      const terms = readAll(outline, index, question.slice(0, space), question.slice(space + 1));
      const term = terms.length > 0 ? terms.reduce(mergeTerms) : undefined;
      found.set(question, term);
      return term;
    },
  };
}

interface Index {
  readonly bodies: ReadonlyMap<string, readonly RecordBody[]>;
  readonly items: ReadonlyMap<string, readonly OutlineItem[]>;
  readonly macros: ReadonlyMap<string, readonly MacroItem[]>;
}

function indexText(outline: Outline): Index {
  const items = new Map<string, OutlineItem[]>();
  const macros = new Map<string, MacroItem[]>();
  const add = <T>(map: Map<string, T[]>, name: string, item: T) => {
    const known = map.get(name);
    if (known) known.push(item);
    else map.set(name, [item]);
  };
  for (const item of outline.items) {
    for (const name of item.kind === 'invocation' ? item.arguments : item.names) add(items, name, item);
  }
  for (const macro of outline.macros) if (macro.kind === 'define') add(macros, macro.name, macro);
  const bodies = new Map<string, RecordBody[]>();
  for (const body of findBodies(outline.tokens)) add(bodies, body.key, body);
  return { bodies, items, macros };
}

function readAll(outline: Outline, index: Index, kind: string, name: string): Term[] {
  const { tokens } = outline;
  if (kind === 'struct' || kind === 'union') {
    const key = `${kind} ${name}`;
    return (index.bodies.get(key) ?? []).map(({ open, close }) => ({
      kind: 'record',
      key,
      shape: readShape(tokens, open, close),
    }));
  }
  const terms: Term[] = [];
  for (const item of index.items.get(name) ?? []) {
    if (item.kind === 'type') {
      if (kind === 'typedef') terms.push(...readTypedef(tokens, item, name));
      if (kind === 'name') terms.push(...readObject(tokens, item, name));
    } else if (kind === 'name' && item.kind === 'invocation') terms.push(...readPerCpu(tokens, item, name));
    else if (kind === 'name') terms.push(...readObject(tokens, item, name));
  }
  for (const macro of kind === 'name' ? (index.macros.get(name) ?? []) : []) {
    const body = outline.tokens.text.slice(macro.body.start, macro.body.end);
    // `#define foo foo` says only that there is one.
    if (body.trim() !== name) terms.push(readMacro(outline, macro));
  }
  return terms;
}

function isTypedef(tokens: Tokens, item: OutlineItem): boolean {
  return tokenText(tokens, item.firstToken) === 'typedef';
}

function readTypedef(tokens: Tokens, item: OutlineItem, name: string): Term[] {
  if (!isTypedef(tokens, item)) return [];
  const { declared } = readDeclaration(tokens, item.firstToken, item.endToken - 1);
  return declared.filter((d) => d.name === name).map(({ term }) => nameRecord(term, name));
}

/** An unnamed struct that a typedef names goes by that name. */
function nameRecord(term: Term, name: string): Term {
  if (term.kind === 'record' && term.key === '') return { ...term, key: name };
  return term;
}

/** The head of a function, a prototype or an object's declaration, `struct s { … } object;` included. */
function readObject(tokens: Tokens, item: OutlineItem, name: string): Term[] {
  if (isTypedef(tokens, item)) return [];
  const isBlock = item.kind === 'function' && item.body !== null;
  const end = isBlock ? tokenIndexAt(tokens, item.body.start) : item.endToken;
  const { declared } = readDeclaration(tokens, item.firstToken, end);
  return declared.filter((d) => d.name === name).map(({ term }) => term);
}

/** DEFINE_PER_CPU(type, name) and its like (include/linux/percpu-defs.h): an object of the type. */
function readPerCpu(tokens: Tokens, item: OutlineItem, name: string): Term[] {
  const macro = item.names[0] ?? '';
  if (!/^(?:DEFINE|DECLARE)_(?:EARLY_)?PER_CPU/.test(macro)) return [];
  for (let i = item.firstToken; i < item.endToken; i++) {
    if (tokenText(tokens, i) !== '(') continue;
    const comma = findComma(tokens, i + 1, item.endToken);
    const isName = tokenText(tokens, Math.min(nextToken(tokens, comma + 1), tokens.count - 1)) === name;
    const type = isName ? readTypeName(tokens, i + 1, comma) : null;
    return type ? [type] : [];
  }
  return [];
}

function findComma(tokens: Tokens, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const text = tokenText(tokens, i);
    if (text === ',') return i;
    if (text === '(' || text === '[' || text === '{') i = matchingClose(tokens, i);
  }
  return to;
}

/** A macro whose body is an expression. */
function readMacro({ tokens }: Outline, macro: MacroItem): Term {
  const { parameters, body } = macro;
  const length = body.end - body.start;
  if (length === 0 || length > LONGEST_BODY) return UNKNOWN;
  const inside = lex(tokens.text, body.start, body.end);
  const { root } = parseRange(maskFragment(inside, body), 'int x = ', '\n;');
  const parts = root ? namedChildren(root) : [];
  const declarator = parts.length === 1 ? fieldOf(parts[0]!, 'declarator') : undefined;
  const value = declarator?.type === 'init_declarator' ? fieldOf(declarator, 'value') : undefined;
  if (value?.start !== body.start) return UNKNOWN;
  const lookUp = (name: string): Term | undefined => {
    const index = parameters?.indexOf(name) ?? -1;
    return index >= 0 ? { kind: 'parameter', index, isType: false } : undefined;
  };
  const typeOf = (name: string): Term | undefined => {
    const index = parameters?.indexOf(name) ?? -1;
    return index >= 0 ? { kind: 'parameter', index, isType: true } : undefined;
  };
  const term = termOfExpression(
    { text: tokens.text, start: body.start, lookUp, typeOf, locals: new Map() },
    value,
  );
  return { kind: 'macro', parameters, body: term };
}
