import type { Span } from '../../../text/span.js';
import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { maskItem } from '../syntax/mask.js';
import type { OutlineItem } from '../syntax/outline.js';
import { parseRange } from '../syntax/parser.js';
import { fieldOf, walkNodes, type SyntaxNode } from '../syntax/syntax-node.js';
import { looksDeclared } from './declared-places.js';

/** What a top-level range declares within itself, for some names: where each of them means something of its own. */
export interface Scopes {
  /** How the name at token i is meant: as the thing at file scope, as another one, or nobody knows. */
  readonly roleAt: (name: string, i: number) => 'use' | 'other' | 'unsure';
  /** Whether the name means a thing of the range's own at the offset (or may do so). */
  readonly isDeclaredAt: (name: string, offset: number) => boolean;
}

/** Reads the scopes of locals, parameters and labels in one top-level range (C11 6.2.1), for the given names. */
export function readScopes(tokens: Tokens, item: OutlineItem, names: ReadonlySet<string>): Scopes {
  const declared = declaredByTokens(tokens, item, names);
  if (declared.size === 0) return { roleAt: labelRole(tokens, item), isDeclaredAt: () => false };
  const { root } = parseRange(maskItem(tokens, item));
  if (!root) {
    return {
      roleAt: (name, i) => (declared.has(name) ? 'unsure' : labelRole(tokens, item)(name, i)),
      isDeclaredAt: (name) => declared.has(name),
    };
  }
  const scopes = collectScopes(tokens.text, root, item, names);
  const isDeclaredAt = (name: string, offset: number) =>
    (scopes.get(name) ?? []).some((span) => span.start <= offset && offset < span.end);
  return {
    isDeclaredAt,
    roleAt: (name, i) => {
      if (isDeclaredAt(name, tokens.start[i]!)) return 'other';
      // What tokens take for a declaration and the parser doesn't.
      if (looksDeclared(tokens, i) && !item.names.includes(name))
        return isTypeUse(tokens, i) ? 'use' : 'unsure';
      return labelRole(tokens, item)(name, i);
    },
  };
}

/** Names that some place of the range seems to declare. The range's own head declares those of the item. */
function declaredByTokens(tokens: Tokens, item: OutlineItem, names: ReadonlySet<string>): Set<string> {
  const declared = new Set<string>();
  for (let i = item.firstToken; i < item.endToken; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const name = tokenText(tokens, i);
    if (!names.has(name) || declared.has(name)) continue;
    const before = tokenText(tokens, Math.max(0, i - 1));
    // `int a, name;` and `int (*name)(void)` look like an argument and a product.
    const mayDeclare = looksDeclared(tokens, i) || before === ',' || before === '*';
    if (mayDeclare) declared.add(name);
  }
  return declared;
}

/** A type in front of what it declares: `name x`, `name *x`. */
function isTypeUse(tokens: Tokens, i: number): boolean {
  let j = i + 1;
  while (j < tokens.count && tokenText(tokens, j) === '*') j++;
  return j < tokens.count && tokens.kind[j] === TokenKind.Identifier;
}

function labelRole(tokens: Tokens, item: OutlineItem): Scopes['roleAt'] {
  return (_name, i) => {
    if (item.kind !== 'function' && item.kind !== 'invocation') return 'use';
    const after = i + 1 < tokens.count ? tokenText(tokens, i + 1) : '';
    const before = tokenText(tokens, Math.max(0, i - 1));
    return after === ':' && /^[;{}]$/.test(before) ? 'other' : 'use';
  };
}

/** For each name the stretches in which something declared within the range has it. */
function collectScopes(
  text: string,
  root: SyntaxNode,
  item: OutlineItem,
  names: ReadonlySet<string>,
): Map<string, Span[]> {
  const scopes = new Map<string, Span[]>();
  walkNodes(root, (node) => {
    if (node.type !== 'declaration' && node.type !== 'parameter_declaration') return true;
    const isFileScope = node.type === 'declaration' && node.parent?.type === 'translation_unit';
    if (isFileScope) return true;
    for (const declarator of node.children) {
      if (declarator.field !== 'declarator') continue;
      const name = declaredName(declarator);
      const word = name && text.slice(name.start, name.end);
      if (!name || !word || !names.has(word)) continue;
      const isExtern = /^\s*extern\b/.test(text.slice(node.start, node.start + 40));
      if (isExtern) continue;
      const scope = node.type === 'parameter_declaration' ? parameterScope(node, item) : blockScope(node);
      scopes.set(word, [...(scopes.get(word) ?? []), { start: name.start, end: scope.end }]);
    }
    return true;
  });
  return scopes;
}

/** The identifier that a declarator declares. */
function declaredName(declarator: SyntaxNode): SyntaxNode | null {
  for (let node: SyntaxNode | undefined = declarator; node;) {
    if (node.type === 'identifier') return node;
    node =
      fieldOf(node, 'declarator') ??
      (node.type === 'parenthesized_declarator' ? node.children.find((child) => child.isNamed) : undefined);
  }
  return null;
}

/** A parameter of the range's function is known to its end; one of a prototype or a pointer only in its list. */
function parameterScope(node: SyntaxNode, item: OutlineItem): Span {
  const list = node.parent!;
  const declarator = list.parent;
  const holder = declarator?.parent;
  let top = holder;
  while (top?.type === 'pointer_declarator') top = top.parent ?? undefined;
  return top?.type === 'function_definition' && item.body ? item : list;
}

function blockScope(node: SyntaxNode): Span {
  let parent = node.parent;
  while (
    parent &&
    !/^(?:compound_statement|for_statement|case_statement|function_definition)$/.test(parent.type)
  )
    parent = parent.parent;
  // A declaration behind a case label belongs to the whole switch.
  while (parent?.type === 'case_statement') parent = parent.parent;
  return parent ?? node;
}
