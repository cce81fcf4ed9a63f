import { groupLineChanges } from '../patch/hunks.js';
import type { Palette } from '../report/color.js';
import type { TraceCause } from '../report/trace-causes.js';
import type { Bonds } from './bonds.js';
import type { Choices, Verdict } from './choices.js';
import { keptWords, readEdited, textToEdit, type EditedHunk } from './edited-hunk.js';
import type { ChangedFile, Piece } from './pieces.js';
import { namePlaces, showFile, showHunk } from './show-hunk.js';

/** Whoever answers. */
export interface Prompt {
  readonly write: (text: string) => Promise<void>;
  /** Shows the question and waits for a line. @throws UserError where the input ends. */
  readonly ask: (question: string) => Promise<string>;
  /** Opens an editor on a latin1 text. @returns undefined where that failed, and was said. */
  readonly edit: (text: string) => Promise<string | undefined>;
}

export interface Asked {
  readonly files: readonly ChangedFile[];
  readonly pieces: readonly Piece[];
  readonly bonds: Bonds;
  readonly choices: Choices;
  readonly edited: Map<Piece, EditedHunk>;
  readonly trace: TraceCause;
  readonly palette: Palette;
  /** Called when something was decided. */
  readonly onDecided: () => Promise<void>;
}

/** What git add -p calls them, in its order. */
const KEYS = {
  y: 'take this hunk',
  n: 'leave this hunk',
  q: 'quit; leave this hunk and all that follow',
  a: 'take this hunk and all later ones of the file',
  d: 'leave this hunk and all later ones of the file',
  s: 'split this hunk into smaller ones',
  e: 'edit this hunk by hand',
  '?': 'show this help',
} as const;
type Key = keyof typeof KEYS;

/**
 * Asks about every hunk that is undecided, file by file.
 * @returns whether the person quit before the end.
 * @throws UserError where the input ends.
 */
export async function askHunks(asked: Asked, prompt: Prompt): Promise<{ readonly quit: boolean }> {
  for (const file of asked.files) {
    if ((await askFile(asked, file, prompt)) === 'quit') return { quit: true };
  }
  return { quit: false };
}

async function askFile(asked: Asked, file: ChangedFile, prompt: Prompt): Promise<'quit' | 'done'> {
  const isOpen = ({ id }: Piece) => asked.choices.verdictOf(id) === undefined;
  if (!file.pieces.some(isOpen)) return 'done';
  await prompt.write(showFile(file, asked.palette));
  const groups = groupLineChanges(file.pieces.map((piece) => ({ ...piece.lines, piece })));
  let hunks = groups.map((group) => group.map(({ piece }) => piece));
  const total = () => hunks.length;
  for (let at = 0; at < hunks.length;) {
    const open = hunks[at]!.filter(isOpen);
    if (open.length === 0) {
      at++;
      continue;
    }
    const parts = splitHunk(open, asked.bonds);
    const keys = (Object.keys(KEYS) as Key[]).filter(
      (key) => (key !== 's' || parts.length > 1) && (key !== 'e' || file.change.status !== 'deleted'),
    );
    await prompt.write(showHunk(open, neededBeside(asked, open), asked.trace, asked.palette));
    const key = await askKey(prompt, `(${at + 1}/${total()}) ${questionOf(file)}`, keys);
    const rest = hunks.slice(at).flat().filter(isOpen);
    switch (key) {
      case 'y':
        await decide(asked, prompt, open, 'take');
        break;
      case 'n':
        await decide(asked, prompt, open, 'leave');
        break;
      case 'a':
        await decide(asked, prompt, rest, 'take');
        break;
      case 'd':
        await decide(asked, prompt, rest, 'leave');
        break;
      case 's':
        hunks = [...hunks.slice(0, at), ...parts, ...hunks.slice(at + 1)];
        await prompt.write(`split into ${parts.length} hunks\n`);
        break;
      case 'e':
        await editHunk(asked, prompt, open);
        break;
      case 'q':
        return 'quit';
    }
  }
  return 'done';
}

function questionOf({ change }: ChangedFile): string {
  return change.status === 'deleted' ? 'Take this deletion' : 'Take this hunk';
}

/** Asks until one of the keys is given; `?` is answered here. */
async function askKey(prompt: Prompt, question: string, keys: readonly Key[]): Promise<Exclude<Key, '?'>> {
  const help = keys.map((key) => `${key} - ${KEYS[key]}\n`).join('');
  for (;;) {
    const answer = (await prompt.ask(`${question} [${keys.join(',')}]? `)).trim().toLowerCase();
    const key = keys.find((own) => own === answer);
    if (key !== undefined && key !== '?') return key;
    await prompt.write(help);
  }
}

/** Undecided pieces outside of a hunk that would be taken with it. */
function neededBeside({ bonds, choices, pieces }: Asked, hunk: readonly Piece[]): Piece[] {
  const found = new Set<number>();
  const open = hunk.map(({ id }) => id);
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    if (found.has(piece) || choices.verdictOf(piece) !== undefined) continue;
    found.add(piece);
    open.push(...bonds.needs[piece]!.keys());
  }
  for (const { id } of hunk) found.delete(id);
  return [...found].sort((a, b) => a - b).map((id) => pieces[id]!);
}

/** Decides pieces, and says what else that decided. */
async function decide(
  asked: Asked,
  prompt: Prompt,
  pieces: readonly Piece[],
  verdict: Verdict,
): Promise<void> {
  const ids = pieces.map(({ id }) => id);
  const decided = asked.choices.decide(ids, verdict) ?? [];
  const own = new Set(ids);
  const others = decided.filter((id) => !own.has(id)).sort((a, b) => a - b);
  if (others.length > 0) {
    const places = namePlaces(others.map((id) => asked.pieces[id]!));
    const text =
      verdict === 'take'
        ? `taken along, as it needs them: ${places}`
        : `left, too, as they need it: ${places}`;
    await prompt.write(`${asked.palette.yellow(text)}\n`);
  }
  await asked.onDecided();
}

/** The parts of a hunk that can be decided one by one: neighbours that need each other stay together. */
function splitHunk(hunk: readonly Piece[], { needs }: Bonds): Piece[][] {
  const parts: Piece[][] = [];
  for (const piece of hunk) {
    const last = parts.at(-1)?.at(-1);
    if (last && needs[last.id]!.has(piece.id) && needs[piece.id]!.has(last.id)) parts.at(-1)!.push(piece);
    else parts.push([piece]);
  }
  return parts;
}

/** Edits a hunk by hand and takes it; whoever gives up has the hunk undecided. */
async function editHunk(asked: Asked, prompt: Prompt, hunk: readonly Piece[]): Promise<void> {
  let text: string | undefined = textToEdit(hunk);
  for (;;) {
    text = await prompt.edit(text);
    if (text === undefined) return;
    const hunkAsEdited = readEdited(hunk, text);
    if (hunkAsEdited === undefined) return;
    const problem = typeof hunkAsEdited === 'string' ? hunkAsEdited : takeEdited(asked, hunkAsEdited);
    if (problem === undefined) {
      await asked.onDecided();
      return;
    }
    await prompt.write(`The edited hunk does not apply: ${problem}.\n`);
    if (!(await askAgain(prompt))) return;
  }
}

async function askAgain(prompt: Prompt): Promise<boolean> {
  for (;;) {
    const answer = (await prompt.ask('Edit again (saying "no" discards!) [y/n]? ')).trim().toLowerCase();
    if (/^(?:y|n|yes|no)$/.test(answer)) return answer.startsWith('y');
  }
}

/**
 * Takes an edited hunk, and what it needs. Words that it still holds are still used, so what takes them away is left.
 * @returns why it can't be.
 */
export function takeEdited(
  { bonds, choices, edited }: Pick<Asked, 'bonds' | 'choices' | 'edited'>,
  hunk: EditedHunk,
): string | undefined {
  const kept = keptWords(hunk);
  const left: number[] = [];
  for (const { id } of hunk.pieces) {
    for (const other of bonds.neededBy[id]!) {
      const word = [...bonds.needs[other]!.get(id)!].find((own) => kept.has(own));
      if (word === undefined) continue;
      if (choices.verdictOf(other) === 'take')
        return `it keeps ${word}, which a hunk that you took takes away`;
      left.push(other);
    }
  }
  const own = hunk.pieces.map(({ id }) => id);
  if (!choices.decide(own, 'take')) return 'it needs a hunk that was left';
  choices.decide(
    left.filter((id) => choices.verdictOf(id) === undefined),
    'leave',
  );
  for (const piece of hunk.pieces) edited.set(piece, hunk);
  return undefined;
}
