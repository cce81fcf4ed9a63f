// Runs the compiled tests: node test/run.mjs [word…] takes those whose path holds one of the words.
// Node 20 expands no globs for --test, so the files are listed here. With EXCISE_COVERAGE=95 the line coverage of src/
// is held against that bar, too (coverage.mjs).
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../dist/test', import.meta.url));
const sources = fileURLToPath(new URL('.', import.meta.url));
const words = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.test.js'))
  // What was compiled from a test that is gone stays in dist/.
  .filter((file) => existsSync(join(sources, file.replace(/\.js$/, '.ts'))))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort()
  .map((file) => join(folder, file));

if (files.length === 0) {
  console.error(`no test in ${folder}${words.length > 0 ? ` holds ${words.join(' or ')}` : ''}`);
  process.exit(2);
}
const { EXCISE_COVERAGE: bar, NODE_V8_COVERAGE: isMeasured } = process.env;
const coverage = fileURLToPath(new URL('coverage.mjs', import.meta.url));
const command =
  bar && !isMeasured ? [coverage, '--bar', bar, ...words] : ['--test', '--test-reporter=spec', ...files];
const { status, error } = spawnSync(process.execPath, command, { stdio: 'inherit' });
if (error) console.error(error);
process.exit(status ?? 2);
