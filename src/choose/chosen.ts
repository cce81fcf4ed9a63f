import type { Edit } from '../edit/edit.js';
import type { FileChange } from '../result.js';
import type { Choices } from './choices.js';
import type { EditedHunk } from './edited-hunk.js';
import type { ChangedFile, Piece } from './pieces.js';

/** The changes that are left when only what was taken is carried out. Files of which all was taken are the same objects. */
export function takenChanges(
  files: readonly ChangedFile[],
  choices: Choices,
  edited: ReadonlyMap<Piece, EditedHunk>,
): FileChange[] {
  return files.flatMap(({ change, pieces }) => {
    const taken = pieces.filter(({ id }) => choices.verdictOf(id) === 'take');
    if (taken.length === 0) return [];
    if (taken.length === pieces.length && !taken.some((piece) => edited.has(piece))) return [change];
    const edits: Edit[] = taken.flatMap((piece) => (edited.has(piece) ? [] : piece.lines.edits));
    for (const hunk of new Set(taken.flatMap((piece) => edited.get(piece) ?? []))) edits.push(...hunk.edits);
    edits.sort((a, b) => a.start - b.start || a.end - b.end);
    return [{ ...change, edits }];
  });
}
