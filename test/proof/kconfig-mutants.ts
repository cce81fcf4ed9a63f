/**
 * Mutates what rules make of Kconfig files and counts how many of the mutants the proof refuses.
 *
 *   node dist/test/proof/kconfig-mutants.js [--each 3] [--seed 1] [--rule FILE --tree DIR]…
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openPool } from '../../src/workers/pool.js';
import { makeRandom } from '../kernel/draw.js';
import { mutateKconfigRuns, printReport, runCases, runRule } from './run-mutants.js';

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
const { text, rate } = printReport(
  mutateKconfigRuns(runs, Number(options.each), makeRandom(Number(options.seed))),
);
console.log(`seed ${options.seed}\n${text}`);
process.exitCode = rate >= 0.995 ? 0 : 1;
