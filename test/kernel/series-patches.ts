/**
 * A series of random removals, merges and renamings in a real kernel, as `--series` writes it, one patch a document and
 * split both ways: `git am` must take every patch and give the tree that the pipeline says, and the kernel's own
 * `scripts/checkpatch.pl --strict` may find no error in a patch that it doesn't find in the file before.
 *
 *   node dist/test/kernel/series-patches.js [--tree 6.12|PATH] [--count 7] [--seed 1]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { finalFiles } from '../../src/final-files.js';
import { makeFileReports } from '../../src/report/file-reports.js';
import type { DocumentResult } from '../../src/result.js';
import { openTree } from '../../src/scan/tree-view.js';
import { makeSeries } from '../../src/series/make-series.js';
import { loadMaintainers } from '../../src/series/maintainers/load-maintainers.js';
import { planSeries } from '../../src/series/plan-series.js';
import { writeSeries } from '../../src/series/write-series.js';
import { openPool } from '../../src/workers/pool.js';
import { makeRandom } from './draw.js';
import { drawSeries } from './draw-series.js';
import { findKernelTree } from './kernel-tree.js';

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', default: '6.12' },
    count: { type: 'string', default: '7' },
    seed: { type: 'string', default: '1' },
  },
});

const root = findKernelTree(options.tree);
if (root === undefined) {
  console.log('series-patches: skipped, there is no ../shared/bin/kernel-tree to fetch a kernel with');
  process.exit(0);
}
const pool = openPool();
const documents = await drawSeries(
  openTree(root),
  Number(options.count),
  makeRandom(Number(options.seed)),
  pool,
);
await pool.close();
const rules = documents.map(({ document: { at } }) => (at.kind === 'file' ? at.file.replace('\n', '') : ''));
console.log(`series-patches: ${root}, seed ${options.seed}\n${rules.join('\n')}`);

const work = mkdtempSync(join(tmpdir(), 'excise-series-'));
const problems: string[] = [];
try {
  const before = makeRepository(join(work, 'tree'), documents);
  const maintainers = loadMaintainers(root);
  const reports = documents.map(({ changes }) => makeFileReports(changes));
  for (const split of [undefined, 'directory', 'maintainer'] as const) {
    const parts = planSeries(documents, reports, split, maintainers);
    const settings = {
      from: { name: 'A Hacker', email: 'hacker@example.org' },
      signoff: 'Signed-off-by: A Hacker <hacker@example.org>',
      signature: 'excise',
    };
    const { paths } = await writeSeries(
      join(work, split ?? 'whole'),
      makeSeries(documents, parts, settings, maintainers),
    );
    const patches = paths.filter((path) => !path.endsWith('0000-cover-letter.patch'));
    console.log(
      `${patches.length} patches, ${split === undefined ? 'one for each document' : `by ${split}`}`,
    );
    problems.push(...applySeries(join(work, 'tree'), before, patches, documents));
    if (split === undefined)
      for (const patch of patches) problems.push(...checkStyle(root, patch, documents));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
for (const problem of problems) console.log(`FAILED ${problem}`);
console.log(
  problems.length === 0 ? 'all patches apply, without errors of style' : `${problems.length} problems`,
);
process.exitCode = problems.length > 0 ? 1 : 0;

/** A repository of the files that the series touches, as they are before it. @returns the name of its commit. */
function makeRepository(folder: string, parts: readonly DocumentResult[]): string {
  mkdirSync(folder);
  git(folder, 'init', '-q');
  git(folder, 'config', 'user.name', 'A Hacker');
  git(folder, 'config', 'user.email', 'hacker@example.org');
  const done = new Set<string>();
  for (const change of parts.flatMap(({ changes }) => changes)) {
    if (done.has(change.path)) continue;
    done.add(change.path);
    const path = join(folder, change.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.from(change.before, 'latin1'));
    if (change.mode === 0o100755) chmodSync(path, 0o755);
  }
  git(folder, 'add', '-f', '.');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'before');
  return git(folder, 'rev-parse', 'HEAD').trim();
}

function applySeries(
  folder: string,
  before: string,
  patches: readonly string[],
  parts: readonly DocumentResult[],
): string[] {
  git(folder, 'reset', '-q', '--hard', before);
  if (patches.length === 0) return [];
  const { status, stderr } = spawnSync('git', ['am', '-q', ...patches], { cwd: folder, env: gitEnv() });
  if (status !== 0) return [`git am: ${String(stderr)}`];
  return finalFiles(parts).flatMap(({ path, after }) => {
    const there = existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'latin1') : undefined;
    return there === after ? [] : [`${path}: git am gives something else`];
  });
}

/** Errors of checkpatch.pl in a patch that the files don't have before it. */
function checkStyle(tree: string, patch: string, parts: readonly DocumentResult[]): string[] {
  const lines = readFileSync(patch, 'latin1').split('\n');
  const known = new Map<string, Set<string>>();
  const errorsBefore = (path: string) => {
    const own = known.get(path);
    if (own) return own;
    const text = parts.flatMap(({ changes }) => changes).find((change) => change.path === path)?.before ?? '';
    const file = join(work, 'before');
    writeFileSync(file, Buffer.from(text, 'latin1'));
    const found = new Set(
      findErrors(tree, ['-f', file], text.split('\n')).map(({ message, line }) => `${message} ${line}`),
    );
    known.set(path, found);
    return found;
  };
  return findErrors(tree, [patch], lines).flatMap(({ message, line, at }) => {
    const path = lines
      .slice(0, at)
      .findLast((text) => text.startsWith('+++ b/'))
      ?.slice(6);
    if (path !== undefined && errorsBefore(path).has(`${message} ${line}`)) return [];
    return [`${patch}:${at}: ${message}: ${line}`];
  });
}

function findErrors(tree: string, args: readonly string[], lines: readonly string[]) {
  const { stdout } = spawnSync(
    'perl',
    ['scripts/checkpatch.pl', '--strict', '--terse', '--no-summary', '--root', tree, ...args],
    { cwd: tree, encoding: 'latin1', maxBuffer: 2 ** 28 },
  );
  return [...stdout.matchAll(/^[^\n]*?:(\d+): ERROR: (.*)$/gm)].map(([, number, message]) => ({
    message: message!,
    at: Number(number),
    line: (lines[Number(number) - 1] ?? '').replace(/^[+-]/, '').replace(/\s+/g, ' ').trim(),
  }));
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, env: gitEnv(), encoding: 'latin1' });
}

function gitEnv() {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(own), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
}
