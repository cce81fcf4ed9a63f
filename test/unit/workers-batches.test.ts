import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBatches, SMALL_JOB } from '../../src/workers/open-batches.js';

/** The batches that jobs of these sizes make when all come at once. */
async function batchesOf(sizes: readonly number[], threads: number): Promise<number[][]> {
  const batches: number[][] = [];
  let left = sizes.length;
  await new Promise<void>((resolve) => {
    const add = openBatches<{ readonly bytes: number }>(threads, async (jobs) => {
      batches.push(jobs.map(({ bytes }) => bytes));
      await new Promise((done) => setImmediate(done));
      left -= jobs.length;
      if (left === 0) resolve();
    });
    for (const bytes of sizes) add({ bytes });
  });
  return batches;
}

void describe('openBatches', () => {
  void it('hands over what has come in one turn, and leaves some for the others', async () => {
    const sizes = [1, 2, 3, 4, 5, 6, 7, 8];
    assert.deepEqual(await batchesOf(sizes, 2), [[1, 2, 3, 4], [5, 6], [7], [8]]);
  });

  void it('takes no more than sixteen at once', async () => {
    const batches = await batchesOf(Array<number>(20).fill(1), 1);
    assert.deepEqual(
      batches.map(({ length }) => length),
      [16, 4],
    );
  });

  void it('leaves large jobs alone, and those of unknown size', async () => {
    const large = SMALL_JOB + 1;
    assert.deepEqual(await batchesOf([1, 2, large, 3, 0, 4, 5], 1), [[1, 2], [large], [3], [0], [4, 5]]);
  });

  void it('keeps the texts of a batch within a bound', async () => {
    const batches = await batchesOf(Array<number>(7).fill(SMALL_JOB), 1);
    assert.deepEqual(
      batches.map(({ length }) => length),
      [4, 3],
    );
  });
});
