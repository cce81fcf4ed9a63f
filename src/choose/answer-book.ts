import { createHash } from 'node:crypto';
import * as z from 'zod';
import { UserError } from '../errors.js';
import { oldLines, type Piece } from './pieces.js';

/** What a person said of a piece: take it, leave it, or take it as edited by hand. */
export type Answer = 'y' | 'n' | 'e';

const record = z.strictObject({
  /** Of the file, latin1. */
  path: z.string(),
  /** Where the piece was, for people. */
  line: z.int().positive(),
  /** What it changes: see keyOf. */
  change: z.string(),
  /** `?`: not answered; it stands there to tell apart several pieces of one file that change the same. */
  answer: z.enum(['y', 'n', 'e', '?']),
  /** With `e`, at the first piece of the hunk. */
  edited: z
    .strictObject({
      /** How many pieces the hunk has. */
      pieces: z.int().positive(),
      /** Its lines before the edit, and those that they become; latin1. */
      before: z.string(),
      after: z.string(),
    })
    .optional(),
});

export type AnswerRecord = Readonly<z.output<typeof record>>;

const bookSchema = z.strictObject({ version: z.literal(1), answers: z.array(record) });

/**
 * Reads the text of a file of answers.
 * @param name of the file, for messages.
 * @throws UserError where it is none.
 */
export function parseAnswers(name: string, text: string): AnswerRecord[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${name}: error: not a file of answers: it is no JSON`, { cause: error });
  }
  const parsed = bookSchema.safeParse(data);
  if (parsed.success) return parsed.data.answers;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `${name}: error: not a file of answers: ${issue!.path.join('.')}: ${issue!.message}; only --interactive writes such files`,
  );
}

/** One record a line, so that the file can be read, and compared. */
export function formatAnswers(records: readonly AnswerRecord[]): string {
  const lines = records.map((own) => `  ${JSON.stringify(own)}`);
  return `{ "version": 1, "answers": [\n${lines.join(',\n')}\n] }\n`;
}

/**
 * What a piece changes, whatever is around it: its file, its lines before and after, and the document's place in the
 * series. So an answer holds as long as the tool wants to do the very same.
 */
export function keyOf(document: number, { file, lines }: Piece): string {
  const { path, status } = file.change;
  const parts = [String(document), path, status, oldLines(file.source, lines), lines.lines.join('')];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`, 'latin1');
  return hash.digest('hex').slice(0, 24);
}

/**
 * Finds the record of each piece. Several pieces that change the same are told apart by their order; where there are
 * now more or fewer of them than when they were answered, none counts.
 * @returns for each piece its record, and the records that belong to no piece.
 */
export function matchRecords(
  keys: readonly string[],
  records: readonly AnswerRecord[],
): { found: (AnswerRecord | undefined)[]; others: AnswerRecord[] } {
  const wanted = new Map<string, number>();
  for (const key of keys) wanted.set(key, (wanted.get(key) ?? 0) + 1);
  const had = new Map<string, AnswerRecord[]>();
  for (const own of records) {
    const list = had.get(own.change);
    if (list) list.push(own);
    else had.set(own.change, [own]);
  }
  const next = new Map<string, number>();
  const found = keys.map((key) => {
    const list = had.get(key);
    if (list?.length !== wanted.get(key)) return undefined;
    const index = next.get(key) ?? 0;
    next.set(key, index + 1);
    return list![index];
  });
  return { found, others: records.filter(({ change }) => !wanted.has(change)) };
}
