import type { Known } from './known.js';
import type { Token } from './token.js';

/**
 * What the preprocessor makes of BusyBox's `IF_X(…)` and `IF_NOT_X(…)`: their arguments, or nothing. They hold any
 * tokens, so this comes before anything is read of the grammar around them.
 * @param counts whether the facts count in a span of the text.
 */
export function expandFlags(
  tokens: readonly Token[],
  known: Known,
  counts: (start: number, end: number) => boolean,
): readonly Token[] {
  if (known.flags.size === 0) return tokens;
  const closes = matchParentheses(tokens);
  const made: Token[] = [];
  const dropped = new Set<number>();
  let opensLine = false;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (dropped.has(i)) continue;
    const close = token.kind === 'name' ? closes.get(i + 1) : undefined;
    const keeps = close === undefined ? null : keepsArguments(token.text, known);
    if (close === undefined || keeps === null || !counts(token.at, tokens[close]!.at + 1)) {
      const own = token.kind === 'directive' ? expandDefine(token, known, counts) : token;
      made.push(opensLine ? { ...own, opensLine } : own);
      opensLine = false;
      continue;
    }
    // What stands first on the line now.
    opensLine ||= token.opensLine;
    if (keeps) dropped.add(i + 1).add(close);
    else i = close;
  }
  return made;
}

function expandDefine(token: Token, known: Known, counts: (start: number, end: number) => boolean): Token {
  const parts = token.parts!;
  if (parts[0]!.text !== 'define') return token;
  const own = expandFlags(parts, known, counts);
  if (own.length === parts.length) return token;
  const words = own.map((part, i) => (i === 0 || (i === 2 && part.isGlued) ? part.text : ` ${part.text}`));
  return { ...token, parts: own, text: `#${words.join('')}` };
}

/** The place of each parenthesis' other half; those that hold a directive, or none, are left out. */
function matchParentheses(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const closes = new Map<number, number>();
  const open: number[] = [];
  let lastDirective = -1;
  for (const [i, { kind, text }] of tokens.entries()) {
    if (kind === 'directive') lastDirective = i;
    if (kind !== 'mark') continue;
    if (text === '(') open.push(i);
    else if (text === ')') {
      const start = open.pop();
      if (start !== undefined && start > lastDirective) closes.set(start, i);
    }
  }
  return closes;
}

/** Whether the macro of that name gives its arguments back; null: nothing is known of it. */
function keepsArguments(name: string, { flags, configs }: Known): boolean | null {
  if (!name.startsWith('IF_')) return null;
  const symbol = name.slice('IF_'.length);
  const isNegated = !flags.has(symbol) && symbol.startsWith('NOT_');
  const own = isNegated ? symbol.slice('NOT_'.length) : symbol;
  const value = flags.has(own) ? configs.get(own) : undefined;
  if (!value || (value.kind === 'tristate' && value.value === 'm')) return null;
  return (value.kind === 'literal' || value.value === 'y') !== isNegated;
}
