import { factId, type ParameterFact } from '../../facts.js';
import type { Span } from '../../../text/span.js';
import { dropParts, type PartEdit } from '../syntax/drop-parts.js';
import { lex, TokenKind, tokenIndexAt, tokenText, type Tokens } from '../syntax/lex.js';
import { holdsDirective, readList, type BracketList } from '../syntax/list-parts.js';
import { nextToken, type MacroItem, type Outline, type OutlineItem } from '../syntax/outline.js';
import { readParameters } from '../syntax/signature.js';
import { EXPORT_MACRO, isKeyword } from '../syntax/words.js';
import type { Mention } from './find-mentions.js';
import { report, type FoldContext } from './fold-context.js';
import type { LostParameter } from './lost-parameters.js';
import { keepContinuation } from './vanish-macros.js';
import { findEffects } from './part-effects.js';
import { headsAround } from './call-heads.js';
import { keepBackslashColumns } from './keep-backslashes.js';

/** What became of the mentions of functions that lose parameters. */
export interface FoldedParameters {
  /** Mentions that are dealt with: nothing else need look at them. */
  readonly done: ReadonlySet<number>;
  /** By the start of a function's item: the parameters that its body may still use. */
  readonly lost: ReadonlyMap<number, readonly LostParameter[]>;
}

/**
 * Takes parameters out of definitions, prototypes and macro forms, and their arguments out of calls, wherever the
 * brackets balance: in code, in macro bodies, in what no parser reads.
 */
export function foldParameters(
  file: FoldContext,
  outline: Outline,
  mentions: readonly Mention[],
): FoldedParameters {
  const done = new Set<number>();
  const lost = new Map<number, LostParameter[]>();
  const { parameters } = file.knowledge;
  if (parameters.size === 0) return { done, lost };
  const items = makeFinder(outline.items);
  const shadowed = new Map<OutlineItem, Set<string>>();
  for (const mention of mentions) {
    if (mention.inDirective) continue;
    const name = file.text.slice(mention.start, mention.end);
    const facts = parameters.get(name);
    if (!facts) continue;
    const { tokens } = outline;
    const i = tokenIndexAt(tokens, mention.start);
    const before = i > 0 ? tokenText(tokens, i - 1) : '';
    if (before === '.' || before === '->') continue; // a member of that name
    done.add(mention.start);
    const item = items(mention.start);
    const place: Place = { file, tokens, i, name, facts, item, macro: null };
    if (item && namesOwn(item, name)) {
      foldDeclaration(place, lost);
      continue;
    }
    if (item?.kind === 'type' || /^(?:struct|union|enum|goto)$/.test(before)) continue;
    if (item && isShadowed(tokens, item, name, shadowed)) continue;
    foldMention(place);
  }
  for (const macro of outline.macros) foldMacro(file, macro, mentions, done);
  return { done, lost };
}

/** A mention of a function that loses parameters. */
interface Place {
  readonly file: FoldContext;
  readonly tokens: Tokens;
  /** Token of the name. */
  readonly i: number;
  readonly name: string;
  readonly facts: readonly ParameterFact[];
  readonly item: OutlineItem | undefined;
  /** The macro whose definition it stands in. */
  readonly macro: MacroItem | null;
}

function makeFinder(items: readonly OutlineItem[]): (offset: number) => OutlineItem | undefined {
  return (offset) => {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (items[middle]!.end <= offset) low = middle + 1;
      else high = middle;
    }
    const found = items[low];
    return found && found.start <= offset ? found : undefined;
  };
}

function namesOwn(item: OutlineItem, name: string): boolean {
  return (item.kind === 'function' || item.kind === 'prototype') && item.names[0] === name;
}

/** Whether a parameter or local of the item has the name: then its mentions there mean that one. */
function isShadowed(
  tokens: Tokens,
  item: OutlineItem,
  name: string,
  memory: Map<OutlineItem, Set<string>>,
): boolean {
  let names = memory.get(item);
  if (!names) {
    names = new Set();
    memory.set(item, names);
    for (let i = item.firstToken + 1; i + 1 < item.endToken; i++) {
      if (tokens.kind[i] === TokenKind.Identifier && declaresObject(tokens, i))
        names.add(tokenText(tokens, i));
    }
  }
  return names.has(name);
}

/** `type name,`, `type *name;`, `type (*name)(`: a declaration of something that is no function. */
function declaresObject(tokens: Tokens, i: number): boolean {
  const after = tokenText(tokens, nextToken(tokens, i + 1));
  const before = tokenText(tokens, i - 1);
  if (before === '*' && after === ')') {
    return tokenText(tokens, i - 2) === '(' && tokenText(tokens, nextToken(tokens, i + 2)) === '(';
  }
  if (!/^(?:[,;=)[])$/.test(after)) return false;
  let j = i - 1;
  while (tokenText(tokens, j) === '*') j--;
  if (tokens.kind[j] !== TokenKind.Identifier) return false;
  const type = tokenText(tokens, j);
  // `a * b` may be a product; a declaration's type has no operator or bracket before it.
  if (j < i - 1) {
    const left = tokenText(tokens, j - 1);
    return isKeyword(type)
      ? !isOperatorWord(type)
      : /^(?:[;{}(,]|struct|union|enum|const|static|extern)$/.test(left) && !/^[)\]]$/.test(after);
  }
  return !isOperatorWord(type);
}

function isOperatorWord(word: string): boolean {
  return /^(?:return|sizeof|case|else|goto|do|typeof|__typeof__|_Alignof)$/.test(word);
}

function foldDeclaration(place: Place, lost: Map<number, LostParameter[]>): void {
  const { file, tokens, i, facts } = place;
  const item = place.item!;
  const signature = readParameters(tokens, i, nextToken(tokens, i + 1));
  if (!signature || (signature.list.parts.length === 0 && !signature.isVoid)) return;
  const cause = factId(facts[0]!);
  const { list, parameters } = signature;
  if (parameters.length !== facts[0]!.count || signature.isVariadic) {
    const message = `this ${place.name}() has other parameters than the one that loses some`;
    report(file, spanOf(tokens, i), 'other-parameters', message, cause);
    return;
  }
  if (holdsDirective(list)) {
    report(file, spanOf(tokens, i), 'crosses-directive', 'an undecided #if stands within it', cause);
    return;
  }
  reportPositions(place, item);
  drop(place, list, 'void');
  file.heads.push({ start: tokens.start[i]!, end: tokens.end[list.close]! });
  if (item.kind !== 'function' || !item.body) return;
  const names = facts.flatMap((fact): LostParameter[] => {
    const part = list.parts[fact.index]!;
    const name = parameters[fact.index];
    const declaration = file.text
      .slice(tokens.start[part.first], tokens.end[part.end - 1])
      .replace(/\s+/g, ' ');
    const isUsed = name != null && isMentioned(tokens, item.body!, name);
    return isUsed ? [{ fact, name, declaration }] : [];
  });
  if (names.length > 0) lost.set(item.start, names);
}

/** Attributes that count parameters. */
const COUNTS =
  /^(?:__printf|__scanf|__alloc_size|__nonnull|__assume_aligned|format|nonnull|alloc_size|alloc_align|access|__sentinel)$/;

function reportPositions({ file, tokens, facts }: Place, item: OutlineItem): void {
  for (let i = item.firstToken; i < item.endToken && tokens.start[i]! < (item.body?.start ?? item.end); i++) {
    if (tokens.kind[i] !== TokenKind.Identifier || !COUNTS.test(tokenText(tokens, i))) continue;
    if (tokenText(tokens, i + 1) !== '(') continue;
    const message = 'an attribute counts parameters, of which there are fewer now';
    report(file, spanOf(tokens, i), 'counted-parameters', message, factId(facts[0]!));
  }
}

/** Whether the word stands in the span, other than as a member's or a tag's name. */
function isMentioned(tokens: Tokens, span: Span, name: string): boolean {
  for (let i = tokenIndexAt(tokens, span.start); i < tokens.count && tokens.start[i]! < span.end; i++) {
    if (tokens.kind[i] === TokenKind.Directive) {
      if (new RegExp(`\\b${name}\\b`).test(tokenText(tokens, i))) return true;
      continue;
    }
    if (tokens.kind[i] !== TokenKind.Identifier || tokenText(tokens, i) !== name) continue;
    const before = tokenText(tokens, i - 1);
    if (before !== '.' && before !== '->' && !/^(?:struct|union|enum)$/.test(before)) return true;
  }
  return false;
}

/** A call, a declaration within a function, or the function's address. */
function foldMention(place: Place): void {
  const { file, tokens, i, facts, item, macro } = place;
  const open = nextToken(tokens, i + 1);
  if (open >= tokens.count || tokenText(tokens, open) !== '(') {
    reportAddress(place);
    return;
  }
  const cause = factId(facts[0]!);
  const list = readList(tokens, open);
  if (!list) {
    report(file, spanOf(tokens, i), 'not-parsed', "the call's brackets don't balance", cause);
    return;
  }
  if (isDeclared(tokens, i)) {
    if (list.parts.length === facts[0]!.count) drop(place, list, 'void');
    else if (list.parts.length > 0)
      report(file, spanOf(tokens, i), 'other-parameters', 'is declared with other parameters here', cause);
    return;
  }
  if (list.parts.length !== facts[0]!.count) {
    const message = `this call passes ${list.parts.length} arguments, but there were ${facts[0]!.count} parameters`;
    report(file, spanOf(tokens, i), 'other-parameters', message, cause);
    return;
  }
  if (holdsDirective(list)) {
    report(file, spanOf(tokens, i), 'crosses-directive', 'an undecided #if stands within it', cause);
    return;
  }
  for (const fact of facts) {
    const effects = findEffects(tokens, list.parts[fact.index]!, file.knowledge);
    if (effects?.length === 0) continue;
    for (const callee of effects ?? []) file.questions.add(callee);
    const message = `the argument for ${fact.name} has side effects`;
    report(file, spanOf(tokens, list.parts[fact.index]!.first), 'side-effects', message, factId(fact));
    return;
  }
  drop(place, list, '');
  if (!macro && item) file.heads.push(...headsAround(tokens, i, list.close));
}

/** A name before it other than a keyword, or `*`, makes it a declaration: `extern int f(int a);` */
function isDeclared(tokens: Tokens, i: number): boolean {
  let j = i - 1;
  while (j >= 0 && tokenText(tokens, j) === '*') j--;
  if (j < 0 || tokens.kind[j] !== TokenKind.Identifier) return false;
  const word = tokenText(tokens, j);
  if (j === i - 1) return !isOperatorWord(word);
  // `x = a * f(b)` multiplies; `extern struct s *f(…)` declares.
  const before = tokenText(tokens, j - 1);
  return isKeyword(word) ? !isOperatorWord(word) : /^(?:struct|union|enum|extern|static|const)$/.test(before);
}

function drop(place: Place, list: BracketList, empty: string): void {
  const { file, facts, macro } = place;
  const indexes = facts.map((fact) => fact.index).sort((a, b) => a - b);
  const cause = factId(facts[0]!);
  const edits = dropParts(list, indexes, list.parts.length === indexes.length ? empty : '');
  push(file, macro, edits, cause);
}

function push(file: FoldContext, macro: MacroItem | null, edits: readonly PartEdit[], cause: string): void {
  const changes = edits.map((edit) => ({ ...edit, cause }));
  file.changes.push(...changes.map((edit) => (macro ? keepContinuation(file.text, macro, edit) : edit)));
  if (macro) file.changes.push(...keepBackslashColumns(file.text, macro, edits, cause));
}

/** Whether the function is what a pointer is set to that loses the same parameter. */
function isInPointer(file: FoldContext, tokens: Tokens, i: number, facts: readonly ParameterFact[]): boolean {
  let at = i - 1;
  while (at > 0 && !/^[=:;{},]$/.test(tokenText(tokens, at))) at--;
  if (!/^[=:]$/.test(tokenText(tokens, at)) || tokens.kind[at - 1] !== TokenKind.Identifier) return false;
  const pointers = file.knowledge.memberParameters.get(tokenText(tokens, at - 1)) ?? [];
  return facts.every((fact) => pointers.some(({ index }) => index === fact.index));
}

/** Macros that name a function for reasons of their own: its parameters don't matter to them. */
const NAMES_ONLY =
  /^(?:ALLOW_ERROR_INJECTION|KPROBE_\w+|__initcall\w*|__exitcall|STACK_FRAME_NON_STANDARD\w*)$/;

function reportAddress({ file, tokens, i, name, facts, item }: Place): void {
  if (item?.kind === 'invocation') {
    const macro = item.names[0] ?? '';
    if (EXPORT_MACRO.test(macro) || NAMES_ONLY.test(macro)) return;
  }
  if (isInPointer(file, tokens, i, facts)) return;
  const cause = factId(facts[0]!);
  const before = tokenText(tokens, i - 1) === '&' ? tokenText(tokens, i - 2) : tokenText(tokens, i - 1);
  const isStored = before === '=' || (item?.kind === 'variable' && /^[{,]$/.test(before));
  const where = {
    code: 'address-taken',
    path: file.path,
    offset: tokens.start[i]!,
    message: `${name} is used other than by calling it, and what calls it still passes the argument`,
    cause,
  };
  file.leftovers.push(isStored ? { ...where, refuses: true } : where);
}

/** The macro forms of a function: `#define f(a, p) …`, and calls in the bodies of others. */
function foldMacro(
  file: FoldContext,
  macro: MacroItem,
  mentions: readonly Mention[],
  done: Set<number>,
): void {
  const { parameters } = file.knowledge;
  if (macro.kind !== 'define') return;
  const own = parameters.get(macro.name);
  const inside = mentionsIn(mentions, macro).filter((m) => parameters.has(file.text.slice(m.start, m.end)));
  if (!own && inside.length === 0) return;
  const tokens = lex(file.text, macro.start + 1, macro.end);
  const place = (i: number, name: string): Place => ({
    file,
    tokens,
    i,
    name,
    facts: parameters.get(name)!,
    item: undefined,
    macro,
  });
  for (const mention of inside) {
    done.add(mention.start);
    const i = tokenIndexAt(tokens, mention.start);
    const name = tokenText(tokens, i);
    if (name === macro.name && mention.start < macro.body.start) continue;
    if (macro.parameters?.includes(name) || /^(?:\.|->|#|##)$/.test(tokenText(tokens, i - 1))) continue;
    // `#define f f`: the macro says that there is a function.
    if (name === macro.name && tokens.start[i] === macro.body.start && tokens.end[i] === macro.body.end)
      continue;
    foldMention(place(i, name));
  }
  if (own && macro.parameters !== null)
    foldMacroForm(place(nameToken(tokens, macro.name), macro.name), macro);
}

function nameToken(tokens: Tokens, name: string): number {
  let i = 1;
  while (i < tokens.count && tokenText(tokens, i) !== name) i++;
  return i;
}

/** `#define f(a, p) BODY`. */
function foldMacroForm(place: Place, macro: MacroItem): void {
  const { file, tokens, i, facts } = place;
  const cause = factId(facts[0]!);
  const list = readList(tokens, i + 1);
  const names = macro.parameters ?? [];
  // `#define f(args...)` hands on whatever it gets.
  if (names.at(-1) === '...') return;
  if (!list || names.length !== facts[0]!.count) {
    report(file, macro, 'other-parameters', `the macro ${macro.name} has other parameters`, cause);
    return;
  }
  const edits: PartEdit[] = [];
  for (const fact of facts) {
    const name = names[fact.index]!;
    for (let t = list.close + 1; t < tokens.count; t++) {
      if (tokens.kind[t] !== TokenKind.Identifier || tokenText(tokens, t) !== name) continue;
      if (file.changes.some((e) => e.start <= tokens.start[t]! && tokens.end[t]! <= e.end)) continue;
      const pastes =
        /^##?$/.test(tokenText(tokens, t - 1)) || (t + 1 < tokens.count && tokenText(tokens, t + 1) === '##');
      if (fact.value === null || pastes) {
        const offset = tokens.start[t]!;
        const message = `the macro ${macro.name} uses ${name} here${pastes ? '' : '; say what it is (value:)'}`;
        file.leftovers.push({
          code: 'value-needed',
          path: file.path,
          offset,
          message,
          cause: factId(fact),
          refuses: true,
        });
        continue;
      }
      const text = /^[\w.]+$|^\(.*\)$/s.test(fact.value) ? fact.value : `(${fact.value})`;
      const isWrapped =
        tokenText(tokens, t - 1) === '(' &&
        t + 1 < tokens.count &&
        tokenText(tokens, t + 1) === ')' &&
        text.startsWith('(');
      const [first, last] = isWrapped ? [t - 1, t + 1] : [t, t];
      edits.push({ start: tokens.start[first]!, end: tokens.end[last]!, text });
    }
  }
  drop(place, list, '');
  push(file, macro, edits, cause);
}

/** The places in a function's body that name a parameter which it loses. */
export function mentionsOfLost(tokens: Tokens, item: OutlineItem, lost: readonly LostParameter[]): Mention[] {
  if (lost.length === 0 || !item.body) return [];
  const byName = new Map(lost.map(({ name, fact }) => [name, fact]));
  const mentions: Mention[] = [];
  for (let i = tokenIndexAt(tokens, item.body.start); i < item.endToken; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const fact = byName.get(tokenText(tokens, i));
    if (!fact || /^(?:\.|->)$/.test(tokenText(tokens, i - 1))) continue;
    mentions.push({ ...spanOf(tokens, i), cause: factId(fact), inDirective: false });
  }
  return mentions;
}

function mentionsIn(mentions: readonly Mention[], span: Span): readonly Mention[] {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mentions[middle]!.start < span.start) low = middle + 1;
    else high = middle;
  }
  const inside: Mention[] = [];
  for (let i = low; i < mentions.length && mentions[i]!.start < span.end; i++) inside.push(mentions[i]!);
  return inside;
}

function spanOf(tokens: Tokens, i: number): Span {
  return { start: tokens.start[i]!, end: tokens.end[i]! };
}
