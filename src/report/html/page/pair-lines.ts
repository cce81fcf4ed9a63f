/** Which removed line became which added one, and which part of both changed. Runs in the browser. */

/** The part [start, end) of a line that isn't in the other one. */
export interface ChangedPart {
  readonly start: number;
  readonly end: number;
}

/** Lines side by side, by their index in the hunk; -1 where one side has none. A context line is on both. */
export interface LinePair {
  readonly old: number;
  readonly new: number;
}

/** Blocks with more pairs of lines than this are paired in order. */
const MOST_COMPARED = 2500;
/** Lines with less in common than this aren't taken for one that changed. */
const LEAST_COMMON = 0.4;

/** Pairs the lines of a hunk: of what a block loses and what takes its place, the lines that are most alike. */
export function pairLines(lines: readonly string[]): LinePair[] {
  const pairs: LinePair[] = [];
  for (let i = 0; i < lines.length;) {
    if (lines[i]!.startsWith(' ')) {
      pairs.push({ old: i, new: i });
      i++;
      continue;
    }
    const first = i;
    while (lines[i]?.startsWith('-')) i++;
    const middle = i;
    while (lines[i]?.startsWith('+')) i++;
    let old = first;
    let added = middle;
    // Between two pairs the rest stands side by side.
    for (const pair of [...alignBlock(lines, first, middle, i), { old: middle, new: i }]) {
      while (old < pair.old || added < pair.new)
        pairs.push({ old: old < pair.old ? old++ : -1, new: added < pair.new ? added++ : -1 });
      if (pair.old === middle) break;
      pairs.push(pair);
      old++;
      added++;
    }
  }
  return pairs;
}

/** The pairs, in order, of removed lines [first, middle) and added ones [middle, end) that have most in common. */
function alignBlock(lines: readonly string[], first: number, middle: number, end: number): LinePair[] {
  const height = middle - first;
  const width = end - middle;
  if (height * width === 0 || height * width > MOST_COMPARED) return [];
  // best[i][j]: what the lines from i and j on can have in common at most.
  const best = Array.from({ length: height + 1 }, () => new Float64Array(width + 1));
  const alike = (i: number, j: number) =>
    compareEnds(lines[first + i]!.slice(1), lines[middle + j]!.slice(1)).common;
  for (let i = height - 1; i >= 0; i--) {
    for (let j = width - 1; j >= 0; j--) {
      const common = alike(i, j);
      const paired = common >= LEAST_COMMON ? common + best[i + 1]![j + 1]! : 0;
      best[i]![j] = Math.max(paired, best[i + 1]![j]!, best[i]![j + 1]!);
    }
  }
  const pairs: LinePair[] = [];
  for (let i = 0, j = 0; i < height && j < width;) {
    if (best[i]![j] === best[i + 1]![j]) i++;
    else if (best[i]![j] === best[i]![j + 1]) j++;
    else pairs.push({ old: first + i++, new: middle + j++ });
  }
  return pairs;
}

/**
 * What differs between a line and the one that took its place, without their common beginning and end; undefined where
 * they have too little in common for that to say anything.
 */
export function comparePair(before: string, after: string): [ChangedPart, ChangedPart] | undefined {
  const { start, end, common } = compareEnds(before, after);
  if (common < LEAST_COMMON) return undefined;
  return [
    { start, end: before.length - end },
    { start, end: after.length - end },
  ];
}

/** The lengths of the common beginning and end of two lines, and their share of the shorter one, indentation aside. */
function compareEnds(before: string, after: string): { start: number; end: number; common: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  // A character of two code units stays whole.
  if (isTrail(before, start) || isTrail(after, start)) start--;
  if (end > 0 && (isTrail(before, before.length - end) || isTrail(after, after.length - end))) end--;
  const indent = Math.min(start, /^\s*/.exec(before)![0].length);
  return { start, end, common: (start - indent + end) / Math.max(1, shorter - indent) };
}

/** Whether the second half of a character of two code units stands there. */
function isTrail(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
