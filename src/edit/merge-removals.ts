import type { Removal } from './edit.js';

/** Sorts removals and joins those that touch or overlap; the first of a joined run names the cause. */
export function mergeRemovals(removals: readonly Removal[]): Removal[] {
  const sorted = removals.filter((r) => r.end > r.start).sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Removal[] = [];
  for (const removal of sorted) {
    const last = merged.at(-1);
    if (!last || removal.start > last.end) merged.push(removal);
    else if (removal.end > last.end) merged[merged.length - 1] = { ...last, end: removal.end };
  }
  return merged;
}
