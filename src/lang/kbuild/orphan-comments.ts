import type { Makefile } from './statements.js';

/** An item of a group as the search for orphaned comments sees it. */
export interface GroupLine {
  readonly kind: 'blank' | 'comment' | 'code';
  /** Of the statement, or of a conditional's first line. */
  readonly index: number;
  readonly removedBy: string | null;
}

export interface OrphanComment {
  readonly index: number;
  readonly cause: string;
}

/**
 * Finds comment blocks that stand directly above removed lines and head nothing else.
 *
 * A block heads the lines under it up to a blank line, the end of its group, or the next comment. A block that opens
 * a paragraph which goes on with another comment may be the heading of the whole paragraph, so it stays, as does the
 * block that opens the file and one that names a licence.
 */
export function findOrphanComments(makefile: Makefile, lines: readonly GroupLine[]): OrphanComment[] {
  const orphans: OrphanComment[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (lines[i]!.kind !== 'comment' || lines[i]!.removedBy !== null) continue;
    const first = i;
    while (lines[i + 1]?.kind === 'comment' && lines[i + 1]!.removedBy === null) i++;
    const cause = causeOfHeaded(lines, first, i + 1);
    if (cause === null || isFileHeader(makefile, lines[first]!.index, lines[i]!.index)) continue;
    for (let k = first; k <= i; k++) orphans.push({ index: lines[k]!.index, cause });
  }
  return orphans;
}

/** The fact that took all the lines that the block [first, after) heads, or null when one of them stays. */
function causeOfHeaded(lines: readonly GroupLine[], first: number, after: number): string | null {
  const next = lines[after];
  if (!next || next.kind === 'blank' || next.removedBy === null) return null;
  let end = after;
  while (end < lines.length && lines[end]!.kind !== 'blank' && lines[end]!.removedBy !== null) end++;
  const stop = lines[end];
  if (!stop || stop.kind === 'blank') return next.removedBy;
  const opensParagraph = first === 0 || lines[first - 1]!.kind === 'blank';
  return stop.kind === 'comment' && !opensParagraph ? next.removedBy : null;
}

function isFileHeader(makefile: Makefile, first: number, last: number): boolean {
  if (first === 0) return true;
  const start = makefile.statements[first]!.start;
  return /SPDX-License|Copyright|\(C\)/i.test(makefile.text.slice(start, makefile.statements[last]!.end));
}
