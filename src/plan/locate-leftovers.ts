import type { Leftover } from '../lang/facts.js';
import type { LeftoverReport } from '../result.js';
import { readText, type TreeView } from '../scan/tree-view.js';
import { lineSpanAt, makeSourceText, positionAt } from '../text/source-text.js';

/** Leftovers with the places as people read them, sorted, each once. */
export function locateLeftovers(tree: TreeView, leftovers: readonly Leftover[]): LeftoverReport[] {
  const byPath = new Map<string, Leftover[]>();
  for (const leftover of leftovers)
    byPath.set(leftover.path, [...(byPath.get(leftover.path) ?? []), leftover]);
  const reports: LeftoverReport[] = [];
  for (const path of [...byPath.keys()].sort()) {
    const source = makeSourceText(path, readText(tree, path));
    const seen = new Set<string>();
    const sorted = byPath.get(path)!.sort((a, b) => a.offset - b.offset || (a.code < b.code ? -1 : 1));
    for (const leftover of sorted) {
      const key = `${leftover.offset} ${leftover.code}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const span = lineSpanAt(source, leftover.offset);
      const excerpt = source.text.slice(span.start, span.end).trimEnd();
      reports.push({ ...leftover, ...positionAt(source, leftover.offset), excerpt });
    }
  }
  return reports;
}
