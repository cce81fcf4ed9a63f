import type { Span } from '../../../text/span.js';
import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { matchingClose, nextToken } from '../syntax/outline.js';
import type { FoldContext } from './fold-context.js';
import { lookUpPredicate } from './knowledge.js';
import { isTruthy } from './constants.js';
import { tokenStartAfter } from './trivia.js';

/** Which arguments of the macro stand when the flag in the first one is defined to 1, and when it isn't. */
const CHOICES: Readonly<Record<string, { readonly on: number | null; readonly off: number | null }>> = {
  COND_CODE_1: { on: 1, off: 2 },
  COND_CODE_0: { on: 2, off: 1 },
  IF_ENABLED: { on: 1, off: null },
  IF_DISABLED: { on: null, off: 1 },
};

/**
 * Zephyr's macros (sys/util_macro.h) hand on tokens, not expressions, so they are folded before any parsing:
 * `COND_CODE_1(CONFIG_X, (a), (b))` becomes `a` or `b`, its parentheses gone.
 * @returns the spans of the macros dealt with; what is kept of them is folded in the next round.
 */
export function foldTokenMacros(context: FoldContext, tokens: Tokens): Span[] {
  const done: Span[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const name = tokenText(tokens, i);
    const choice = Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
    const open = nextToken(tokens, i + 1);
    if (!choice || open >= tokens.count || tokenText(tokens, open) !== '(') continue;
    const close = matchingClose(tokens, open);
    const args = splitArguments(tokens, open, close);
    const flag = args[0];
    if (!flag || close >= tokens.count || flag.end - flag.first !== 1) continue;
    const word = tokenText(tokens, flag.first);
    const known = lookUpPredicate(context.knowledge, '__is_defined', word);
    if (!known) continue;
    const chosen = isTruthy(known.value) ? choice.on : choice.off;
    const span = { start: tokens.start[i]!, end: endOfInvocation(context, tokens, close, chosen) };
    const kept = chosen === null ? null : bareContent(tokens, args[chosen]);
    if (chosen !== null && !kept) continue;
    const holds = context.conditionals.some((d) => d.start >= span.start && d.end <= span.end);
    if (holds) continue;
    if (!kept || kept.end <= kept.start) context.changes.push({ ...span, text: '', cause: known.cause });
    else {
      context.changes.push({ start: span.start, end: kept.start, text: '', cause: known.cause });
      context.changes.push({ start: kept.end, end: tokens.end[close]!, text: '', cause: known.cause });
    }
    done.push(span);
    i = close;
  }
  return done;
}

interface TokenRange {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

function splitArguments(tokens: Tokens, open: number, close: number): TokenRange[] {
  const ranges: TokenRange[] = [];
  let first = open + 1;
  for (let i = open + 1; i <= close && i < tokens.count; i++) {
    const text = tokenText(tokens, i);
    if (text === '(' || text === '[' || text === '{') i = Math.min(matchingClose(tokens, i), close);
    else if (text === ',' || i === close) {
      ranges.push({ first, end: i });
      first = i + 1;
    }
  }
  return ranges;
}

/** What stands between the parentheses that the macro strips. */
function bareContent(tokens: Tokens, range: TokenRange | undefined): Span | null {
  if (!range || range.end - range.first < 2 || tokenText(tokens, range.first) !== '(') return null;
  const close = range.end - 1;
  if (matchingClose(tokens, range.first) !== close) return null;
  const first = range.first + 1;
  return first === close
    ? { start: tokens.end[range.first]!, end: tokens.end[range.first]! }
    : { start: tokens.start[first]!, end: tokens.end[close - 1]! };
}

/** A macro that leaves nothing takes the `;` behind it along. */
function endOfInvocation(context: FoldContext, tokens: Tokens, close: number, chosen: number | null): number {
  const end = tokens.end[close]!;
  const next = tokenStartAfter(context.tokens, end);
  return chosen === null && context.text[next] === ';' && !context.text.slice(end, next).includes('\n')
    ? next + 1
    : end;
}
