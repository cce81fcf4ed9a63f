import type { Edit } from '../../edit/edit.js';
import type { Statement } from './statements.js';

/**
 * What happens to each statement of a makefile, filled in by one stage after the other. Indexes are those of
 * `Makefile.statements`.
 */
export interface FileMarks {
  /** The fact that takes the statement away. */
  readonly removed: Map<number, string>;
  /** Into the file; those inside of removed statements don't count. */
  readonly edits: Edit[];
}

export function removeStatement(marks: FileMarks, index: number, cause: string): void {
  if (!marks.removed.has(index)) marks.removed.set(index, cause);
}

/** Whether a recipe line follows the rule at `index`, or stands on its line. */
export function hasRecipe(statements: readonly Statement[], index: number): boolean {
  const rule = statements[index]!;
  if (rule.kind !== 'rule' || rule.recipe) return true;
  for (let i = index + 1; i < statements.length; i++) {
    const { kind } = statements[i]!;
    if (kind === 'recipe') return true;
    if (kind !== 'comment' && kind !== 'blank' && kind !== 'directive') return false;
  }
  return false;
}
