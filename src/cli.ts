#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { processIo } from './commands/terminal.js';
import { UserError } from './errors.js';
import type { InterruptedError } from './write/hold-signals.js';
import { OWN_FOLDER } from './write/own-names.js';

// A run takes seconds, most of it in a few loops: compiling less of the rest saves a tenth (npm run bench).
setFlagsFromString('--interrupt-budget=500000');
// Tasks are short and each thread has its own young generation: a small one takes 90 MB off the peak, and no time.
setFlagsFromString('--max-semi-space-size=4');

/**
 * The command line. Everything heavier than option parsing is loaded when it is needed: --help loads no zod, a wrong
 * rule no parser. While this thread loads what a run needs, another one walks the tree.
 */
async function main(args: readonly string[]): Promise<number> {
  const io = processIo();
  try {
    const { parseOptions } = await import('./options.js');
    const command = await parseOptions(args);
    switch (command.kind) {
      case 'help':
        await io.stdout.write(command.text);
        return 0;
      case 'version': {
        const { printVersion } = await import('./commands/print-version.js');
        await printVersion(io.stdout);
        return 0;
      }
      case 'recover': {
        const { recoverByHand } = await import('./commands/recover-by-hand.js');
        await recoverByHand(command.options, io);
        return 0;
      }
      case 'check': {
        await guardReading(command.options.tree);
        const { openSession } = await import('./session.js');
        const session = openSession(command.options.tree, command.options.jobs);
        try {
          const { checkKconfigTree } = await import('./commands/check-kconfig-tree.js');
          return await checkKconfigTree(command.options, io, session);
        } finally {
          await session.close();
        }
      }
      case 'run': {
        const { options } = command;
        if (!options.write) await guardReading(options.tree);
        const { openSession } = await import('./session.js');
        // A run that writes takes the tree, once it knows the rules, before it reads anything.
        const session = options.write ? undefined : openSession(options.tree, options.jobs);
        try {
          const { runRules } = await import('./commands/run-rules.js');
          const { run } = await import('./pipeline.js');
          return await runRules(options, io, (asked) => run(asked, session));
        } finally {
          await session?.close();
        }
      }
    }
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

/** Refuses a tree in the middle of a write; where there is no trace of one, without loading anything. */
async function guardReading(tree: string): Promise<void> {
  if (!existsSync(`${tree}/${OWN_FOLDER}`)) return;
  const { refuseBroken } = await import('./write/recover-tree.js');
  await refuseBroken(tree);
}

process.exitCode = await main(process.argv.slice(2));
