import type { Edit } from '../../../edit/edit.js';
import { factId, type ValueFact } from '../../facts.js';
import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { directiveName, matchingClose, nextToken } from '../syntax/outline.js';
import { lineStartAt } from './trivia.js';

/**
 * Takes the macros that expand to nothing (attributes) out of code and of the bodies of macros, before any parsing:
 * they may stand where no expression does. Conditions keep theirs.
 * @returns removals, sorted and disjoint, each with the blank that parted it from the rest of its line.
 */
export function vanishMacros(text: string, facts: ReadonlyMap<string, ValueFact>): Edit[] {
  if (facts.size === 0) return [];
  const tokens = lex(text);
  const removals: Edit[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] === TokenKind.Directive) {
      if (directiveName(tokens, i) !== 'define') continue;
      const inside = lex(text, tokens.start[i]! + 1, tokens.end[i]);
      const name = nextToken(inside, nextToken(inside, 0) + 1);
      collect(inside, name + 1, facts, (edit) =>
        removals.push(keepContinuation(text, { start: tokens.start[i]!, end: tokens.end[i]! }, edit)),
      );
    }
  }
  collect(tokens, 0, facts, (edit) => removals.push(edit));
  return removals.sort((a, b) => a.start - b.start);
}

function collect(
  tokens: Tokens,
  from: number,
  facts: ReadonlyMap<string, ValueFact>,
  add: (edit: Edit) => void,
): void {
  for (let i = from; i < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const fact = facts.get(tokenText(tokens, i));
    if (!fact || isMemberName(tokens, i)) continue;
    let last = i;
    if (fact.takesArguments) {
      const open = nextToken(tokens, i + 1, false);
      if (open >= tokens.count || tokenText(tokens, open) !== '(') continue;
      last = matchingClose(tokens, open);
      if (last >= tokens.count) continue;
    }
    add({ ...widen(tokens.text, tokens.start[i]!, tokens.end[last]!), text: '', cause: factId(fact) });
    i = last;
  }
}

function isMemberName(tokens: Tokens, i: number): boolean {
  const before = i > 0 ? tokenText(tokens, i - 1) : '';
  return (
    before === '.' ||
    before === '->' ||
    before === '##' ||
    tokenText(tokens, Math.min(i + 1, tokens.count - 1)) === '##'
  );
}

/** The blanks behind the word go with it; before punctuation or at the end of a line those in front of it. */
export function widen(text: string, start: number, end: number): { start: number; end: number } {
  const behind = /^[ \t]*/.exec(text.slice(end, end + 200))![0].length;
  const next = text[end + behind] ?? '\n';
  const lineStart = lineStartAt(text, start);
  const before = /[ \t]*$/.exec(text.slice(lineStart, start))![0].length;
  const startsLine = start - before === lineStart;
  if (startsLine && /[\r\n\\]/.test(next)) return { start, end };
  if (/[;,)\r\n\\]/.test(next) && !startsLine) {
    return next === '\\'
      ? { start: start - before, end }
      : { start: start - before, end: end + (/[\r\n]/.test(next) ? behind : 0) };
  }
  return { start, end: end + behind };
}

/**
 * A removal of whole lines of a directive must take their backslashes along, and one that reaches its end those of the
 * line before, lest the next line become part of it.
 */
export function keepContinuation(
  text: string,
  directive: { readonly start: number; readonly end: number },
  edit: Edit,
): Edit {
  if (edit.text !== '') return edit;
  const lineStart = lineStartAt(text, edit.start);
  const rest = /^[ \t]*\\\r?\n/.exec(text.slice(edit.end, edit.end + 200))?.[0];
  const startsLine = /^[ \t]*$/.test(text.slice(lineStart, edit.start)) && lineStart > directive.start;
  if (startsLine && rest !== undefined) return { ...edit, start: lineStart, end: edit.end + rest.length };
  if (startsLine && edit.end >= directive.end) {
    const before = /[ \t]*\\\r?\n$/.exec(text.slice(directive.start, lineStart))?.[0];
    if (before !== undefined) return { ...edit, start: lineStart - before.length };
  }
  return edit;
}
