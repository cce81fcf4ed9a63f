import { applyEdits } from '../../edit/apply-edits.js';
import { chainEdits } from '../../edit/chain-edits.js';
import { sortEdits } from '../../edit/edit-list.js';
import type { Edit } from '../../edit/edit.js';
import { makeSourceText } from '../../text/source-text.js';
import type { Leftover } from '../facts.js';
import { findUses, type RenameTask } from './find-uses.js';
import { fitUnderlines } from './fit-underlines.js';
import { joinLines } from './join-lines.js';
import { keepColumns } from './keep-columns.js';

/** What renaming does to one file. */
export interface RenamedFile {
  /** Sorted and disjoint, into the task's text. */
  readonly edits: readonly Edit[];
  readonly leftovers: readonly Leftover[];
}

/**
 * The tests of kconfig itself, with symbols of their own in Kconfig files of their own: no part of the tree's
 * configuration (file-kind.ts calls them text).
 */
const KCONFIG_TESTS = /(?:^|\/)scripts\/kconfig\/tests\//;

/** Renames symbols in one file and keeps its layout: columns stay, what was broken only for its length is joined. */
export function renameInFile(task: RenameTask): RenamedFile {
  if (task.kind === 'other' || KCONFIG_TESTS.test(task.path)) return { edits: [], leftovers: [] };
  const { edits: words, leftovers } = findUses(task);
  const source = makeSourceText(task.path, task.text);
  const named = sortEdits(task.path, words);
  const underlines = task.kind === 'documentation' ? fitUnderlines(source, named) : [];
  const edits = sortEdits(task.path, [...named, ...keepColumns(source, named), ...underlines]);
  if (task.kind !== 'c' || edits.length === 0) return { edits, leftovers };
  const after = makeSourceText(task.path, applyEdits(task.text, edits));
  return { edits: chainEdits(task.text, edits, joinLines(source, after, named)), leftovers };
}
