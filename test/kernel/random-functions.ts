/**
 * `remove: - function` for functions drawn from a real kernel: static ones, global ones, static inline ones of headers,
 * exported ones, each with `returns:` a constant of its type. What a patch touches and x86 allmodconfig builds must
 * still pass the compiler with the tree's own flags where it did before, but for files in which the tool itself
 * reported a leftover. The build tree (hard links of the sources, allmodconfig, `make prepare`; it wants gcc, make,
 * flex, bison, bc and the headers of libelf and openssl) is made once, in --build.
 *
 *   node dist/test/kernel/random-functions.js [--tree 6.12|PATH] [--count 100] [--seed 1] [--build FOLDER]
 *     [--files 8] [--patches FOLDER] [--function NAME …]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { parseArgs } from 'node:util';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { findWords } from '../../src/plan/find-words.js';
import { formatPatch } from '../../src/patch/format-patch.js';
import { parseRules } from '../../src/rules/parse-rules.js';
import type { DocumentResult } from '../../src/result.js';
import { runDocument } from '../../src/run-document.js';
import { openTree } from '../../src/scan/tree-view.js';
import { openPool } from '../../src/workers/pool.js';
import { openBuildTree, type BuildTree } from './build-tree.js';
import { makeRandom } from './draw.js';
import { drawFunctions, type DrawnFunction } from './draw-functions.js';
import { findKernelTree } from './kernel-tree.js';

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', default: '6.12' },
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    build: { type: 'string' },
    files: { type: 'string', default: '8' },
    patches: { type: 'string' },
    function: { type: 'string', multiple: true },
  },
});

/** Functions between two runs of make, which is slow to say how it would build a file. */
const BATCH = 20;

interface Trial {
  readonly drawn: DrawnFunction;
  readonly result: DocumentResult | null;
  readonly problems: string[];
  /** Files to compile: those that were touched, or include a touched header. */
  readonly paths: readonly string[];
}

const root = findKernelTree(options.tree);
if (root === undefined) {
  console.log('random-functions: skipped, there is no ../shared/bin/kernel-tree to fetch a kernel with');
  process.exit(0);
}
const build = openBuildTree(root, options.build ?? join(tmpdir(), `excise-build-${options.tree}`));
if (typeof build === 'string') {
  console.log(`random-functions: skipped, the build tree can't be prepared: ${build}`);
  process.exit(0);
}
const tree = openTree(root);
const pool = openPool();
console.log(`random-functions: ${root}, seed ${options.seed}`);
const functions = options.function
  ? options.function.map((text): DrawnFunction => ({ kind: 'global', path: '', ...splitChoice(text) }))
  : drawFunctions(tree, Number(options.count), makeRandom(Number(options.seed)));
const commands = new Map<string, string>();
const before = new Map<string, string>();
const counts = { passed: 0, failed: 0, left: 0, compiled: 0 };
for (let at = 0; at < functions.length; at += BATCH) {
  const trials: Trial[] = [];
  for (const drawn of functions.slice(at, at + BATCH)) trials.push(await runTrial(drawn));
  const paths = [...new Set(trials.flatMap((trial) => trial.paths))].filter((path) => !before.has(path));
  for (const [path, command] of build.commandsOf(paths.sort())) commands.set(path, command);
  for (const trial of trials) await compileTrial(trial, build);
}
await pool.close();
console.log(
  `${counts.passed} passed, ${counts.failed} failed, ${counts.left} with files left to a person; ` +
    `${counts.compiled} files compiled`,
);
process.exitCode = counts.failed > 0 ? 1 : 0;

/** `name` or `name=value`. */
function splitChoice(text: string): { name: string; returns?: string } {
  const at = text.indexOf('=');
  return at < 0 ? { name: text } : { name: text.slice(0, at), returns: text.slice(at + 1) };
}

async function runTrial(drawn: DrawnFunction): Promise<Trial> {
  const { name, returns } = drawn;
  const value = returns === undefined ? '' : `\n    returns: "${returns}"`;
  const [document] = parseRules(`remove:\n  - function: ${name}${value}\n`, `${name}.yaml`);
  try {
    const result = await runDocument(tree, document!, { pool, cascade: true });
    if (options.patches !== undefined) savePatch(options.patches, name, result);
    const problems = result.failures.map(({ path, law, message }) => `${path}: ${law}: ${message}`);
    return { drawn, result, problems, paths: await pathsToCompile(result) };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { drawn, result: null, problems: [text], paths: [] };
  }
}

/** The patch and its leftovers, for a person to read. */
function savePatch(folder: string, name: string, { changes, leftovers }: DocumentResult): void {
  const listed = leftovers.map(
    ({ path, offset, code, message }) => `${path} @${offset}: ${code}: ${message}\n`,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.patch`), `${listed.join('')}\n${formatPatch(changes)}`, 'latin1');
}

/** The .c files that were touched, and for each touched header a few that include it. */
async function pathsToCompile({ changes }: DocumentResult): Promise<string[]> {
  const touched = changes.filter(({ status }) => status === 'modified').map(({ path }) => path);
  const paths = new Set(touched.filter((path) => path.endsWith('.c')).slice(0, Number(options.files)));
  for (const header of touched.filter((path) => path.endsWith('.h')).slice(0, 4)) {
    const base = posix.basename(header);
    const found = (await findWords(tree, [base], pool)).get(base) ?? [];
    const users = found.filter((path) => path.endsWith('.c') && /^(?!arch\/(?!x86)|tools\/)/.test(path));
    for (const path of users.slice(0, 2)) paths.add(path);
  }
  return [...paths];
}

async function compileTrial({ drawn, result, problems, paths }: Trial, using: BuildTree): Promise<void> {
  const own = paths.filter((path) => commands.has(path));
  const compile = (path: string) => using.compile(commands.get(path)!);
  await inPairs(
    own.filter((path) => !before.has(path)),
    async (path) => before.set(path, await compile(path)),
  );
  const sound = own.filter((path) => before.get(path) === '');
  const broken: string[] = [];
  const texts = new Map(
    (result?.changes ?? []).map((c) => [
      c.path,
      c.status === 'deleted' ? null : applyEdits(c.before, c.edits),
    ]),
  );
  await using.withTexts(texts, async () => {
    await inPairs(sound, async (path) => {
      const said = await compile(path);
      counts.compiled++;
      if (said !== '') broken.push(`${path}: ${said}`);
    });
  });
  const leftovers = result?.leftovers.filter(({ code }) => !code.startsWith('mentioned-in-comment')) ?? [];
  // The compiler names the place of each error: a leftover in that file speaks for it.
  const isLeft = (said: string) =>
    leftovers.some(({ path }) => said.includes(`/${path}:`) || said.startsWith(`${path}:`));
  const unexplained = [...problems, ...broken.filter((said) => !isLeft(said))];
  const { kind, name, returns, path } = drawn;
  const state = unexplained.length > 0 ? 'FAILED' : broken.length > 0 ? 'left  ' : 'ok    ';
  if (unexplained.length > 0) counts.failed++;
  else if (broken.length > 0) counts.left++;
  else counts.passed++;
  const what = `${kind} ${name}${returns === undefined ? '' : `=${returns}`} (${path})`;
  const touched = result?.changes.length ?? 0;
  console.log(
    `${state} ${what}: ${touched} files touched, ${sound.length} compiled, ${leftovers.length} leftovers`,
  );
  for (const problem of unexplained)
    console.log(`       ${problem.slice(0, 3000).replaceAll('\n', '\n       ')}`);
}

async function inPairs(paths: readonly string[], work: (path: string) => Promise<unknown>): Promise<void> {
  const rest = [...paths];
  const next = async () => {
    for (let path = rest.shift(); path !== undefined; path = rest.shift()) await work(path);
  };
  await Promise.all([next(), next()]);
}
