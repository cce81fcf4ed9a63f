import type { Span } from '../../../text/span.js';
import { findFlagCalls } from './flag-calls.js';

/** The calls `IF_X(…)` of symbols of which nothing is known, as a parser should see them: as if they were set. */
export interface FlagShells {
  /** Sorted: the words with their brackets, parted by what they hold. */
  readonly spans: readonly Span[];
  /** The two spans of each call. */
  readonly pairs: readonly { readonly open: Span; readonly close: Span }[];
  /** Calls that stand for the other value of the symbol than the call right before: of the two one is read. */
  readonly hidden: readonly Span[];
}

export const NO_SHELLS: FlagShells = { spans: [], pairs: [], hidden: [] };

/** Arguments that change what the code around them means: where they hold such words, both readings count. */
const CONTROL = /\b(?:return|goto|break|continue|if|else|while|for|do|switch|case|default)\b|[{}]/;

/**
 * Finds them in a tree whose Kconfig writes these macros.
 * @returns the shells, and those among them that are like undecided directives: no fold may move code across.
 */
export function findFlagShells(text: string): {
  readonly shells: FlagShells;
  readonly barriers: readonly Span[];
} {
  const pairs: { open: Span; close: Span }[] = [];
  const hidden: Span[] = [];
  const barriers: Span[] = [];
  let last: { readonly symbol: string; readonly keepsWhenSet: boolean; readonly end: number } | undefined;
  for (const call of findFlagCalls(text, (name) => /^(?!NOT_)[A-Z0-9_]+$/.test(name))) {
    const isOpposite =
      last?.symbol === call.symbol &&
      last.keepsWhenSet !== call.keepsWhenSet &&
      last.end <= call.start &&
      text.slice(last.end, call.start).trim() === '';
    const { start, end, content } = call;
    if (isOpposite || content.end === content.start) hidden.push({ start, end });
    else {
      const pair = { open: { start, end: content.start }, close: { start: content.end, end } };
      pairs.push(pair);
      if (CONTROL.test(text.slice(content.start, content.end))) barriers.push(pair.open, pair.close);
    }
    last = call;
  }
  const spans = [...pairs.flatMap(({ open, close }) => [open, close]), ...hidden];
  const sort = (list: Span[]) => list.sort((a, b) => a.start - b.start);
  return { shells: { spans: sort(spans), pairs, hidden }, barriers: sort(barriers) };
}
