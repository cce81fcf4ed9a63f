import { applyEdits } from '../edit/apply-edits.js';
import { chainEdits } from '../edit/chain-edits.js';
import type { Edit } from '../edit/edit.js';
import { isSameEdit, shiftEdits } from '../edit/shift-edits.js';
import { UserError } from '../errors.js';
import { decodeText } from '../report/decode-text.js';
import type { FileChange } from '../result.js';
import { makeSourceText, positionAt } from '../text/source-text.js';
import type { DocumentJson, MergeUnit } from './arrange-units.js';
import { findNameClash, type NewWord } from './find-clashes.js';
import { makeZones } from './merge-zones.js';
import { movePlaces, type MovedFile } from './move-places.js';
import { readUnitChanges, type UnitFile } from './unit-files.js';

/** A document on the result of those before it. */
export interface MergedDocument {
  /** Its places are where they lie then; `files` are as they were. */
  readonly document: DocumentJson;
  /** Sorted by path. */
  readonly changes: readonly FileChange[];
}

/** What the units so far have made of a file. */
interface FileState extends Omit<UnitFile, 'steps' | 'newWords'> {
  /** The last unit that changed it. */
  readonly unit: number;
  readonly addsWords: boolean;
}

/**
 * Puts units that were carried out apart one on top of the other, in their order. Two of them may change the same file
 * where they change different parts of it (merge-zones.ts), or one does all that the other does there.
 * @param readText a file of the tree, latin1.
 * @throws UserError where two units don't go together, or a result is not of this tree.
 */
export function mergeUnits(
  units: readonly MergeUnit[],
  readText: (path: string) => string,
): MergedDocument[] {
  const states = new Map<string, FileState>();
  const written: NewWord[][] = [];
  const merged: MergedDocument[] = [];
  const nameOf = (unit: number) => units[unit]!.name;
  for (const [index, unit] of units.entries()) {
    const { steps, files } = readUnitChanges(unit, readText);
    for (const [path, file] of files) {
      const state = states.get(path);
      const why = state && findClash(path, file, state);
      if (why !== undefined) throw clashOf(path, nameOf(state!.unit), unit.name, why);
    }
    // How each file differs from what this unit alone would have made of it by now.
    const moved = new Map<string, MovedFile>();
    const movedFile = (path: string): MovedFile | undefined => {
      const state = states.get(path);
      if (!state || moved.has(path)) return moved.get(path);
      const file = { text: state.text, edits: state.isGone ? null : state.edits };
      moved.set(path, file);
      return file;
    };
    for (const [i, document] of unit.documents.entries()) {
      const placed = movePlaces(document, movedFile);
      const changes: FileChange[] = [];
      for (const [path, change] of steps[i]!) {
        const known = movedFile(path);
        const next = known ? placeChange(change, known) : change;
        if (next) changes.push(next);
        if (known?.edits)
          moved.set(path, {
            text: applyEdits(known.text, change.edits),
            edits: shiftEdits(known.edits, change.edits),
          });
      }
      merged.push({ document: placed, changes });
    }
    for (const [path, file] of files) states.set(path, nextState(states.get(path), file, index));
    written.push([...files].flatMap(([path, file]) => [...file.newWords].map((word) => ({ word, path }))));
  }
  const clash = findNameClash(units, written);
  if (clash) throw clashOf(clash.path, nameOf(clash.units[0]), nameOf(clash.units[1]), clash.why);
  return merged;
}

function nextState(state: FileState | undefined, file: UnitFile, unit: number): FileState {
  const own = { ...file, unit, addsWords: file.newWords.size > 0 };
  if (!state) return own;
  const fresh = shiftEdits(file.edits, state.edits);
  return {
    text: state.text,
    edits: chainEdits(state.text, state.edits, fresh),
    isGone: state.isGone || file.isGone,
    unit,
    dropsInclude: state.dropsInclude || own.dropsInclude,
    addsWords: state.addsWords || own.addsWords,
  };
}

/** The change on top of what other units did; undefined where nothing of it is left to do. */
function placeChange(change: FileChange, { text, edits }: MovedFile): FileChange | undefined {
  if (edits === null) return undefined;
  const before = applyEdits(text, edits);
  if (change.status === 'deleted') return { ...change, before };
  const own = shiftEdits(change.edits, edits);
  return own.length === 0 ? undefined : { ...change, before, edits: own };
}

/** Why a unit's changes to a file don't go together with those of units before. */
function findClash(path: string, file: UnitFile, state: FileState): string | undefined {
  // A file that goes takes along whatever others changed in it.
  if (file.isGone || state.isGone) return undefined;
  if ((file.dropsInclude && state.addsWords) || (state.dropsInclude && file.newWords.size > 0))
    return 'one takes an #include out of it, the other one writes new names into it';
  // A change in several steps can't be told from another one's by its sum.
  const isShared = (list: readonly Edit[], edit: Edit) =>
    file.steps === 1 && list.some((other) => isSameEdit(other, edit));
  const own = file.edits.filter((edit) => !isShared(state.edits, edit));
  const others = state.edits.filter((edit) => !isShared(file.edits, edit));
  const zones = makeZones(path, file.text);
  let at = 0;
  for (const edit of own) {
    const [first, last] = zones.touched(edit.start, edit.end);
    const reach = (i: number) => zones.touched(others[i]!.start, others[i]!.end);
    while (at < others.length && reach(at)[1] < first) at++;
    if (at < others.length && reach(at)[0] <= last) {
      const { line } = positionAt(makeSourceText(path, file.text), edit.start);
      return `both change what stands at line ${line}`;
    }
  }
  return undefined;
}

function clashOf(path: string, one: string, other: string, why: string): UserError {
  return new UserError(
    `${decodeText(path)}: error: ${one} and ${other} don't go together: ${why}; ` +
      'name both in one run, as a series',
  );
}
