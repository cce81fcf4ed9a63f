import { readEnumLists } from './prune/find-enumerator.js';
import { TokenKind, tokenText } from './syntax/lex.js';
import { directiveName, makeOutline, nextToken } from './syntax/outline.js';

/** What an #include of a header brings. */
export interface ProvidedNames {
  /** Everything that the text itself declares or defines. */
  readonly names: ReadonlySet<string>;
  /** Targets of its own #includes, as written, each with its quote. */
  readonly includes: readonly { readonly target: string; readonly isQuoted: boolean }[];
}

/** Words of directives after which a header does more than to provide names. */
const CHANGES = /^(?:pragma|undef|include_next|import|error|warning|line)$/;

/**
 * The names that a header provides, whichever groups of its conditionals hold.
 * @returns null where it may do more: run assembly, declare things by macros, change what others defined.
 */
export function readProvidedNames(text: string): ProvidedNames | null {
  const outline = makeOutline(text);
  const { tokens, items, macros } = outline;
  const names = new Set(macros.map(({ name }) => name));
  const includes: { target: string; isQuoted: boolean }[] = [];
  for (let i = 0; i < tokens.count; i++) {
    const text = tokenText(tokens, i);
    if (/^(?:struct|union|enum)$/.test(text)) names.add(tokenText(tokens, nextToken(tokens, i + 1)));
    if (tokens.kind[i] !== TokenKind.Directive) continue;
    const directive = directiveName(tokens, i);
    if (CHANGES.test(directive)) return null;
    if (directive !== 'include') continue;
    const [, quote, target] = /(["<])([^">\n]+)/.exec(text) ?? [];
    if (target === undefined) return null;
    includes.push({ target, isQuoted: quote === '"' });
  }
  for (const item of items) {
    const isPlain = /^(?:function|prototype|variable|type|empty)$/.test(item.kind);
    const isNamed = item.names.length > 0 || item.kind === 'type' || item.kind === 'empty';
    if (!isPlain || !isNamed || item.hasConditionalHead) return null;
    for (const name of item.names) names.add(name);
  }
  for (const { name } of readEnumLists(outline).flat()) names.add(name);
  return { names, includes };
}
