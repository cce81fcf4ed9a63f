import type { Span } from '../../text/span.js';
import { trimSpan } from './make-space.js';
import type { ConditionKeyword, Directive, Statement } from './statements.js';

/** Tells what kind of statement a logical line is that is no recipe line. */
export function classifyLine(text: string, line: Span): Statement {
  const body = trimSpan(text, line);
  if (body.start === body.end) return { kind: 'blank', ...line, comment: null };
  if (text[body.start] === '#') return { kind: 'comment', ...line, comment: body };
  const marks = findMarks(text, body);
  const comment = marks.comment < 0 ? null : { start: marks.comment, end: body.end };
  const code = comment ? trimSpan(text, { start: body.start, end: comment.start }) : body;
  const base = { ...line, comment };

  const word = firstWord(text, code);
  const directive = classifyDirective(text, line, comment, code);
  if (directive) return directive;
  if (marks.operator) {
    const name = trimSpan(text, stripModifiers(text, { start: code.start, end: marks.operator.start }));
    const value = trimSpan(text, { start: marks.operator.end, end: code.end });
    if (isOneWord(text, name)) {
      return { kind: 'assignment', ...base, targets: null, name, operator: marks.operator, value };
    }
  }
  if (/^(?:override +)?define\b/.test(text.slice(code.start, Math.min(code.end, code.start + 40)))) {
    return { kind: 'define', ...base };
  }
  if (word === 'include' || word === '-include' || word === 'sinclude') return { kind: 'include', ...base };
  if (marks.colon >= 0) return classifyRule(text, base, code, marks.colon);
  return { kind: 'other', ...base };
}

const DIRECTIVE = /(?:(else)(?![^\s#])[ \t]*)?(?:(ifdef|ifndef|ifeq|ifneq)(?=[\s("'])|(endif)(?![^\s#]))?/y;

function classifyDirective(text: string, line: Span, comment: Span | null, code: Span): Directive | null {
  DIRECTIVE.lastIndex = code.start;
  const match = DIRECTIVE.exec(text);
  if (!match || match[0] === '') return null;
  const [, otherwise, word, endif] = match;
  if (otherwise !== undefined && endif !== undefined) return null;
  const start = code.start + (match[0].length - (word ?? '').length);
  const keyword =
    word === undefined ? null : { start, end: start + word.length, word: word as ConditionKeyword };
  const rest = trimSpan(text, { start: code.start + match[0].length, end: code.end });
  if (keyword === null && otherwise === undefined && endif === undefined) return null;
  return {
    kind: 'directive',
    ...line,
    comment,
    otherwise: otherwise === undefined ? null : { start: code.start, end: code.start + 4 },
    keyword,
    condition: keyword ? rest : null,
    isEnd: endif !== undefined,
  };
}

interface Marks {
  /** The first assignment operator, or null. */
  readonly operator: Span | null;
  /** The first colon that is no part of an operator, or -1. */
  readonly colon: number;
  /** The `#` that starts a comment, or -1. */
  readonly comment: number;
}

/** Finds the marks that decide what a line is, outside of references. */
function findMarks(text: string, span: Span): Marks {
  let operator: Span | null = null;
  let colon = -1;
  let at = span.start;
  while (at < span.end) {
    const char = text[at]!;
    if (char === '\\') {
      at += 2;
      continue;
    }
    if (char === '$') {
      at = skipReference(text, at, span.end);
      continue;
    }
    if (char === '#') return { operator, colon, comment: at };
    if (!operator && colon < 0) {
      const found = /(?::{1,3}=|\?=|\+=|!=|=)/y;
      found.lastIndex = at;
      const match = found.exec(text)?.[0];
      if (match !== undefined) {
        operator = { start: at, end: at + match.length };
        at = operator.end;
        continue;
      }
      if (char === ':') colon = at;
    }
    at++;
  }
  return { operator, colon, comment: -1 };
}

/** Offset past the reference whose `$` is at `at`; past the `$` and one character where no bracket follows. */
function skipReference(text: string, at: number, end: number): number {
  const open = text[at + 1];
  if (open !== '(' && open !== '{') return at + 2;
  const close = open === '(' ? ')' : '}';
  let nested = 0;
  for (let i = at + 1; i < end; i++) {
    if (text[i] === open) nested++;
    else if (text[i] === close && --nested === 0) return i + 1;
  }
  return end;
}

function classifyRule(
  text: string,
  base: Span & { readonly comment: Span | null },
  code: Span,
  colon: number,
): Statement {
  const targets = trimSpan(text, { start: code.start, end: colon });
  const rest = { start: colon + (text[colon + 1] === ':' ? 2 : 1), end: code.end };
  const marks = findMarks(text, rest);
  if (marks.operator) {
    const name = trimSpan(
      text,
      stripModifiers(text, trimSpan(text, { start: rest.start, end: marks.operator.start })),
    );
    const value = trimSpan(text, { start: marks.operator.end, end: code.end });
    if (isOneWord(text, name)) {
      return { kind: 'assignment', ...base, targets, name, operator: marks.operator, value };
    }
  }
  const semicolon = text.slice(rest.start, rest.end).indexOf(';');
  const end = semicolon < 0 ? rest.end : rest.start + semicolon;
  return {
    kind: 'rule',
    ...base,
    targets,
    prerequisites: trimSpan(text, { start: rest.start, end }),
    recipe: semicolon < 0 ? null : { start: end + 1, end: rest.end },
  };
}

function stripModifiers(text: string, span: Span): Span {
  const modifiers = /(?:(?:export|unexport|override|private)\s+)*/y;
  modifiers.lastIndex = span.start;
  const length = modifiers.exec(text)?.[0].length ?? 0;
  return { start: Math.min(span.start + length, span.end), end: span.end };
}

/** Whether the span holds no white space outside of references: a variable's name. */
function isOneWord(text: string, span: Span): boolean {
  if (span.start === span.end) return false;
  for (let at = span.start; at < span.end;) {
    if (text[at] === '$') at = skipReference(text, at, span.end);
    else if (/\s/.test(text[at]!)) return false;
    else at++;
  }
  return true;
}

function firstWord(text: string, span: Span): string {
  return /^\S+/.exec(text.slice(span.start, Math.min(span.end, span.start + 40)))?.[0] ?? '';
}
