import { quotePath } from '../patch/quote-path.js';
import type { Palette } from './color.js';
import { sumReports, type FileReport, type Totals } from './file-reports.js';

/**
 * A diffstat in the layout of `git diff --stat` (show_stats() in git's diff.c): names shortened at a slash, graphs
 * scaled where they don't fit.
 * @param width columns of the terminal, or 80.
 */
export function renderStat(reports: readonly FileReport[], width: number, palette: Palette): string {
  const rows = reports.map((r) => ({
    name: quotePath(r.change.path),
    added: r.insertions,
    deleted: r.deletions,
  }));
  const mostChanges = rows.reduce((most, row) => Math.max(most, row.added + row.deleted), 0);
  const longest = rows.reduce((most, row) => Math.max(most, row.name.length), 0);
  const numberWidth = String(mostChanges).length;
  const { nameWidth, graphWidth } = shareWidth(width, longest, mostChanges, numberWidth);

  const lines = rows.map(({ name, added, deleted }) => {
    const graph = scaleGraph(added, deleted, graphWidth, mostChanges);
    const bar = palette.green('+'.repeat(graph.added)) + palette.red('-'.repeat(graph.deleted));
    const count = String(added + deleted).padStart(numberWidth);
    return ` ${shortenName(name, nameWidth).padEnd(nameWidth)} | ${count}${bar === '' ? '' : ` ${bar}`}\n`;
  });
  return `${lines.join('')} ${describeTotals(sumReports(reports))}\n`;
}

/** ` 2 files changed, 1 insertion(+), 3 deletions(-)`, as git words it. */
export function describeTotals({ files, insertions, deletions }: Totals): string {
  const parts = [`${files} ${files === 1 ? 'file' : 'files'} changed`];
  if (files === 0) return parts[0]!;
  if (insertions > 0 || deletions === 0)
    parts.push(`${insertions} insertion${insertions === 1 ? '' : 's'}(+)`);
  if (deletions > 0 || insertions === 0) parts.push(`${deletions} deletion${deletions === 1 ? '' : 's'}(-)`);
  return parts.join(', ');
}

/** Gives the graph at most 3/8 of the line where names and graph don't fit side by side. */
function shareWidth(total: number, longest: number, mostChanges: number, numberWidth: number) {
  const width = Math.max(total, 16 + 6 + numberWidth);
  const fixed = numberWidth + 6;
  let nameWidth = longest;
  let graphWidth = mostChanges;
  if (nameWidth + fixed + graphWidth > width) {
    const share = Math.floor((width * 3) / 8) - fixed;
    if (graphWidth > share) graphWidth = Math.max(6, share);
    if (nameWidth > width - fixed - graphWidth) nameWidth = width - fixed - graphWidth;
    else graphWidth = width - fixed - nameWidth;
  }
  return { nameWidth, graphWidth };
}

function shortenName(name: string, width: number): string {
  if (name.length <= width) return name;
  const tail = name.slice(name.length - Math.max(0, width - 3));
  const slash = tail.indexOf('/');
  return `...${slash >= 0 ? tail.slice(slash) : tail}`;
}

function scaleGraph(
  added: number,
  deleted: number,
  width: number,
  most: number,
): { added: number; deleted: number } {
  if (width > most) return { added, deleted };
  const scale = (n: number) => (n === 0 ? 0 : 1 + Math.floor((n * (width - 1)) / most));
  let total = scale(added + deleted);
  if (total < 2 && added > 0 && deleted > 0) total = 2;
  if (added < deleted) {
    const plus = scale(added);
    return { added: plus, deleted: total - plus };
  }
  const minus = scale(deleted);
  return { added: total - minus, deleted: minus };
}
