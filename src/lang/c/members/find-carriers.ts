import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { makeOutline, forgetOutlines } from '../syntax/outline.js';
import { readDeclarations } from '../types/declarations.js';
import { readShape } from '../types/read-shape.js';
import { UNKNOWN, type Term } from '../types/term.js';
import { findBodies } from './find-bodies.js';

/** What one text declares at file scope whose type leads to a struct: see findCarriers. */
export interface CarrierReport {
  /** Members, functions, objects and macros. */
  readonly names: readonly string[];
  /** Those of them that are members or objects and no arrays: code gets at the struct as `name.m` or `name->m`. */
  readonly plain: readonly string[];
  /** Typedefs: further names of the type. */
  readonly aliases: readonly string[];
}

/** Larger files (generated register headers) hold no such thing. */
const LARGEST = 4 << 20;

/**
 * The names by which code can come to a struct without naming it: members of other structs, functions, objects, and
 * macros that mention it.
 * @param keys what the struct is called: `struct s`, and typedefs of it.
 */
export function findCarriers(text: string, keys: readonly string[]): CarrierReport {
  const names = new Set<string>();
  const others = new Set<string>();
  const aliases = new Set<string>();
  const add = (name: string, term: Term) => {
    names.add(name);
    if (!isPlain(term)) others.add(name);
  };
  if (text.length > LARGEST) return { names: [], plain: [], aliases: [] };
  const outline = makeOutline(text);
  const wanted = new Set(keys);
  const words = new Set(keys.map((key) => key.slice(key.indexOf(' ') + 1)));
  const declarations = readDeclarations(outline);
  const { tokens } = outline;
  const mentions = (from: number, to: number) => {
    for (let i = from; i < to; i++)
      if (tokens.kind[i] === TokenKind.Identifier && words.has(tokenText(tokens, i))) return true;
    return false;
  };
  const addHandedOver = (from: number, to: number) => {
    for (const name of handedOver(tokens, words, from, to)) add(name, UNKNOWN);
  };
  for (const item of outline.items) {
    if (!mentions(item.firstToken, item.endToken)) continue;
    if (item.kind === 'invocation') addHandedOver(item.firstToken, item.endToken);
    const declared = item.kind === 'invocation' ? item.arguments : item.names;
    for (const name of declared) {
      const type = declarations.find(`typedef ${name}`);
      if (type && leadsTo(type, wanted)) aliases.add(name);
      const object = declarations.find(`name ${name}`);
      if (object && leadsTo(object, wanted)) add(name, object);
    }
  }
  for (const { open, close } of findBodies(tokens)) {
    if (!mentions(open, close)) continue;
    for (const [name, term] of readShape(tokens, open, close).members)
      if (leadsTo(term, wanted)) add(name, term);
    addHandedOver(open, close);
  }
  for (const macro of outline.macros) {
    const body = text.slice(macro.body.start, macro.body.end);
    if ([...words].some((word) => body.includes(word)) && holdsWord(body, words)) add(macro.name, UNKNOWN);
  }
  forgetOutlines();
  const plain = [...names].filter((name) => !others.has(name)).sort();
  return { names: [...names].sort(), plain, aliases: [...aliases].sort() };
}

/**
 * The identifiers that stand beside one of `words` in the arguments of a macro, in the tokens [from, to): what
 * `LAYOUT(struct s, name)` declares, and where, only its expansion tells.
 */
function handedOver(tokens: Tokens, words: ReadonlySet<string>, from: number, to: number): Set<string> {
  const names = new Set<string>();
  // Per open parenthesis: the arguments so far, where it belongs to a macro, and whether a word is among them.
  const open: { readonly names: string[] | null; holds: boolean }[] = [];
  for (let i = from; i < to; i++) {
    const text = tokenText(tokens, i);
    if (text === '(') {
      const isCall = i > from && tokens.kind[i - 1] === TokenKind.Identifier;
      open.push({ names: isCall ? [] : null, holds: false });
    } else if (text === ')') {
      const ended = open.pop();
      if (ended?.holds) ended.names?.forEach((name) => names.add(name));
    } else if (tokens.kind[i] === TokenKind.Identifier) {
      const innermost = open.at(-1);
      if (!innermost) continue;
      if (words.has(text)) innermost.holds = true;
      else innermost.names?.push(text);
    }
  }
  return names;
}

function holdsWord(body: string, words: ReadonlySet<string>): boolean {
  const tokens = lex(body);
  for (let i = 0; i < tokens.count; i++) if (words.has(tokenText(tokens, i))) return true;
  return false;
}

/** Whether following pointers and calls from the type may come to one of the keys. */
function leadsTo(term: Term, keys: ReadonlySet<string>, depth = 0): boolean {
  if (depth > 20) return true;
  const leads = (part: Term) => leadsTo(part, keys, depth + 1);
  switch (term.kind) {
    case 'record':
      return keys.has(term.key);
    case 'typedef':
      return keys.has(term.name);
    case 'pointer':
      return leads(term.to);
    case 'function':
      return leads(term.returns);
    case 'agree':
    case 'either':
      return term.terms.some(leads);
    default:
      return false;
  }
}

/** A struct, or a pointer to one, as a member or object is. */
function isPlain(term: Term): boolean {
  if (term.kind === 'pointer') return !term.isArray && isPlain(term.to);
  return term.kind === 'record' || term.kind === 'typedef';
}
