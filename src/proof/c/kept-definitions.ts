import type { Fact } from '../../lang/facts.js';
import type { Node, Token } from './token.js';

/**
 * The functions and macros that only became constant and that the new text still declares or defines at file scope:
 * something that is no code of the tree may read them (a header's macro, a file that includes this one), so they may
 * stay, but must be what the facts make of the old ones. Those that the plan found to be unused have to go.
 */
export function findKeptDefinitions(nodes: readonly Node[], facts: readonly Fact[]): Set<string> {
  const names = new Set<string>();
  for (const fact of facts) {
    const isConstant = fact.kind === 'value' && (fact.what === 'function' || fact.what === 'macro');
    if (isConstant && fact.goes !== true) names.add(fact.name);
  }
  for (const fact of facts) if (fact.kind === 'unused' || fact.kind === 'replace') names.delete(fact.name);
  const kept = new Set<string>();
  if (names.size === 0) return kept;
  const tokens = allTokens(nodes);
  for (const [i, { text, parts }] of tokens.entries()) {
    if (parts) {
      const name = /^(?:define|undef)$/.test(parts[0]!.text) ? (parts[1]?.text ?? '') : '';
      if (names.has(name)) kept.add(name);
    } else if (names.has(text) && tokens[i + 1]?.text === '(' && isDeclared(tokens, i)) kept.add(text);
  }
  return kept;
}

/** Words that a head may have before the name. */
const MOST_WORDS = 12;

/** Whether nothing but a type and specifiers stands between the name and the end of what is before. */
function isDeclared(tokens: readonly Token[], i: number): boolean {
  let words = 0;
  for (let at = i - 1; words <= MOST_WORDS; at--, words++) {
    const token = tokens[at];
    if (!token || token.kind === 'directive' || /^[;}]$/.test(token.text)) return at < i - 1;
    if (token.text === ')') {
      at = openingBefore(tokens, at) - 1;
      if (tokens[at]?.text.startsWith('__') !== true) return false;
      continue;
    }
    if (token.kind !== 'name' && token.text !== '*') return false;
    if (/^(?:return|else|do|goto|case|sizeof)$/.test(token.text)) return false;
  }
  return false;
}

/** How far back an attribute's parentheses may open. */
const MOST_WITHIN = 100;

/** Index of the parenthesis that `)` at this index closes. */
function openingBefore(tokens: readonly Token[], close: number): number {
  for (let at = close, depth = 0; at >= Math.max(0, close - MOST_WITHIN); at--) {
    if (tokens[at]!.text === ')') depth++;
    else if (tokens[at]!.text === '(' && --depth === 0) return at;
  }
  return 0;
}

/** The tokens of all branches, in order. */
function allTokens(nodes: readonly Node[], into: Token[] = []): Token[] {
  for (const node of nodes) {
    if (node.kind !== 'conditional') into.push(node);
    else for (const branch of node.branches) allTokens(branch.nodes, into);
  }
  return into;
}
