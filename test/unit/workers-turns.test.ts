import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTurns } from '../../src/workers/open-turns.js';

void describe('openTurns', () => {
  void it('runs no more than so many at once, first come, first served', async () => {
    const inTurn = openTurns(3);
    let running = 0;
    let most = 0;
    const started: number[] = [];
    const work = (i: number) =>
      inTurn(async () => {
        started.push(i);
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        return i;
      });
    const all = Array.from({ length: 20 }, (_, i) => i);
    assert.deepEqual(await Promise.all(all.map(work)), all);
    assert.deepEqual(started, all);
    assert.equal(most, 3);
  });

  void it('gives the place of work that fails to the next', async () => {
    const inTurn = openTurns(1);
    const failing = inTurn(() => Promise.reject(new Error('no')));
    const next = inTurn(() => Promise.resolve('yes'));
    await assert.rejects(failing, /no/);
    assert.equal(await next, 'yes');
    assert.equal(await inTurn(() => Promise.resolve('later')), 'later');
  });

  void it('begins nothing while those under way hold too much, but always something', async () => {
    const inTurn = openTurns(10, 100);
    let running = 0;
    const seen: number[] = [];
    const work = (bytes: number) =>
      inTurn(async (hold) => {
        hold(bytes);
        seen.push(++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
      });
    await Promise.all([500, 60, 60, 300].map(work));
    assert.deepEqual(seen, [1, 1, 2, 2]);
  });
});
