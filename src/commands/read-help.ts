import { parseHelp, type CommandHelp } from '../report/parse-help.js';
import { SUBCOMMANDS } from './subcommands.js';
import type { CommandIo, Output } from './terminal.js';

/** The help of `excise` and of each subcommand, in the order of the help. */
export async function readHelp(): Promise<CommandHelp[]> {
  const { parseOptions } = await import('../options.js');
  const main = parseOptions(['--help']);
  const all = [parseHelp('', main.kind === 'help' ? main.text : '')];
  for (const [name, { load }] of SUBCOMMANDS) {
    const { runSubcommand } = await load();
    let text = '';
    const output: Output = {
      isTerminal: false,
      columns: 80,
      write: (data) => {
        text += data.toString();
        return Promise.resolve();
      },
    };
    const io: CommandIo = { stdout: output, stderr: output, env: {} };
    await runSubcommand(['--help'], io);
    all.push(parseHelp(name, text));
  }
  return all;
}
