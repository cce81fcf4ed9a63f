import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import type { ListPart } from '../syntax/list-parts.js';
import { matchingClose, nextToken } from '../syntax/outline.js';
import { isKeyword } from '../syntax/words.js';
import type { CodeKnowledge } from './knowledge.js';
import { isComputation } from './purity.js';

/** Operators that change something, and what only statements hold. */
const EFFECTS = new Set('= += -= *= /= %= &= |= ^= <<= >>= ++ -- { } ; # ##'.split(' '));

/**
 * Whether evaluating an argument changes nothing, judged by its tokens alone, so in macro bodies, too.
 * @returns the callees that somebody must vouch for (none: it is pure); null where it has an effect of its own.
 */
export function findEffects(
  tokens: Tokens,
  part: ListPart,
  knowledge: CodeKnowledge,
): readonly string[] | null {
  const callees = new Set<string>();
  for (let i = part.first; i < part.end; i++) {
    const kind = tokens.kind[i];
    const word = tokenText(tokens, i);
    if (kind === TokenKind.Directive) return null;
    if (kind === TokenKind.Punctuator) {
      if (EFFECTS.has(word) && !isDesignator(tokens, part, i)) return null;
      // A call of what an expression yields; a cast looks alike, but names a type.
      if (word === '(' && isCallOfResult(tokens, part, i)) return null;
      continue;
    }
    if (kind !== TokenKind.Identifier) continue;
    if (/^(?:asm|__asm__|volatile|goto)$/.test(word)) return null;
    const next = nextToken(tokens, i + 1);
    if (next >= part.end || tokenText(tokens, next) !== '(') continue;
    if (/^(?:sizeof|typeof|__typeof__|__alignof__|_Alignof|offsetof)$/.test(word)) {
      i = matchingClose(tokens, next); // not evaluated
      continue;
    }
    if (isKeyword(word)) continue;
    if (/^(?:\.|->)$/.test(tokenText(tokens, i - 1))) return null; // through a pointer
    if (!isComputation(word) && !knowledge.isPure(word)) callees.add(word);
  }
  return [...callees];
}

/** `{`, `}` and `=` of a compound literal: `(struct s){ .a = 1 }`. */
function isDesignator(tokens: Tokens, part: ListPart, i: number): boolean {
  const word = tokenText(tokens, i);
  if (word === '{')
    return i > part.first && tokenText(tokens, i - 1) === ')' && tokenText(tokens, i - 2) !== ')';
  if (word === '}') {
    for (let j = part.first; j < i; j++)
      if (tokenText(tokens, j) === '{') return isDesignator(tokens, part, j);
    return false;
  }
  return word === '=' && i - 2 >= part.first && tokenText(tokens, i - 2) === '.';
}

function isCallOfResult(tokens: Tokens, part: ListPart, open: number): boolean {
  if (open === part.first) return false;
  const before = tokenText(tokens, open - 1);
  if (before === ']') return true;
  if (before !== ')') return false;
  let depth = 0;
  let start = open - 1;
  for (; start >= part.first; start--) {
    const word = tokenText(tokens, start);
    if (word === ')') depth++;
    else if (word === '(' && --depth === 0) break;
  }
  if (start < part.first) return true;
  const first = tokenText(tokens, start + 1);
  const last = tokenText(tokens, open - 2);
  const isType =
    last === '*' ||
    isKeyword(first) ||
    /^(?:struct|union|enum|const|[su]\d+|__[sube]+\d+|\w+_t|__force)$/.test(first);
  return !isType || (start > part.first && tokens.kind[start - 1] === TokenKind.Identifier);
}
