import { createHash } from 'node:crypto';
import { applyEdits } from '../edit/apply-edits.js';
import type { Edit } from '../edit/edit.js';
import type { FileChange } from '../result.js';
import { makeSourceText } from '../text/source-text.js';
import { makeHunks, type Hunk } from './hunks.js';
import { quotePath } from './quote-path.js';

/** How git abbreviates object names in a kernel's patches. */
const ABBREVIATION = 12;

/**
 * The git-style patch of a set of changes, in the order given; `git apply` and `git am -3` take it.
 * @returns latin1 text: write it as latin1 to get the trees' bytes back.
 */
export function formatPatch(changes: readonly FileChange[]): string {
  return changes.map((change) => formatChange(change).patch).join('');
}

/** One file's part of the patch, with the hunks that it is made of; '' where the edits change nothing. */
export function formatChange(change: FileChange): {
  readonly patch: string;
  readonly hunks: readonly Hunk[];
} {
  const deleted = change.status === 'deleted';
  const before = change.before;
  const after = deleted ? '' : applyEdits(before, change.edits);
  if (!deleted && after === before) return { patch: '', hunks: [] };
  const oldName = quotePath(`a/${change.path}`);
  const newName = quotePath(`b/${change.path}`);
  const mode = change.mode.toString(8).padStart(6, '0');
  const ids = `${objectId(before)}..${deleted ? '0'.repeat(ABBREVIATION) : objectId(after)}`;
  const header = [`diff --git ${oldName} ${newName}`];
  if (deleted) header.push(`deleted file mode ${mode}`, `index ${ids}`);
  else header.push(`index ${ids} ${mode}`);

  const hunks = makeHunks(makeSourceText(change.path, before), editsOf(change));
  if (hunks.length > 0)
    header.push(`--- ${endName(oldName)}`, `+++ ${deleted ? '/dev/null' : endName(newName)}`);
  return { patch: `${header.join('\n')}\n${hunks.map((hunk) => formatHunk(hunk)).join('')}`, hunks };
}

/** A change's edits; a deleted file's is one of all its text. */
export function editsOf({ status, before, cause, edits }: FileChange): readonly Edit[] {
  return status === 'deleted' ? [{ start: 0, end: before.length, text: '', cause: cause ?? '' }] : edits;
}

/** A name with a space ends in a tab, so that patch(1) doesn't take the rest for a time stamp. */
function endName(name: string): string {
  return name.includes(' ') && !name.startsWith('"') ? `${name}\t` : name;
}

/** `@@ -12,7 +12,5 @@`: the lines of a hunk, before and after. */
export function formatRange(hunk: Hunk): string {
  const range = (start: number, count: number) => (count === 1 ? `${start}` : `${start},${count}`);
  return `@@ -${range(hunk.oldStart, hunk.oldCount)} +${range(hunk.newStart, hunk.newCount)} @@`;
}

/** A hunk as it stands in a patch, latin1. */
export function formatHunk(hunk: Hunk): string {
  const heading = hunk.heading === '' ? '' : ` ${hunk.heading}`;
  const parts = [`${formatRange(hunk)}${heading}\n`];
  for (const { kind, text } of hunk.lines) {
    parts.push(kind, text);
    if (!text.endsWith('\n')) parts.push('\n\\ No newline at end of file\n');
  }
  return parts.join('');
}

/** Git's name of a file's content (latin1), abbreviated. */
export function objectId(content: string): string {
  const bytes = Buffer.from(content, 'latin1');
  const hash = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  return hash.slice(0, ABBREVIATION);
}
