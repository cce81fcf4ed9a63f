import type { Span } from '../../text/span.js';

/**
 * Text as make sees it before expansion: literal text and references (GNU make manual, "Using Variables" and
 * "Functions for Transforming Text"). Spans are byte offsets into the file.
 */
export type Part = TextPart | Reference;

export interface TextPart extends Span {
  readonly kind: 'text';
}

/** A stretch between two separators, such as an argument of a function. */
export interface Operand extends Span {
  readonly parts: readonly Part[];
}

export type Reference = VariableReference | FunctionCall | OpaqueReference;

/** `$(name)`, `${name}`, `$x`, `$(name:from=to)`. */
export interface VariableReference extends Span {
  readonly kind: 'variable';
  readonly name: Operand;
  /** The name, when it is spelled literally. */
  readonly literal: string | null;
  readonly substitution: { readonly from: Operand; readonly to: Operand } | null;
}

/** `$(function argument,argument)`. */
export interface FunctionCall extends Span {
  readonly kind: 'function';
  readonly name: string;
  readonly nameEnd: number;
  readonly args: readonly Operand[];
}

/** A reference that is not closed, or nested deeper than any hand-written one: nothing is known about it. */
export interface OpaqueReference extends Span {
  readonly kind: 'opaque';
}

/** The functions of make, by the number of arguments: commas past the last one belong to it. */
const FUNCTIONS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1: 'abspath basename dir error eval firstword flavor info lastword notdir origin realpath shell sort strip suffix value warning wildcard words',
    2: 'addprefix addsuffix file filter filter-out findstring join word',
    3: 'foreach if let patsubst subst wordlist',
    99: 'and call guile intcmp or',
  }).flatMap(([count, names]) => names.split(' ').map((name): [string, number] => [name, Number(count)])),
);

/** Deeper nesting than this is opaque: it keeps the parser's recursion bounded on odd input. */
const DEEPEST = 60;

interface Scan {
  readonly parts: Part[];
  /** Offset of the separator or closing character, or the end of the text. */
  readonly end: number;
}

/** Splits `span` of `text` into literal text and references. Total: never throws, linear in the span's length. */
export function parseExpansion(text: string, span: Span): Part[] {
  return scanParts(text, span.start, span.end, { close: '', commas: false, depth: 0 }).parts;
}

interface ScanMode {
  /** Where the scan stops: `)` or `}`, or nowhere. */
  readonly close: string;
  readonly commas: boolean;
  readonly depth: number;
}

function scanParts(text: string, start: number, end: number, mode: ScanMode): Scan {
  const parts: Part[] = [];
  const open = mode.close === ')' ? '(' : mode.close === '}' ? '{' : '';
  let textStart = start;
  let nested = 0;
  let at = start;
  const flush = (to: number) => {
    if (to > textStart) parts.push({ kind: 'text', start: textStart, end: to });
  };
  while (at < end) {
    const char = text[at]!;
    if (char === '$' && at + 1 < end && text[at + 1] !== '$') {
      flush(at);
      const reference = parseReference(text, at, end, mode.depth + 1);
      parts.push(reference);
      at = textStart = reference.end;
      continue;
    }
    if (char === '$') {
      at += 2; // `$$` is a literal dollar sign
      continue;
    }
    if (mode.close !== '') {
      // make counts only the kind of bracket that opened the reference
      if (char === open) nested++;
      else if (char === mode.close && nested-- === 0) break;
      else if (char === ',' && mode.commas && nested === 0) break;
    }
    at++;
  }
  const stop = Math.min(at, end);
  flush(stop);
  return { parts, end: stop };
}

/** Parses the reference whose `$` is at `start`. */
function parseReference(text: string, start: number, end: number, depth: number): Reference {
  const opener = text[start + 1]!;
  if (opener !== '(' && opener !== '{') {
    const name = { start: start + 1, end: start + 2 };
    const parts: Part[] = [{ kind: 'text', ...name }];
    return {
      kind: 'variable',
      start,
      end: start + 2,
      name: { ...name, parts },
      literal: opener,
      substitution: null,
    };
  }
  const close = opener === '(' ? ')' : '}';
  if (depth > DEEPEST)
    return { kind: 'opaque', start, end: skipBalanced(text, start + 1, end, opener, close) };
  const word = /[a-z-]+(?=[ \t\\])/y;
  word.lastIndex = start + 2;
  const head = word.exec(text)?.[0];
  if (head !== undefined && FUNCTIONS.has(head)) {
    return parseCall(text, start, end, { name: head, close, depth });
  }
  const scan = scanParts(text, start + 2, end, { close, commas: false, depth });
  if (scan.end >= end) return { kind: 'opaque', start, end };
  return { kind: 'variable', start, end: scan.end + 1, ...splitName(text, start + 2, scan) };
}

function parseCall(
  text: string,
  start: number,
  end: number,
  call: { readonly name: string; readonly close: string; readonly depth: number },
): Reference {
  const nameEnd = start + 2 + call.name.length;
  const most = FUNCTIONS.get(call.name) ?? 1;
  const args: Operand[] = [];
  let at = nameEnd;
  while (at < end && /\s/.test(text[at]!)) at++;
  for (;;) {
    const scan = scanParts(text, at, end, {
      close: call.close,
      commas: args.length + 1 < most,
      depth: call.depth,
    });
    args.push({ start: at, end: scan.end, parts: scan.parts });
    if (scan.end >= end) return { kind: 'opaque', start, end };
    at = scan.end + 1;
    if (text[scan.end] === call.close) break;
  }
  return { kind: 'function', start, end: at, name: call.name, nameEnd, args };
}

/** Splits `name:from=to`; the colon and the equals sign count only in literal text. */
function splitName(
  text: string,
  start: number,
  scan: Scan,
): Pick<VariableReference, 'name' | 'literal' | 'substitution'> {
  const all = { start, end: scan.end, parts: scan.parts };
  const colon = findInText(text, all, ':');
  const equals = colon < 0 ? -1 : findInText(text, cutOperand(all, colon + 1, scan.end), '=');
  const name = equals < 0 ? all : cutOperand(all, start, colon);
  const literal = name.parts.every((part) => part.kind === 'text') ? text.slice(name.start, name.end) : null;
  if (equals < 0) return { name, literal, substitution: null };
  return {
    name,
    literal,
    substitution: { from: cutOperand(all, colon + 1, equals), to: cutOperand(all, equals + 1, scan.end) },
  };
}

function findInText(text: string, operand: Operand, char: string): number {
  for (const part of operand.parts) {
    if (part.kind !== 'text') continue;
    const at = text.slice(part.start, part.end).indexOf(char);
    if (at >= 0) return part.start + at;
  }
  return -1;
}

/** The part of an operand between two offsets that lie in its literal text or at its ends. */
export function cutOperand(operand: Operand, start: number, end: number): Operand {
  const parts: Part[] = [];
  for (const part of operand.parts) {
    if (part.end <= start || part.start >= end) continue;
    if (part.kind === 'text') {
      parts.push({ kind: 'text', start: Math.max(part.start, start), end: Math.min(part.end, end) });
    } else {
      parts.push(part);
    }
  }
  return { start, end, parts };
}

function skipBalanced(text: string, start: number, end: number, open: string, close: string): number {
  let nested = 0;
  for (let at = start; at < end; at++) {
    if (text[at] === open) nested++;
    else if (text[at] === close && --nested === 0) return at + 1;
  }
  return end;
}
