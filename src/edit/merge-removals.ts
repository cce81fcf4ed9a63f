import type { Edit, Removal } from './edit.js';

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

/**
 * The causes that removals and replacements count on, sorted. An edit names one cause, though it may be made of several
 * removals; one that lies within another goes with that, whatever its own cause.
 */
export function causesOf(removals: readonly Removal[], replacements: readonly Edit[]): string[] {
  const causes = new Set(replacements.map(({ cause }) => cause));
  const sorted = [...removals].sort((a, b) => a.start - b.start || b.end - a.end);
  let done = -1;
  for (const { end, cause } of sorted) {
    if (end > done) causes.add(cause);
    done = Math.max(done, end);
  }
  return [...causes].sort();
}
