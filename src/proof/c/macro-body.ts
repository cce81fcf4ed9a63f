import type { Expression } from './expression.js';
import { shapeOf } from './item-shape.js';
import type { Known } from './known.js';
import type { Token } from './token.js';

/** `do { } while (0)` in a macro: see printBody. */
export const NO_STATEMENT = ['do {', '} while (0);'];

/**
 * Whether a macro's body that comes to nothing is a call, the uses of which stand where a statement does: it must remain
 * one. What is empty may be an attribute as well.
 */
export function isStatement(e: Expression, { values }: Known): boolean {
  if (e.kind !== 'call') return false;
  return e.callee.kind !== 'name' || values.get(e.callee.text)?.isEmpty !== true;
}

/** Whether tokens are a function's definition, and no statement with a block. */
export function isFunction(tokens: readonly Token[]): boolean {
  const shape = shapeOf(tokens);
  if (shape.kind !== 'function') return false;
  const name = tokens.findIndex(({ text }) => text === shape.name);
  return (
    name > 0 &&
    tokens.slice(0, name).every(({ kind, text }) => text === '*' || (kind === 'name' && !JUMPS.test(text)))
  );
}

const JUMPS = /^(?:else|do|case|default|return|goto)$/;

/** `a ## b` and `#a` as one word each; `, ## __VA_ARGS__` is an argument. */
export function joinPasted(body: readonly Token[]): readonly Token[] {
  if (!body.some(({ text }) => text === '##' || text === '#')) return body;
  const made: Token[] = [];
  for (let i = 0; i < body.length; i++) {
    const token = body[i]!;
    const next = body[i + 1];
    const before = made.at(-1);
    if (token.text === '##' && next && before) {
      if (before.text !== ',') made.pop();
      made.push(
        before.text === ',' ? next : { ...before, kind: 'name', text: `${before.text}##${next.text}` },
      );
      i++;
    } else if (token.text === '#' && next?.kind === 'name') {
      made.push({ ...next, text: `#${next.text}` });
      i++;
    } else made.push(token);
  }
  return made;
}
