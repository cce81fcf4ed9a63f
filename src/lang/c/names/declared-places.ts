import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import type { EnclosingBrackets } from './enclosing-brackets.js';

/** Words behind which a name is used, not declared. */
const BEFORE_USE =
  /^(?:return|case|else|do|sizeof|typeof|__typeof__|_Alignof|goto|and|or|not|in|asm|volatile)$/;

/** Macros among whose arguments is the name of a member. */
const TAKES_MEMBER =
  /^(?:offsetof|offsetofend|__builtin_offsetof|sizeof_field|FIELD_SIZEOF|typeof_member|struct_size\w*|flex_array_size|container_of\w*|rb_entry\w*|\w*(?:list|hlist|llist|plist|rbtree|rht|rhl|hash)\w*_(?:entry|for_each\w*|each\w*)|\w*_for_each_entry\w*|hash_for_each\w*|\w*_entry(?:_rcu|_safe|_or_null|_continue)?|DEFINE_FLEX)$/;

/**
 * Whether tokens alone say that the word declares something: `T name` is no expression, and neither is `T *name` where
 * a declaration may start. (`a *name;` could be a product in no sensible code.)
 * @param first the token at which the code begins.
 */
export function looksDeclared(tokens: Tokens, i: number, first = 0): boolean {
  let j = i - 1;
  while (j >= first && isTrivia(tokens, j)) j--;
  if (j < first) return false;
  let stars = 0;
  while (j > first && tokenText(tokens, j) === '*') {
    stars++;
    j--;
    while (j > first && isTrivia(tokens, j)) j--;
  }
  const word = tokenText(tokens, j);
  if (tokens.kind[j] !== TokenKind.Identifier || BEFORE_USE.test(word)) return false;
  if (stars === 0) return true;
  let k = j - 1;
  while (k >= first && isTrivia(tokens, k)) k--;
  const start = k >= first ? tokenText(tokens, k) : '';
  return /^(?:[;{}(,]|struct|union|enum|const|static|volatile|register)?$/.test(start);
}

/**
 * Whether the word names a member: it is declared in the body of a struct or union, is a designator of the old form
 * (`name: value`), or an argument of container_of() and its kin.
 */
export function isMemberPlace(tokens: Tokens, i: number, holderOf: EnclosingBrackets): boolean {
  const after = textAfter(tokens, i);
  const open = holderOf(i);
  if (open < 0) return false;
  const bracket = tokenText(tokens, open);
  if (bracket === '{') {
    if (!/^[;,:[]$/.test(after)) return false;
    if (!opensStruct(tokens, open))
      return after === ':' && /^[{,]$/.test(textBefore(tokens, i)) && isInitializer(tokens, open);
    return !/^[:[]$/.test(textBefore(tokens, i));
  }
  if (bracket !== '(') return false;
  const before = textBefore(tokens, i);
  if (after === ')' && before === '*') {
    const outer = holderOf(open);
    if (outer >= 0 && tokenText(tokens, outer) === '{' && opensStruct(tokens, outer)) return true;
  }
  const callee = textBefore(tokens, open);
  return before === ',' && TAKES_MEMBER.test(callee) && /^[,).[]$/.test(after);
}

/** `struct {`, `struct tag {`, `struct tag __packed {`. */
function opensStruct(tokens: Tokens, open: number): boolean {
  for (let j = open - 1, words = 0; j >= 0 && words < 8; j--) {
    if (isTrivia(tokens, j)) continue;
    const text = tokenText(tokens, j);
    if (text === 'struct' || text === 'union') return true;
    if (tokens.kind[j] !== TokenKind.Identifier && text !== ')' && text !== '(') return false;
    words++;
  }
  return false;
}

const isInitializer = (tokens: Tokens, open: number): boolean => /^[=,{)]$/.test(textBefore(tokens, open));

function textBefore(tokens: Tokens, i: number): string {
  let j = i - 1;
  while (j >= 0 && isTrivia(tokens, j)) j--;
  return j >= 0 ? tokenText(tokens, j) : '';
}

function textAfter(tokens: Tokens, i: number): string {
  let j = i + 1;
  while (j < tokens.count && isTrivia(tokens, j)) j++;
  return j < tokens.count ? tokenText(tokens, j) : '';
}

const isTrivia = (tokens: Tokens, i: number): boolean =>
  tokens.kind[i] === TokenKind.Comment || tokens.kind[i] === TokenKind.Directive;
