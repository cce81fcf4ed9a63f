import type { Edit } from './edit.js';

/** Two edits of one file claim the same bytes: a bug of the tool, never a fault of its input. */
export class OverlappingEditsError extends Error {
  constructor(path: string, a: Edit, b: Edit) {
    const show = (e: Edit) => `[${e.start}, ${e.end}) because of ${e.cause}`;
    super(`${path}: overlapping edits: ${show(a)} and ${show(b)}`);
    this.name = 'OverlappingEditsError';
  }
}

/**
 * Sorts the edits of one file by place. Several insertions at one place keep their order.
 * @throws OverlappingEditsError naming both causes when two of them share a byte.
 */
export function sortEdits(path: string, edits: readonly Edit[]): Edit[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1]!;
    const edit = sorted[i]!;
    if (edit.start < before.end) throw new OverlappingEditsError(path, before, edit);
  }
  return sorted;
}
