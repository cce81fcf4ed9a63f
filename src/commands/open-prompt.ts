import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ReadStream } from 'node:tty';
import type { Prompt } from '../choose/ask-hunks.js';
import { clip, UserError } from '../errors.js';
import { runGit } from '../git/run-git.js';
import type { Options } from '../options.js';
import { explainError } from '../write/explain-error.js';
import { InterruptedError, type SignalHold } from '../write/hold-signals.js';
import type { CommandIo } from './terminal.js';

/** A prompt that holds a terminal open. */
export interface TerminalPrompt extends Prompt {
  readonly close: () => void;
}

export type OpenPrompt = (
  options: Options,
  io: CommandIo,
  signals: SignalHold | undefined,
) => Promise<TerminalPrompt>;

/**
 * Asks on the terminal: questions go to standard error, as standard output is the patch's; answers are lines, edited by
 * the terminal itself, so that Ctrl-C is a signal as always. Where standard input is something else, /dev/tty is read.
 * @param signals of a run that has taken the tree: an editor keeps Ctrl-C to itself.
 * @throws UserError where there is no terminal.
 */
export const openPrompt: OpenPrompt = ({ tree }, io, signals) => {
  const input = openInput();
  const lines = createInterface({ input, terminal: false });
  const ready: string[] = [];
  let waiting: ((line: string | undefined) => void) | undefined;
  let ended = false;
  lines.on('line', (line) => {
    if (waiting) waiting(line);
    else ready.push(line);
  });
  lines.on('close', () => {
    ended = true;
    waiting?.(undefined);
  });
  const nextLine = () =>
    new Promise<string | undefined>((resolve) => {
      if (ready.length > 0 || ended) resolve(ready.shift());
      else
        waiting = (line) => {
          waiting = undefined;
          resolve(line);
        };
    });
  return Promise.resolve({
    write: io.stderr.write,
    ask: async (question) => {
      await io.stderr.write(question);
      const line = await nextLine();
      if (line !== undefined) return line;
      await io.stderr.write('\n');
      throw new UserError('the answers ended before the last question; nothing was changed');
    },
    edit: async (text) => {
      input.pause();
      try {
        return await editText(text, tree, io, signals);
      } finally {
        input.resume();
      }
    },
    close: () => {
      lines.close();
      input.destroy();
    },
  });
};

function openInput(): ReadStream | NodeJS.ReadStream {
  if (process.stdin.isTTY) return process.stdin;
  try {
    return new ReadStream(openSync('/dev/tty', 'r'));
  } catch (error) {
    throw new UserError('--interactive needs a terminal; --answers FILE alone replays earlier answers', {
      cause: error,
    });
  }
}

/** Opens the person's editor on a latin1 text; Ctrl-C is the editor's as long as it runs. */
async function editText(
  text: string,
  tree: string,
  { env, stderr }: CommandIo,
  signals: SignalHold | undefined,
): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'excise-'));
  const file = join(folder, 'hunk-edit.diff');
  const ignore = () => undefined;
  const work = async () => {
    process.on('SIGINT', ignore);
    try {
      writeFileSync(file, text, 'latin1');
      const editor = await findEditor(tree, env);
      const problem = await runEditor(editor, file);
      if (problem === undefined) return readFileSync(file, 'latin1');
      await stderr.write(`The editor '${clip(editor)}' failed: ${problem}\n`);
      return undefined;
    } finally {
      process.off('SIGINT', ignore);
      rmSync(folder, { recursive: true, force: true });
    }
  };
  if (!signals) return await work();
  const edited = await signals.during(work);
  const signal = signals.taken();
  if (signal !== undefined && signal !== 'SIGINT') throw new InterruptedError(signal, 'nothing was changed');
  return edited;
}

/** The editor that git would take; without git, VISUAL, EDITOR or vi. */
async function findEditor(tree: string, env: CommandIo['env']): Promise<string> {
  const { status, stdout } = await runGit(tree, ['var', 'GIT_EDITOR']);
  const own = Buffer.from(stdout, 'latin1').toString().trim();
  if (status === 0 && own !== '') return own;
  return env.VISUAL ?? env.EDITOR ?? 'vi';
}

/** Editors are set with arguments, so a shell reads them, as git has it do (git-var(1)). @returns what went wrong. */
async function runEditor(editor: string, file: string): Promise<string | undefined> {
  const child = spawn('/bin/sh', ['-c', `${editor} "$@"`, editor, file], { stdio: ['inherit', 2, 2] });
  return await new Promise((done) => {
    child.on('error', (error) => done(explainError(error)));
    child.on('close', (code, signal) =>
      done(code === 0 ? undefined : `it ended with ${signal ?? code ?? ''}`),
    );
  });
}
