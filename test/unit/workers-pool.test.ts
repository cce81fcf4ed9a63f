import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_SURROUNDINGS, type FileTask } from '../../src/lang/front-end.js';
import { openPool } from '../../src/workers/pool.js';

const task = (path: string, text: string): FileTask => ({
  path,
  kind: 'c',
  text,
  facts: [{ kind: 'config', name: 'FOO', value: { kind: 'tristate', value: 'y' } }],
  pureNames: [],
  isIncluded: false,
  surroundings: NO_SURROUNDINGS,
  cascade: true,
});

const SMALL = 'int f(void)\n{\n\treturn IS_ENABLED(CONFIG_FOO);\n}\n';
/** Takes many seconds, none of it in the parser of C. */
const LARGE = `#ifdef CONFIG_FOO\nint a;\n#endif\n${Array.from({ length: 900_000 }, (_, i) => `#define REG_${i}_MASK R_${i}\n`).join('')}`;

test('a thread that works too long is replaced, and its file is a leftover', async () => {
  for (const jobs of [1, 2]) {
    const pool = openPool(jobs, 4);
    try {
      const [slow, quick] = await Promise.all([
        pool.run('analyze', task('slow.c', LARGE)),
        pool.run('analyze', task('quick.c', SMALL)),
      ]);
      assert.deepEqual(slow.edits, []);
      assert.deepEqual(
        slow.leftovers.map(({ code, path }) => `${path} ${code}`),
        ['slow.c too-costly'],
      );
      assert.equal(quick.path, 'quick.c');
      const again = await pool.run('analyze', task('again.c', SMALL));
      assert.equal(again.path, 'again.c');
    } finally {
      await pool.close();
    }
  }
});

test('a file larger than any is a leftover', async () => {
  const pool = openPool(2);
  try {
    const { leftovers } = await pool.run('analyze', task('big.c', ' '.repeat((64 << 20) + 1)));
    assert.match(leftovers[0]!.message, /larger than 64 MiB/);
  } finally {
    await pool.close();
  }
});

/** Long functions: the thread is in the parser, and what copies its trees, nearly all the time. */
const PARSED = Array.from(
  { length: 30 },
  (_, i) =>
    `static int f${i}(void)\n{\n${'\tif (a(b) && IS_ENABLED(CONFIG_FOO)) { c = (d)(e) * f; }\n'.repeat(9000)}\n}\n`,
).join('');

test('a thread that is stopped while it parses leaves the process alive', async () => {
  for (const seconds of [1.5, 1.9, 2.3, 2.7]) {
    const pool = openPool(2, seconds);
    try {
      const { leftovers } = await pool.run('analyze', task('slow.c', PARSED));
      assert.deepEqual(
        leftovers.map(({ code }) => code),
        ['too-costly'],
      );
      assert.equal((await pool.run('analyze', task('quick.c', SMALL))).path, 'quick.c');
    } finally {
      await pool.close();
    }
  }
});
