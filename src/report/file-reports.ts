import { formatChange } from '../patch/format-patch.js';
import type { Hunk } from '../patch/hunks.js';
import type { FileChange } from '../result.js';

/** A changed file with its part of the patch. */
export interface FileReport {
  readonly change: FileChange;
  /** Git-style, latin1; '' where the edits change nothing. */
  readonly patch: string;
  readonly hunks: readonly Hunk[];
  readonly insertions: number;
  readonly deletions: number;
}

/** Formats each file's patch once, for all reporters. */
export function makeFileReports(changes: readonly FileChange[]): FileReport[] {
  return changes
    .map((change) => {
      const { patch, hunks } = formatChange(change);
      return { change, patch, hunks, ...countLines(patch) };
    })
    .filter((report) => report.patch !== '');
}

/** Added and removed lines in the hunks of one file's patch. */
function countLines(patch: string): { insertions: number; deletions: number } {
  let insertions = 0;
  let deletions = 0;
  let at = patch.search(/^@@ /m);
  while (at >= 0 && at < patch.length) {
    if (patch[at] === '+') insertions++;
    else if (patch[at] === '-') deletions++;
    const end = patch.indexOf('\n', at);
    at = end < 0 ? -1 : end + 1;
  }
  return { insertions, deletions };
}

export interface Totals {
  readonly files: number;
  readonly insertions: number;
  readonly deletions: number;
}

export function sumReports(reports: readonly FileReport[]): Totals {
  let insertions = 0;
  let deletions = 0;
  for (const report of reports) {
    insertions += report.insertions;
    deletions += report.deletions;
  }
  return { files: reports.length, insertions, deletions };
}
