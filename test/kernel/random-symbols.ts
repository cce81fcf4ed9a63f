/**
 * Dry runs for random Kconfig symbols of a real kernel: none may crash, each patch must pass `git apply --check`, a
 * second run on the result must change nothing, and each leftover in code must carry a documented reason code.
 *
 *   node dist/test/kernel/random-symbols.js [--tree 6.12|PATH] [--count 200] [--seed 1] [--skip N] [--once] [--jobs N]
 *                                           [--symbol X=y …]
 *
 * --skip N goes on behind the first N of the symbols that are drawn; --once leaves out the second run.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { UserError } from '../../src/errors.js';
import { openModel } from '../../src/lang/kconfig/open-model.js';
import { classifyFile } from '../../src/lang/file-kind.js';
import { openHostedTree } from '../../src/plan/hosted-tree.js';
import { formatPatch } from '../../src/patch/format-patch.js';
import type { DocumentResult } from '../../src/result.js';
import { rulesFromOptions } from '../../src/rules/option-rules.js';
import type { RuleDocument } from '../../src/rules/rule-document.js';
import { runDocument } from '../../src/run-document.js';
import { layOver, openTree, readText, type TreeView } from '../../src/scan/tree-view.js';
import { openPool } from '../../src/workers/pool.js';
import { drawItems, makeRandom } from './draw.js';
import { findKernelTree } from './kernel-tree.js';

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', default: '6.12' },
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    skip: { type: 'string', default: '0' },
    once: { type: 'boolean', default: false },
    jobs: { type: 'string' },
    symbol: { type: 'string', multiple: true },
  },
});

const root = findKernelTree(options.tree);
if (root === undefined) {
  console.log('random-symbols: skipped, there is no ../shared/bin/kernel-tree to fetch a kernel with');
  process.exit(0);
}
const codes = documentedCodes();
const tree = openTree(root);
const pool = openPool(options.jobs === undefined ? undefined : Number(options.jobs));
const problems: string[] = [];
let passed = 0;
console.log(`random-symbols: ${root}, seed ${options.seed}`);
const whole = openHostedTree(tree)?.tree ?? tree;
const drawn = () => drawSymbols(whole, Number(options.count), Number(options.seed));
for (const choice of options.symbol ?? drawn().slice(Number(options.skip))) {
  const started = performance.now();
  const found = await checkSymbol(choice).catch((error: unknown) => [
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${found.length === 0 ? 'ok    ' : 'FAILED'} ${choice} (${seconds} s)`);
  for (const problem of found) console.log(`       ${problem}`);
  problems.push(...found.map((problem) => `${choice}: ${problem}`));
  if (found.length === 0) passed++;
}
await pool.close();
const failed = new Set(problems.map((p) => p.split(':')[0])).size;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** `X=y` or `X=n` for bool and tristate symbols that the tree defines, drawn at random. */
function drawSymbols(view: TreeView, count: number, seed: number): string[] {
  const paths = view.paths.filter((path) => classifyFile(path) === 'kconfig');
  const model = openModel(paths.map((path) => ({ path, text: readText(view, path) })));
  const names = [...model.symbols.values()]
    .filter(
      (s) => s.definitions.length > 0 && (s.type === 'bool' || s.type === 'tristate') && s.name !== 'MODULES',
    )
    .map((s) => s.name)
    .sort();
  const random = makeRandom(seed);
  return drawItems(names, count, random).map((name) => `${name}=${random() < 0.5 ? 'y' : 'n'}`);
}

async function checkSymbol(choice: string): Promise<string[]> {
  const document = ruleFor(choice);
  const result = await runDocument(tree, document, { pool, cascade: true, isOneOfMany: true });
  const found = result.failures.map((failure) => `${failure.path}: ${failure.law}: ${failure.message}`);
  const patch = formatPatch(result.changes);
  if (patch === '' && result.changes.length > 0) found.push('changes without a patch');
  if (patch !== '') found.push(...checkApplies(patch));
  for (const leftover of result.leftovers) {
    if (!codes.has(leftover.code))
      found.push(`${leftover.path}:${leftover.line}: undocumented code ${leftover.code}`);
  }
  if (!options.once) found.push(...(await checkSecondRun(result, document)));
  return found;
}

function checkApplies(patch: string): string[] {
  try {
    execFileSync('git', ['apply', '--check', '-'], {
      cwd: root,
      input: Buffer.from(patch, 'latin1'),
      env: { ...process.env, GIT_DIR: '/nonexistent' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return [];
  } catch (error) {
    return [`git apply --check: ${String((error as { stderr?: Buffer }).stderr)}`];
  }
}

async function checkSecondRun(first: DocumentResult, document: RuleDocument): Promise<string[]> {
  const texts = first.changes.map((c): [string, string | null] => [
    c.path,
    c.status === 'deleted' ? null : applyEdits(c.before, c.edits),
  ]);
  try {
    const second = await runDocument(layOver(tree, new Map(texts)), document, {
      pool,
      cascade: true,
      isOneOfMany: true,
    });
    return second.changes.map((change) => `the second run changes ${change.path}`);
  } catch (error) {
    if (error instanceof UserError) return []; // nothing names the symbol any more
    throw error;
  }
}

function ruleFor(choice: string): RuleDocument {
  const y = !choice.endsWith('=n');
  return rulesFromOptions({ removeConfig: [choice], inherit: [], dropSelects: y })[0]!;
}

function documentedCodes(): Set<string> {
  const text = readFileSync(new URL('../../../docs/leftovers.md', import.meta.url), 'utf8');
  return new Set([...text.matchAll(/^\| `([a-z-]+)`/gm)].map((match) => match[1]!));
}
