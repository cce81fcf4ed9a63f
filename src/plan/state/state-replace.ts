import { factId, type CNameKind, type Fact, type Leftover, type ReplaceFact } from '../../lang/facts.js';
import { isPlainName, subjectOf, wordOf } from '../../lang/c/names/name-subject.js';
import { readEnumLists } from '../../lang/c/prune/find-enumerator.js';
import { makeOutline } from '../../lang/c/syntax/outline.js';
import type { ReplaceEntry, RuleEntry } from '../../rules/rule-document.js';
import type { RuleProblem } from '../../rules/rule-errors.js';
import type { PlannedTree } from '../planned-tree.js';
import type { InScope, StatedCode } from '../state-code.js';
import { findName, includersOf, type FoundName } from './find-names.js';
import { shiftedBy } from './state-enumerator.js';
import { severalFiles } from './several-files.js';
import { explainUnknown, fieldAt } from './unknown-name.js';
import { findWrapper } from './find-wrapper.js';

export type NamedKind = 'function' | 'macro' | 'variable' | 'enumerator' | 'type';

/** What a thing may be in the tree for a rule to call it so: calls of functions and macros look the same. */
export const MAY_BE: Readonly<Record<NamedKind, readonly CNameKind[]>> = {
  function: ['function', 'macro'],
  macro: ['macro', 'function'],
  variable: ['variable', 'macro'],
  enumerator: ['enumerator', 'macro'],
  type: ['type'],
};

/** `function: OLD`, `with: NEW`, and the same of a macro, variable, enumerator or type. */
export async function stateReplace(
  entry: RuleEntry,
  tree: PlannedTree,
  inScope: InScope,
): Promise<StatedCode> {
  if (
    entry.action !== 'replace' ||
    entry.kind === 'config' ||
    entry.kind === 'call' ||
    entry.kind === 'member'
  )
    return { facts: [], problems: [] };
  const what = entry.kind;
  const { name, tag } = subjectOf(entry.name);
  const found = await findName(tree, name);
  const isKnown =
    MAY_BE[what].some((kind) => found.kinds.has(kind)) || (tag !== null && found.reports.size > 0);
  if (!isKnown) return { facts: [], problems: [await explainUnknown(entry, what, name, tree, found)] };
  if (entry.with.trim() === entry.name.trim())
    return { facts: [], problems: [problemAt(entry, `'${entry.name}' can't be replaced with itself`)] };
  const news = await checkNewName(entry, what, tree, inScope);
  if (news.problem) return { facts: [], problems: [news.problem] };
  const make = (path?: string): ReplaceFact => ({
    kind: 'replace',
    what,
    name: entry.name.trim(),
    with: entry.with.trim(),
    ...(news.isLocal ? { withIsLocal: true } : {}),
    ...(path === undefined ? {} : { path }),
  });
  const shifted = what === 'enumerator' ? findShifted(name, found, tree) : [];
  if (shifted.length > 0)
    return {
      facts: [{ ...make(), keepsDefinition: true }],
      problems: [],
      leftovers: shifted.map((place) => ({ ...place, cause: factId(make()) })),
    };
  if (tag !== null || found.shared.length > 0)
    return { facts: [make(), ...valueOf(entry, found)], problems: [] };
  const own = found.local.filter(inScope);
  if (own.length > 1) return { facts: [], problems: [severalFiles(entry, name, own)] };
  const paths = new Set(own.flatMap((path) => [path, ...includersOf(tree, path, found)]));
  const facts = [...paths].sort().flatMap((path) => [make(path), ...valueOf(entry, found, path)]);
  return { facts, problems: [] };
}

/** A number that takes the place of a macro or an enumeration constant is folded on, as a value would be. */
function valueOf(entry: ReplaceEntry, found: FoundName, path?: string): Fact[] {
  const what = entry.kind;
  const value = entry.with.trim();
  if ((what !== 'macro' && what !== 'enumerator') || !/^(?:0[xX][\da-fA-F]+|\d+)[uUlL]*$/.test(value))
    return [];
  const definitions = [...found.reports.values()].flatMap((report) => report.definitions);
  if (definitions.some(({ isFunctionLike }) => isFunctionLike)) return [];
  const place = path === undefined ? {} : { path };
  return [{ kind: 'value', what, name: wordOf(entry.name), value, evaluatesArguments: false, ...place }];
}

/** Constants that would take another value if this one left its list: their definition stays. */
function findShifted(
  name: string,
  found: FoundName,
  tree: PlannedTree,
): Pick<Leftover, 'code' | 'path' | 'offset' | 'message'>[] {
  const places = [...found.reports].flatMap(([path, { definitions }]) => {
    if (!definitions.some(({ what }) => what === 'enumerator')) return [];
    return readEnumLists(makeOutline(tree.textOf(path) ?? '')).flatMap((list) => {
      const own = list.find((place) => place.name === name);
      const [next] = own ? shiftedBy(list, name) : [];
      return own && next !== undefined ? [{ path, offset: own.span.start, next }] : [];
    });
  });
  return places.map(({ path, offset, next }) => ({
    code: 'enumerator-kept',
    path,
    offset,
    message: `${name} has no use left, but without it ${next} would take another value`,
  }));
}

const problemAt = (entry: ReplaceEntry, message: string): RuleProblem => ({
  at: fieldAt(entry, 'with'),
  message,
});

interface NewName {
  readonly problem?: RuleProblem;
  readonly isLocal: boolean;
}

/** The new name must mean something, and something else than the old one. */
async function checkNewName(
  entry: ReplaceEntry,
  what: NamedKind,
  tree: PlannedTree,
  inScope: InScope,
): Promise<NewName> {
  const text = entry.with.trim();
  const { name, tag } = subjectOf(text);
  if (!isPlainName(name)) return { isLocal: false };
  const found = await findName(tree, name);
  const isDefined = [...found.kinds].some((kind) => kind !== 'member');
  if (!isDefined && !isUsed(found) && tag === null && !isStandardType(what, name)) {
    const nearest = await tree.findNearName(name);
    const hint = nearest === undefined ? '' : `; did you mean '${nearest}'?`;
    return { isLocal: false, problem: problemAt(entry, `the tree has nothing named '${name}'${hint}`) };
  }
  const wrapper = findWrapper(tree, found, name, subjectOf(entry.name).name, inScope);
  if (wrapper) {
    const message =
      `${wrapper.path}:${wrapper.line}: '${name}' is defined by '${entry.name}', so it can't take its place; ` +
      `rename '${entry.name}' to '${name}' instead, or leave that file out of the scope`;
    return { isLocal: false, problem: problemAt(entry, message) };
  }
  return { isLocal: isDefined && found.shared.length === 0 };
}

/** A name that the tree uses without defining it comes from what it includes. */
const isUsed = (found: FoundName): boolean => [...found.reports.values()].some(({ uses }) => uses > 0);

const isStandardType = (what: NamedKind, name: string): boolean =>
  what === 'type' && /^(?:u?int(?:8|16|32|64|ptr|max)_t|s?size_t|bool|char|int|long)$/.test(name);
