import { eachBlock, type Item } from './read-kconfig.js';

/** Items before and after that are the same, and those that went or came. */
export interface Matches {
  /** The old item of each new one. */
  readonly pairs: ReadonlyMap<Item, Item>;
  readonly gone: readonly Item[];
  readonly added: readonly Item[];
}

export interface MatchOptions {
  readonly keyBefore: (item: Item) => string;
  readonly keyAfter: (item: Item) => string;
  readonly isSame: (old: Item, now: Item) => boolean;
  /** `rather`: the document is the reason; `perhaps`: it had no effect before either. */
  readonly mayGo: (old: Item) => 'rather' | 'perhaps' | 'no';
}

/**
 * Pairs the items of a file before and after. Entries and other lines are paired by their keys, in order; where one key
 * stands several times, an item is taken to have gone when it isn't the same as the next new one and may go. Menus and
 * choices are what holds the items that were in them; empty ones are paired by their keys, too.
 */
export function matchItems(before: readonly Item[], after: readonly Item[], options: MatchOptions): Matches {
  const isBlock = ({ kind }: Item) => kind === 'menu' || kind === 'choice';
  const isLeaf = ({ kind }: Item) => kind !== 'if' && kind !== 'menu' && kind !== 'choice';
  const leaves = matchByKey(before.filter(isLeaf), after.filter(isLeaf), options);
  const pairs = new Map(leaves.pairs);
  const taken = new Set<Item>();
  // Inner blocks come first, as they are further down than what holds them.
  for (const now of after.filter((item) => !isLeaf(item) || pairs.has(item)).reverse()) {
    const old = pairs.get(now);
    const [inner, outer] = [structureOf(now), old && structureOf(old)];
    if (!inner || !outer || pairs.has(inner) || taken.has(outer)) continue;
    if (options.keyAfter(inner) !== options.keyBefore(outer)) continue;
    pairs.set(inner, outer);
    taken.add(outer);
  }
  const blocks = matchByKey(
    before.filter((item) => isBlock(item) && !taken.has(item)),
    after.filter((item) => isBlock(item) && !pairs.has(item)),
    options,
  );
  return {
    pairs: new Map([...pairs, ...blocks.pairs]),
    gone: [...leaves.gone, ...blocks.gone],
    added: [...leaves.added, ...blocks.added],
  };
}

/** The menu or choice around an item. */
export function structureOf(item: Item): Item | undefined {
  for (const block of eachBlock(item)) if (block.kind !== 'if') return block;
  return undefined;
}

function matchByKey(before: readonly Item[], after: readonly Item[], options: MatchOptions): Matches {
  const rest = groupBy(after, options.keyAfter);
  const pairs = new Map<Item, Item>();
  const gone: Item[] = [];
  for (const [key, olds] of groupBy(before, options.keyBefore)) {
    const news = rest.get(key) ?? [];
    rest.delete(key);
    let next = 0;
    const answers = olds.length > news.length ? olds.map(options.mayGo) : [];
    const left = { rather: countOf(answers, 'rather'), perhaps: countOf(answers, 'perhaps') };
    for (const [i, old] of olds.entries()) {
      const now = news[next];
      const surplus = olds.length - i - (news.length - next);
      const answer = answers[i] ?? 'no';
      // So many may still go of this kind; those that rather go come first.
      const places = answer === 'perhaps' ? surplus - left.rather : surplus;
      const isClear = answer !== 'no' && left[answer] <= places;
      const stays = answer === 'no' || places <= 0 || (!isClear && now && options.isSame(old, now));
      if (answer !== 'no') left[answer]--;
      if (now && stays) {
        pairs.set(now, old);
        next++;
      } else gone.push(old);
    }
    rest.set(key, news.slice(next));
  }
  return { pairs, gone, added: [...rest.values()].flat() };
}

const countOf = (answers: readonly string[], one: string): number =>
  answers.filter((answer) => answer === one).length;

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
