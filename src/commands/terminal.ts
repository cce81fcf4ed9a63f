import type { WriteStream } from 'node:tty';
import { UserError } from '../errors.js';
import type { OpenPrompt } from './open-prompt.js';
import { explainError } from '../write/explain-error.js';

/** An output stream, as commands see it. */
export interface Output {
  readonly isTerminal: boolean;
  /** Width of the terminal, or 80. */
  readonly columns: number;
  /** Resolves when the bytes are handed over; text is written as UTF-8. */
  readonly write: (data: string | Uint8Array) => Promise<void>;
}

export interface CommandIo {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Opens the terminal to ask somebody (see open-prompt.ts); absent: what has no terminal. */
  readonly openPrompt?: OpenPrompt;
}

/**
 * The process's own streams. A reader that goes away early (`| head`) is no error: what is left to write is dropped.
 */
export function processIo(): CommandIo {
  return { stdout: makeOutput(process.stdout), stderr: makeOutput(process.stderr), env: process.env };
}

function makeOutput(stream: NodeJS.WriteStream): Output {
  let gone = false;
  // What is wrong is told to whoever writes.
  stream.on('error', () => (gone = true));
  const { isTTY, columns } = stream as Partial<WriteStream>;
  return {
    isTerminal: isTTY === true,
    columns: columns !== undefined && columns > 0 ? columns : 80,
    write: (data) =>
      new Promise((resolve, reject) => {
        if (gone || data.length === 0) resolve();
        else
          stream.write(data, (error) => {
            if (!error || (error as NodeJS.ErrnoException).code === 'EPIPE') resolve();
            else reject(new UserError(`can't write the output: ${explainError(error)}`, { cause: error }));
          });
      }),
  };
}
