import { eachItem } from '../lang/kconfig/model.js';
import type { Block, Item, KconfigFile } from '../lang/kconfig/syntax.js';
import type { ScopeItem } from './kconfig-scope.js';

/** What two versions of a file don't share. */
export interface ChangedItems {
  readonly before: readonly ScopeItem[];
  readonly after: readonly ScopeItem[];
}

/**
 * The items of a Kconfig file that a change touches: an item is the same when its own lines and the heads of all blocks
 * around it are. What moves within its block is untouched.
 */
export function changedItems(before: KconfigFile | undefined, after: KconfigFile | undefined): ChangedItems {
  const ids = new Map<string, number>();
  const old = identify(before, ids);
  const now = identify(after, ids);
  return { before: without(old, now), after: without(now, old) };
}

interface Identified extends ScopeItem {
  readonly id: number;
}

/** @param ids a number for each text in its blocks, the same in both versions. */
function identify(file: KconfigFile | undefined, ids: Map<string, number>): Identified[] {
  const own = new Map<Item | undefined, number>();
  return [...eachItem(file?.items ?? [])].map((item) => {
    // Blocks come before what they hold.
    const key = `${own.get(item.parent) ?? -1} ${ownText(file!, item)}`;
    let id = ids.get(key);
    if (id === undefined) ids.set(key, (id = ids.size));
    own.set(item, id);
    return { file: file!, item, id };
  });
}

function ownText(file: KconfigFile, item: Item): string {
  return file.text.slice(item.start, 'items' in item ? endOfHead(item) : item.end).trimEnd();
}

/** Past the lines of a block that are its own. */
function endOfHead(block: Block): number {
  return block.properties.at(-1)?.lines.end ?? block.head.end;
}

function without(some: readonly Identified[], others: readonly Identified[]): ScopeItem[] {
  const left = new Map<number, number>();
  for (const { id } of others) left.set(id, (left.get(id) ?? 0) + 1);
  return some.filter(({ id }) => {
    const count = left.get(id) ?? 0;
    left.set(id, count - 1);
    return count <= 0;
  });
}
