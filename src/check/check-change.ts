import { posix } from 'node:path';
import { eachItem, type KconfigModel } from '../lang/kconfig/model.js';
import { openModel } from '../lang/kconfig/open-model.js';
import { openChangeScope } from './change-scope.js';
import { changedItems } from './changed-items.js';
import { findChoices } from './find-choices.js';
import { findNewCycles } from './find-new-cycles.js';
import { findNever } from './find-never.js';
import { findSelects } from './find-selects.js';
import { findMisfits, findRedefinitions } from './find-types.js';
import { findUndefined } from './find-undefined.js';
import { findUnreadable } from './find-unreadable.js';
import { findUntyped } from './find-untyped.js';
import type { Finding } from './finding.js';
import { isEntry, type ScopeItem } from './kconfig-scope.js';
import { allLiterals } from './literals.js';
import { newFindings } from './new-findings.js';

/** The change of a Kconfig file; `after` is null where it goes. */
export interface KconfigChange {
  readonly path: string;
  readonly before: string;
  readonly after: string | null;
}

/** What the rule calls symbols from now on, by their old names. */
export interface NewNames {
  readonly renamed: ReadonlyMap<string, string>;
  /** These are one symbol with another one now, so what was two may need itself. */
  readonly merged: ReadonlyMap<string, string>;
}

export interface WrongChange {
  readonly finding: Finding;
  /** The changed files that it comes from; the finding's place may be in another one. */
  readonly atFault: readonly string[];
}

/**
 * Finds what a change of Kconfig files makes wrong that was right before, with the finders of `excise check`, applied
 * to what the change concerns: entries that differ, symbols that lose their definition, and what selects a symbol that
 * gets other dependencies. What only has no effect (unused symbols, defaults never reached) isn't wrong.
 * @param before the model of the whole tree; files that don't change aren't read again.
 */
export function checkChange(
  before: KconfigModel,
  changes: readonly KconfigChange[],
  names: NewNames,
): { readonly wrong: WrongChange[]; readonly after: KconfigModel } {
  const texts = new Map(before.texts);
  for (const { path, after } of changes) {
    if (after === null) texts.delete(path);
    else texts.set(path, after);
  }
  const after = openModel(
    [...texts].map(([path, text]) => ({ path, text })),
    before,
  );
  const pairs = changes.map(({ path }) => changedItems(before.files.get(path), after.files.get(path)));
  const changed = {
    before: pairs.flatMap((pair) => pair.before),
    after: pairs.flatMap((pair) => pair.after),
  };
  const rename = (name: string) => names.renamed.get(name) ?? name;
  const newNames = new Map([...names.renamed, ...names.merged]);
  const deleted = changes.flatMap(({ path, after: text }) => (text === null ? path : []));
  const found = findWrong(before, after, changed, rename, deleted);
  const wrong = newFindings(
    found.before.map((finding) => renameFinding(finding, newNames)),
    found.after,
  ).filter((finding) => finding.code !== 'undefined-symbol' || !wasUndefined(before, finding.symbol));
  return {
    after,
    wrong: wrong.map((finding) => ({ finding, atFault: filesAtFault(before, finding, changes, newNames) })),
  };
}

interface ChangedTree {
  readonly before: readonly ScopeItem[];
  readonly after: readonly ScopeItem[];
}

/** What the finders say of either tree; what both say isn't new. */
function findWrong(
  before: KconfigModel,
  after: KconfigModel,
  changed: ChangedTree,
  rename: (name: string) => string,
  deleted: readonly string[],
): { readonly before: Finding[]; readonly after: Finding[] } {
  const names = new Set([...definedNames(changed.before), ...definedNames(changed.after)]);
  const gone = new Set([...names].filter((name) => !after.isDefined(name)));
  const old = demandsOf(changed.before, rename);
  const oldTypes = new Map([...names].map((name) => [rename(name), before.symbols.get(name)?.type]));
  // Symbols that may be selected no more as they were.
  const narrowed = [...demandsOf(changed.after, (name) => name)].flatMap(([name, demands]) => {
    const isNarrower = [...demands].some((demand) => !old.get(name)?.has(demand));
    return isNarrower || oldTypes.get(name) !== after.symbols.get(name)?.type ? name : [];
  });
  const find = (
    model: KconfigModel,
    items: readonly ScopeItem[],
    users: readonly ScopeItem[],
    readers: readonly ScopeItem[],
  ) => {
    const isGone = model === after ? gone : new Set<string>();
    const open = (some: readonly ScopeItem[]) => openChangeScope(model, some, [], isGone);
    const scope = openChangeScope(model, items, names, isGone);
    const withSelectors = open(join(items, selectorsOf(model, narrowed)));
    return [
      ...findUnreadable(open(join(items, readers))),
      ...findUntyped(scope),
      ...findRedefinitions(scope),
      ...findMisfits(withSelectors),
      ...findChoices(scope),
      ...findUndefined(open(join(items, users))),
      ...findSelects(withSelectors),
      ...findNever(scope),
    ];
  };
  const cycles = findNewCycles(before, after, changed, rename);
  return {
    before: [...find(before, changed.before, [], readersOf(before, deleted)), ...cycles.before],
    after: [
      ...find(after, changed.after, usersOf(after, [...gone]), readersOf(after, deleted)),
      ...cycles.after,
    ],
  };
}

function definedNames(items: readonly ScopeItem[]): Set<string> {
  return new Set(items.flatMap(({ item }) => (isEntry(item) ? [item.name.name] : [])));
}

function join(some: readonly ScopeItem[], others: readonly ScopeItem[]): ScopeItem[] {
  return [...new Map([...some, ...others].map((one) => [one.item, one])).values()];
}

/** What each symbol's changed entries demand of other symbols. */
function demandsOf(items: readonly ScopeItem[], rename: (name: string) => string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { file, item } of items) {
    if (!isEntry(item)) continue;
    const name = rename(item.name.name);
    const demands = found.get(name) ?? new Set<string>();
    for (const literal of allLiterals({ outerBlocks: () => [] }, file, item)) {
      demands.add(`${literal.positive ? '' : '!'}${rename(literal.name ?? 'n')}`);
    }
    found.set(name, demands);
  }
  return found;
}

/** The entries that select one of the symbols. */
function selectorsOf(model: KconfigModel, names: readonly string[]): ScopeItem[] {
  return names.flatMap((name) =>
    (model.symbols.get(name)?.selectedBy ?? []).map(({ file, entry }) => ({ file, item: entry })),
  );
}

/** The `source` lines that may name one of the files. */
function readersOf(model: KconfigModel, paths: readonly string[]): ScopeItem[] {
  const names = new Set(paths.map((path) => posix.basename(path)));
  const readers = paths.length === 0 ? [] : model.mentioning([...paths, ...RELATIVE_SOURCES]);
  return readers.flatMap((file) =>
    [...eachItem(file.items)].flatMap((item) =>
      item.kind === 'source' && names.has(posix.basename(item.glob)) ? { file, item } : [],
    ),
  );
}

/** Words of lines that name a file from where they stand (see parse-kconfig). */
const RELATIVE_SOURCES = ['rsource', 'orsource', 'grsource'];

/** What names one of the symbols. */
function usersOf(model: KconfigModel, names: readonly string[]): ScopeItem[] {
  return names.flatMap((name) => {
    const info = model.symbols.get(name);
    const selects = [...(info?.selectedBy ?? []), ...(info?.impliedBy ?? [])];
    return [
      ...(info?.references ?? []).map(({ file, holder }) => ({ file, item: holder })),
      ...selects.map(({ file, entry }) => ({ file, item: entry })),
    ];
  });
}

/** Whether the symbol was named before, and no more defined than now. */
function wasUndefined(before: KconfigModel, name: string): boolean {
  return !before.isDefined(name) && before.symbols.has(name);
}

/** The finding with symbols under their new names. */
function renameFinding(finding: Finding, newNames: ReadonlyMap<string, string>): Finding {
  if (newNames.size === 0) return finding;
  const rename = (word: string) => newNames.get(word) ?? word;
  return {
    ...finding,
    symbol: rename(finding.symbol),
    message: finding.message.replace(/\w+/g, rename),
  };
}

/**
 * The files that can be blamed: those that lost the entry of a symbol that is undefined now; else where the finding
 * stands, or a place that explains it, or the symbol's entry.
 */
function filesAtFault(
  before: KconfigModel,
  { code, symbol, path, related }: Finding,
  changes: readonly KconfigChange[],
  newNames: ReadonlyMap<string, string>,
): string[] {
  const changed = new Set(changes.map((change) => change.path));
  const oldNames = [...newNames].flatMap(([old, now]) => (now === symbol ? old : []));
  const homes = [symbol, ...oldNames].flatMap((name) => before.definingFiles(name));
  const groups =
    code === 'undefined-symbol'
      ? [homes, [path], related.map((place) => place.path)]
      : [[path], related.map((place) => place.path), homes];
  const own = groups
    .map((paths) => [...new Set(paths.filter((one) => changed.has(one)))])
    .find((paths) => paths.length > 0);
  return own ?? [];
}
