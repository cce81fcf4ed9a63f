/**
 * How many wrong changes the proof catches: takes the real changes of rules, makes slips of them, and asks the proof.
 *
 * It ends with 1 where fewer are caught than `--at-least` says, in percent.
 *
 *   node dist/test/proof/mutate-changes.js [--seed 1] [--at-least 99.5] [--kind c,asm,dts] [--show N] [--cases WORD] [--corpus CASE=TREE …]
 */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UserError } from '../../src/errors.js';
import { formatPatch } from '../../src/patch/format-patch.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { openTree } from '../../src/scan/tree-view.js';
import { openPool } from '../../src/workers/pool.js';
import { makeRandom } from '../kernel/draw.js';
import { collectTasks } from './collect-tasks.js';
import { editsOf } from './mutants.js';
import { describeMutations, runMutations, type RootedTask } from './mutation-run.js';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kind: { type: 'string', default: 'c,asm,dts' },
    'at-least': { type: 'string', default: '99.5' },
    show: { type: 'string', default: '0' },
    cases: { type: 'string' },
    rule: { type: 'string', multiple: true },
  },
});

const CASES = fileURLToPath(new URL('../../../test/cases/', import.meta.url));
const pool = openPool(1);
const kinds = options.kind.split(',');
const tasks: RootedTask[] = [];
for (const [rule, root] of places()) {
  const changed = join(root, '../expected');
  try {
    const found = await collectTasks(openTree(root), loadRules([rule]), pool);
    tasks.push(
      ...found
        .filter(({ kind }) => kinds.includes(kind))
        .map((task) => ({ ...task, root: existsSync(changed) ? changed : root })),
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}
const report = runMutations(tasks, makeRandom(Number(options.seed)));
console.log(`${tasks.length} changed files, seed ${options.seed}\n${describeMutations(report)}`);
for (const { operator, task, after } of report.survivors.slice(0, Number(options.show))) {
  const { path, root } = task;
  const change = (from: string, to: string) =>
    formatPatch([
      { path, kind: 'c', status: 'modified', before: from, edits: editsOf(from, to), mode: 0o100644 },
    ])
      .split('\n')
      .slice(4)
      .join('\n');
  console.log(
    `--- ${operator} in ${relative(CASES, dirname(root))}: ${path}: against the right change\n${change(task.after, after)}`,
  );
}
const made = [...report.made.values()].reduce((a, b) => a + b, 0);
process.exitCode = report.survivors.length > (1 - Number(options['at-least']) / 100) * made ? 1 : 0;

/** The rules and their trees: `--rule RULE=TREE`, or those of test/cases. */
function places(): [rule: string, tree: string][] {
  if (options.rule) return options.rule.map((pair) => pair.split('=') as [string, string]);
  return readdirSync(CASES)
    .sort()
    .filter(
      (name) =>
        !existsSync(join(CASES, name, 'stderr')) &&
        (options.cases === undefined || name.includes(options.cases)),
    )
    .map((name) => [join(CASES, name, 'rule.yaml'), join(CASES, name, 'input')]);
}
