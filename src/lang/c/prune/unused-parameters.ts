import { mergeSpans, spanAt, type Span } from '../../../text/span.js';
import { overlapsSome } from '../../../text/partition-point.js';
import type { Edit, Removal } from '../../../edit/edit.js';
import { factId, type DerivedFact, type Leftover, type ParameterFact } from '../../facts.js';
import type { CodeKnowledge } from '../fold/knowledge.js';
import { findEffects } from '../fold/part-effects.js';
import { lex, TokenKind, tokenIndexAt, tokenText, type Tokens } from '../syntax/lex.js';
import { holdsDirective, readList } from '../syntax/list-parts.js';
import { makeOutline, nextToken, type Outline, type OutlineItem } from '../syntax/outline.js';
import { readSignature, type Signature } from '../syntax/signature.js';
import { findPasting, mayBePasted } from './pasting.js';

export interface ParameterInput {
  readonly path: string;
  /** The original text. */
  readonly text: string;
  /** The original with the preprocessor's dead spans blanked. */
  readonly live: string;
  readonly removals: readonly Removal[];
  readonly replacements: readonly Edit[];
  readonly leftovers: readonly Leftover[];
  readonly knowledge: CodeKnowledge;
}

export interface ParameterResult {
  readonly facts: readonly DerivedFact[];
  /** Callees that keep an argument from going unless somebody vouches for them. */
  readonly questions: readonly string[];
}

/** A static function of the file, with all its definitions: stubs in other branches included. */
interface StaticFunction {
  readonly name: string;
  readonly definitions: readonly { readonly item: OutlineItem; readonly signature: Signature }[];
  readonly count: number;
}

interface View {
  readonly input: ParameterInput;
  readonly outline: Outline;
  /** What goes or is replaced, merged. */
  readonly gone: readonly Span[];
  readonly causes: readonly (Removal | Edit)[];
  readonly functions: ReadonlyMap<string, StaticFunction>;
  readonly questions: Set<string>;
}

/**
 * Parameters of a .c file's static functions that the change alone left unused, or that only a parameter which goes is
 * handed to. Each goes only where every call can lose its argument.
 */
export function findUnusedParameters(input: ParameterInput): ParameterResult {
  const outline = makeOutline(input.live);
  const causes = [...input.removals, ...input.replacements].filter((e) => e.end > e.start);
  const gone = mergeSpans(causes);
  if (gone.length === 0) return { facts: [], questions: [] };
  const functions = findFunctions(input, outline, gone);
  const view: View = { input, outline, gone, causes, functions, questions: new Set() };
  const facts = [...findNewlyUnused(view), ...findForwarded(view)];
  return { facts, questions: [...view.questions] };
}

const STAYS =
  /^(?:__used|__visible|__weak|asmlinkage|__bpf_kfunc|__section|EXTERNALLY_VISIBLE|__printf|__scanf|__alloc_size|__attribute__)$/;

function findFunctions(
  input: ParameterInput,
  outline: Outline,
  gone: readonly Span[],
): Map<string, StaticFunction> {
  const found = new Map<string, { item: OutlineItem; signature: Signature }[]>();
  const excluded = new Set(outline.macros.map((macro) => macro.name));
  const pasting = findPasting(outline);
  for (const item of outline.items) {
    const name = item.names[0];
    if (name === undefined || item.kind !== 'function' || spanAt(gone, item.start)) continue;
    const signature = readSignature(outline.tokens, item, name);
    const stays =
      !item.isStatic ||
      !item.body ||
      !signature ||
      signature.isVariadic ||
      item.specifiers.some((w) => STAYS.test(w));
    if (stays || mayBePasted(name, pasting)) {
      excluded.add(name);
      continue;
    }
    const known = found.get(name);
    if (known) known.push({ item, signature });
    else found.set(name, [{ item, signature }]);
  }
  const functions = new Map<string, StaticFunction>();
  for (const [name, definitions] of found) {
    const count = definitions[0]!.signature.parameters.length;
    const agree = definitions.every(({ signature }) => signature.parameters.length === count);
    if (agree && !excluded.has(name) && !input.knowledge.parameters.has(name))
      functions.set(name, { name, definitions, count });
  }
  return functions;
}

function findNewlyUnused(view: View): DerivedFact[] {
  const { input, gone } = view;
  const facts: DerivedFact[] = [];
  for (const fn of view.functions.values()) {
    const touched = fn.definitions.some(({ item }) => overlapsSome(gone, item.body!));
    if (!touched) continue;
    for (let index = 0; index < fn.count; index++) {
      const states = fn.definitions.map((definition) => useOf(view, definition, index));
      const [news] = states.filter((state) => typeof state === 'object');
      if (!news || states.includes('used') || !canDrop(view, fn, index)) continue;
      const { item, signature } = fn.definitions[states.indexOf(news)]!;
      const name = signature.parameters[index]!;
      facts.push(makeFact(input.path, fn, index, name, news.cause, item.start));
    }
  }
  return facts;
}

function makeFact(
  path: string,
  fn: StaticFunction,
  index: number,
  name: string,
  cause: string,
  offset: number,
): DerivedFact {
  const { count } = fn;
  const fact: ParameterFact = { kind: 'parameter', name, of: fn.name, index, count, value: null, path };
  return { fact, because: [cause], path, offset };
}

/** Whether a definition uses its parameter still, never did, or lost its last use. */
function useOf(
  view: View,
  { item, signature }: StaticFunction['definitions'][number],
  index: number,
): 'used' | 'unused' | { readonly cause: string } {
  const name = signature.parameters[index];
  if (name == null) return 'unused';
  const { input, outline } = view;
  const part = signature.list.parts[index]!;
  const declaration = outline.tokens.text.slice(
    outline.tokens.start[part.first],
    outline.tokens.end[part.end - 1],
  );
  if (/unused/i.test(declaration)) return 'used';
  const body = item.body!;
  // The body of the original, for what goes with a conditional is blank in the live text.
  const before = usesIn(lex(input.text, body.start, body.end), name);
  if (before.length === 0) return 'unused';
  if (before.some((offset) => !spanAt(view.gone, offset))) return 'used';
  const isWritten = input.replacements.some(
    (e) => e.start >= body.start && e.end <= body.end && new RegExp(`\\b${name}\\b`).test(e.text),
  );
  if (isWritten) return 'used';
  const causes = view.causes.filter((e) => e.start <= before[0]! && before[0]! < e.end);
  return { cause: causes[0]?.cause ?? '' };
}

/** Offsets of the uses of a name that is no member, no tag and no label; those in directives included. */
function usesIn(tokens: Tokens, name: string): number[] {
  const uses: number[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] === TokenKind.Directive) {
      const match = new RegExp(`\\b${name}\\b`).exec(tokenText(tokens, i));
      if (match) uses.push(tokens.start[i]! + match.index);
      continue;
    }
    if (tokens.kind[i] !== TokenKind.Identifier || tokenText(tokens, i) !== name) continue;
    const before = i > 0 ? tokenText(tokens, i - 1) : '';
    if (!/^(?:\.|->|struct|union|enum|goto)$/.test(before)) uses.push(tokens.start[i]!);
  }
  return uses;
}

/** Whether the function is only ever called, with arguments in this place that evaluate to nothing but a value. */
function canDrop(view: View, fn: StaticFunction, index: number): boolean {
  const { outline, gone } = view;
  const { tokens, items } = outline;
  const heads = items.filter(
    (item) => (item.kind === 'function' || item.kind === 'prototype') && item.names[0] === fn.name,
  );
  let from = 0;
  for (const offset of occurrences(tokens.text, fn.name)) {
    if (offset < from || spanAt(gone, offset)) continue;
    const i = tokenIndexAt(tokens, offset);
    if (i >= tokens.count || tokens.start[i]! > offset) continue;
    const kind = tokens.kind[i];
    if (kind === TokenKind.Directive) {
      from = tokens.end[i]!;
      if (!mayCallInText(view, lex(tokens.text, tokens.start[i]! + 1, from), tokens.start[i]! + 1, fn, index))
        return false;
    } else if (kind === TokenKind.Identifier && tokens.start[i] === offset) {
      if (heads.some(({ head }) => head.start <= offset && offset < head.end)) continue;
      if (!isDroppable(view, tokens, i, fn, index)) return false;
    }
  }
  return true;
}

function* occurrences(text: string, name: string): Iterable<number> {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (!/\w/.test(text[at - 1] ?? '') && !/\w/.test(text[at + name.length] ?? '')) yield at;
  }
}

function mayCallInText(
  view: View,
  inside: Tokens,
  start: number,
  fn: StaticFunction,
  index: number,
): boolean {
  const [, listed] = /^\s*define\s+\w+\(([^)]*)\)/.exec(inside.text.slice(start, start + 2000)) ?? [];
  const own = new Set(listed?.match(/\w+/g) ?? []);
  for (let i = 0; i < inside.count; i++) {
    if (inside.kind[i] !== TokenKind.Identifier || tokenText(inside, i) !== fn.name) continue;
    if (!isDroppable(view, inside, i, fn, index)) return false;
    // What the macro's callers pass would silently not be evaluated any more.
    const list = own.size > 0 ? readList(inside, nextToken(inside, i + 1)) : null;
    const part = list?.parts[index];
    for (let t = part?.first ?? 0; part && t < part.end; t++) if (own.has(tokenText(inside, t))) return false;
  }
  return true;
}

function isDroppable(view: View, tokens: Tokens, i: number, fn: StaticFunction, index: number): boolean {
  const before = i > 0 ? tokenText(tokens, i - 1) : '';
  if (/^(?:\.|->|struct|union|enum|goto)$/.test(before)) return true;
  const open = nextToken(tokens, i + 1);
  if (open >= tokens.count || tokenText(tokens, open) !== '(') return false;
  const list = readList(tokens, open);
  if (list?.parts.length !== fn.count || holdsDirective(list)) return false;
  const effects = findEffects(tokens, list.parts[index]!, view.input.knowledge);
  for (const callee of effects ?? []) view.questions.add(callee);
  return effects?.length === 0;
}

/**
 * A parameter without a value that goes is handed on to static functions that make no use of it. Where anything else is
 * done with it, too, it is needed, and they keep theirs.
 */
function findForwarded(view: View): DerivedFact[] {
  const { input } = view;
  const own = [...input.knowledge.parameters.values()].flat().filter((fact) => fact.value === null);
  return own.flatMap((parameter) => {
    const cause = factId(parameter);
    const uses = input.leftovers.filter((one) => one.code === 'value-needed' && one.cause === cause);
    const facts = uses.map(({ offset }) => forwardedFact(view, offset, cause));
    return facts.includes(null) ? [] : facts.filter((fact) => fact !== null);
  });
}

function forwardedFact(view: View, offset: number, cause: string): DerivedFact | null {
  const to = receiverOf(view.outline.tokens, offset);
  const fn = to && view.functions.get(to.name);
  if (!fn || !isUnread(view, fn, to.index, new Set()) || !canDrop(view, fn, to.index)) return null;
  const { signature, item } = fn.definitions[0]!;
  const name = signature.parameters[to.index] ?? `#${to.index + 1}`;
  return makeFact(view.input.path, fn, to.index, name, cause, item.start);
}

/** The callee and the argument's place where a word is a whole argument of a call. */
function receiverOf(
  tokens: Tokens,
  offset: number,
): { readonly name: string; readonly index: number } | null {
  const i = tokenIndexAt(tokens, offset);
  if (i < 1 || !/^[(,]$/.test(tokenText(tokens, i - 1))) return null;
  if (i + 1 >= tokens.count || !/^[),]$/.test(tokenText(tokens, i + 1))) return null;
  let depth = 0;
  let index = 0;
  for (let j = i - 1; j > 0; j--) {
    const word = tokenText(tokens, j);
    if (/^[;{}]$/.test(word)) return null;
    if (word === ')' || word === ']') depth++;
    else if (word === ',' && depth === 0) index++;
    else if (word === '(' || word === '[') {
      if (depth-- > 0) continue;
      const isCall = word === '(' && tokens.kind[j - 1] === TokenKind.Identifier;
      return isCall ? { name: tokenText(tokens, j - 1), index } : null;
    }
  }
  return null;
}

/** Whether no definition does more with the parameter than to hand it to functions that don't read it either. */
function isUnread(view: View, fn: StaticFunction, index: number, seen: Set<string>): boolean {
  const key = `${fn.name} ${index}`;
  if (seen.has(key)) return true;
  seen.add(key);
  const { input, outline, gone } = view;
  return fn.definitions.every(({ item, signature }) => {
    const name = signature.parameters[index];
    if (name == null) return true;
    const body = item.body!;
    return usesIn(lex(input.live, body.start, body.end), name).every((offset) => {
      if (spanAt(gone, offset) || isVoidCast(outline.tokens, offset)) return true;
      const to = receiverOf(outline.tokens, offset);
      if (!to) return false;
      if (input.knowledge.parameters.get(to.name)?.some((fact) => fact.index === to.index)) return true;
      const next = to.name === fn.name ? fn : view.functions.get(to.name);
      return next !== undefined && isUnread(view, next, to.index, seen);
    });
  });
}

/** `(void)p;` */
function isVoidCast(tokens: Tokens, offset: number): boolean {
  const i = tokenIndexAt(tokens, offset);
  const words = [i - 3, i - 2, i - 1, i + 1].map((j) =>
    j >= 0 && j < tokens.count ? tokenText(tokens, j) : '',
  );
  return words.join(' ') === '( void ) ;';
}
