import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadRules } from '../../src/rules/load-rules.js';
import { openTree } from '../../src/scan/tree-view.js';
import { openPool } from '../../src/workers/pool.js';
import { makeRandom } from '../kernel/draw.js';
import { collectTasks } from './collect-tasks.js';
import { describeMutations, runMutations, type RootedTask } from './mutation-run.js';

const CASES = fileURLToPath(new URL('../../../test/cases/', import.meta.url));
const SEED = 1;

/** Cases about Kconfig symbols: what most rules are. mutate-changes.ts takes all cases, and whole kernels. */
const NAMES = /^(?:cpp|c-fold|kconfig|bytes|emptied|makefile|cascade|scope|series|text)/;

test(`the proof catches slips of the rewriter in C (seed ${SEED})`, async () => {
  const pool = openPool(1);
  const tasks: RootedTask[] = [];
  for (const name of readdirSync(CASES).sort()) {
    if (!NAMES.test(name) || existsSync(join(CASES, name, 'stderr'))) continue;
    const documents = loadRules([join(CASES, name, 'rule.yaml')]);
    const root = join(CASES, name, 'input');
    tasks.push(
      ...(await collectTasks(openTree(root), documents, pool)).map((task) => ({
        ...task,
        root: join(root, '../expected'),
      })),
    );
  }
  const c = tasks.filter(({ kind }) => /^(?:c|asm|dts)$/.test(kind));
  const report = runMutations(c, makeRandom(SEED));
  const made = [...report.made.values()].reduce((a, b) => a + b, 0);
  console.log(describeMutations(report));
  assert.ok(made > 200, `${made} mutants`);
  assert.ok(report.survivors.length <= 0.005 * made, describeMutations(report));
});
