#!/usr/bin/env -S node --max-semi-space-size=4
import { setFlagsFromString } from 'node:v8';
import { processIo } from './commands/terminal.js';
import { runCommand } from './run-command.js';

// A run takes seconds, most of it in a few loops: compiling less of the rest saves a tenth (npm run bench).
setFlagsFromString('--interrupt-budget=500000');
// Each thread has a young generation of its own: a small one takes 120 MB off the peak, and no time (one of 2 MB takes
// a twentieth more). This thread's was
// made before this line: hence the first line of this file.
setFlagsFromString('--max-semi-space-size=4');

process.exitCode = await runCommand(process.argv.slice(2), processIo());
