import { closing } from './apply-to-tokens.js';
import type { Token } from './token.js';

/** Where each parameter between two tokens begins and ends; none where there are none. */
export function splitParameters(tokens: readonly Token[], from: number, to: number): [number, number][] {
  if (from >= to) return [];
  const parts: [number, number][] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    if (/^[([{]$/.test(tokens[at]!.text)) at = closing(tokens, at);
    else if (tokens[at]!.text === ',') {
      parts.push([start, at]);
      start = at + 1;
    }
  }
  parts.push([start, to]);
  return parts;
}
