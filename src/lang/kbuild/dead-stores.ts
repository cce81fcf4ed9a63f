import { removeStatement, type FileMarks } from './file-marks.js';
import type { Makefile } from './statements.js';

/**
 * Removes the assignments that the one at `index` now always overwrites before anyone reads them: `mmu-y := none.o`
 * above `mmu-$(CONFIG_X) := some.o`, when X is y. Only plain assignments in a row count, so that nothing can come
 * between.
 *
 * @param newName the name of the assignment at `index` after folding.
 */
export function removeOverwritten(
  makefile: Makefile,
  marks: FileMarks,
  index: number,
  newName: string,
  cause: string,
): void {
  const { text, statements } = makefile;
  const overwriting = statements[index]!;
  if (overwriting.kind !== 'assignment' || overwriting.targets || newName.includes('$')) return;
  const operator = text.slice(overwriting.operator.start, overwriting.operator.end);
  if (!/^:*=$/.test(operator) || reads(text, overwriting, newName)) return;
  const found: number[] = [];
  for (let i = index - 1; i >= 0; i--) {
    const statement = statements[i]!;
    if (statement.kind === 'comment' || statement.kind === 'blank') continue;
    if (statement.kind !== 'assignment' || statement.targets || reads(text, statement, newName)) break;
    const name = text.slice(statement.name.start, statement.name.end);
    if (name === newName) found.push(i);
    else if (name.includes('$')) break; // may have the same name, may be read: not worth knowing
  }
  for (const i of found) removeStatement(marks, i, cause);
}

function reads(text: string, span: { readonly start: number; readonly end: number }, name: string): boolean {
  const statement = text.slice(span.start, span.end);
  return (
    statement.includes(`(${name}`) ||
    statement.includes(`{${name}`) ||
    /\$[({](?:eval|call|shell)\b/.test(statement)
  );
}
