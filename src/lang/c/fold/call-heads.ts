import type { Span } from '../../../text/span.js';
import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { matchingClose } from '../syntax/outline.js';

/** Tokens looked at around a call: statements are short. */
const REACH = 2000;

/**
 * What may be joined onto one line when a call has lost arguments: the statement around it (of a statement with a body
 * its head alone), and the call itself.
 * @param callee token of the call's name. @param close token of its closing parenthesis.
 */
export function headsAround(tokens: Tokens, callee: number, close: number): Span[] {
  const call = { start: tokens.start[callee]!, end: tokens.end[close]! };
  let first = callee;
  let last = close;
  // Behind a comma: nothing to join across, unless parentheses around it turn out to hold both sides.
  let item = -1;
  for (let steps = 0; steps < REACH && first > 0; steps++) {
    const before = first - 1;
    const word = tokenText(tokens, before);
    if (tokens.kind[before] === TokenKind.Directive || tokens.kind[before] === TokenKind.Comment) break;
    if (/^[;{}:]$/.test(word) || /^(?:else|do)$/.test(word)) break;
    if (word === ',' && item < 0) item = first;
    if (word === '(') {
      item = -1;
      // Out of the parentheses: those of a head end what may be joined.
      first = before;
      last = matchingClose(tokens, before);
      if (last >= tokens.count) return [call];
      const keyword = first > 0 ? tokenText(tokens, first - 1) : '';
      if (/^(?:if|while|for|switch)$/.test(keyword))
        return [{ start: tokens.start[first - 1]!, end: tokens.end[last]! }, call];
      continue;
    }
    if (word === '[') return [call];
    if (word === ')' || word === ']') {
      const open = openBefore(tokens, before);
      if (open <= 0) return [call];
      const isHead =
        word === ')' &&
        tokens.kind[open - 1] === TokenKind.Identifier &&
        isStatementStart(tokens, open - 1) &&
        !isOperator(tokenText(tokens, before + 1));
      if (isHead) break;
      first = open;
      continue;
    }
    first = before;
  }
  if (item >= 0) first = item;
  let depth = 0;
  for (let i = last + 1; i < tokens.count && i < last + REACH; i++) {
    const word = tokenText(tokens, i);
    if (tokens.kind[i] === TokenKind.Directive || word === '{' || word === '}') break;
    if (word === '(' || word === '[') depth++;
    else if ((word === ')' || word === ']') && depth-- === 0) break;
    else if (depth === 0 && word === ',') break;
    last = i;
    if (depth === 0 && word === ';') break;
  }
  return [{ start: tokens.start[first]!, end: tokens.end[last]! }, call];
}

function isOperator(word: string): boolean {
  return !/^\w/.test(word) || word === '';
}

/** Whether `word (` may open the head of a statement: `if (`, `for (`, `list_for_each_entry(`. */
function isStatementStart(tokens: Tokens, i: number): boolean {
  return /^(?:[;{}:)]|else|do|)$/.test(i > 0 ? tokenText(tokens, i - 1) : '');
}

function openBefore(tokens: Tokens, close: number): number {
  let depth = 0;
  for (let i = close; i >= 0 && i > close - REACH; i--) {
    const word = tokenText(tokens, i);
    if (word === ')' || word === ']') depth++;
    else if ((word === '(' || word === '[') && --depth === 0) return i;
  }
  return -1;
}
