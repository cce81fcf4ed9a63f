import { readFileSync } from 'node:fs';
import { UserError } from '../../src/errors.js';
import type { FinalFile } from '../../src/final-files.js';
import { InterruptedError } from '../../src/write/hold-signals.js';
import { writeFiles } from '../../src/write/write-files.js';

/** Writes files as the command line does, and ends as it does: node write-driver.js TREE FILES.json */
const [tree, plan] = process.argv.slice(2);
const files = (
  JSON.parse(readFileSync(plan!, 'utf8')) as (Omit<FinalFile, 'after'> & { after: string | null })[]
).map(({ path, before, after }): FinalFile => ({ path, before, after: after ?? undefined }));
try {
  await writeFiles(tree!, files);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (error instanceof InterruptedError) process.kill(process.pid, error.signal);
  process.exitCode = 2;
}
