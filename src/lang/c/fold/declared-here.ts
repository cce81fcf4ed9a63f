import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { nextToken, type OutlineItem } from '../syntax/outline.js';
import { isKeyword } from '../syntax/words.js';

/** Whether a parameter or local of the item has the name: then its mentions there mean that one. */
export function isShadowed(
  tokens: Tokens,
  item: OutlineItem,
  name: string,
  memory: Map<OutlineItem, Set<string>>,
): boolean {
  let names = memory.get(item);
  if (!names) {
    names = new Set();
    memory.set(item, names);
    for (let i = item.firstToken + 1; i + 1 < item.endToken; i++) {
      if (tokens.kind[i] === TokenKind.Identifier && declaresObject(tokens, i))
        names.add(tokenText(tokens, i));
    }
  }
  return names.has(name);
}

/** `type name,`, `type *name;`, `type (*name)(`: a declaration of something that is no function. */
function declaresObject(tokens: Tokens, i: number): boolean {
  const after = tokenText(tokens, nextToken(tokens, i + 1));
  const before = tokenText(tokens, i - 1);
  if (before === '*' && after === ')') {
    return tokenText(tokens, i - 2) === '(' && tokenText(tokens, nextToken(tokens, i + 2)) === '(';
  }
  if (!/^(?:[,;=)[])$/.test(after)) return false;
  let j = i - 1;
  while (tokenText(tokens, j) === '*') j--;
  if (tokens.kind[j] !== TokenKind.Identifier) return false;
  const type = tokenText(tokens, j);
  // `a * b` may be a product; a declaration's type has no operator or bracket before it.
  if (j < i - 1) {
    const left = tokenText(tokens, j - 1);
    return isKeyword(type)
      ? !isOperatorWord(type)
      : /^(?:[;{}(,]|struct|union|enum|const|static|extern)$/.test(left) && !/^[)\]]$/.test(after);
  }
  return !isOperatorWord(type);
}

/** A name before it other than a keyword, or `*`, makes it a declaration: `extern int f(int a);` */
export function isDeclared(tokens: Tokens, i: number): boolean {
  let j = i - 1;
  while (j >= 0 && tokenText(tokens, j) === '*') j--;
  if (j < 0 || tokens.kind[j] !== TokenKind.Identifier) return false;
  const word = tokenText(tokens, j);
  if (j === i - 1) return !isOperatorWord(word);
  // `x = a * f(b)` multiplies; `extern struct s *f(…)` declares.
  const before = tokenText(tokens, j - 1);
  return isKeyword(word) ? !isOperatorWord(word) : /^(?:struct|union|enum|extern|static|const)$/.test(before);
}

function isOperatorWord(word: string): boolean {
  return /^(?:return|sizeof|case|else|goto|do|typeof|__typeof__|_Alignof)$/.test(word);
}
