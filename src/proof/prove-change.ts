import type { ProofTask, Violation } from './proof-task.js';

/** The proof of each language, by kind of file, loaded when a file of it comes. */
const PROOFS: Readonly<Partial<Record<string, (task: ProofTask) => Promise<Violation[]>>>> = {
  c: proveCText,
  asm: proveCText,
  dts: proveCText,
};

async function proveCText(task: ProofTask): Promise<Violation[]> {
  const { proveC } = await import('./c/prove-c.js');
  return proveC(task);
}

/**
 * Proves one file's change from its two texts and the facts, with code that the rewriter has no part in. Laws about several files at once (Kconfig) are not here but in
 * functions that check-changes calls with all changes.
 * @returns the laws that the change breaks; none: it may be shown.
 */
export async function proveChange(task: ProofTask): Promise<Violation[]> {
  const broken = proveEdits(task);
  return broken.length > 0 ? broken : ((await PROOFS[task.kind]?.(task)) ?? []);
}

/** What is proved must be what is shown: the edits, from which patches are made, lead from the old text to the new. */
function proveEdits({ before, after, edits }: ProofTask): Violation[] {
  let at = 0;
  let length = 0;
  for (const edit of edits) {
    const kept = edit.start - at;
    const isPlaced = kept >= 0 && edit.end >= edit.start && edit.end <= before.length;
    if (
      !isPlaced ||
      !after.startsWith(before.slice(at, edit.start), length) ||
      !after.startsWith(edit.text, length + kept)
    ) {
      return [
        { law: 'untouched-bytes', message: 'the edits do not lead to the new text', offset: edit.start },
      ];
    }
    at = edit.end;
    length += kept + edit.text.length;
  }
  return after.slice(length) === before.slice(at)
    ? []
    : [{ law: 'untouched-bytes', message: 'text behind the last edit differs', offset: at }];
}
