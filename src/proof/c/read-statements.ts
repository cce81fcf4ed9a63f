import {
  DEEPEST,
  isTypeWord,
  readExpression,
  splitAtCommas,
  Unreadable,
  type Expression,
  type Reader,
} from './expression.js';
import type { Body, Statement } from './statement.js';
import type { Token } from './token.js';

const OPENING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const EACH = /each|(?:^|_)for(?:_|$)|_loop|while/i;
const ENDS_NAME = /^(?:[=;,[(:]|\)|)$/;
const STORAGE =
  /^(?:static|extern|register|auto|const|volatile|inline|typedef|__maybe_unused|__always_unused)$/;

/** A reader of one item's tokens. Brackets without partner have none. */
export function openReader(tokens: readonly Token[]): Reader {
  const partner = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  tokens.forEach(({ kind, text }, at) => {
    if (kind !== 'mark') return;
    if (Object.hasOwn(OPENING, text)) open.push(at);
    else if (text === ')' || text === ']' || text === '}') {
      const from = open.at(-1);
      if (from === undefined || OPENING[tokens[from]!.text] !== text) return;
      open.pop();
      partner[from] = at;
    }
  });
  const reader: Reader = {
    tokens,
    partner,
    readBody: (from, to, depth) => readBody({ reader, at: from, to, depth }),
  };
  return reader;
}

interface State {
  readonly reader: Reader;
  at: number;
  readonly to: number;
  readonly depth: number;
}

function readBody(state: State): Statement[] {
  if (state.depth > DEEPEST) throw new Unreadable();
  const body: Statement[] = [];
  while (state.at < state.to) body.push(...readStatement(state));
  return body;
}

function textAt({ reader, to }: State, at: number): string {
  return at < to ? reader.tokens[at]!.text : '';
}

/** Reads one statement; several where a declaration has several declarators. */
function readStatement(state: State): Statement[] {
  const { reader, at } = state;
  const token = reader.tokens[at]!;
  if (token.kind === 'directive') {
    state.at++;
    return [{ kind: 'raw', tokens: [token.text] }];
  }
  if (token.kind === 'shut') {
    state.at++;
    return [{ kind: 'raw', tokens: [token.text, ...token.parts!.map(({ text }) => text)] }];
  }
  if (token.text === ';') {
    state.at++;
    return [];
  }
  if (token.text === '{') {
    const end = closing(state, at);
    state.at = end + 1;
    return [{ kind: 'block', body: readBody({ reader, at: at + 1, to: end, depth: state.depth + 1 }) }];
  }
  if (token.kind === 'name') {
    const known = readKeyword(state, token.text);
    if (known) return known;
    if (textAt(state, at + 1) === ':' && textAt(state, at + 2) !== ':') {
      state.at += 2;
      return [{ kind: 'label', name: token.text }];
    }
    if (/^(?:asm|__asm__|__asm)$/.test(token.text)) return readAssembly(state);
    if (isDeclaration(state)) return readDeclaration(state);
    const macro = readMacroStatement(state);
    if (macro) return macro;
  }
  const end = endOfStatement(state, at);
  state.at = Math.min(state.to, end + 1);
  const value = readExpression(reader, at, end, state.depth + 1);
  if (value.kind === 'raw') return [{ kind: 'raw', tokens: value.tokens }];
  return [
    textAt(state, end) === ';' ? { kind: 'expression', value } : { kind: 'expression', value, isOpen: true },
  ];
}

/** `asm volatile (…);`, of which nothing is known. */
function readAssembly(state: State): Statement[] {
  const { reader, at } = state;
  const end = endOfStatement(state, at);
  state.at = Math.min(state.to, end + 1);
  return [{ kind: 'raw', tokens: reader.tokens.slice(at, end).map(({ text }) => text) }];
}

function readKeyword(state: State, word: string): Statement[] | undefined {
  const { reader, at } = state;
  switch (word) {
    case 'if': {
      // `if IS_ENABLED(…)`-like macros in place of the parentheses don't occur; what has none is raw.
      const test = readParenthesized(state, at + 1);
      if (!test) return undefined;
      const yes = readSub(state);
      let no: Body = [];
      if (textAt(state, state.at) === 'else') {
        state.at++;
        no = readSub(state);
      }
      return [{ kind: 'if', test, yes, no }];
    }
    case 'while':
    case 'switch': {
      const test = readParenthesized(state, at + 1);
      return test && [{ kind: word, test, body: readSub(state) }];
    }
    case 'for': {
      const end = textAt(state, at + 1) === '(' ? reader.partner[at + 1]! : -1;
      if (end < 0 || end >= state.to) return undefined;
      const parts = splitAtSemicolons(reader, at + 2, end);
      if (parts.length !== 3) return undefined;
      const [first, test, step] = parts as [[number, number], [number, number], [number, number]];
      const optional = ([from, to]: [number, number]) =>
        from < to ? readExpression(reader, from, to, state.depth + 1) : null;
      const initial = readBody({ reader, at: first[0], to: first[1], depth: state.depth + 1 });
      // The parentheses' own semicolon ends it.
      const begun = initial.map((one): Statement =>
        one.kind === 'expression' ? { kind: 'expression', value: one.value } : one,
      );
      state.at = end + 1;
      return [
        { kind: 'for', first: begun, test: optional(test), step: optional(step), body: readSub(state) },
      ];
    }
    case 'do': {
      state.at++;
      const body = readSub(state);
      const test = textAt(state, state.at) === 'while' ? readParenthesized(state, state.at + 1) : undefined;
      if (!test) throw new Unreadable();
      if (textAt(state, state.at) === ';') state.at++;
      return [{ kind: 'do', test, body }];
    }
    case 'case':
    case 'default': {
      let end = at + 1;
      let choices = 0;
      while (end < state.to && (textAt(state, end) !== ':' || choices > 0)) {
        if (textAt(state, end) === '?') choices++;
        else if (textAt(state, end) === ':') choices--;
        else if (/^[;{}]$/.test(textAt(state, end))) throw new Unreadable();
        end = reader.partner[end]! > end ? reader.partner[end]! + 1 : end + 1;
      }
      state.at = end + 1;
      return [{ kind: 'case', value: word === 'case' ? readExpression(reader, at + 1, end) : null }];
    }
    case 'return': {
      const end = endOfStatement(state, at + 1);
      if (textAt(state, end) !== ';') throw new Unreadable();
      state.at = end + 1;
      return [{ kind: 'return', value: at + 1 < end ? readExpression(reader, at + 1, end) : null }];
    }
    case 'goto':
    case 'break':
    case 'continue': {
      const end = endOfStatement(state, at + 1);
      if (textAt(state, end) !== ';') throw new Unreadable();
      state.at = end + 1;
      const to = reader.tokens.slice(at + 1, end).map(({ text }) => text);
      return [{ kind: 'jump', word, to: to.join(' ') }];
    }
    case 'else':
      throw new Unreadable();
    default:
      return undefined;
  }
}

/** A parenthesized expression at `at`; state.at goes behind it. */
function readParenthesized(state: State, at: number): Expression | undefined {
  const end = textAt(state, at) === '(' ? state.reader.partner[at]! : -1;
  if (end < 0 || end >= state.to) return undefined;
  state.at = end + 1;
  return readExpression(state.reader, at + 1, end, state.depth + 1);
}

/** The statement that belongs to an if or a loop; braces around it don't matter. Labels and cases take one along. */
function readSub(state: State): Statement[] {
  if (state.at >= state.to) throw new Unreadable();
  const inner: State = { ...state, depth: state.depth + 1 };
  if (inner.depth > DEEPEST) throw new Unreadable();
  const found = readStatement(inner);
  while (found.length > 0 && /^(?:case|label)$/.test(found.at(-1)!.kind) && inner.at < inner.to) {
    found.push(...readStatement(inner));
  }
  state.at = inner.at;
  const [only] = found;
  return found.length === 1 && only!.kind === 'block' ? [...only.body] : found;
}

/** Index of the `;` that ends the statement, or the end. */
function endOfStatement(state: State, from: number): number {
  const { reader, to } = state;
  for (let at = from; at < to; at++) {
    const { kind, text } = reader.tokens[at]!;
    if (text === ';' || kind === 'directive') return at;
    const partner = reader.partner[at]!;
    if (partner > at && partner < to) at = partner;
  }
  return to;
}

function splitAtSemicolons(reader: Reader, from: number, to: number): [number, number][] {
  const parts: [number, number][] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    const partner = reader.partner[at]!;
    if (partner > at) at = partner;
    else if (reader.tokens[at]!.text === ';') {
      parts.push([start, at]);
      start = at + 1;
    }
  }
  parts.push([start, to]);
  return parts;
}

function closing({ reader, to }: State, at: number): number {
  const end = reader.partner[at]!;
  if (end < 0 || end >= to) throw new Unreadable();
  return end;
}

/** Whether the words at the cursor begin a declaration: a word of a type, or two names in a row. */
function isDeclaration(state: State): boolean {
  const { reader, to } = state;
  let at = state.at;
  const isName = (i: number) => i < to && reader.tokens[i]!.kind === 'name';
  const first = textAt(state, at);
  if (STORAGE.test(first)) return true;
  if (isTypeWord(first) && (textAt(state, at + 1) !== '(' || first.includes('typeof'))) return true;
  if (isName(at) && isFunctionPointer(state, at + 1)) return true;
  if (isTypeWord(first)) return false;
  at++;
  let stars = 0;
  while (textAt(state, at) === '*') {
    at++;
    stars++;
  }
  if (!isName(at)) return false;
  // `t *f(…);` at the beginning of a statement is no product: nobody would take it.
  if (stars > 0) return /^(?:[=;,[(]|)$/.test(textAt(state, at + 1));
  return ENDS_NAME.test(textAt(state, at + 1)) || isName(at + 1) || textAt(state, at + 1) === '*';
}

/** `(*name)(…)`; as an expression, a call of what a call gives, it doesn't occur. */
function isFunctionPointer(state: State, at: number): boolean {
  if (textAt(state, at) !== '(' || textAt(state, at + 1) !== '*') return false;
  const end = state.reader.partner[at]!;
  return end > at && end + 1 < state.to && textAt(state, end + 1) === '(';
}

function readDeclaration(state: State): Statement[] {
  const { reader, at: from } = state;
  const end = endOfStatement(state, from);
  state.at = Math.min(state.to, end + 1);
  const { tokens, partner } = reader;
  const parts = splitAtCommas(reader, from, end);
  // The type is what stands before the first declarator's name.
  const [, firstEnd] = parts[0]!;
  let nameAt = findDeclared(reader, from, firstEnd);
  if (nameAt < 0) return [{ kind: 'raw', tokens: tokens.slice(from, end).map(({ text }) => text) }];
  let typeEnd = nameAt;
  while (typeEnd > from && /^[*(]$/.test(tokens[typeEnd - 1]!.text)) typeEnd--;
  const type = tokens.slice(from, typeEnd).map(({ text }) => text);
  return parts.map(([start, stop], i): Statement => {
    const own = i === 0 ? typeEnd : start;
    if (i > 0) nameAt = findDeclared(reader, start, stop);
    if (nameAt < 0) return { kind: 'raw', tokens: tokens.slice(start, stop).map(({ text }) => text) };
    let equals = nameAt + 1;
    while (equals < stop && tokens[equals]!.text !== '=') {
      equals = partner[equals]! > equals ? partner[equals]! + 1 : equals + 1;
    }
    const spelled = [...type];
    for (let j = own; j < Math.min(equals, stop); j++) spelled.push(j === nameAt ? '\0' : tokens[j]!.text);
    return {
      kind: 'declaration',
      name: tokens[nameAt]!.text,
      spelled: spelled.join(' '),
      value: equals < stop ? readExpression(reader, equals + 1, stop, state.depth + 1) : null,
      isStatic: type.includes('static'),
    };
  });
}

/** Words with parentheses of their own that name nothing. */
const ATTRIBUTE =
  /^(?:__attribute__|__aligned|__printf|__scanf|__section|__declspec|__?typeof(?:__)?|typeof|_Alignas|__alloc_size|__no_sanitize|__nonnull|__counted_by|__guarded_by|__acquires|__releases|__must_hold|__bitwise)$/;

/** Words between a type and a function's name that are no name themselves. */
const SPECIFIER = /^(?:__\w+|notrace|noinline|noinstr|asmlinkage|nokprobe_inline)$/;

/** Index of the name that a declarator declares; -1 where there is none. */
function findDeclared({ tokens, partner }: Reader, from: number, to: number): number {
  let found = -1;
  let hasType = false;
  let names = 0;
  for (let at = from; at < to; at++) {
    const { kind, text } = tokens[at]!;
    if (kind === 'name') {
      if (ATTRIBUTE.test(text)) {
        if (text.includes('typeof')) hasType = true;
        if (partner[at + 1]! > at) at = partner[at + 1]!;
        continue;
      }
      const isTag = at > from && /^(?:struct|union|enum)$/.test(tokens[at - 1]!.text);
      if (isTag || isTypeWord(text)) hasType = true;
      if (isTag || STORAGE.test(text) || isTypeWord(text)) continue;
      // An attribute behind the name; a name may begin so as well, behind another attribute.
      const isFunction = tokens[at + 1]?.text === '(' && SPECIFIER.test(tokens[found]?.text ?? '');
      if (text.startsWith('__') && names >= (hasType ? 1 : 2) && !isFunction) continue;
      names++;
      found = at;
    } else if (text === '(' && (tokens[at + 1]?.text === '*' || tokens[at + 1]?.text === '^')) {
      // A pointer to function: the name is within.
      const inner = tokens
        .slice(at + 1, partner[at])
        .findIndex((t) => t.kind === 'name' && !/^__|^const$/.test(t.text));
      return inner < 0 ? found : at + 1 + inner;
    } else if (text === '[' || text === '=' || text === ':') return found;
    else if (partner[at]! > at) {
      // `name(…)`: a function, or a macro before the name.
      if (text === '(' && found >= 0 && (tokens[partner[at]! + 1]?.kind !== 'name' || partner[at]! + 1 >= to))
        return found;
      if (text === '(' && found >= 0 && tokens[partner[at]! + 1]!.text.startsWith('__')) return found;
      // Attributes behind the parameters are in capitals (`int f(void) NORETURN;`), names rarely are.
      const hasOwnType = names > (hasType ? 0 : 1);
      if (text === '(' && hasOwnType && isCapitals(tokens, partner[at]! + 1, to)) return found;
      at = partner[at]!;
    }
  }
  return found;
}

/** Whether nothing but words in capitals, with their arguments, stands up to the end of a declarator. */
function isCapitals(tokens: readonly Token[], from: number, to: number): boolean {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const { kind, text } = tokens[at]!;
    if (text === '(') depth++;
    else if (text === ')') depth--;
    else if (depth === 0 && (kind !== 'name' || !/^[A-Z][A-Z0-9_]+$/.test(text))) return false;
  }
  return true;
}

/** `NAME(…)` without a semicolon: an iterator with its body, or a macro that stands for itself. */
function readMacroStatement(state: State): Statement[] | undefined {
  const { reader, at } = state;
  if (textAt(state, at + 1) !== '(') return undefined;
  const end = reader.partner[at + 1]!;
  if (end < 0 || end + 1 >= state.to) return undefined;
  const next = reader.tokens[end + 1]!;
  const isLoop = next.text === '{' || (EACH.test(reader.tokens[at]!.text) && next.text === ';');
  const goesOn = next.kind === 'name' || next.kind === 'directive' || next.text === '}';
  if (!isLoop && !goesOn) return undefined;
  const head = readExpression(reader, at, end + 1, state.depth + 1);
  state.at = end + 1;
  if (isLoop || (next.kind === 'name' && EACH.test(reader.tokens[at]!.text))) {
    return [{ kind: 'each', head, body: readSub(state) }];
  }
  return [{ kind: 'expression', value: head, isOpen: true }];
}
