/**
 * Mutates what rules make of Kconfig files and counts how many of the mutants the proof refuses.
 *
 *   node dist/test/proof/kconfig-mutants.js [--each 3] [--seed 1] [--rule FILE --tree DIR]…
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openPool } from '../../src/workers/pool.js';
import { makeRandom } from '../kernel/draw.js';
import { mutateBuildRuns, mutateKconfigRuns, printReport, runCases, runRule } from './run-mutants.js';

const { values: options } = parseArgs({
  options: {
    each: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    rule: { type: 'string', multiple: true, default: [] },
    tree: { type: 'string', multiple: true, default: [] },
  },
});

const pool = openPool();
const runs = [];
try {
  if (options.rule.length === 0) {
    runs.push(...(await runCases(fileURLToPath(new URL('../../../test/cases/', import.meta.url)), pool)));
  }
  for (const [i, rule] of options.rule.entries())
    runs.push(...(await runRule(rule, rule, options.tree[i]!, pool)));
} finally {
  await pool.close();
}
const [each, seed] = [Number(options.each), Number(options.seed)];
for (const { name, result } of runs) {
  for (const { path, law, message } of result.failures) console.log(`${name}: ${path}: ${law}: ${message}`);
}
const reports = {
  Kconfig: mutateKconfigRuns(runs, each, makeRandom(seed)),
  'makefiles and configurations': await mutateBuildRuns(runs, each, makeRandom(seed)),
};
for (const [what, report] of Object.entries(reports)) {
  const { text, rate } = printReport(report);
  console.log(`${what}, seed ${seed}\n${text}\n`);
  if (rate < 0.995) process.exitCode = 1;
}
