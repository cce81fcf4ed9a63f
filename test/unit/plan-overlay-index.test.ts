import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexOverlay } from '../../src/plan/overlay-index.js';
import { layOver, makeTreeView } from '../../src/scan/tree-view.js';
import type { Pool } from '../../src/workers/pool.js';
import { openPool } from '../../src/workers/pool.js';

const counting = (pool: Pool): { readonly pool: Pool; readonly indexed: () => number } => {
  let indexed = 0;
  const run = ((name: 'indexTexts', input: { readonly texts: readonly string[] }) => {
    indexed += input.texts.length;
    return pool.run(name, input);
  }) as Pool['run'];
  return { pool: { ...pool, run }, indexed: () => indexed };
};

test('texts that documents left are found, and indexed a few times each', async () => {
  const pool = openPool(1);
  const { pool: counted, indexed } = counting(pool);
  try {
    const names = Array.from({ length: 64 }, (_, i) => `f${String(i).padStart(2, '0')}.c`);
    let view = makeTreeView('/nowhere', names);
    for (const [i, name] of names.entries()) {
      view = layOver(view, new Map([[name, `int word_${i};\nint changed_${i % 8};\n`]]));
      await indexOverlay(view, counted);
    }
    // Each doubling of the texts indexes them once more.
    assert.ok(indexed() <= 64 * 7, `${indexed()} texts were indexed`);
    view = layOver(
      view,
      new Map([
        ['f03.c', 'int other;\n'],
        ['f11.c', null],
      ]),
    );
    const parts = await indexOverlay(view, counted);
    const current = parts.flatMap(({ paths, texts }) => paths.filter((_, i) => texts[i] !== null));
    assert.deepEqual(
      [...current].sort(),
      names.filter((name) => name !== 'f11.c'),
    );
  } finally {
    await pool.close();
  }
});
