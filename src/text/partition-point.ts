import type { Span } from './span.js';

/**
 * How many of the first indexes satisfy a condition that holds for all indexes up to some point and for none from
 * there on (binary search): the index of the first that doesn't, or `count`.
 */
export function partitionPoint(count: number, isBefore: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first span (sorted by start) that starts at or after `offset`. */
export function firstAtOrAfter(spans: readonly { readonly start: number }[], offset: number): number {
  return partitionPoint(spans.length, (i) => spans[i]!.start < offset);
}

/** Those of the offsets, which must be sorted, that lie in [start, end). */
export function offsetsWithin(offsets: readonly number[], start: number, end: number): readonly number[] {
  const first = partitionPoint(offsets.length, (i) => offsets[i]! < start);
  return offsets.slice(
    first,
    partitionPoint(offsets.length, (i) => offsets[i]! < end),
  );
}

/** Whether one of the offsets, which must be sorted, lies in [start, end). */
export function holdsOffset(offsets: readonly number[], start: number, end: number): boolean {
  const first = partitionPoint(offsets.length, (i) => offsets[i]! < start);
  return first < offsets.length && offsets[first]! < end;
}

/** Whether one of the spans, which must be sorted and disjoint, shares a byte with this one. */
export function overlapsSome(spans: readonly Span[], { start, end }: Span): boolean {
  const first = partitionPoint(spans.length, (i) => spans[i]!.end <= start);
  return first < spans.length && spans[first]!.start < end;
}
