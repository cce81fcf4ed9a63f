import type { Item } from './read-kconfig.js';

/** Items before and after that are the same, and those that went or came. */
export interface Matches {
  /** The old item of each new one. */
  readonly pairs: ReadonlyMap<Item, Item>;
  readonly gone: readonly Item[];
  readonly added: readonly Item[];
}

/**
 * Pairs the items of a file before and after by their keys, in order. Where one key stands several times, an item
 * is taken to have gone when it isn't the same as the next new one and may go.
 */
export function matchItems(
  before: readonly Item[],
  after: readonly Item[],
  options: {
    readonly keyBefore: (item: Item) => string;
    readonly keyAfter: (item: Item) => string;
    readonly isSame: (old: Item, now: Item) => boolean;
    readonly mayGo: (old: Item) => boolean;
  },
): Matches {
  const rest = groupBy(after, options.keyAfter);
  const pairs = new Map<Item, Item>();
  const gone: Item[] = [];
  for (const [key, olds] of groupBy(before, options.keyBefore)) {
    const news = rest.get(key) ?? [];
    rest.delete(key);
    let next = 0;
    for (const [i, old] of olds.entries()) {
      const now = news[next];
      const isSurplus = olds.length - i > news.length - next;
      if (now && (!isSurplus || options.isSame(old, now) || !options.mayGo(old))) {
        pairs.set(now, old);
        next++;
      } else gone.push(old);
    }
    rest.set(key, news.slice(next));
  }
  return { pairs, gone, added: [...rest.values()].flat() };
}

function groupBy(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
