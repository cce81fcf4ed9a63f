/**
 * Whom a patch goes to, against the tree's own `scripts/get_maintainer.pl` (without git's history): for random files,
 * and for the patches of a random series split by directory. The recipients, the entries of MAINTAINERS and their order
 * by how specific they are must be the same; docs/series.md says what isn't compared.
 *
 *   node dist/test/kernel/recipients.js [--tree 6.12|PATH] [--count 100] [--patches 7] [--seed 1]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Identity } from '../../src/git/read-identity.js';
import { makeFileReports } from '../../src/report/file-reports.js';
import { openTree } from '../../src/scan/tree-view.js';
import { makeSeries, partRecipients } from '../../src/series/make-series.js';
import { recipientsOf, sectionsOf } from '../../src/series/maintainers/find-sections.js';
import { loadMaintainers } from '../../src/series/maintainers/load-maintainers.js';
import type { Section } from '../../src/series/maintainers/parse-maintainers.js';
import { planSeries } from '../../src/series/plan-series.js';
import { openPool } from '../../src/workers/pool.js';
import { drawItems, makeRandom } from './draw.js';
import { drawSeries } from './draw-series.js';
import { findKernelTree } from './kernel-tree.js';

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', default: '6.12' },
    count: { type: 'string', default: '100' },
    patches: { type: 'string', default: '7' },
    seed: { type: 'string', default: '1' },
  },
});

const root = findKernelTree(options.tree);
if (root === undefined || spawnSync('perl', ['-v']).status !== 0) {
  console.log('recipients: skipped, it takes perl and ../shared/bin/kernel-tree to fetch a kernel with');
  process.exit(0);
}
console.log(`recipients: ${root}, seed ${options.seed}`);
const tree = openTree(root);
const random = makeRandom(Number(options.seed));
const sections = loadMaintainers(root);
const problems: string[] = [];
// The script also names the addresses in .yaml files.
const paths = drawItems(
  tree.paths.filter((path) => /^[\w./+-]+$/.test(path) && !path.endsWith('.yaml')),
  Number(options.count),
  random,
);
for (const path of paths) {
  const own = sectionsOf(sections, path);
  const theirs = ask(root, '-f', path);
  compare(path, theirs, recipientsOf(sections, [path], []), own);
  const depths = theirs.titles.map((title) => depthOf(sections, title, path));
  if (depths.some((depth, i) => i > 0 && depth > depths[i - 1]!)) problems.push(`${path}: another order`);
}
const patches = await comparePatches(root);
for (const problem of problems) console.log(`FAILED ${problem}`);
console.log(`${paths.length} files, ${patches} patches, ${problems.length} differences`);
process.exitCode = problems.length > 0 ? 1 : 0;

interface Answer {
  /** As the script prints them: people, then lists. */
  readonly recipients: readonly string[];
  /** Titles of entries. */
  readonly titles: readonly string[];
}

function ask(folder: string, ...args: string[]): Answer {
  const { stdout, stderr, status } = spawnSync(
    'perl',
    [
      'scripts/get_maintainer.pl',
      ...['--nogit', '--nogit-fallback', '--norolestats', '--noroles', '--subsystem', ...args],
    ],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, HOME: folder } },
  );
  if (status !== 0) throw new Error(`get_maintainer.pl ${args.join(' ')}: ${stderr}`);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return {
    recipients: lines.filter((line) => line.includes('@')),
    titles: lines.filter((line) => !line.includes('@')),
  };
}

function compare(
  what: string,
  theirs: Answer,
  recipients: readonly Identity[],
  own: readonly Section[] | undefined,
): void {
  // Two entries may name a person by two names, of which the first one counts.
  const normal = (line: string) => (/<(.*)>$/.exec(line)?.[1] ?? line).toLowerCase();
  const ours = recipients.map(({ name, email }) => (name === '' ? email : `${name} <${email}>`));
  report(what, 'recipient', theirs.recipients.map(normal), ours.map(normal));
  if (own)
    report(
      what,
      'entry',
      theirs.titles,
      own.map(({ title }) => title),
    );
}

function report(what: string, kind: string, theirs: readonly string[], ours: readonly string[]): void {
  for (const one of theirs) if (!ours.includes(one)) problems.push(`${what}: ${kind} missing: ${one}`);
  for (const one of ours) if (!theirs.includes(one)) problems.push(`${what}: ${kind} too many: ${one}`);
}

function depthOf(all: readonly Section[], title: string, path: string): number {
  const section = all.find((one) => one.title === title && one.files.some(({ matches }) => matches(path)));
  return section?.files.findLast(({ matches }) => matches(path))?.depth ?? -1;
}

/** @returns how many patches were compared. */
async function comparePatches(folder: string): Promise<number> {
  const pool = openPool();
  const documents = await drawSeries(tree, Number(options.patches), random, pool);
  await pool.close();
  const reports = documents.map(({ changes }) => makeFileReports(changes));
  const parts = planSeries(documents, reports, 'directory', sections);
  const settings = { from: { name: 'A Hacker', email: 'hacker@example.org' }, signature: 'excise' };
  const mails = makeSeries(documents, parts, settings, undefined).filter(
    ({ name }) => !name.startsWith('0000-'),
  );
  const work = mkdtempSync(join(tmpdir(), 'excise-recipients-'));
  try {
    for (const [i, { name, text }] of mails.entries()) {
      const file = join(work, name);
      writeFileSync(file, Buffer.from(text, 'latin1'));
      compare(name, ask(folder, file), partRecipients(parts[i]!, sections), undefined);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return mails.length;
}
