import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPool } from '../../src/workers/pool.js';
import { makeRandom } from '../kernel/draw.js';
import { mutateBuildRuns, mutateKconfigRuns, printReport, runCases } from './run-mutants.js';

const SEED = 1;

test(`the proof catches mutants of Kconfig, makefile and defconfig changes (seed ${SEED})`, async () => {
  const pool = openPool(1);
  try {
    const runs = await runCases(fileURLToPath(new URL('../../../test/cases/', import.meta.url)), pool);
    for (const { name, result } of runs) {
      // A rule may ask for what other checks refuse.
      const own = result.failures.filter(({ law }) => /^(?:kconfig|makefile|defconfig)-/.test(law));
      assert.deepEqual(own, [], name);
    }
    const reports = [
      mutateKconfigRuns(runs, 3, makeRandom(SEED)),
      await mutateBuildRuns(runs, 3, makeRandom(SEED)),
    ];
    for (const report of reports) {
      const { text, rate } = printReport(report);
      assert.ok(rate >= 0.995, text);
    }
  } finally {
    await pool.close();
  }
});
