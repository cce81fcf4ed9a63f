#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { processIo } from './commands/terminal.js';
import { runCommand } from './run-command.js';

// A run takes seconds, most of it in a few loops: compiling less of the rest saves a tenth (npm run bench).
setFlagsFromString('--interrupt-budget=500000');
// Tasks are short and each thread has its own young generation: a small one takes 90 MB off the peak, and no time.
setFlagsFromString('--max-semi-space-size=4');

process.exitCode = await runCommand(process.argv.slice(2), processIo());
