import type { Outline } from '../syntax/outline.js';
import { lex, TokenKind, tokenText } from '../syntax/lex.js';

/** Parts of names that `##` (C11 6.10.3.3) may complete to a whole one. */
export interface Pasting {
  /** Left operands: a name that starts with one may be built. */
  readonly prefixes: ReadonlySet<string>;
  readonly suffixes: ReadonlySet<string>;
  /** Words handed to macros in capitals, which may paste them: DEVICE_ATTR_RO(foo) uses foo_show. */
  readonly handed: ReadonlySet<string>;
}

/** Looks at the file's own macros and at what it hands to macros defined elsewhere. */
export function findPasting(outline: Outline): Pasting {
  const prefixes = new Set<string>();
  const suffixes = new Set<string>();
  const handed = new Set<string>();
  for (const macro of outline.macros) {
    const body = lex(outline.tokens.text, macro.body.start, macro.body.end);
    for (let i = 1; i + 1 < body.count; i++) {
      if (tokenText(body, i) !== '##') continue;
      const left = tokenText(body, i - 1);
      const right = tokenText(body, i + 1);
      if (!macro.parameters?.includes(left)) prefixes.add(left);
      if (!macro.parameters?.includes(right)) suffixes.add(right);
    }
  }
  for (const item of outline.items) if (item.kind === 'invocation') item.arguments.forEach((word) => handed.add(word));
  const { tokens } = outline;
  for (let i = 0; i + 2 < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier || tokenText(tokens, i + 1) !== '(') continue;
    if (!/^[A-Z][A-Z0-9_]+$/.test(tokenText(tokens, i))) continue;
    for (let j = i + 2; j < tokens.count && tokenText(tokens, j) !== ')' && j < i + 40; j++) {
      if (tokens.kind[j] === TokenKind.Identifier) handed.add(tokenText(tokens, j));
    }
  }
  return { prefixes, suffixes, handed };
}

/** Whether the name could come from a `##`: it starts or ends with a pasted part, or with a word handed to a macro. */
export function mayBePasted(name: string, pasting: Pasting): boolean {
  for (const prefix of pasting.prefixes) if (prefix.length > 2 && name.length > prefix.length && name.startsWith(prefix)) return true;
  for (const suffix of pasting.suffixes) if (suffix.length > 2 && name.length > suffix.length && name.endsWith(suffix)) return true;
  const parts = name.split('_');
  for (let i = 1; i < parts.length; i++) {
    if (pasting.handed.has(parts.slice(0, i).join('_')) || pasting.handed.has(parts.slice(i).join('_'))) return true;
  }
  return false;
}
