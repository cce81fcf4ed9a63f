import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { UserError } from '../../src/errors.js';
import { hashText, locateText, readDiskText } from '../../src/scan/disk-text.js';
import { openPool } from '../../src/workers/pool.js';

const root = mkdtempSync(join(tmpdir(), 'excise-disk-text-'));
after(() => {
  rmSync(root, { recursive: true });
});

const BEFORE = 'int a;\nint caf\xe9;\n';
const EDITS = [{ start: 0, end: 7, text: '', cause: 'a is gone' }];
const put = (path: string, text: string) => {
  writeFileSync(join(root, path), text, 'latin1');
};

void describe('texts on disk', () => {
  void it('are read byte by byte, with the edits in them', () => {
    put('a.c', BEFORE);
    const plain = locateText(root, 'a.c')!;
    assert.equal(plain.size, BEFORE.length);
    assert.equal(readDiskText(plain), BEFORE);
    const changed = locateText(root, 'a.c', { edits: EDITS, hash: hashText(BEFORE) })!;
    assert.equal(readDiskText(changed), 'int caf\xe9;\n');
  });

  void it('are refused where edits were made for another text', () => {
    put('b.c', BEFORE);
    const source = locateText(root, 'b.c', { edits: EDITS, hash: hashText(BEFORE) })!;
    put('b.c', BEFORE.replace('a', 'b'));
    assert.throws(() => readDiskText(source), /^UserError: b\.c: error: it changed while the tree was read/);
  });

  void it('say nothing where there is no regular file', () => {
    put('c.c', BEFORE);
    symlinkSync('c.c', join(root, 'link.c'));
    assert.equal(locateText(root, 'none.c'), null);
    assert.equal(locateText(root, 'link.c'), null);
    const source = locateText(root, 'c.c')!;
    unlinkSync(join(root, 'c.c'));
    assert.equal(readDiskText(source), null);
  });

  void it('are read by the thread that is asked about them', async () => {
    put('d.c', 'int f(void)\n{\n\treturn 1;\n}\n');
    put('e.c', BEFORE);
    const text = locateText(root, 'd.c')!;
    const stale = locateText(root, 'e.c', { edits: EDITS, hash: hashText('') })!;
    for (const jobs of [1, 2]) {
      const pool = openPool(jobs);
      try {
        const input = { path: 'd.c', kind: 'c', names: ['f'] } as const;
        const report = await pool.runOn('reportNames', text, input);
        assert.equal(report?.get('f')?.definitions.length, 1);
        assert.equal(await pool.runOn('reportNames', { ...text, path: 'gone.c' }, input), undefined);
        await assert.rejects(pool.runOn('reportNames', stale, input), (error) => error instanceof UserError);
      } finally {
        await pool.close();
      }
    }
  });
});
