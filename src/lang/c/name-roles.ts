import type { NameDefinition, NameReport } from '../front-end.js';
import type { CNameKind } from '../facts.js';
import { suggestsGivenLayout } from './members/given-layout.js';
import { constantOfFunction, constantOfMacro } from './constant-definition.js';
import { readEnumLists } from './prune/find-enumerator.js';
import { holdsOffset } from '../../text/partition-point.js';
import { lex, TokenKind, tokenText, type Tokens } from './syntax/lex.js';
import { placesOf } from './syntax/named-tokens.js';
import { eventOf, objectOf } from './syntax/named-items.js';
import { EXPORT_MACRO } from './syntax/words.js';
import { nextToken, type MacroItem, type Outline, type OutlineItem } from './syntax/outline.js';

type Roles = { -readonly [K in keyof Omit<NameReport, 'definitions'>]: NameReport[K] } & {
  definitions: NameDefinition[];
};

/**
 * The role of each identifier of a C text: which mentions are definitions, declarations or exports; all others are
 * uses. Members are names of another space (C11 6.2.3): what stands behind `.` or `->` is counted apart, and the
 * declaration of a member is a definition of kind `member`.
 *
 * @param wanted the names to report; absent: all of them.
 */
export function readRoles(
  path: string,
  outline: Outline,
  wanted?: ReadonlySet<string>,
): Map<string, NameReport> {
  const { text } = outline.tokens;
  const reader: Reader = {
    outline,
    roles: new Map(),
    isSourceFile: path.endsWith('.c'),
    wants: (name) => wanted === undefined || wanted.has(name),
    mayName: placesTest(text, wanted),
  };
  outline.macros.forEach((macro, i) => {
    if (!reader.mayName(macro.start, macro.end)) return;
    const siblings = reader.wants(macro.name) ? siblingsOf(text, outline.macros, i) : [];
    readMacro(reader, macro, siblings);
  });
  readConditions(reader);
  for (const item of outline.items) if (reader.mayName(item.start, item.end)) readItem(reader, item);
  return reader.roles;
}

/** More names than this aren't searched for one by one. */
const MOST_SEARCHES = 64;

/** Tells of ranges of a text whether some wanted name may stand there. */
function placesTest(
  text: string,
  wanted: ReadonlySet<string> | undefined,
): (start: number, end: number) => boolean {
  if (wanted === undefined || wanted.size > MOST_SEARCHES) return () => true;
  const places = [...wanted].flatMap((name) => placesOf(text, name)).sort((a, b) => a - b);
  return (start, end) => holdsOffset(places, start, end);
}

interface Reader {
  readonly outline: Outline;
  readonly roles: Map<string, Roles>;
  /** A .c file: what it defines static, and its macros, are its own. */
  readonly isSourceFile: boolean;
  readonly wants: (name: string) => boolean;
  /** Whether one of these names may stand in a range of the text. */
  readonly mayName: (start: number, end: number) => boolean;
}

function rolesOf(reader: Reader, name: string): Roles {
  let roles = reader.roles.get(name);
  if (!roles) {
    roles = {
      uses: 0,
      memberUses: 0,
      definitions: [],
      declarations: 0,
      exports: 0,
      isLocal: false,
      mention: null,
    };
    reader.roles.set(name, roles);
  }
  return roles;
}

function addUse(reader: Reader, name: string): void {
  if (reader.wants(name)) rolesOf(reader, name).uses++;
}

function addMemberUse(reader: Reader, name: string): void {
  if (reader.wants(name)) rolesOf(reader, name).memberUses++;
}

function addDefinition(reader: Reader, name: string, definition: NameDefinition, isLocal: boolean): void {
  if (!reader.wants(name)) return;
  const roles = rolesOf(reader, name);
  roles.definitions.push(definition);
  if (isLocal) roles.isLocal = true;
}

/** How far siblings are looked for, in macros: a register header may hold 100,000 in one run of lines. */
const SIBLING_REACH = 30;

/** The macros in the same run of lines as macro i, near it, whose names share its first part. */
function siblingsOf(text: string, macros: readonly MacroItem[], i: number): string[] {
  const part = (name: string) => /^_*[A-Za-z0-9]+_/.exec(name)?.[0];
  const own = part(macros[i]!.name);
  const siblings: string[] = [];
  for (const step of [-1, 1]) {
    for (let j = i + step; j >= 0 && j < macros.length && Math.abs(j - i) <= SIBLING_REACH; j += step) {
      const [above, below] = step < 0 ? [macros[j]!, macros[j + 1]!] : [macros[j - 1]!, macros[j]!];
      if (!/^[^\n]*\n[ \t]*#?[ \t]*$/.test(text.slice(above.end, below.start))) break;
      if (own !== undefined && part(macros[j]!.name) === own) siblings.push(macros[j]!.name);
    }
  }
  return siblings;
}

/** The body of nearly every macro of a register header: it uses no name. */
const PLAIN_NUMBER = /^\s*(?:0[xX][\da-fA-F]+|\d+)[uUlL]*\s*$/;

function readMacro(reader: Reader, macro: MacroItem, siblings: readonly string[]): void {
  const { text } = reader.outline.tokens;
  if (macro.kind === 'undef') {
    if (reader.wants(macro.name)) rolesOf(reader, macro.name).declarations++;
    return;
  }
  const body = text.slice(macro.body.start, macro.body.end).replace(/\\\r?\n/g, ' ');
  if (PLAIN_NUMBER.test(body) && !reader.wants(macro.name)) return;
  const constant = constantOfMacro(macro, body);
  const form = macro.parameters === null ? {} : ({ isFunctionLike: true } as const);
  const definition = {
    what: 'macro',
    offset: macro.start,
    isExternal: false,
    constant,
    siblings,
    ...form,
  } as const;
  addDefinition(reader, macro.name, definition, reader.isSourceFile);
  if (PLAIN_NUMBER.test(body)) return;
  const tokens = lex(body);
  const parameters = new Set(macro.parameters ?? []);
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const name = tokenText(tokens, i);
    if (parameters.has(name)) continue;
    if (isMember(tokens, i)) addMemberUse(reader, name);
    else addUse(reader, name);
    const pastes = [i - 1, i + 1].some((j) => j >= 0 && j < tokens.count && tokenText(tokens, j) === '##');
    if (pastes && reader.wants(name)) {
      rolesOf(reader, name).mention ??= { code: 'pasted-name', offset: macro.start };
    }
  }
}

/** Names in controlling expressions are uses. */
function readConditions(reader: Reader): void {
  const { tokens } = reader.outline;
  if (!reader.mayName(0, tokens.text.length)) return;
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Directive) continue;
    if (!reader.mayName(tokens.start[i]!, tokens.end[i]!)) continue;
    const directive = tokenText(tokens, i);
    const match = /^#\s*(?:if|ifdef|ifndef|elif|elifdef|elifndef)\b/.exec(directive);
    if (!match) continue;
    const condition = directive.slice(match[0].length).replace(/\/\*.*?\*\//gs, ' ');
    for (const [name] of condition.matchAll(/[A-Za-z_]\w*/g)) if (name !== 'defined') addUse(reader, name);
  }
}

function readItem(reader: Reader, item: OutlineItem): void {
  const own = new Set(item.names);
  switch (item.kind) {
    case 'function': {
      const { tokens } = reader.outline;
      const constant = constantOfFunction(tokens, item);
      for (const name of own) {
        const definition = {
          what: 'function',
          offset: item.start,
          isExternal: !item.isStatic,
          constant,
        } as const;
        addDefinition(reader, name, definition, isOwn(reader, item));
      }
      break;
    }
    case 'prototype':
      for (const name of own) if (reader.wants(name)) declare(reader, name, isOwn(reader, item));
      break;
    case 'variable': {
      const isExtern = item.specifiers.includes('extern');
      for (const name of own) {
        if (isExtern && reader.wants(name)) declare(reader, name, false);
        else if (!isExtern) {
          const isExternal = !item.isStatic;
          const definition = { what: 'variable', offset: item.start, isExternal, constant: null } as const;
          addDefinition(reader, name, definition, isOwn(reader, item));
        }
      }
      break;
    }
    case 'type':
      for (const name of own) {
        addDefinition(
          reader,
          name,
          {
            what: 'type',
            offset: item.start,
            isExternal: false,
            constant: null,
            holds: heldBy(reader, item),
          },
          false,
        );
      }
      break;
    case 'invocation':
      if (EXPORT_MACRO.test(item.names[0] ?? '')) {
        for (const name of item.arguments) if (reader.wants(name)) rolesOf(reader, name).exports++;
        // The tree may define the macro itself.
        addUse(reader, item.names[0]!);
        return;
      }
      own.clear();
      readInvocation(reader, item, own);
      break;
    default:
      own.clear();
  }
  readUses(reader, item, own);
}

/** Where the enumeration constants stand that a type defines. */
function constantsWithin(tokens: Tokens, item: OutlineItem): ReadonlySet<number> {
  const isMeant = item.body !== null && tokens.text.slice(item.start, item.end).includes('enum');
  const lists = isMeant ? readEnumLists({ tokens, items: [item] }) : [];
  return new Set(lists.flatMap((list) => list.map(({ span }) => span.start)));
}

/** The constants and tags that are defined within a type. */
function heldBy({ outline: { tokens } }: Reader, item: OutlineItem): string[] {
  if (!item.body) return [];
  const held = readEnumLists({ tokens, items: [item] }).flatMap((list) => list.map(({ name }) => name));
  for (let i = item.firstToken; i < item.endToken; i++) {
    if (!/^(?:struct|union|enum)$/.test(tokenText(tokens, i))) continue;
    const tag = nextToken(tokens, i + 1);
    const isDefined = tag + 1 < item.endToken && tokenText(tokens, nextToken(tokens, tag + 1)) === '{';
    if (isDefined && tokens.kind[tag] === TokenKind.Identifier) held.push(tokenText(tokens, tag));
  }
  return held.filter((name) => !item.names.includes(name));
}

/** An object or event class that a macro defines; an event's name is that of nothing else. */
function readInvocation(reader: Reader, item: OutlineItem, own: Set<string>): void {
  const event = eventOf(item);
  const object = objectOf(item);
  const name = event?.name ?? object;
  if (name === undefined) return;
  own.add(name);
  if (event && !event.isClass) return;
  const what = event ? 'tracepoint' : 'variable';
  const isExternal = !event && !item.isStatic;
  const definition = { what, offset: item.start, isExternal, constant: null } as const;
  addDefinition(reader, name, definition, isOwn(reader, item));
}

function declare(reader: Reader, name: string, isLocal: boolean): void {
  const roles = rolesOf(reader, name);
  roles.declarations++;
  if (isLocal) roles.isLocal = true;
}

function isOwn(reader: Reader, item: OutlineItem): boolean {
  return item.isStatic && reader.isSourceFile;
}

/** All identifiers of an item but the names that it defines, once each, where its head has them. */
function readUses(reader: Reader, item: OutlineItem, own: ReadonlySet<string>): void {
  const { tokens } = reader.outline;
  const pending = new Set(own);
  const constants = item.kind === 'type' ? constantsWithin(tokens, item) : new Set<number>();
  for (let i = item.firstToken; i < item.endToken; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const name = tokenText(tokens, i);
    if (pending.delete(name)) continue;
    if (!reader.wants(name)) continue;
    if (isMember(tokens, i)) {
      addMemberUse(reader, name);
      continue;
    }
    const kind = constants.has(tokens.start[i]!)
      ? 'enumerator'
      : item.kind === 'type'
        ? memberKind(tokens, item, i)
        : undefined;
    if (kind === 'forward') {
      const roles = rolesOf(reader, name);
      roles.declarations++;
      roles.forwards = (roles.forwards ?? 0) + 1;
    } else if (kind) {
      addDefinition(
        reader,
        name,
        {
          what: kind,
          offset: tokens.start[i]!,
          isExternal: false,
          constant: null,
          ...(kind === 'enumerator' ? { siblings: laterConstants(tokens, i) } : structOf(tokens, item)),
        },
        false,
      );
    } else addUse(reader, name);
  }
}

/**
 * What an enumeration constant can't go without: those behind it in its list, whose values would shift, and where it
 * has a value of its own, which says that it stands for something outside, itself.
 */
function laterConstants(tokens: Tokens, i: number): string[] {
  const later: string[] = [];
  if (tokenText(tokens, Math.min(nextToken(tokens, i + 1), tokens.count - 1)) === '=')
    later.push('a value of its own');
  let depth = 0;
  for (let j = i + 1; j < tokens.count; j++) {
    const text = tokenText(tokens, j);
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text) && depth-- === 0) break;
    else if (text === ',' && depth === 0) {
      const next = nextToken(tokens, j + 1);
      if (next < tokens.count && tokens.kind[next] === TokenKind.Identifier)
        later.push(tokenText(tokens, next));
    }
  }
  return later;
}

/** The struct that an item defines, where no word of it says that hardware, a protocol or a file gives its layout. */
function structOf(tokens: Tokens, item: OutlineItem): Pick<NameDefinition, 'memberOf'> {
  const [tag] = item.names;
  if (tag === undefined || !item.specifiers.includes('struct') || !item.body) return {};
  for (let i = item.firstToken; i < item.endToken; i++) {
    const text = tokenText(tokens, i);
    if (text === 'union' || suggestsGivenLayout(text)) return {};
  }
  return { memberOf: tag };
}

/** Behind `.` or `->`: the name of a member, in a use or in a designator. */
function isMember(tokens: Tokens, i: number): boolean {
  const before = i > 0 ? tokenText(tokens, i - 1) : '';
  return before === '.' || before === '->';
}

/** What an identifier within a struct, union or enum declares; undefined for one that it uses. */
function memberKind(tokens: Tokens, item: OutlineItem, i: number): CNameKind | 'forward' | undefined {
  if (!item.body) return item.names.length === 0 ? 'forward' : undefined;
  const offset = tokens.start[i]!;
  if (offset < item.body.start || offset >= item.body.end) return undefined;
  const after = tokenText(tokens, Math.min(nextToken(tokens, i + 1), tokens.count - 1));
  let last = i - 1;
  while (last > 0 && (tokens.kind[last] === TokenKind.Comment || tokens.kind[last] === TokenKind.Directive))
    last--;
  const before = tokenText(tokens, Math.max(0, last));
  if (item.specifiers.includes('enum')) return undefined;
  if (/^(?:struct|union|enum)$/.test(before)) return undefined;
  if (after === ';' || after === ',' || after === '[' || after === ':') return 'member';
  return after === ')' && before === '*' ? 'member' : undefined;
}
