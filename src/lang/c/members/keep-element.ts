import { partitionPoint } from '../../../text/partition-point.js';
import { isTrivia, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { matchingClose } from '../syntax/outline.js';
import type { Initializers } from './locate-initializer.js';

/**
 * What must stay of an array's element `[i].m = x` that goes. The largest index makes the length of an array without a
 * size, and a value without designator stands behind the one before it (C11 6.7.9p17, p22).
 * @param first token of the element, its `[`. @param end one past its last token.
 * @param goes whether a word is the name of a member that goes.
 * @returns the text in the element's place, empty for none; null where nobody can tell.
 */
export function keepElement(
  lists: Initializers,
  first: number,
  end: number,
  goes: (word: string) => boolean,
): string | null {
  const { tokens, around } = lists;
  const list = around[first]!;
  if (list < 0) return null;
  const known = summaries.get(lists) ?? new Map<number, Summary>();
  summaries.set(lists, known);
  const summary = known.get(list) ?? summarize(tokens, around, list, goes);
  known.set(list, summary);
  const { starts } = summary;
  const next = starts[partitionPoint(starts.length, (at) => starts[at]! < end)];
  if (next !== undefined && !/^[.[]$/.test(tokenText(tokens, next))) return null;
  if (!summary.isUnsized) return '';
  const own = indexAt(tokens, first);
  const number = asNumber(own);
  if (!summary.isCut) {
    if (summary.staying.has(own) || (number !== undefined && number <= summary.longest)) return '';
  }
  const isAlone = starts[0] === first;
  const isFirst = number !== undefined && summary.firsts.get(number) === first && summary.unclear > first;
  return isAlone || isFirst ? `${own} = {}` : null;
}

/** What an initializer list says of indices. */
interface Summary {
  /** First tokens of its elements. */
  readonly starts: readonly number[];
  readonly isUnsized: boolean;
  /** Whether it has directives, so that elements may be missing. */
  readonly isCut: boolean;
  /** Indices of elements that stay, as they are written, and the largest one that is a number; -1 for none. */
  readonly staying: ReadonlySet<string>;
  readonly longest: number;
  /** The first element of each number, and the first one whose index is none. */
  readonly firsts: ReadonlyMap<number, number>;
  readonly unclear: number;
}

const summaries = new WeakMap<Initializers, Map<number, Summary>>();

function summarize(
  tokens: Tokens,
  around: Int32Array,
  list: number,
  goes: (word: string) => boolean,
): Summary {
  const { starts, isCut } = elementsOf(tokens, around, list);
  const staying = new Set<string>();
  const firsts = new Map<number, number>();
  let longest = -1;
  let unclear = Infinity;
  for (const at of starts) {
    const index = indexAt(tokens, at);
    const number = asNumber(index);
    if (number === undefined) unclear = Math.min(unclear, at);
    else if (!firsts.has(number)) firsts.set(number, at);
    if (index === '' || isGoing(tokens, at, goes)) continue;
    staying.add(index);
    longest = Math.max(longest, number ?? -1);
  }
  return { starts, isUnsized: isUnsized(tokens, list), isCut, staying, longest, firsts, unclear };
}

function elementsOf(
  tokens: Tokens,
  around: Int32Array,
  list: number,
): { readonly starts: readonly number[]; readonly isCut: boolean } {
  const starts: number[] = [];
  const close = matchingClose(tokens, list);
  let isStart = true;
  let isCut = false;
  for (let i = list + 1; i < close; i++) {
    if (tokens.kind[i] === TokenKind.Directive) isCut = true;
    if (around[i] !== list || isTrivia(tokens, i)) continue;
    if (isStart) starts.push(i);
    isStart = tokenText(tokens, i) === ',';
  }
  return { starts, isCut };
}

/** Whether the list is that of an array whose declaration, or whose type in a compound literal, gives no size. */
function isUnsized(tokens: Tokens, list: number): boolean {
  let next = '';
  for (let i = list - 1; i >= 0; i--) {
    if (isTrivia(tokens, i)) continue;
    const text = tokenText(tokens, i);
    if (/^[;{}]$/.test(text)) return false;
    if (text === '[' && next === ']') return true;
    next = text;
  }
  return false;
}

/** `[i]` as it is written; another text where the element has no index. */
function indexAt(tokens: Tokens, at: number): string {
  if (tokenText(tokens, at) !== '[') return '';
  return tokens.text.slice(tokens.start[at], tokens.end[matchingClose(tokens, at)]);
}

function asNumber(index: string): number | undefined {
  const text = /^\[\s*(0[xX][\da-fA-F]+|0|[1-9]\d*)\s*\]$/.exec(index)?.[1];
  return text === undefined ? undefined : Number(text);
}

/** Whether an element's designator names a member that goes. */
function isGoing(tokens: Tokens, first: number, goes: (word: string) => boolean): boolean {
  for (let i = first; i < tokens.count && !/^[={},]$/.test(tokenText(tokens, i)); i++) {
    if (goes(tokenText(tokens, i))) return true;
  }
  return false;
}
