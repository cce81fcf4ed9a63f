import type { Leftover } from '../lang/facts.js';
import type { LeftoverReport } from '../result.js';
import { readText, type TreeView } from '../scan/tree-view.js';
import type { Span } from '../text/span.js';
import { lineSpanAt, makeSourceText, positionAt } from '../text/source-text.js';

/** A line longer than this is shown in part. */
const LONGEST_EXCERPT = 400;

/** Leftovers with the places as people read them, sorted, each once. */
export function locateLeftovers(tree: TreeView, leftovers: readonly Leftover[]): LeftoverReport[] {
  const byPath = new Map<string, Leftover[]>();
  for (const leftover of leftovers) {
    const own = byPath.get(leftover.path);
    if (own) own.push(leftover);
    else byPath.set(leftover.path, [leftover]);
  }
  const reports: LeftoverReport[] = [];
  for (const path of [...byPath.keys()].sort()) {
    const isRead = !tree.disk().unreadable.has(path);
    const source = makeSourceText(path, isRead ? readText(tree, path) : '');
    const seen = new Set<string>();
    const sorted = byPath.get(path)!.sort((a, b) => a.offset - b.offset || (a.code < b.code ? -1 : 1));
    for (const leftover of sorted) {
      const key = `${leftover.offset} ${leftover.code}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const span = lineSpanAt(source, leftover.offset);
      const excerpt = excerptOf(source.text, span, leftover.offset);
      reports.push({ ...leftover, ...positionAt(source, leftover.offset), excerpt });
    }
  }
  return reports;
}

/** The line, without white space at its end; of a very long one what stands around the place. */
function excerptOf(text: string, line: Span, offset: number): string {
  const start = Math.max(line.start, offset - LONGEST_EXCERPT / 2);
  if (line.end - line.start <= LONGEST_EXCERPT) return text.slice(line.start, line.end).trimEnd();
  const end = Math.min(line.end, start + LONGEST_EXCERPT);
  return `${start > line.start ? '...' : ''}${text.slice(start, end).trimEnd()}${end < line.end ? '...' : ''}`;
}
