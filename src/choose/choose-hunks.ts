import type { Palette } from '../report/color.js';
import { traceCauses } from '../report/trace-causes.js';
import type { CheckFailure, DocumentResult, FileChange } from '../result.js';
import { keyOf, matchRecords, type AnswerRecord } from './answer-book.js';
import { askHunks, takeEdited, type Prompt } from './ask-hunks.js';
import { makeChoices } from './choices.js';
import { takenChanges } from './chosen.js';
import { repeatEdited, type EditedHunk } from './edited-hunk.js';
import { findBonds } from './find-bonds.js';
import { cutPieces, type Piece } from './pieces.js';

export interface Chooser {
  /** Answers of earlier runs and, in the end, of this one. */
  answers: readonly AnswerRecord[];
  /** Absent: what has no answer is left. */
  readonly prompt?: Prompt;
  readonly palette: Palette;
  /** Keeps the answers so far, where they are kept. */
  readonly save: (answers: readonly AnswerRecord[]) => Promise<void>;
}

/** Checks changes of which not all was taken; see checkChosen. */
export type CheckChosen = (changes: readonly FileChange[]) => Promise<CheckFailure[]>;

/**
 * Lets a person, or the answers of an earlier run, take and leave hunks of a document.
 * @param index of the document in its series.
 * @returns the document with what was taken.
 */
export async function chooseHunks(
  part: DocumentResult,
  index: number,
  chooser: Chooser,
  check: CheckChosen,
): Promise<DocumentResult> {
  const { files, pieces } = cutPieces(part.changes);
  const bonds = findBonds(part, files, pieces);
  const choices = makeChoices(pieces.length, bonds);
  const edited = new Map<Piece, EditedHunk>();
  const keys = pieces.map((piece) => keyOf(index, piece));
  const { found, others } = matchRecords(keys, chooser.answers);
  replay(pieces, found, { bonds, choices, edited });

  const save = async () => {
    chooser.answers = [...pieces.map((piece, i) => recordOf(piece, keys[i]!)), ...others];
    await chooser.save(chooser.answers);
  };
  const recordOf = (piece: Piece, change: string): AnswerRecord => {
    const hunk = edited.get(piece);
    const verdict = choices.verdictOf(piece.id);
    const isFirst = hunk?.pieces[0] === piece;
    return {
      path: piece.file.change.path,
      line: piece.lines.first + 1,
      change,
      answer: hunk ? 'e' : verdict === undefined ? '?' : verdict === 'take' ? 'y' : 'n',
      ...(isFirst ? { edited: { pieces: hunk.pieces.length, before: hunk.before, after: hunk.after } } : {}),
    };
  };

  const { prompt, palette } = chooser;
  const trace = traceCauses(part);
  const asked = { files, pieces, bonds, choices, edited, trace, palette, onDecided: save };
  const { quit } = prompt ? await askHunks(asked, prompt) : { quit: false };
  const unanswered = prompt ? 0 : pieces.filter(({ id }) => choices.verdictOf(id) === undefined).length;

  const failures: CheckFailure[] = [];
  for (;;) {
    const changes = takenChanges(files, choices, edited);
    const whole = new Set<FileChange>(part.changes);
    const byHand = new Set([...edited.keys()].map(({ file }) => file.change.path));
    const isPartial = changes.length < part.changes.length || changes.some((change) => !whole.has(change));
    const wrong = isPartial
      ? (await check(changes)).filter(({ path }) => !byHand.has(path) && changes.some((c) => c.path === path))
      : [];
    if (wrong.length === 0) {
      const taken = pieces.filter(({ id }) => choices.verdictOf(id) === 'take').length;
      const choice = {
        taken,
        left: pieces.length - taken,
        unanswered,
        edited: [...byHand].filter((path) => changes.some((change) => change.path === path)).sort(),
        quit,
      };
      return { ...part, changes, failures: [...part.failures, ...failures], choice };
    }
    failures.push(...wrong);
    const refused = new Set(wrong.map(({ path }) => path));
    choices.retract(pieces.flatMap(({ id, file }) => (refused.has(file.change.path) ? [id] : [])));
  }
}

/** Decides what was decided before, as far as it still holds: what was left first, as nothing overrules that. */
function replay(
  pieces: readonly Piece[],
  found: readonly (AnswerRecord | undefined)[],
  state: Pick<Parameters<typeof askHunks>[0], 'bonds' | 'choices' | 'edited'>,
): void {
  const idsOf = (answer: string) => pieces.flatMap(({ id }) => (found[id]?.answer === answer ? [id] : []));
  for (const id of idsOf('n')) state.choices.decide([id], 'leave');
  for (const id of idsOf('e')) {
    const record = found[id]?.edited;
    if (!record) continue;
    const isPart = (other: number) => found[other]?.answer === 'e' && !found[other].edited;
    const hunk = [id, ...pieces.map((piece) => piece.id).filter((other) => other > id && isPart(other))]
      .slice(0, record.pieces)
      .map((own) => pieces[own]!);
    if (hunk.length < record.pieces || hunk.some((piece) => piece.file !== hunk[0]!.file)) continue;
    const again = repeatEdited(hunk, record.before, record.after);
    if (again !== undefined && typeof again !== 'string') takeEdited(state, again);
  }
  for (const id of idsOf('y')) state.choices.decide([id], 'take');
}
