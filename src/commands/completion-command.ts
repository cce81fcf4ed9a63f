import { clip, UserError } from '../errors.js';
import { parseSubcommandWords } from '../parse-subcommand.js';
import { renderCompletion, SHELLS } from '../report/completion.js';
import { readHelp } from './read-help.js';
import type { CommandIo } from './terminal.js';

const HELP = `Usage: excise completion bash|zsh|fish

Prints a script that completes the words of excise in a shell. In bash:

  excise completion bash > ~/.local/share/bash-completion/completions/excise

Options:
  -h, --help  show this help
`;

/** `excise completion`. */
export async function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseSubcommandWords('completion', args, {
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) {
    await io.stdout.write(HELP);
    return 0;
  }
  const shell = SHELLS.find((own) => own === positionals[0]);
  if (shell === undefined || positionals.length > 1) {
    const given = positionals.length === 0 ? 'nothing' : `'${clip(positionals.join(' '))}'`;
    throw new UserError(`completion: needs ${SHELLS.join(', ')}, not ${given}`);
  }
  await io.stdout.write(renderCompletion(shell, await readHelp()));
  return 0;
}
