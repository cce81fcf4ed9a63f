// Runs all tests and holds the line coverage of src/ against the bar. Processes and threads that tests start count, too.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Percent of the lines. */
const BAR = 95;

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'excise-coverage-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** What the runner says in the end is said again after the coverage, as the last thing. */
const closing = [];
const status = await new Promise((done) => {
  const tests = spawn(process.execPath, [join(root, 'test/run.mjs'), ...process.argv.slice(2)], {
    env: { ...process.env, NODE_V8_COVERAGE: folder },
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  let rest = '';
  tests.stdout.on('data', (data) => {
    process.stdout.write(data);
    const lines = (rest + data.toString()).split('\n');
    rest = lines.pop();
    closing.push(...lines.filter((line) => line.startsWith('ℹ ')));
  });
  tests.on('close', done);
});

/** Modules of types alone, which nothing loads. */
const typesOnly = readdirSync(join(root, 'dist/src'), { recursive: true })
  .map((file) => join('dist/src', String(file)))
  .filter((file) => file.endsWith('.js') && /^export \{\};\s/.test(readFileSync(join(root, file), 'utf8')));

const c8 = join(dirname(createRequire(import.meta.url).resolve('c8/package.json')), 'bin/c8.js');
const report = spawnSync(
  process.execPath,
  [
    ...[c8, 'report', '--temp-directory', folder, '--merge-async', '--all', '--src', 'dist/src'],
    ...typesOnly.flatMap((file) => ['--exclude', file]),
    ...['--include', 'dist/src/**/*.js', '--reporter', 'text-summary', '--reporter', 'text'],
    ...[
      '--check-coverage',
      '--lines',
      String(BAR),
      '--branches',
      '0',
      '--functions',
      '0',
      '--statements',
      '0',
    ],
  ],
  { cwd: root, stdio: 'inherit' },
);
for (const line of closing.slice(-8)) console.log(line);
process.exit(status || report.status || 0);
