import type { Edit } from '../../edit/edit.js';
import { alignGap } from './align-operator.js';
import { foldOperand, renderSpan, type FoldContext } from './fold-expansion.js';
import { parseExpansion } from './parse-expansion.js';
import type { Assignment } from './statements.js';
import { makeNamePattern, mayRead, type VariableReads } from './variable-reads.js';

export type AssignmentOutcome =
  | { readonly kind: 'untouched' }
  /** Nobody can read the variable any more, or nothing is added to it. */
  | { readonly kind: 'removed'; readonly cause: string }
  | { readonly kind: 'edited'; readonly edits: readonly Edit[] };

/** Folds the name and the value of an assignment. `neighbours`: columns that the lines around align operators to. */
export function foldAssignment(
  context: FoldContext,
  assignment: Assignment,
  reads: VariableReads,
  neighbours: () => ReadonlySet<number>,
): AssignmentOutcome {
  const { text } = context;
  const { name, operator, value } = assignment;
  const foldedName = foldOperand(context, { ...name, parts: parseExpansion(text, name) }, 'exact');
  const foldedValue = foldOperand(context, { ...value, parts: parseExpansion(text, value) }, 'list');
  const edits: Edit[] = [];
  const first = foldedName.edits[0];
  if (first) {
    const newName = renderSpan(text, name, foldedName.edits);
    const verdict = judgeName(newName, foldedName.edits, name.start, reads);
    if (verdict === 'dead') return { kind: 'removed', cause: first.cause };
    if (verdict === 'usable') {
      edits.push(...foldedName.edits);
      const gap = alignGap(text, name, operator, newName, neighbours());
      if (gap !== text.slice(name.end, operator.start)) {
        const last = edits.pop()!;
        // one edit where they touch, so that an operator's column is never moved without its name
        if (last.end === name.end) edits.push({ ...last, end: operator.start, text: last.text + gap });
        else edits.push(last, { start: name.end, end: operator.start, text: gap, cause: first.cause });
      }
    }
  }
  const touched = foldedValue.edits[0];
  if (touched) {
    const rest = renderSpan(text, value, foldedValue.edits);
    const isEmpty = rest.replace(/\\\r?\n/g, ' ').trim() === '';
    if (isEmpty && text.slice(operator.start, operator.end) === '+=')
      return { kind: 'removed', cause: touched.cause };
    edits.push(
      ...(isEmpty
        ? [{ start: operator.end, end: value.end, text: '', cause: touched.cause }]
        : foldedValue.edits),
    );
  }
  return edits.length === 0 ? { kind: 'untouched' } : { kind: 'edited', edits };
}

/**
 * What a folded name is good for. Where the symbol left nothing behind a `-` or `_`, the name is one of those that
 * Kbuild never reads (`obj-`, kbuild/makefiles.rst): the assignment is dead, unless this file reads such a name
 * itself (`dtb-$(CONFIG_ALL) += $(dtb-)`); then nobody knows, and the line stays as it was. Anywhere else
 * (`objs-y$(CONFIG_X)`) the shorter name is as good as the longer.
 */
function judgeName(
  newName: string,
  edits: readonly Edit[],
  start: number,
  reads: VariableReads,
): 'dead' | 'usable' | 'unknown' {
  let shift = 0;
  for (const edit of edits) {
    const at = edit.start - start + shift;
    shift += edit.text.length - (edit.end - edit.start);
    if (edit.text !== '') continue;
    const before = newName[at - 1] ?? '';
    const after = newName[at] ?? '';
    if (before === '') return 'unknown';
    if (!/[-_]/.test(before) || !/^$|[-_]/.test(after)) continue;
    return mayRead(reads, makeNamePattern(newName)) ? 'unknown' : 'dead';
  }
  return 'usable';
}
