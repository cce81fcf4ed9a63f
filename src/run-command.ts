import { existsSync } from 'node:fs';
import { guardReading } from './commands/guard-reading.js';
import { SUBCOMMANDS } from './commands/subcommands.js';
import type { CommandIo } from './commands/terminal.js';
import { UserError } from './errors.js';
import { parseOptions, type Options } from './options.js';
import type { RunMemory } from './remember/run-memory.js';
import type { InterruptedError } from './write/hold-signals.js';

/**
 * One command line, from its words to its exit code. Everything heavier than option parsing is loaded when it is
 * needed: --help loads no zod, a wrong rule no parser. While this thread loads what a run needs, another one walks the
 * tree.
 * @param args without node and the script.
 * @returns the exit code: 2 for trouble, which is told on standard error.
 */
export async function runCommand(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    const subcommand = SUBCOMMANDS.get(args[0] ?? '');
    if (subcommand) {
      const { runSubcommand } = await subcommand.load();
      return await runSubcommand(args.slice(1), io);
    }
    return await runMain(args, io);
  } catch (error) {
    if (error instanceof UserError) {
      const text = error.message;
      await io.stderr.write(`${/^.*: error: /.test(text) ? '' : 'excise: '}${text}\n`);
      // Ended by a signal is what the shell and a supervisor shall see.
      const { signal } = error as Partial<InterruptedError>;
      if (signal !== undefined) process.kill(process.pid, signal);
    } else {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      await io.stderr.write(`excise: this is a bug of the tool; please report it\n${text}\n`);
    }
    return 2;
  }
}

/** `excise [RULE…]`, without a subcommand. */
async function runMain(args: readonly string[], io: CommandIo): Promise<number> {
  const command = parseOptions(args);
  switch (command.kind) {
    case 'help':
      await io.stdout.write(command.text);
      return 0;
    case 'version': {
      const { printVersion } = await import('./commands/print-version.js');
      await printVersion(io.stdout);
      return 0;
    }
    case 'run': {
      const { options } = command;
      if (!options.write) {
        await guardReading(options.tree);
      }
      const memory = await openMemory(options, io);
      const open = async () => {
        const { openSession } = await import('./session.js');
        const [tracked, listing] = [memory?.tracked(), memory?.listing()];
        const known = { ...(tracked ? { tracked } : {}), ...(listing ? { listing } : {}) };
        return openSession(options.tree, { ...options, ...known });
      };
      // A run that writes takes the tree, once it knows the rules, before it reads anything. One that may be remembered
      // may need nothing of all this, and one without its rules doesn't.
      const isLater = options.write || memory?.isKnown === true || !options.rules.every(isThere);
      let session = isLater ? undefined : await open();
      try {
        const { runRules } = await import('./commands/run-rules.js');
        return await runRules(
          options,
          await withPrompt(options, io),
          async (asked) => {
            session ??= await open();
            const { run } = await import('./pipeline.js');
            const result = await run(asked, session);
            await memory?.keep(result, session);
            return result;
          },
          memory,
        );
      } finally {
        await session?.close();
      }
    }
  }
}

function isThere(rule: string): boolean {
  return rule === '-' || existsSync(rule);
}

/** What earlier runs with --cache have left; loaded only where that is asked for. */
async function openMemory(options: Options, io: CommandIo): Promise<RunMemory | undefined> {
  if (!options.cache) return undefined;
  const { openRunMemory } = await import('./remember/run-memory.js');
  return openRunMemory(options, io.env);
}

/** Lets a run ask questions, if it is to. */
async function withPrompt(options: Options, io: CommandIo): Promise<CommandIo> {
  if (!options.interactive) return io;
  const { openPrompt } = await import('./commands/open-prompt.js');
  return { ...io, openPrompt };
}
