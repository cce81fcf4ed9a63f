import { closing } from './apply-to-tokens.js';
import type { Token } from './token.js';

/** What kind of item tokens are, as far as the outermost brackets tell. */
export type ItemShape =
  | { readonly kind: 'function'; readonly name: string; readonly body: number }
  | { readonly kind: 'members'; readonly word: string; readonly tag: string; readonly body: number }
  | { readonly kind: 'invocation' }
  | { readonly kind: 'declaration' };

/** Words with parentheses in a function's head that aren't its name. */
const ATTRIBUTE =
  /^(?:__attribute__|__aligned|__printf|__scanf|__section|__declspec|typeof|__typeof__|_Alignas|__alloc_size|__no_sanitize|__nonnull)$/;

/** @param tokens an item's, not empty. */
export function shapeOf(tokens: readonly Token[]): ItemShape {
  let name = '';
  for (let i = 0; i < tokens.length; i++) {
    const { text, kind } = tokens[i]!;
    if (text === '=') return { kind: 'declaration' };
    if (text === '(') {
      const before = tokens[i - 1];
      if (name === '' && before?.kind === 'name' && !ATTRIBUTE.test(before.text)) name = before.text;
      const end = closing(tokens, i);
      const isWhole =
        i === 1 && (end === tokens.length - 1 || (end === tokens.length - 2 && tokens.at(-1)!.text === ';'));
      if (isWhole) return { kind: 'invocation' };
      i = end;
    } else if (text === '{') {
      const [word, tag] = tagBefore(tokens, i);
      if (word !== '') return { kind: 'members', word, tag, body: i };
      if (name !== '' && closing(tokens, i) === tokens.length - 1) return { kind: 'function', name, body: i };
      return { kind: 'declaration' };
    } else if (kind === 'mark' && text === ';' && i < tokens.length - 1) return { kind: 'declaration' };
  }
  return { kind: 'declaration' };
}

/** `struct`, `union` or `enum` and its tag before a brace, attributes apart. */
export function tagBefore(tokens: readonly Token[], brace: number): [word: string, tag: string] {
  let at = brace - 1;
  let tag = '';
  for (; at >= 0; at--) {
    const { kind, text } = tokens[at]!;
    if (/^(?:struct|union|enum)$/.test(text)) return [text, tag];
    if (kind !== 'name' && text !== ')') return ['', ''];
    if (text === ')') {
      let depth = 0;
      for (; at >= 0; at--) {
        if (tokens[at]!.text === ')') depth++;
        else if (tokens[at]!.text === '(' && --depth === 0) break;
      }
    } else if (tag === '' || tag.startsWith('__')) tag = text;
    else if (!text.startsWith('__')) return ['', ''];
  }
  return ['', ''];
}

/** Where a function's body stands in its tokens; of another item all of it is read as one. */
export function functionParts(tokens: readonly Token[]): {
  readonly head: readonly Token[];
  readonly body: { readonly from: number; readonly to: number };
} {
  const shape = shapeOf(tokens);
  return shape.kind === 'function'
    ? { head: tokens.slice(0, shape.body), body: { from: shape.body + 1, to: tokens.length - 1 } }
    : { head: [], body: { from: 0, to: tokens.length } };
}

/** The name that a typedef gives: the last one, or that before its parameters or brackets, or `(*name)`. */
export function typedefName(tokens: readonly Token[]): string {
  let at = tokens.length - 1;
  while (at > 0 && /^[)\]]$/.test(tokens[at]!.text)) {
    let open = at - 1;
    for (let depth = 1; open >= 0; open--) {
      if (/^[)\]]$/.test(tokens[open]!.text)) depth++;
      else if (/^[([]$/.test(tokens[open]!.text) && --depth === 0) break;
    }
    if (tokens[open + 1]?.text === '*') return tokens[at - 1]!.text;
    at = open - 1;
  }
  return tokens[at]?.text ?? '';
}
