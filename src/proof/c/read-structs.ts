import { closing } from './apply-to-tokens.js';
import { nameIndex } from './normalize-members.js';
import { tagBefore } from './item-shape.js';
import { readTokens } from './read-tokens.js';
import type { Token } from './token.js';

/**
 * The members of structs and unions: by `struct s` or `union u` their names, each with the struct, union or typedef that
 * it is, points to or is an array of; '' where that isn't known. Those without a tag are one; where a member is such a
 * one, its type has the members' names in place of a tag. Plain data, as it crosses threads.
 */
export type Structs = Readonly<Record<string, Readonly<Record<string, string>>>>;

const STYLE = { hasLineComments: true, hasStrings: true };

/** How deep structs may nest; what lies deeper isn't read. */
const DEEPEST = 20;

/** Reads the structs and unions that a text defines. Total; what two definitions say differently isn't known. */
export function readStructs(text: string): Structs {
  return readStructsOf(readTokens(text, STYLE));
}

/** The same of tokens. */
export function readStructsOf(all: readonly Token[]): Structs {
  const found: Record<string, Record<string, string>> = Object.create(null) as Record<
    string,
    Record<string, string>
  >;
  const tokens = all.filter(({ kind }) => kind !== 'directive');
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.text !== '{' || tokens[at]!.kind !== 'mark') continue;
    const [word, tag] = tagBefore(tokens.slice(Math.max(0, at - 8), at + 1), Math.min(8, at));
    if (word !== 'struct' && word !== 'union') continue;
    const end = closing(tokens, at);
    mergeInto(found, `${word} ${tag}`, readBody(tokens.slice(at + 1, end), found, 0));
    at = end;
  }
  return found;
}

/** Whether a struct or union of the text may have a member of this name; a macro's body may be part of one. */
export function declaresMember(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  if (Object.values(readStructs(text)).some((members) => Object.hasOwn(members, name))) return true;
  return readTokens(text, STYLE).some(
    ({ parts }) =>
      parts?.[0]!.text === 'define' &&
      parts.some((part, i) => part.text === name && !/^(?:\.|->)$/.test(parts[i - 1]!.text)),
  );
}

/** Puts two texts' structs together. */
export function mergeStructs(all: readonly Structs[]): Structs {
  const merged: Record<string, Record<string, string>> = Object.create(null) as Record<
    string,
    Record<string, string>
  >;
  for (const one of all) for (const [key, members] of Object.entries(one)) mergeInto(merged, key, members);
  return merged;
}

function mergeInto(
  all: Record<string, Record<string, string>>,
  key: string,
  members: Readonly<Record<string, string>>,
): void {
  const own = (all[key] ??= Object.create(null) as Record<string, string>);
  for (const [name, type] of Object.entries(members)) own[name] = (own[name] ?? type) === type ? type : '';
}

function readBody(
  tokens: readonly Token[],
  all: Record<string, Record<string, string>>,
  depth: number,
): Record<string, string> {
  const members = Object.create(null) as Record<string, string>;
  if (depth > DEEPEST) return members;
  const add = (name: string, type: string) => {
    members[name] = (members[name] ?? type) === type ? type : '';
  };
  let from = 0;
  for (let at = 0; at < tokens.length; at++) {
    const { kind, text } = tokens[at]!;
    if (kind !== 'mark') continue;
    if (text === '(' || text === '[' || text === '{') at = closing(tokens, at);
    else if (text === ';') {
      readField(tokens.slice(from, at), add, all, depth);
      from = at + 1;
    }
  }
  return members;
}

function readField(
  tokens: readonly Token[],
  add: (name: string, type: string) => void,
  all: Record<string, Record<string, string>>,
  depth: number,
): void {
  const brace = tokens.findIndex(({ text, kind }) => kind === 'mark' && text === '{');
  let type = '';
  let declarators = tokens;
  if (brace >= 0) {
    const [word, tag] = tagBefore(tokens, brace);
    const end = closing(tokens, brace);
    declarators = tokens.slice(end + 1);
    if (word === 'struct' || word === 'union') {
      const inner = readBody(tokens.slice(brace + 1, end), all, depth + 1);
      // Members of an unnamed struct are those of the one around it (C11 6.7.2.1p13).
      const isUnnamed = !declarators.some(({ kind, text }) => kind === 'name' && !text.startsWith('__'));
      if (isUnnamed) for (const [name, own] of Object.entries(inner)) add(name, own);
      type = `${word} ${tag || `{ ${Object.keys(inner).join(' ')} }`}`;
      if (tag !== '' || !isUnnamed) mergeInto(all, type, inner);
    }
  } else {
    const first = tokens.findIndex(({ text }) => !/^(?:const|volatile|__\w+)$/.test(text));
    const word = tokens[first]?.text ?? '';
    if (/^(?:struct|union)$/.test(word)) type = `${word} ${tokens[first + 1]?.text ?? ''}`;
    else if (/^[A-Za-z]\w*$/.test(word)) type = word;
  }
  let start = 0;
  for (let at = 0; at <= declarators.length; at++) {
    const token = declarators[at];
    if (token && (token.text === '(' || token.text === '[' || token.text === '{'))
      at = closing(declarators, at);
    else if (!token || token.text === ',') {
      const own = declarators.slice(start, at);
      const name = nameIndex(own);
      const isFunction = own.some(({ text, kind }) => kind === 'mark' && text === '(');
      if (name >= 0) add(own[name]!.text, isFunction ? '' : type);
      start = at + 1;
    }
  }
}

/** The types of the structs, unions and pointers to such that a file has as objects; '' where two differ. */
export function readObjects(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const objects =
    /^(?:(?:static|extern|const|__\w+) )*((?:struct|union) \w+) (?:\*[ ]?)?(?:const )?(\w+)(?: __\w+)*\s*(?=[=;[])/gm;
  for (const [, type, name] of text.matchAll(objects)) {
    found.set(name!, (found.get(name!) ?? type) === type ? type! : '');
  }
  return found;
}
