import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { matchingClose, nextToken } from '../syntax/outline.js';
import { isAttributeWord } from '../syntax/words.js';

/** Keywords that may stand before a name in a statement of a macro, where it is no member. */
const STATEMENT = /^(?:return|goto|else|do|case|sizeof)$/;

/**
 * The keys of the structs and unions that declare a member of the name in a text: `struct s`, `union u`, a typedef's
 * name, or something that no rule can name. The body of a macro that may declare it counts as `(macro)`.
 */
export function findOwners(tokens: Tokens, name: string): string[] {
  const owners = new Set<string>();
  /** The braces around token i: the struct's key, '' for one that its surroundings take in, null for others. */
  const open: (string | null)[] = [];
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i]!;
    if (kind === TokenKind.Directive) {
      if (mayDeclare(tokenText(tokens, i), name)) owners.add('(macro)');
      continue;
    }
    if (kind === TokenKind.Punctuator) {
      const c = tokens.text[tokens.start[i]!]!;
      if (c === '{') open.push(keyOfBody(tokens, i));
      else if (c === '}') open.pop();
      continue;
    }
    if (kind !== TokenKind.Identifier || tokenText(tokens, i) !== name) continue;
    const key = open.findLast((one) => one !== '');
    if (open.length > 0 && open.at(-1) !== null && key != null && declares(tokens, i)) owners.add(key);
  }
  return [...owners].sort();
}

function declares(tokens: Tokens, i: number): boolean {
  const after = tokenText(tokens, Math.min(nextToken(tokens, i + 1), tokens.count - 1));
  const before = tokenText(tokens, Math.max(0, i - 1));
  if (before === '.' || before === '->') return false;
  if (/^[;,[:]$/.test(after)) return true;
  // (*name)(…), an attribute behind the name, or an argument of a macro that declares members.
  return after === ')' || isAttributeWord(after);
}

function mayDeclare(directive: string, name: string): boolean {
  if (!/^#\s*define\b/.test(directive) || !directive.includes(name)) return false;
  const pattern = new RegExp(String.raw`(\w+|\*|\))\s*\b${name}\b\s*[;[)]`, 'g');
  return [...directive.matchAll(pattern)].some(
    ([text, before]) => !STATEMENT.test(before!) && (!text.endsWith(')') || before === '*'),
  );
}

/** Of the braces at token i: null where they are no struct's. */
function keyOfBody(tokens: Tokens, i: number): string | null {
  const words: string[] = [];
  for (let j = i - 1; j >= 0 && words.length < 12; j--) {
    if (tokens.kind[j] === TokenKind.Comment) continue;
    const text = tokenText(tokens, j);
    if (tokens.kind[j] === TokenKind.Identifier || /^[()\d]/.test(text)) words.unshift(text);
    else break;
    if (text === 'struct' || text === 'union') break;
  }
  const [keyword] = words;
  if (keyword !== 'struct' && keyword !== 'union') return null;
  const tag = words.slice(1).find((word) => /^[A-Za-z_]/.test(word) && !isAttributeWord(word));
  if (tag !== undefined)
    return words.includes(')') && !words.some(isAttributeWord) ? null : `${keyword} ${tag}`;
  let after = nextToken(tokens, Math.min(matchingClose(tokens, i), tokens.count) + 1);
  while (after < tokens.count && isAttributeWord(tokenText(tokens, after)))
    after = nextToken(tokens, after + 1);
  const word = after < tokens.count ? tokenText(tokens, after) : ';';
  if (word === ';') return '';
  const isTypedef = tokenText(tokens, Math.max(0, i - 2)) === 'typedef';
  return isTypedef ? word : `(unnamed) ${word}`;
}
