import { factId, type CNameKind, type Fact, type Leftover } from './facts.js';

/** Things of C that texts speak of by name; a local or a label is nobody else's business. */
const NAMED: ReadonlySet<CNameKind> = new Set([
  'function',
  'macro',
  'variable',
  'type',
  'enumerator',
  'tracepoint',
]);

const WORD = /[A-Za-z_]\w*/g;

/** The names that go of C, with the fact that says so; `path` is the file that is asked about. */
export function goneNames(path: string, facts: Iterable<Fact>): Map<string, string> {
  const names = new Map<string, string>();
  const all = [...facts];
  // An alias of what gets its name goes, but not the name.
  const taken = new Set(
    all.flatMap((fact) => (fact.kind === 'replace' && fact.isRenaming ? [fact.with] : [])),
  );
  for (const fact of all) {
    if (fact.kind === 'unused' && taken.has(fact.name)) continue;
    if (fact.kind !== 'unused' || !NAMED.has(fact.what) || (fact.path ?? path) !== path) continue;
    names.set(fact.name, factId(fact));
  }
  return names;
}

/** A place that speaks of a name. */
export interface NameMention {
  readonly offset: number;
  readonly name: string;
  readonly cause: string;
}

/**
 * The places of [start, end) that name one of `names`. What could be a word of English (no `_`, digit or capital) is
 * one unless a parenthesis follows it.
 */
export function findNameMentions(
  text: string,
  start: number,
  end: number,
  names: ReadonlyMap<string, string>,
): NameMention[] {
  if (names.size === 0) return [];
  const found: NameMention[] = [];
  for (const match of text.slice(start, end).matchAll(WORD)) {
    const [name] = match;
    const cause = names.get(name);
    if (cause === undefined) continue;
    const offset = start + match.index;
    if (/^[a-z]+$/.test(name) && text[offset + name.length] !== '(') continue;
    found.push({ offset, name, cause });
  }
  return found;
}

/** A leftover for each mention in a whole text. */
export function listNameMentions(
  path: string,
  text: string,
  names: ReadonlyMap<string, string>,
  code: string,
  what: string,
): Leftover[] {
  return findNameMentions(text, 0, text.length, names).map(({ offset, name, cause }) => ({
    code,
    path,
    offset,
    message: `${what} mentions ${name}, which is gone`,
    cause,
  }));
}
