import { readFileSync } from 'node:fs';
import { UserError } from '../../src/errors.js';
import type { FinalFile } from '../../src/final-files.js';
import { InterruptedError } from '../../src/write/hold-signals.js';
import { recover } from './fault-trial.js';
import { writeFiles } from '../../src/write/write-files.js';

/**
 * Writes files as the command line does, and ends as it does: node write-driver.js TREE FILES.json; without FILES.json
 * it recovers the tree.
 */
const [tree, plan] = process.argv.slice(2);
try {
  if (plan === undefined) await recover(tree!);
  else await writeFiles(tree!, readPlan(plan));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (error instanceof InterruptedError) process.kill(process.pid, error.signal);
  process.exitCode = 2;
}

function readPlan(path: string): FinalFile[] {
  const files = JSON.parse(readFileSync(path, 'utf8')) as (Omit<FinalFile, 'after'> & {
    after: string | null;
  })[];
  return files.map((file) => ({ ...file, after: file.after ?? undefined }));
}
