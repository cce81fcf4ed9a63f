import { spanAt } from '../../../text/span.js';
import type { Leftover } from '../../facts.js';
import { tokenIndexAt, tokenText, type Tokens } from '../syntax/lex.js';
import { fieldOf } from '../syntax/syntax-node.js';
import type { FunctionNames, FunctionView } from './prune-function.js';
import { isLive, wordsIn } from './word-index.js';

/**
 * Locals that a call set through their address, where the call is gone and the next thing that code does with the local
 * is to read it: `read_temp(&t); return t;`. A bare argument may be a macro's, which can set it: that says nothing.
 */
export function reportUnsetLocals(path: string, view: FunctionView, names: FunctionNames): Leftover[] {
  const leftovers: Leftover[] = [];
  for (const { what, name, identifier, declarator, declaration, scope } of names.locals) {
    if (what === 'parameter' || declarator.type === 'array_declarator' || fieldOf(declarator, 'value'))
      continue;
    if (spanAt(view.dead, identifier.start) || view.written.has(name) || view.inMacros.has(name)) continue;
    // Objects of static storage are 0 (C11 6.7.9p10).
    if (/\b(?:static|extern)\b/.test(view.text.slice(declaration.start, identifier.start))) continue;
    if (names.locals.some((other) => other.name === name && other.declarator !== declarator)) continue;
    const uses = wordsIn(view.words, scope).filter(
      (word) => word.name === name && !word.isMember && !word.isTag && word.start !== identifier.start,
    );
    const lost = uses.find(
      (word) => !isLive(word, view.dead) && useAt(view.tokens, word.start) === 'address',
    );
    const next = uses.find((word) => isLive(word, view.dead));
    if (!lost || next?.directive !== null || useAt(view.tokens, next.start) !== 'read') continue;
    // A value set before the call that went is still there.
    if (uses.some((word) => word.start < lost.start)) continue;
    const { cause } = spanAt(view.dead, lost.start)!;
    const message = `${name} is read, but what set it is gone`;
    leftovers.push({ code: 'never-set', path, offset: next.start, message, cause });
  }
  return leftovers;
}

/** What code does with the local whose name stands at the offset. */
function useAt(tokens: Tokens, offset: number): 'address' | 'set' | 'argument' | 'read' {
  const at = tokenIndexAt(tokens, offset);
  const before = tokenText(tokens, at - 1);
  let after = at + 1;
  while (tokenText(tokens, after) === '.') after += 2;
  const next = tokenText(tokens, after);
  if (before === '&' && /^(?:[(,=?:]|return|&&|\|\||!)$/.test(tokenText(tokens, at - 2))) return 'address';
  // An element or a member's member: too much to follow for a hint.
  if (next === '=' || next === '[' || /^(?:\+\+|--)$/.test(before)) return 'set';
  return /^[(,]$/.test(before) && /^[),]$/.test(next) && !isCondition(tokens, at - 1) ? 'argument' : 'read';
}

/** Whether the parenthesis at the index is that of `if`, `while` or `switch`. */
function isCondition(tokens: Tokens, at: number): boolean {
  return tokenText(tokens, at) === '(' && /^(?:if|while|switch|return)$/.test(tokenText(tokens, at - 1));
}
