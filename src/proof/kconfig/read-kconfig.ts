import { readExpression, readTokens, type Expression, type Token } from './expression.js';

/** A line of an entry, a menu, a choice or a comment. */
export interface Line {
  readonly kind:
    'type' | 'prompt' | 'depends' | 'default' | 'select' | 'imply' | 'range' | 'visible' | 'other';
  /** The type that it gives, where it gives one. */
  readonly type?: string;
  /** What is selected or implied; the text of a prompt. */
  readonly target?: string;
  readonly value?: Expression;
  /** The upper end of a range. */
  readonly high?: Expression;
  readonly condition?: Expression;
  /** Its tokens with single blanks between them. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Item {
  readonly kind:
    'config' | 'menuconfig' | 'configdefault' | 'choice' | 'menu' | 'comment' | 'if' | 'source' | 'other';
  /** The symbol, the title, the path of a `source`, or the text of a line that is none of these. */
  readonly name: string;
  readonly parent: Item | undefined;
  /** Of an `if`. */
  readonly condition: Expression | undefined;
  readonly lines: Line[];
  /** Words of the help text with single blanks between them. */
  help: string | undefined;
  /** `source` counts from the file's own folder. */
  readonly isRelative: boolean;
  /** Where its first line starts, and the next item or the end of its block. */
  readonly start: number;
  end: number;
}

const ENTRIES: ReadonlySet<Item['kind']> = new Set(['config', 'menuconfig', 'configdefault']);
export const isEntry = (item: Item): boolean => ENTRIES.has(item.kind);

/** A line that is nothing but a comment. */
export interface Remark {
  readonly text: string;
  readonly start: number;
  /** Where the statement starts that it stands directly above. */
  readonly heads: number | undefined;
  /** The item that it stands in or behind. */
  readonly within: Item | undefined;
  /** The innermost block around it. */
  readonly block: Item | undefined;
}

export interface KconfigText {
  readonly items: readonly Item[];
  readonly remarks: readonly Remark[];
  /** Blocks without their end, and ends without their block. */
  readonly unbalanced: number;
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['bool', 'bool'],
  ['boolean', 'bool'],
  ['tristate', 'tristate'],
  ['string', 'string'],
  ['int', 'int'],
  ['hex', 'hex'],
]);
const NAMED: ReadonlySet<string> = new Set(['config', 'menuconfig', 'configdefault', 'menu', 'comment']);
const SOURCES: ReadonlySet<string> = new Set([
  'source',
  'osource',
  'rsource',
  'orsource',
  'gsource',
  'grsource',
]);
const ENDS: ReadonlyMap<string, Item['kind']> = new Map([
  ['endif', 'if'],
  ['endmenu', 'menu'],
  ['endchoice', 'choice'],
]);

interface State {
  readonly text: string;
  readonly items: Item[];
  readonly remarks: Remark[];
  /** Comment lines directly above the line that is read. */
  heading: Pick<Remark, 'text' | 'start' | 'block'>[];
  /** Open blocks, the innermost last. */
  readonly open: Item[];
  /** The item that lines belong to. */
  current: Item | undefined;
  unbalanced: number;
  at: number;
}

/** Reads a Kconfig file (Documentation/kbuild/kconfig-language.rst). Total: what it can't read is an `other`. */
export function readKconfig(text: string): KconfigText {
  const state: State = {
    text,
    items: [],
    remarks: [],
    heading: [],
    open: [],
    current: undefined,
    unbalanced: 0,
    at: 0,
  };
  while (state.at < text.length) readLine(state);
  flushHeading(state, undefined);
  closeItem(state, text.length);
  return { items: state.items, remarks: state.remarks, unbalanced: state.unbalanced + state.open.length };
}

function readLine(state: State): void {
  const { text } = state;
  const start = state.at;
  const end = endOfLogicalLine(text, start);
  state.at = Math.min(text.length, end + 1);
  const line = text.slice(start, end);
  const bare = line.trim();
  if (bare === '') {
    flushHeading(state, undefined);
    return;
  }
  if (bare.startsWith('#')) {
    state.heading.push({ text: bare.replace(/\s+/g, ' '), start, block: state.open.at(-1) });
    return;
  }
  const isOption = readStatement(state, line, start, end);
  flushHeading(state, start);
  if (isOption) readHelp(state, line);
}

/** The offset of the line end that no backslash escapes. */
function endOfLogicalLine(text: string, start: number): number {
  let end = text.indexOf('\n', start);
  while (end >= 0) {
    const before = text[end - 1] === '\r' ? end - 2 : end - 1;
    if (before < start || text[before] !== '\\') return end;
    end = text.indexOf('\n', end + 1);
  }
  return text.length;
}

function flushHeading(state: State, heads: number | undefined): void {
  for (const heading of state.heading) state.remarks.push({ ...heading, heads, within: state.current });
  state.heading = [];
}

/** @returns whether the line is an option of the current item. */
function readStatement(state: State, line: string, start: number, end: number): boolean {
  const tokens = readTokens(line);
  const [first, second] = tokens;
  const word = first?.kind === 'word' ? first.text : '';
  const ended = tokens.length === 1 ? ENDS.get(word) : undefined;
  if (ended !== undefined) {
    closeBlock(state, ended, start);
    return false;
  }
  const isAssignment = second?.kind === 'sign' && /^[=:+]$/.test(second.text);
  if (isAssignment || first?.kind === 'macro') {
    openItem(state, 'other', textOf(tokens), start);
  } else if (NAMED.has(word) && second && tokens.length === 2) {
    const kind = word as Item['kind'];
    const item = openItem(state, kind, second.text, start);
    if (kind === 'menu') state.open.push(item);
  } else if (word === 'choice') {
    state.open.push(openItem(state, 'choice', second?.text ?? '', start));
  } else if (word === 'if') {
    const read = readExpression(tokens, 1);
    const condition: Expression =
      read?.end === tokens.length ? read.expression : { kind: 'opaque', text: textOf(tokens.slice(1)) };
    state.open.push(openItem(state, 'if', '', start, condition));
    state.current = undefined;
  } else if (SOURCES.has(word)) {
    const path = line.replace(/#.*/, '').trim().slice(word.length).trim();
    const name = second?.kind === 'text' && tokens.length === 2 ? second.text : path;
    openItem(state, 'source', name, start, undefined, word.endsWith('rsource'));
    state.current = undefined;
  } else if (state.current) {
    state.current.lines.push(readOption(tokens, word, start, end));
    return true;
  } else {
    openItem(state, 'other', textOf(tokens), start);
  }
  return false;
}

function openItem(
  state: State,
  kind: Item['kind'],
  name: string,
  start: number,
  condition?: Expression,
  isRelative = false,
): Item {
  closeItem(state, start);
  const item: Item = {
    kind,
    name,
    parent: state.open.at(-1),
    condition,
    lines: [],
    help: undefined,
    isRelative,
    start,
    end: start,
  };
  state.items.push(item);
  state.current = kind === 'other' ? undefined : item;
  return item;
}

function closeItem(state: State, at: number): void {
  const last = state.items.at(-1);
  if (last && last.end === last.start) last.end = at;
}

function closeBlock(state: State, kind: Item['kind'], at: number): void {
  closeItem(state, at);
  state.current = undefined;
  if (state.open.at(-1)?.kind === kind) state.open.pop();
  else state.unbalanced++;
}

const textOf = (tokens: readonly Token[]): string =>
  tokens.map(({ kind, text }) => (kind === 'text' ? JSON.stringify(text) : text)).join(' ');

const endsHere = (tokens: readonly Token[], at: number): boolean => at >= tokens.length;

/** Reads a line of an item; one that isn't understood to its last token is an `other`. */
function readOption(tokens: readonly Token[], word: string, start: number, end: number): Line {
  const base = { text: textOf(tokens), start, end };
  const other: Line = { kind: 'other', ...base };
  const finish = (from: number, made: Omit<Line, 'text' | 'start' | 'end' | 'condition'>): Line => {
    if (endsHere(tokens, from)) return { ...made, ...base };
    const next = tokens[from]!;
    if (next.kind !== 'word' || next.text !== 'if') return other;
    const read = readExpression(tokens, from + 1);
    return read && endsHere(tokens, read.end) ? { ...made, ...base, condition: read.expression } : other;
  };
  const type = TYPES.get(word.replace(/^def_/, ''));
  if (type !== undefined && !word.startsWith('def_')) {
    const prompt = tokens[1];
    if (!prompt) return { kind: 'type', type, ...base };
    const made = finish(2, { kind: 'type', type, target: prompt.text });
    return prompt.kind === 'word' && prompt.text === 'if' ? other : made;
  }
  if (type !== undefined || word === 'default') {
    const read = readExpression(tokens, 1);
    if (!read) return other;
    return finish(read.end, {
      kind: 'default',
      value: read.expression,
      ...(type === undefined ? {} : { type }),
    });
  }
  switch (word) {
    case 'prompt':
      return tokens[1] ? finish(2, { kind: 'prompt', target: tokens[1].text }) : other;
    case 'depends':
    case 'requires': {
      const read = readExpression(tokens, tokens[1]?.text === 'on' ? 2 : 1);
      return read ? finish(read.end, { kind: 'depends', value: read.expression }) : other;
    }
    case 'visible':
      return finish(1, { kind: 'visible' });
    case 'select':
    case 'imply':
      return tokens[1]?.kind === 'word' ? finish(2, { kind: word, target: tokens[1].text }) : other;
    case 'range': {
      const [low, high] = [readSide(tokens[1]), readSide(tokens[2])];
      return low && high ? finish(3, { kind: 'range', value: low, high }) : other;
    }
    default:
      return other;
  }
}

function readSide(token: Token | undefined): Expression | undefined {
  if (!token || token.kind === 'sign') return undefined;
  if (token.kind === 'word') return { kind: 'symbol', name: token.text };
  return { kind: token.kind === 'text' ? 'text' : 'opaque', text: token.text };
}

/**
 * Reads the help text behind a `help` line: up to the first line that is indented less than its first one
 * (kconfig-language.rst, "help text").
 */
function readHelp(state: State, line: string): void {
  if (!/^\s*(?:help|-+help-+)\s*(?:#.*)?$/.test(line)) return;
  const { text } = state;
  const item = state.current!;
  item.lines.pop();
  const words: string[] = [];
  let indent: number | undefined;
  while (state.at < text.length) {
    let end = text.indexOf('\n', state.at);
    if (end < 0) end = text.length;
    const raw = text.slice(state.at, end);
    if (raw.trim() !== '') {
      const own = widthOfIndent(raw);
      indent ??= own;
      if (own < indent || own === 0) break;
      words.push(raw.trim().replace(/\s+/g, ' '));
    }
    state.at = end + 1;
  }
  item.help = words.join(' ');
}

function widthOfIndent(line: string): number {
  let width = 0;
  for (const c of line) {
    if (c === '\t') width = (width & ~7) + 8;
    else if (c === ' ') width++;
    else break;
  }
  return width;
}

/** The blocks around an item, the innermost first. */
export function* eachBlock(item: Item): Generator<Item> {
  for (let block = item.parent; block; block = block.parent) yield block;
}
