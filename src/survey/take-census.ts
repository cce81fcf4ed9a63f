import { classifyFile } from '../lang/file-kind.js';
import { lex, TokenKind, tokenText, type Tokens } from '../lang/c/syntax/lex.js';
import { makeOutline, nextToken, type MacroItem, type OutlineItem } from '../lang/c/syntax/outline.js';
import { EXPORT_MACRO } from '../lang/c/syntax/words.js';
import { readBytes } from '../scan/scan-files.js';
import { makeSourceText, positionAt, type SourceText } from '../text/source-text.js';
import { hashName, mark, markWords, type NameMarks } from './name-marks.js';

export interface CensusTask {
  readonly root: string;
  /** Below the root, parted by NUL bytes. */
  readonly paths: string;
  /** Text in place of what is on disk, for each path. */
  readonly texts: readonly (string | null)[];
  /** What is seen is marked here. */
  readonly marks: NameMarks;
}

/** A thing that is dead unless something in the tree uses it. */
export interface Counted {
  readonly kind: 'function' | 'member';
  readonly name: string;
  /** Of a member, the tag of its struct. */
  readonly tag?: string;
  readonly path: string;
  readonly line: number;
  /** Of its definition, with the comment above it. */
  readonly lines: number;
}

/** How `##` makes names of others: `x##_show` has the tail `_show`. */
export interface Pasting {
  readonly head: string;
  readonly tail: string;
}

export interface Census {
  readonly things: readonly Counted[];
  readonly pastings: readonly Pasting[];
}

/** Programs beside the tree, whose functions are for themselves or for others to call; Rust calls the helpers of `rust/`. */
const FOREIGN = /^(?:tools|scripts|usr|samples|rust|Documentation)\/|(?:^|\/)uapi\//;

/** Compiled to assembly, out of which the build reads numbers (Kbuild): nobody calls their functions. */
const READ_BY_BUILD = /(?:^|\/)(?:[\w-]*offsets|bounds)\.c$/;

/** Specifiers of what is called in ways that C doesn't show: by assembly, the linker, or what is loaded later. */
const CALLED_FROM_OUTSIDE =
  /^(?:asmlinkage|__used|__visible|__bpf_kfunc|__entry_text|used|externally_visible|alias|weakref|section|__section)$/;

/** Larger files are data: their words count as used, whatever they are. */
const LARGEST = 1 << 26;

/** What compilers call by themselves, and what starts a program. */
const CALLED_BY_COMPILER =
  /^(?:_.*|llvm_\w+|mem(?:cpy|move|set|cmp)|bcmp|str(?:len|cpy|ncpy|cmp)|wcslen|abort|raise|main|exit)$/;

/** Notes in some files which names are used, and how, and returns the global functions and members of ops they define. */
export function takeCensus({ root, paths, texts, marks }: CensusTask): Census {
  const things: Counted[] = [];
  const pastings = new Map<string, Pasting>();
  paths.split('\0').forEach((path, i) => {
    const given = texts[i] ?? null;
    const kind = classifyFile(path);
    if (kind === 'other') return;
    const bytes = given === null ? readBytes(root, path) : Buffer.from(given, 'latin1');
    // Registers and tables: no code stands in a header without a semicolon.
    if (
      kind !== 'c' ||
      bytes.length > LARGEST ||
      (path.endsWith('.h') && !bytes.includes(';'.charCodeAt(0)) && !bytes.includes('##'))
    ) {
      markWords(bytes, marks.used);
      return;
    }
    const reader: Reader = { path, source: undefined, marks, things, pastings };
    readText(reader, bytes.toString('latin1'));
  });
  return { things, pastings: [...pastings.values()] };
}

interface Reader {
  readonly path: string;
  source: SourceText | undefined;
  readonly marks: NameMarks;
  readonly things: Counted[];
  readonly pastings: Map<string, Pasting>;
}

/** Inline assembly, whose strings name what it calls. */
const ASSEMBLY = /(?:asm(?:__)?|alternative\w*|ALTERNATIVE\w*)\s*(?:\(|volatile|__volatile__|goto|inline)/;

function readText(reader: Reader, text: string): void {
  const { tokens, items, macros } = makeOutline(text);
  const hasAssembly = ASSEMBLY.test(text);
  for (const macro of macros) readMacro(reader, text, macro);
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i]!;
    if (kind === TokenKind.Directive) readDirective(reader, tokenText(tokens, i));
    else if (kind === TokenKind.String) readString(reader, tokenText(tokens, i), hasAssembly);
  }
  for (const item of items) readItem(reader, tokens, item);
}

/** The body of nearly every macro of a register header. */
const PLAIN_NUMBER = /^\s*(?:0[xX][\da-fA-F]+|\d+)[uUlL]*\s*$/;

function readMacro(reader: Reader, text: string, macro: MacroItem): void {
  mark(reader.marks.used, hashName(macro.name));
  const body = text.slice(macro.body.start, macro.body.end);
  if (macro.kind === 'undef' || PLAIN_NUMBER.test(body)) return;
  const tokens = lex(body.replace(/\\\r?\n/g, '  '));
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] === TokenKind.Identifier) {
      readUse(reader, tokens, i);
      readPasted(reader, tokens, i);
    } else if (tokens.kind[i] === TokenKind.String) readString(reader, tokenText(tokens, i), true);
  }
  if (body.includes('##')) readPastings(reader, tokens, new Set(macro.parameters ?? []));
}

/** Notes what stands around the parameters that a macro pastes. */
function readPastings({ pastings }: Reader, tokens: Tokens, parameters: ReadonlySet<string>): void {
  for (let i = 0; i < tokens.count; i++) {
    if (tokenText(tokens, i) !== '##' || (i > 1 && tokenText(tokens, i - 2) === '##')) continue;
    const parts = [tokenText(tokens, Math.max(0, i - 1))];
    let at = i;
    for (; at + 1 < tokens.count && tokenText(tokens, at) === '##'; at += 2)
      parts.push(tokenText(tokens, at + 1));
    const isOpen = (part: string) => parameters.has(part) || !/^\w+$/.test(part);
    const first = parts.findIndex(isOpen);
    if (first < 0) continue;
    const last = parts.length - 1 - [...parts].reverse().findIndex(isOpen);
    const head = parts.slice(0, first).join('');
    const tail = parts.slice(last + 1).join('');
    if (/[A-Za-z\d]/.test(head + tail)) pastings.set(`${head}\0${tail}`, { head, tail });
  }
}

/** Macros that paste whatever they are given: what stands among their arguments is a part of names. */
const PASTING_MACRO = /(?:CONCAT|CAT\d?|PASTE|GLUE|JOIN)\w*$/i;
const MOST_ARGUMENTS = 12;

function readPasted({ pastings }: Reader, tokens: Tokens, i: number): void {
  const name = tokenText(tokens, i);
  if (!PASTING_MACRO.test(name) || i + 1 >= tokens.count || tokenText(tokens, i + 1) !== '(') return;
  for (
    let at = i + 2;
    at < tokens.count && at < i + 2 + MOST_ARGUMENTS && tokenText(tokens, at) !== ')';
    at++
  ) {
    if (tokens.kind[at] !== TokenKind.Identifier) continue;
    const word = tokenText(tokens, at);
    pastings.set(`${word}\0`, { head: word, tail: '' });
    pastings.set(`\0${word}`, { head: '', tail: word });
  }
}

function readDirective({ marks }: Reader, directive: string): void {
  const word = /^#\s*(\w*)/.exec(directive)?.[1] ?? '';
  if (/^(?:define|undef|include|else|endif|error|warning)$/.test(word)) return;
  for (const [name] of directive.matchAll(/[A-Za-z_]\w*/g)) mark(marks.used, hashName(name));
}

/** A string names a function where it is that name and nothing else, or holds assembly. */
function readString({ marks }: Reader, literal: string, holdsCode: boolean): void {
  if (/^\w*"\w+"$/.test(literal))
    mark(marks.used, hashName(literal, literal.indexOf('"') + 1, literal.length - 1));
  else if (holdsCode)
    for (const [name] of literal.matchAll(/[A-Za-z_]\w*/g)) mark(marks.used, hashName(name));
}

/** An identifier that is used: as a member, or as anything else. */
function readUse({ marks }: Reader, tokens: Tokens, i: number): void {
  const hash = hashName(tokens.text, tokens.start[i], tokens.end[i]);
  if (!isAfterDot(tokens, i)) {
    mark(marks.used, hash);
    return;
  }
  if (i + 1 < tokens.count && tokenText(tokens, i + 1) === '=') {
    mark(marks.set, hash);
    return;
  }
  mark(marks.read, hash);
  // Whoever has its address may set it.
  let first = i;
  while (
    i - first < MOST_CHAIN &&
    first > 1 &&
    isAfterDot(tokens, first) &&
    tokens.kind[first - 2] === TokenKind.Identifier
  )
    first -= 2;
  if (first > 0 && tokens.text[tokens.start[first - 1]!] === '&') mark(marks.set, hash);
}

/** Tokens of `a->b.c` that are looked back over. */
const MOST_CHAIN = 40;

function lengthOf(tokens: Tokens, i: number): number {
  return tokens.end[i]! - tokens.start[i]!;
}

function isAfterDot(tokens: Tokens, i: number): boolean {
  if (i === 0) return false;
  const at = tokens.start[i - 1]!;
  const length = tokens.end[i - 1]! - at;
  return (
    (length === 1 && tokens.text[at] === '.') ||
    (length === 2 && tokens.text[at] === '-' && tokens.text[at + 1] === '>')
  );
}

function readItem(reader: Reader, tokens: Tokens, item: OutlineItem): void {
  if (item.kind === 'invocation' && EXPORT_MACRO.test(item.names[0] ?? '')) return;
  const isDeclared = item.kind === 'function' || item.kind === 'prototype';
  const pending = new Set(isDeclared ? item.names : []);
  const pointers = item.kind === 'type' ? readPointers(reader, tokens, item) : undefined;
  for (let i = item.firstToken; i < item.endToken; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    if (pending.size > 0 && pending.delete(tokenText(tokens, i))) continue;
    if (pointers?.has(i) === true) continue;
    readUse(reader, tokens, i);
    if (tokens.text[tokens.end[i]!] === '(') readPasted(reader, tokens, i);
    if (lengthOf(tokens, i) === 6 && tokenText(tokens, i) === 'struct')
      readStruct(reader, tokens, i, item.endToken);
  }
  if (item.kind === 'function') readFunction(reader, tokens, item);
}

function readFunction(reader: Reader, tokens: Tokens, item: OutlineItem): void {
  const { path } = reader;
  const [name] = item.names;
  if (
    name === undefined ||
    item.names.length > 1 ||
    item.isStatic ||
    item.isInline ||
    item.hasConditionalHead
  )
    return;
  if (!path.endsWith('.c') || FOREIGN.test(path) || READ_BY_BUILD.test(path) || CALLED_BY_COMPILER.test(name))
    return;
  if (item.specifiers.some((word) => CALLED_FROM_OUTSIDE.test(word))) return;
  addThing(reader, tokens, { kind: 'function', name }, item.firstToken, item.end);
}

/** @param first the token that the thing begins with; a comment right above belongs to it. */
function addThing(
  reader: Reader,
  tokens: Tokens,
  thing: Pick<Counted, 'kind' | 'name' | 'tag'>,
  first: number,
  end: number,
): void {
  const { path, things } = reader;
  const source = (reader.source ??= makeSourceText(path, tokens.text));
  const hasComment = first > 0 && tokens.kind[first - 1] === TokenKind.Comment;
  const start = tokens.start[hasComment ? first - 1 : first]!;
  const { line } = positionAt(source, tokens.start[first]!);
  const lines = positionAt(source, Math.max(start, end - 1)).line - positionAt(source, start).line + 1;
  things.push({ ...thing, path, line, lines });
}

/** The pointers to functions of a struct, `(*name)(…)`: where their names stand. */
function readPointers(reader: Reader, tokens: Tokens, item: OutlineItem): ReadonlySet<number> {
  const found = new Set<number>();
  const [tag] = item.names;
  const { body } = item;
  if (!body) return found;
  let depth = 0;
  for (let i = item.firstToken; i + 3 < item.endToken; i++) {
    const c = tokens.text[tokens.start[i]!];
    if (c === '{') depth++;
    else if (c === '}') depth--;
    if (c !== '(' || tokenText(tokens, i + 1) !== '*' || tokens.kind[i + 2] !== TokenKind.Identifier)
      continue;
    if (tokenText(tokens, i + 3) !== ')' || tokens.text[tokens.start[i + 4] ?? 0] !== '(') continue;
    found.add(i + 2);
    const isOwn = depth === 1 && tokens.start[i]! > body.start && item.specifiers.includes('struct');
    if (!isOwn || tag === undefined || FOREIGN.test(reader.path)) continue;
    addThing(
      reader,
      tokens,
      { kind: 'member', name: tokenText(tokens, i + 2), tag },
      i + 2,
      tokens.end[i + 2]!,
    );
  }
  return found;
}

/** `struct s x = {…}`, `(struct s) {…}`: an object of it is made. */
function readStruct({ marks }: Reader, tokens: Tokens, i: number, end: number): void {
  const tag = nextToken(tokens, i + 1);
  if (tag >= end || tokens.kind[tag] !== TokenKind.Identifier) return;
  const hash = hashName(tokens.text, tokens.start[tag], tokens.end[tag]);
  let at = nextToken(tokens, tag + 1);
  for (let steps = 0; steps < MOST_DECLARATOR && at < end; steps++, at = nextToken(tokens, at + 1)) {
    const text = tokenText(tokens, at);
    // What is in parentheses may be a parameter, with a function's body behind it.
    if (text === '=' || (text === ')' && steps === 0)) {
      const brace = nextToken(tokens, at + 1);
      if (brace >= end || tokenText(tokens, brace) !== '{') return;
      mark(marks.made, hash);
      if (isPositional(tokens, brace, end)) mark(marks.positional, hash);
      return;
    }
    if (/^[;{},(]$/.test(text)) return;
  }
}

/** Tokens between a struct's tag and the initializer of an object. */
const MOST_DECLARATOR = 16;

/** Tokens of an initializer that are looked at; a table of structs may be as long as a file. */
const MOST_INITIALIZER = 5000;

/** Whether an element of an initializer has no designator: its place, or a macro, says what it is. */
function isPositional(tokens: Tokens, brace: number, end: number): boolean {
  const open: string[] = [];
  const last = Math.min(end, brace + MOST_INITIALIZER);
  for (let i = brace; i < last; i++) {
    if (tokens.kind[i] !== TokenKind.Punctuator) continue;
    const text = tokenText(tokens, i);
    if (/^[({[]$/.test(text)) open.push(text);
    else if (/^[)}\]]$/.test(text)) {
      open.pop();
      if (open.length === 0) return false;
    }
    const isStart = text === '{' || (text === ',' && open.at(-1) === '{');
    if (!isStart) continue;
    const next = tokenText(tokens, Math.min(nextToken(tokens, i + 1), tokens.count - 1));
    if (!/^[.[{}]$/.test(next) && next !== '0') return true;
  }
  return true;
}
