import { TokenKind, type Tokens } from '../syntax/lex.js';

/** For a token the index of the bracket that holds it; -1 where none does. */
export type EnclosingBrackets = (i: number) => number;

/** Reads which bracket holds each of the tokens [first, end), in one pass, when first asked. */
export function readEnclosingBrackets(tokens: Tokens, first: number, end: number): EnclosingBrackets {
  let holders: Int32Array | undefined;
  const read = (): Int32Array => {
    const found = new Int32Array(end - first).fill(-1);
    const open: number[] = [];
    for (let i = first; i < end; i++) {
      const c = tokens.kind[i] === TokenKind.Punctuator ? tokens.text[tokens.start[i]!]! : '';
      if (c === ')' || c === ']' || c === '}') open.pop();
      found[i - first] = open.at(-1) ?? -1;
      if (c === '(' || c === '[' || c === '{') open.push(i);
    }
    return found;
  };
  return (i) => {
    holders ??= read();
    return i >= first && i < end ? holders[i - first]! : -1;
  };
}
