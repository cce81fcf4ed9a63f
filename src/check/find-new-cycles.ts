import { eachItem, type KconfigModel } from '../lang/kconfig/model.js';
import { findCycles } from './find-cycles.js';
import type { Finding } from './finding.js';
import { isEntry, openScope, type ScopeItem } from './kconfig-scope.js';
import { needsOf } from './needs-of.js';

const NO_OUTER_BLOCKS = { outerBlocks: () => [] };

/**
 * The cycles of a changed tree that are new: looked for only where a changed item needs a symbol that it didn't need,
 * and only if that one needs the item's symbol in turn.
 * @param rename what a symbol of the old tree is called in the new one.
 * @returns all cycles of both trees; none where there is nothing new.
 */
export function findNewCycles(
  before: KconfigModel,
  after: KconfigModel,
  changed: { readonly before: readonly ScopeItem[]; readonly after: readonly ScopeItem[] },
  rename: (name: string) => string,
): { readonly before: Finding[]; readonly after: Finding[] } {
  const known = listNeeds(changed.before);
  const old = new Set([...known.values()].map(([from, to]) => `${rename(from)} ${rename(to)}`));
  const fresh = [...listNeeds(changed.after)].filter(([key]) => !old.has(key));
  if (!fresh.some(([, [from, to]]) => needsInTurn(after, to, from))) return { before: [], after: [] };
  return { before: findCycles(openScope(before)), after: findCycles(openScope(after)) };
}

function listNeeds(items: readonly ScopeItem[]): Map<string, readonly [string, string]> {
  const found = new Map<string, readonly [string, string]>();
  for (const { file, item } of items) {
    if (!isEntry(item)) continue;
    for (const { from, to } of needsOf(NO_OUTER_BLOCKS, file, item)) found.set(`${from} ${to}`, [from, to]);
  }
  return found;
}

/** Whether `start` needs `goal`, directly or by others; searched from both ends, the smaller one first. */
function needsInTurn(model: KconfigModel, start: string, goal: string): boolean {
  const needed = { seen: new Set([start]), open: [start] };
  const needing = { seen: new Set([goal]), open: [goal] };
  while (needed.open.length > 0 && needing.open.length > 0) {
    const isForward = needed.open.length <= needing.open.length;
    const side = isForward ? needed : needing;
    const other = isForward ? needing : needed;
    const name = side.open.pop()!;
    if (other.seen.has(name)) return true;
    for (const next of isForward ? symbolsNeededBy(model, name) : symbolsNeeding(model, name)) {
      if (other.seen.has(next)) return true;
      if (side.seen.has(next)) continue;
      side.seen.add(next);
      side.open.push(next);
    }
  }
  return false;
}

function* symbolsNeededBy(model: KconfigModel, name: string): Generator<string> {
  const info = model.symbols.get(name);
  for (const { file, entry } of [
    ...(info?.definitions ?? []),
    ...(info?.selectedBy ?? []),
    ...(info?.impliedBy ?? []),
  ]) {
    for (const { from, to } of needsOf(NO_OUTER_BLOCKS, file, entry)) if (from === name) yield to;
  }
}

function* symbolsNeeding(model: KconfigModel, name: string): Generator<string> {
  const info = model.symbols.get(name);
  const holders = (info?.references ?? []).flatMap(({ file, holder }) =>
    [...eachItem('items' in holder ? holder.items : [holder])].map((item) => ({ file, item })),
  );
  const own = (info?.definitions ?? []).map(({ file, entry }) => ({ file, item: entry }));
  for (const { file, item } of [...own, ...holders]) {
    if (!isEntry(item)) continue;
    for (const { from, to } of needsOf(NO_OUTER_BLOCKS, file, item)) if (to === name) yield from;
  }
}
