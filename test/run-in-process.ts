import type { CommandIo, Output } from '../src/commands/terminal.js';
import { runCommand } from '../src/run-command.js';

export interface InProcessRun {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** A command line without a process of its own, which costs half a second of CPU. Paths are relative to the cwd. */
export async function runInProcess(...args: readonly string[]): Promise<InProcessRun> {
  const written: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    isTerminal: false,
    columns: 80,
    write: (data) => {
      written[name].push(Buffer.from(data as string));
      return Promise.resolve();
    },
  });
  const io: CommandIo = { stdout: output('stdout'), stderr: output('stderr'), env: {} };
  const status = await runCommand(args, io);
  return { status, stdout: Buffer.concat(written.stdout), stderr: Buffer.concat(written.stderr).toString() };
}
