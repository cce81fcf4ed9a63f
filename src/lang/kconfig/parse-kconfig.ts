import type { Span } from '../../text/span.js';
import { parseOperand, skipMacro } from './expression.js';
import { lineIndent, readLogicalLine } from './logical-line.js';
import { parseProperty } from './parse-property.js';
import type { Block, CommentItem, Item, KconfigFile, MenuEntry, Property, SourceItem } from './syntax.js';

const WORD = /[A-Za-z0-9_-]+/y;
const ASSIGNMENT = /[ \t]*[:+]?=/y;

/** The block that each closing keyword closes. */
const CLOSES: ReadonlyMap<string, Block['kind']> = new Map([
  ['endif', 'if'],
  ['endmenu', 'menu'],
  ['endchoice', 'choice'],
]);

/** source keywords: [relative to the file's own folder, may be missing]; the g forms are Zephyr's old names. */
const SOURCES: ReadonlyMap<string, readonly [boolean, boolean]> = new Map([
  ['source', [false, false]],
  ['rsource', [true, false]],
  ['osource', [false, true]],
  ['orsource', [true, true]],
  ['gsource', [false, true]],
  ['grsource', [true, true]],
]);

/** Keywords that start an entry, which takes the properties that follow. */
const ENTRIES: ReadonlySet<string> = new Set(['config', 'menuconfig', 'configdefault']);

interface State {
  readonly text: string;
  readonly items: Item[];
  readonly commentLines: Span[];
  readonly strayEnds: number[];
  /** The blocks that are open, outermost first. */
  readonly open: Block[];
  /** What the next property belongs to. */
  holder: MenuEntry | CommentItem | Block | undefined;
}

/**
 * Parses one Kconfig file. Total: any text gives a file; lines that are no Kconfig become `unreadable` items or
 * properties. The reference is scripts/kconfig/lexer.l and parser.y of Linux, with the older spellings
 * (`---help---`, `option …`, unquoted source paths) and Zephyr's extensions (rsource, osource, def_int …).
 */
export function parseKconfig(path: string, text: string): KconfigFile {
  const state: State = { text, items: [], commentLines: [], strayEnds: [], open: [], holder: undefined };
  let at = 0;
  while (at < text.length) at = readLine(state, at);
  for (const block of state.open) block.end = text.length;
  const { items, commentLines, strayEnds } = state;
  return { path, text, items, commentLines, strayEnds };
}

/** Reads the statement whose line starts at `start`; returns where the next one starts. */
function readLine(state: State, start: number): number {
  const { text } = state;
  const line = readLogicalLine(text, start);
  const first = line.first;
  if (first >= line.contentEnd) return line.end;
  if (text.charCodeAt(first) === 35) {
    // A comment ends with its line, even after a backslash: the lexer never joins comment lines.
    const newline = text.indexOf('\n', first);
    const end = newline < 0 ? text.length : newline + 1;
    state.commentLines.push({ start, end });
    return end;
  }
  WORD.lastIndex = first;
  const word = WORD.exec(text)?.[0] ?? '';
  const head = { start, end: line.end };
  const after = first + word.length;
  if (word === '---help---') return readProperty(state, start, first, 'help', line.end, line.contentEnd);
  const assigned = word !== '' && isAssignment(text, after);
  if (assigned || text.startsWith('$', first)) {
    addItem(state, { kind: assigned ? 'assignment' : 'macro', ...head, head, parent: state.open.at(-1) });
  } else if (ENTRIES.has(word)) {
    readEntry(state, word, first, head, line.contentEnd);
  } else if (word === 'if' || word === 'menu' || word === 'choice') {
    readBlock(state, word, first, head, line.contentEnd);
  } else if (CLOSES.has(word)) {
    closeBlock(state, CLOSES.get(word)!, head, first);
  } else if (SOURCES.has(word)) {
    addItem(state, readSource(state, word, after, head, line.contentEnd));
  } else if (word === 'comment') {
    addHolder(state, { kind: 'comment', ...head, head, parent: state.open.at(-1), properties: [] });
  } else if (word === 'mainmenu') {
    addItem(state, { kind: 'mainmenu', ...head, head, parent: state.open.at(-1) });
  } else {
    return readProperty(state, start, first, word, line.end, line.contentEnd);
  }
  return line.end;
}

function isAssignment(text: string, at: number): boolean {
  ASSIGNMENT.lastIndex = at;
  return ASSIGNMENT.test(text);
}

function addItem(state: State, item: Item): void {
  const parent = state.open.at(-1);
  (parent ? parent.items : state.items).push(item);
  state.holder = undefined;
}

function addHolder(state: State, item: MenuEntry | CommentItem | Block): void {
  addItem(state, item);
  state.holder = item;
}

function readEntry(state: State, word: string, first: number, head: Span, contentEnd: number): void {
  const { text } = state;
  let at = first + word.length;
  while (at < contentEnd && (text[at] === ' ' || text[at] === '\t')) at++;
  const name = parseOperand(text, at, contentEnd);
  const parent = state.open.at(-1);
  if (name?.kind !== 'symbol') {
    addItem(state, { kind: 'unreadable', ...head, head, parent });
    return;
  }
  const keyword = { start: first, end: first + word.length };
  addHolder(state, { kind: word as MenuEntry['kind'], ...head, head, parent, keyword, name, properties: [] });
}

/** Blocks that nest deeper are no blocks: the file is broken, and nothing in it will be edited. */
const DEEPEST = 300;

function readBlock(state: State, kind: Block['kind'], first: number, head: Span, contentEnd: number): void {
  // `if A` reads like a property that is nothing but its condition.
  const condition =
    kind === 'if' ? parseProperty(state.text, head, first, '', contentEnd).condition : undefined;
  const parent = state.open.at(-1);
  if (state.open.length >= DEEPEST) {
    addItem(state, { kind: 'unreadable', ...head, head, parent });
    state.strayEnds.push(first);
    return;
  }
  const block: Block = { kind, ...head, head, parent, condition, properties: [], items: [], tail: undefined };
  addHolder(state, block);
  if (kind === 'if') state.holder = undefined;
  state.open.push(block);
}

/**
 * Closes the innermost block where its kind fits. Where it doesn't, an outer block of that kind is closed and those
 * within it stay without a tail (the file is broken, and nothing in it will be edited); without any, the line is stray.
 */
function closeBlock(state: State, kind: Block['kind'], tail: Span, first: number): void {
  state.holder = undefined;
  const index = state.open.findLastIndex((block) => block.kind === kind);
  if (index !== state.open.length - 1 || index < 0) state.strayEnds.push(first);
  if (index < 0) return;
  for (const inner of state.open.splice(index + 1)) inner.end = tail.start;
  const block = state.open.pop()!;
  block.tail = tail;
  block.end = tail.end;
}

function readSource(state: State, word: string, after: number, head: Span, contentEnd: number): SourceItem {
  const { text } = state;
  const [relative, optional] = SOURCES.get(word)!;
  let at = after;
  while (at < contentEnd && (text[at] === ' ' || text[at] === '\t')) at++;
  const quote = text[at] === '"' || text[at] === "'" ? text[at] : undefined;
  let glob = '';
  let exact = true;
  for (let i = quote ? at + 1 : at; i < contentEnd;) {
    const c = text.charAt(i);
    if (quote ? c === quote : /[\s#]/.test(c)) break;
    if (c !== '$') {
      glob += c;
      i++;
      continue;
    }
    // $(NAME) and the older $NAME: any text.
    exact = false;
    glob += '**';
    if (text[i + 1] === '(') i = skipMacro(text, i, contentEnd);
    else for (i++; /\w/.test(text.charAt(i)); i++);
  }
  return { kind: 'source', ...head, head, parent: state.open.at(-1), relative, optional, glob, exact };
}

function readProperty(
  state: State,
  start: number,
  first: number,
  word: string,
  end: number,
  contentEnd: number,
): number {
  const holder = state.holder;
  if (!holder) {
    const lines = { start, end };
    addItem(state, { kind: 'unreadable', ...lines, head: lines, parent: state.open.at(-1) });
    return end;
  }
  const { text } = state;
  let property: Property;
  if (word === 'help') {
    const help = readHelp(text, end);
    const lines = { start, end: help.end };
    property = { kind: 'help', start: first, end: help.end, lines, text: help };
  } else {
    property = parseProperty(text, { start, end }, first, word, contentEnd);
  }
  holder.properties.push(property);
  holder.end = property.lines.end;
  return property.lines.end;
}

/**
 * The lines of a help text that starts at `start`: as deep as its first line or deeper, tabs to 8, blank lines
 * between. A first line that isn't indented is none: an empty help must not swallow the entry that follows.
 */
function readHelp(text: string, start: number): Span {
  let depth = 0;
  let end = start;
  for (let at = start; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const indent = lineIndent(text, at);
    if (!indent.blank) {
      if (indent.width === 0 || indent.width < depth) break;
      if (depth === 0) depth = indent.width;
      end = next;
    }
    at = next;
  }
  return { start, end };
}
