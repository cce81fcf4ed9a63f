import type { Facts } from './facts-in-code.js';
import { readValue } from './facts-in-code.js';
import { foldExpression } from './fold-expression.js';
import { printExpression } from './print.js';

/** A declarator's words with what stands in its brackets folded: the lengths of arrays. */
export function foldSizes(words: readonly string[], facts: Facts): string[] {
  const made: string[] = [];
  for (let at = 0; at < words.length; at++) {
    made.push(words[at]!);
    if (words[at] !== '[') continue;
    const close = words.indexOf(']', at);
    const inner = words.slice(at + 1, close);
    // Brackets within, and strings, whose blanks are no ends of words.
    if (close < 0 || inner.length < 2 || inner.some((word) => /[["']/.test(word))) continue;
    const folded = printExpression(foldExpression(readValue(inner.join(' ')), facts));
    made.push(folded === '' ? inner.join(' ') : folded, ']');
    at = close;
  }
  return made;
}
