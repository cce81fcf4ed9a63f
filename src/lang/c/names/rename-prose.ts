import type { Edit } from '../../../edit/edit.js';
import { factId, type Leftover, type ReplaceFact } from '../../facts.js';
import { findWord } from '../../plain-text/mentions.js';
import { TokenKind, tokenIndexAt, tokenText, type Tokens } from '../syntax/lex.js';
import { subjectOf, type NameSubject } from './name-subject.js';

/** Whether a name is put together so that prose can mean nothing else by it. */
export function isDistinctiveName(name: string): boolean {
  return name.length > 3 && /[_\dA-Z]/.test(name.slice(1));
}

/** Whether the word at [start, end) is a part of a path, an option or the like. */
export function isPathPart(text: string, start: number, end: number): boolean {
  if (/[/\\-]$/.test(text.slice(Math.max(0, start - 1), start))) return true;
  return /^(?:\/|-|\.(?:[chSosyl]|ko|rst|txt|py|sh|dtsi?|rs|mod|ld|lds|html|git)\b)/.test(
    text.slice(end, end + 8),
  );
}

/** Whether prose means the subject by the word: for a tag, `struct` stands before it. */
export function isSpokenOf(text: string, start: number, end: number, subject: NameSubject): boolean {
  if (isPathPart(text, start, end)) return false;
  if (subject.tag !== null)
    return new RegExp(`\\b${subject.tag}\\s+$`).test(text.slice(Math.max(0, start - 40), start));
  return isDistinctiveName(subject.name) || text.startsWith('()', end);
}

/**
 * A renamed thing in comments and strings of C. A comment that can only mean it follows: a name of several words, or
 * one with a parenthesis behind it. Strings are what a program does, so they stay, but for the text of an asm.
 * @param hasOwn whether the file has another thing of the name, which comments may mean.
 */
export function renameProse(
  path: string,
  tokens: Tokens,
  fact: ReplaceFact,
  hasOwn: boolean,
): { readonly edits: readonly Edit[]; readonly leftovers: readonly Leftover[] } {
  const subject = subjectOf(fact.name);
  const { name } = subject;
  const to = subjectOf(fact.with).name;
  const cause = factId(fact);
  const edits: Edit[] = [];
  const leftovers: Leftover[] = [];
  for (const start of findWord(tokens.text, name)) {
    let i = tokenIndexAt(tokens, start);
    if (i >= tokens.count || tokens.start[i]! > start) i--;
    if (i < 0 || tokens.end[i]! <= start) continue;
    const inComment = tokens.kind[i] === TokenKind.Comment || isCommentOfDirective(tokens, i, start);
    if (!inComment && tokens.kind[i] !== TokenKind.String) continue;
    const end = start + name.length;
    const isMeant = inComment
      ? (isSpokenOf(tokens.text, start, end, subject) && !hasOwn) ||
        (subject.tag === null && speaksOfFunction(tokens.text, start, end))
      : isAsmText(tokens, i);
    if (isMeant) {
      edits.push({ start, end, text: to, cause });
      continue;
    }
    if (inComment && !isDistinctiveName(name) && !tokens.text.startsWith('(', end)) continue;
    const [code, place] = inComment ? ['mentioned-in-comment', 'comment'] : ['mentioned-in-string', 'string'];
    const message = `the word in this ${place} may mean something else`;
    leftovers.push({ code, path, offset: start, message, cause });
  }
  return { edits, leftovers };
}

/** `name()`, and the first line of a kernel-doc comment: `* name - what it does`. */
function speaksOfFunction(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  if (/(?:\.|->|::)$/.test(before)) return false;
  return (
    text.startsWith('()', end) ||
    (/\/\*\*\s*\*\s*$/.test(before) && /^(?:\(\))?\s*[-:]/.test(text.slice(end, end + 9)))
  );
}

/** Whether an offset within a directive is in a comment behind it. */
function isCommentOfDirective(tokens: Tokens, i: number, offset: number): boolean {
  if (tokens.kind[i] !== TokenKind.Directive) return false;
  const before = tokens.text.slice(tokens.start[i], offset);
  return before.lastIndexOf('/*') > before.lastIndexOf('*/') || /\/\/[^\n]*$/.test(before);
}

/** How far an asm's opening parenthesis is looked for, in tokens. */
const ASM_REACH = 300;

/** A string within `asm volatile ( … )`. */
function isAsmText(tokens: Tokens, i: number): boolean {
  let depth = 0;
  for (let j = i - 1; j >= 0 && i - j < ASM_REACH; j--) {
    const text = tokenText(tokens, j);
    if (text === ')') depth++;
    else if (text === '(' && depth > 0) depth--;
    else if (text === '(')
      return /^(?:asm|__asm__|volatile|__volatile__|goto|inline|asm_volatile_goto)$/.test(
        tokenText(tokens, j - 1),
      );
    else if (text === ';' || text === '{') return false;
  }
  return false;
}
