import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserError } from '../../src/errors.js';
import { writeFiles } from '../../src/write/write-files.js';

const mount = (...args: string[]) => spawnSync('mount', args).status === 0;

test('a disk that is full, at whatever point, or read-only leaves the old tree', async (t) => {
  const disk = mkdtempSync(join(tmpdir(), 'excise-disk-'));
  t.after(() => {
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });
  const paths = ['a.c', 'd/b.c', 'd/c.c', 'e/gone.c'];
  const before = 'a'.repeat(9000);
  const files = paths.map((path) => ({
    path,
    before,
    after: path === 'e/gone.c' ? undefined : 'b'.repeat(9000),
  }));
  const read = () =>
    readdirSync(disk, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.c'))
      .map((name) => `${name} ${readFileSync(join(disk, name), 'utf8').slice(0, 2)}`)
      .sort();
  const outcomes = new Map<string, number>();
  for (let pages = 13; pages <= 40; pages++) {
    if (!mount('-t', 'tmpfs', '-o', `size=${pages * 4}k`, 'excise', disk)) {
      t.diagnostic('not tried: only root may mount a file system');
      return;
    }
    for (const path of paths) {
      mkdirSync(join(disk, path, '..'), { recursive: true });
      writeFileSync(join(disk, path), before);
    }
    const error = await writeFiles(disk, files).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error === undefined) {
      assert.deepEqual(read(), ['a.c bb', 'd/b.c bb', 'd/c.c bb']);
    } else {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /: no space left on device; nothing was changed$/);
      assert.deepEqual(read(), ['a.c aa', 'd/b.c aa', 'd/c.c aa', 'e/gone.c aa']);
    }
    assert.ok(readdirSync(disk, { recursive: true }).every((name) => !String(name).includes('excise')));
    const kind = error === undefined ? 'new' : 'old';
    outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
    if (pages === 40) {
      assert.ok(mount('-o', 'remount,ro', disk));
      const again = files.slice(0, 3).map((file) => ({ ...file, before: file.after!, after: '' }));
      await assert.rejects(writeFiles(disk, again), /: read-only file system; nothing was changed$/);
    }
    assert.equal(spawnSync('umount', [disk]).status, 0);
  }
  assert.ok((outcomes.get('old') ?? 0) > 2 && (outcomes.get('new') ?? 0) > 2, JSON.stringify([...outcomes]));
});
