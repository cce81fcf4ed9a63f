import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { UserError } from '../../src/errors.js';
import { finalFiles, type FinalFile } from '../../src/final-files.js';
import type { DocumentResult, FileChange } from '../../src/result.js';
import { writeFiles } from '../../src/write/write-files.js';

function makeTree(t: TestContext, files: Readonly<Record<string, string>>): string {
  const tree = mkdtempSync(join(tmpdir(), 'excise-write-'));
  t.after(() => rmSync(tree, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(tree, path, '..'), { recursive: true });
    writeFileSync(join(tree, path), Buffer.from(text, 'latin1'));
  }
  return tree;
}

const read = (tree: string, path: string) => readFileSync(join(tree, path), 'latin1');
const listing = (tree: string) => readdirSync(tree, { recursive: true }).map(String).sort();
const modify = (path: string, before: string, after: string): FinalFile => ({ path, before, after });
const remove = (path: string, before: string): FinalFile => ({ path, before, after: undefined });

async function refused(tree: string, files: readonly FinalFile[], message: RegExp): Promise<void> {
  const before = listing(tree);
  await assert.rejects(writeFiles(tree, files), (error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, message);
    assert.match(error.message, /nothing was changed$/);
    return true;
  });
  assert.deepEqual(listing(tree), before, 'no file of ours is left');
}

test('writes bytes as they are, keeps modes, removes files and the folders that they empty', async (t) => {
  const tree = makeTree(t, {
    'a/run.sh': 'old\xe9\n',
    'a/b/gone.c': 'x',
    'a/b/c/gone.c': 'y',
    'keep.c': 'k',
    'd/gone.c': '',
    'd/stay.c': '',
  });
  chmodSync(join(tree, 'a/run.sh'), 0o751);
  await writeFiles(tree, [
    modify('a/run.sh', 'old\xe9\n', 'new\xff\xe9\n'),
    remove('a/b/gone.c', 'x'),
    remove('a/b/c/gone.c', 'y'),
    remove('d/gone.c', ''),
  ]);
  assert.equal(read(tree, 'a/run.sh'), 'new\xff\xe9\n');
  assert.equal(statSync(join(tree, 'a/run.sh')).mode & 0o7777, 0o751);
  assert.deepEqual(listing(tree), ['a', 'a/run.sh', 'd', 'd/stay.c', 'keep.c']);
});

test('a path with bytes that are not UTF-8 is found', async (t) => {
  const tree = makeTree(t, {});
  const path = Buffer.concat([Buffer.from(`${tree}/`), Buffer.from('f\xe9.c', 'latin1')]);
  writeFileSync(path, 'a');
  await writeFiles(tree, [modify('f\xe9.c', 'a', 'b')]);
  assert.equal(readFileSync(path, 'latin1'), 'b');
});

test('a file that changed since it was read stops everything before the first write', async (t) => {
  const tree = makeTree(t, { 'a.c': 'a', 'b.c': 'other' });
  const inode = statSync(join(tree, 'a.c')).ino;
  await refused(tree, [modify('a.c', 'a', 'A'), modify('b.c', 'b', 'B')], /^b\.c: changed on disk/);
  await refused(tree, [modify('a.c', 'a', 'A'), remove('b.c', 'b')], /^b\.c: changed on disk/);
  await refused(tree, [modify('a.c', 'a', 'A'), modify('none.c', '', 'x')], /^none\.c: gone from disk/);
  assert.equal(read(tree, 'a.c'), 'a');
  assert.equal(statSync(join(tree, 'a.c')).ino, inode);
});

test('nothing outside the tree is written, and no symbolic link is followed', async (t) => {
  const outside = makeTree(t, { 'x.c': 'x', 'sub/y.c': 'y' });
  const tree = makeTree(t, { 'real.c': 'x' });
  symlinkSync(join(outside, 'x.c'), join(tree, 'link.c'));
  symlinkSync(join(outside, 'sub'), join(tree, 'dir'));
  symlinkSync('real.c', join(tree, 'inner.c'));
  await refused(tree, [modify('link.c', 'x', 'X')], /symbolic link/);
  await refused(tree, [modify('inner.c', 'x', 'X')], /symbolic link/);
  await refused(tree, [modify('dir/y.c', 'y', 'Y')], /symbolic link/);
  await refused(tree, [remove('dir/y.c', 'y')], /symbolic link/);
  for (const path of ['../x.c', 'a/../real.c', '/real.c', './real.c', 'a//b', '']) {
    await refused(tree, [modify(path, 'x', 'X')], /not below the tree/);
  }
  assert.equal(read(outside, 'x.c'), 'x');
  assert.equal(read(outside, 'sub/y.c'), 'y');
});

test('the tree itself may be named through a symbolic link', async (t) => {
  const tree = makeTree(t, { 'a.c': 'a' });
  const name = `${tree}-link`;
  symlinkSync(tree, name);
  t.after(() => rmSync(name));
  await writeFiles(name, [modify('a.c', 'a', 'b')]);
  assert.equal(read(tree, 'a.c'), 'b');
});

test('a folder that takes no new file leaves everything as it was', async (t) => {
  const tree = makeTree(t, { 'a.c': 'a', 'd/b.c': 'b' });
  chmodSync(join(tree, 'd'), 0o555);
  await asNobody(tree, () =>
    refused(tree, [modify('a.c', 'a', 'A'), modify('d/b.c', 'b', 'B')], /permission denied/),
  );
  chmodSync(join(tree, 'd'), 0o755);
  assert.equal(read(tree, 'a.c'), 'a');
});

test('a tree that takes no new file, or is none, is told of at once', async (t) => {
  const tree = makeTree(t, { 'a.c': 'a' });
  chmodSync(tree, 0o555);
  await asNobody(tree, () =>
    refused(tree, [modify('a.c', 'a', 'A')], /^can't write to .*: permission denied/),
  );
  chmodSync(tree, 0o755);
  await assert.rejects(
    writeFiles(join(tree, 'none'), [modify('a.c', 'a', 'A')]),
    /no such file or directory/,
  );
});

test('other names of a file keep its old content; a read-only file is replaced as read-only', async (t) => {
  const tree = makeTree(t, { 'a.c': 'a' });
  linkSync(join(tree, 'a.c'), join(tree, 'other.c'));
  chmodSync(join(tree, 'a.c'), 0o444);
  await writeFiles(tree, [modify('a.c', 'a', 'b')]);
  assert.equal(read(tree, 'a.c'), 'b');
  assert.equal(read(tree, 'other.c'), 'a');
  assert.equal(statSync(join(tree, 'a.c')).mode & 0o7777, 0o444);
});

test('set-id bits go from a file that can not keep its owner', async (t) => {
  if (process.getuid?.() !== 0) {
    t.diagnostic('only root can make the file');
    return;
  }
  const tree = makeTree(t, { 'a.sh': 'a', 'b.sh': 'b' });
  for (const name of ['a.sh', 'b.sh']) {
    chownSync(join(tree, name), 0, 0);
    chmodSync(join(tree, name), 0o6755);
  }
  await writeFiles(tree, [modify('b.sh', 'b', 'B')]);
  assert.equal(statSync(join(tree, 'b.sh')).mode & 0o7777, 0o6755);
  chmodSync(tree, 0o777);
  await asNobody(undefined, () => writeFiles(tree, [modify('a.sh', 'a', 'A')]));
  const { mode, uid } = statSync(join(tree, 'a.sh'));
  assert.deepEqual([uid, mode & 0o7777], [NOBODY, 0o755]);
});

const NOBODY = 65534;

/** Runs something without root's rights. @param tree given to that user. */
async function asNobody<T>(tree: string | undefined, work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return await work();
  if (tree !== undefined) {
    for (const name of ['', ...listing(tree)]) chownSync(join(tree, name), NOBODY, NOBODY);
  }
  process.setegid!(NOBODY);
  process.seteuid!(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid!(0);
    process.setegid!(0);
  }
}

test('a name as long as a file system takes can be written', async (t) => {
  const name = `${'n'.repeat(253)}.c`;
  const tree = makeTree(t, { [name]: 'a' });
  await writeFiles(tree, [modify(name, 'a', 'b')]);
  assert.equal(read(tree, name), 'b');
  assert.ok(existsSync(join(tree, name)));
});

test('a series ends in one change for each file', () => {
  const change = (path: string, before: string, from: string, to: string): FileChange => {
    const start = before.indexOf(from);
    const edits = [{ start, end: start + from.length, text: to, cause: 'c' }];
    return { path, kind: 'c', status: 'modified', before, edits, mode: 0o100644 };
  };
  const documents = [
    {
      changes: [
        change('b.c', 'one two', 'one', '1'),
        change('a.c', 'x', 'x', 'y'),
        change('c.c', 'p', 'p', 'q'),
      ],
    },
    {
      changes: [
        change('b.c', '1 two', 'two', '2'),
        { ...change('a.c', 'y', 'y', ''), status: 'deleted', edits: [] },
        change('c.c', 'q', 'q', 'p'),
      ],
    },
  ] as unknown as DocumentResult[];
  assert.deepEqual(finalFiles(documents), [
    { path: 'a.c', before: 'x', after: undefined },
    { path: 'b.c', before: 'one two', after: '1 2' },
  ]);
});
