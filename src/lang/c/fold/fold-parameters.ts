import { spanAt, type Span } from '../../../text/span.js';
import { factId } from '../../facts.js';
import { TokenKind, tokenIndexAt, tokenSpan, tokenText, type Tokens } from '../syntax/lex.js';
import { holdsDirective } from '../syntax/list-parts.js';
import { nextToken, type Outline, type OutlineItem } from '../syntax/outline.js';
import { readParameters } from '../syntax/signature.js';
import { isShadowed } from './declared-here.js';
import { foldMention } from './drop-arguments.js';
import type { Mention } from './find-mentions.js';
import { report, type FoldContext } from './fold-context.js';
import { foldMacro } from './fold-parameter-macros.js';
import type { LostParameter } from './lost-parameters.js';
import { drop, type Place } from './parameter-place.js';

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
    const item = spanAt(outline.items, mention.start);
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

function namesOwn(item: OutlineItem, name: string): boolean {
  return (item.kind === 'function' || item.kind === 'prototype') && item.names[0] === name;
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
    report(file, tokenSpan(tokens, i), 'other-parameters', message, cause);
    return;
  }
  if (holdsDirective(list)) {
    report(file, tokenSpan(tokens, i), 'crosses-directive', 'an undecided #if stands within it', cause);
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
    report(file, tokenSpan(tokens, i), 'counted-parameters', message, factId(facts[0]!));
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

/** The places in a function's body that name a parameter which it loses. */
export function mentionsOfLost(tokens: Tokens, item: OutlineItem, lost: readonly LostParameter[]): Mention[] {
  if (lost.length === 0 || !item.body) return [];
  const byName = new Map(lost.map(({ name, fact }) => [name, fact]));
  const mentions: Mention[] = [];
  for (let i = tokenIndexAt(tokens, item.body.start); i < item.endToken; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const fact = byName.get(tokenText(tokens, i));
    if (!fact || /^(?:\.|->)$/.test(tokenText(tokens, i - 1))) continue;
    mentions.push({ ...tokenSpan(tokens, i), cause: factId(fact), inDirective: false });
  }
  return mentions;
}
