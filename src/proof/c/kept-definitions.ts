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
  for (let at = i - 1; at >= i - MOST_WORDS; at--) {
    const token = tokens[at];
    if (!token || token.kind === 'directive' || /^[;}]$/.test(token.text)) return at < i - 1;
    if (token.kind !== 'name' && token.text !== '*') return false;
    if (/^(?:return|else|do|goto|case|sizeof)$/.test(token.text)) return false;
  }
  return false;
}

/** The tokens of all branches, in order. */
function allTokens(nodes: readonly Node[], into: Token[] = []): Token[] {
  for (const node of nodes) {
    if (node.kind !== 'conditional') into.push(node);
    else for (const branch of node.branches) allTokens(branch.nodes, into);
  }
  return into;
}
