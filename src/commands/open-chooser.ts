import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { AnswerRecord } from '../choose/answer-book.js';
import { clip, UserError } from '../errors.js';
import type { Options } from '../options.js';
import { makePalette, wantsColor } from '../report/color.js';
import type { Choose } from '../result.js';
import { explainError, isCode } from '../write/explain-error.js';
import type { SignalHold } from '../write/hold-signals.js';
import type { CommandIo } from './terminal.js';

/** What a run with --interactive or --answers hands to the pipeline. Close it. */
export interface OpenChooser {
  readonly choose: Choose;
  readonly close: () => void;
}

/**
 * Reads --answers, and opens the terminal for --interactive.
 * @param clear takes the progress line away; called before the first question.
 * @param signals of a run that has taken the tree.
 * @returns undefined for a run that takes everything.
 * @throws UserError where there is no terminal, or the file isn't one of answers.
 */
export async function openChooser(
  options: Options,
  io: CommandIo,
  clear: () => void,
  signals: SignalHold | undefined,
): Promise<OpenChooser | undefined> {
  const { interactive, answers: file } = options;
  if (!interactive && file === undefined) return undefined;
  const { chooseHunks } = await import('../choose/choose-hunks.js');
  const { formatAnswers, parseAnswers } = await import('../choose/answer-book.js');
  const text = file === undefined ? undefined : readAnswers(file, interactive);
  const answers = file === undefined || text === undefined ? [] : parseAnswers(clip(file, 500), text);
  const prompt = interactive ? await io.openPrompt?.(options, io, signals) : undefined;
  if (interactive && !prompt) throw new UserError('--interactive needs a terminal');
  const { writeOutputs } = await import('../write/write-outputs.js');
  const chooser = {
    answers,
    ...(prompt ? { prompt } : {}),
    palette: makePalette(wantsColor(options.color, io.env, io.stderr.isTerminal)),
    save: async (records: readonly AnswerRecord[]) => {
      if (file === undefined) return;
      const output = { name: basename(file), text: Buffer.from(formatAnswers(records)).toString('latin1') };
      await writeOutputs(dirname(file), [output]).catch((error: unknown) => {
        throw new UserError(`can't keep the answers in ${clip(file, 500)}: ${explainError(error)}`, {
          cause: error,
        });
      });
    },
  };
  return {
    choose: async (part, index, check) => {
      clear();
      return await chooseHunks(part, index, chooser, check);
    },
    close: () => prompt?.close(),
  };
}

/** @returns undefined where the file is still to be made. */
function readAnswers(file: string, mayBeNew: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (mayBeNew && isCode(error, 'ENOENT')) return undefined;
    throw new UserError(`can't read the answers in ${clip(file, 500)}: ${explainError(error)}`, {
      cause: error,
    });
  }
}
