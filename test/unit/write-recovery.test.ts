import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { entryOf, openBelow, openRoot } from '../../src/write/folder.js';
import { lockTree } from '../../src/write/lock-tree.js';
import { lifeOf, lockName, readLockName } from '../../src/write/process-mark.js';
import { recoverTree, refuseBroken } from '../../src/write/recover-tree.js';
import { writeFiles } from '../../src/write/write-files.js';
import { excise, git, makeRepository, readTree, TREE, writeTree } from './git-support.js';

function makeTree(t: TestContext, files: Readonly<Record<string, string>>): string {
  const tree = mkdtempSync(join(tmpdir(), 'excise-recovery-'));
  t.after(() => rmSync(tree, { recursive: true, force: true }));
  writeTree(tree, files);
  return tree;
}

const TOKEN = '0123456789abcdef01234567';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** Puts a journal into a tree, as a write that was broken off leaves it. */
function layJournal(tree: string, value: unknown, stage = 'journal'): void {
  mkdirSync(join(tree, '.excise-journal'));
  writeFileSync(join(tree, '.excise-journal/.gitignore'), '*\n');
  const text = JSON.stringify(value);
  writeFileSync(join(tree, '.excise-journal', stage), `${text}\n${hash(text)}\n`);
}

const journalOf = (...files: readonly { path: string; after: string | null }[]) => ({
  version: 1,
  token: TOKEN,
  files,
});

async function recover(tree: string) {
  const lock = await lockTree(tree);
  try {
    return await recoverTree(lock);
  } finally {
    await lock.release();
  }
}

/** A tree whose write was broken off between two files: a.c is new, b.c is old still, c.c is gone. */
function makeBroken(t: TestContext): string {
  const tree = makeTree(t, {
    'a.c': 'A',
    'b.c': 'b',
    [`.excise-${TOKEN}.0.old`]: 'a',
    [`.excise-${TOKEN}.1.new`]: 'B',
  });
  writeFileSync(join(tree, `.excise-${TOKEN}.2.old`), 'c');
  linkSync(join(tree, 'b.c'), join(tree, `.excise-${TOKEN}.1.old`));
  layJournal(
    tree,
    journalOf(
      { path: 'a.c', after: hash('A') },
      { path: 'b.c', after: hash('B') },
      { path: 'c.c', after: null },
    ),
  );
  return tree;
}

test('a run that only reads refuses a broken tree and writes nothing; one that writes puts it right first', (t) => {
  const tree = makeRepository(t, TREE);
  writeFileSync(join(tree, `.excise-${TOKEN}.0.old`), readFileSync(join(tree, 'foo.c')));
  writeFileSync(join(tree, 'foo.c'), 'new\n');
  layJournal(tree, journalOf({ path: 'foo.c', after: hash('new\n') }));
  const rule = ['--remove-config', 'FOO=n'];
  const broken = readTree(tree);
  for (const args of [rule, ['check']]) {
    const { status, stdout, stderr } = excise(tree, args);
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.equal(
      stderr,
      'excise: a write to this tree was broken off; "excise recover -C ." undoes or finishes it\n',
    );
  }
  assert.deepEqual(readTree(tree), broken);
  const written = excise(tree, [...rule, '--write']);
  assert.equal(written.status, 0, written.stderr);
  assert.match(written.stderr, /^an earlier write of 1 file was broken off: undone\n/);
  assert.ok(!existsSync(join(tree, '.excise-journal')));
  assert.doesNotMatch(git(tree, 'status', '--porcelain'), /\?\?/);
});

test('excise recover undoes what was not in place, and says so', (t) => {
  const tree = makeBroken(t);
  const first = excise(tree, ['recover']);
  assert.deepEqual([first.status, first.stderr], [0, 'an earlier write of 3 files was broken off: undone\n']);
  assert.deepEqual(readTree(tree), { 'a.c': 'a', 'b.c': 'b', 'c.c': 'c' });
  const second = excise('/', ['recover', '--tree', tree]);
  assert.deepEqual([second.status, second.stderr], [0, 'nothing to recover\n']);
  assert.equal(excise(tree, ['recover', '-q']).stderr, '');
  assert.match(excise(tree, ['recover', '--help']).stdout, /^Usage: excise recover/);
  assert.match(excise(tree, ['recover', '--force']).stderr, /^excise: recover: unknown option '--force'\n$/);
  assert.match(excise(tree, ['recover', '-C', 'none']).stderr, /no such folder/);
});

test('what was in place is finished', async (t) => {
  const tree = makeTree(t, {
    'a.c': 'A',
    [`.excise-${TOKEN}.0.old`]: 'a',
    [`d/.excise-${TOKEN}.1.old`]: 'x',
  });
  layJournal(tree, journalOf({ path: 'a.c', after: hash('A') }, { path: 'd/x.c', after: null }), 'done');
  await assert.rejects(refuseBroken(tree), /was broken off/);
  assert.deepEqual(await recover(tree), { kind: 'finished', files: 2 });
  assert.deepEqual(readdirSync(tree), ['a.c']);
});

test('a file that was changed since is not overwritten', async (t) => {
  const tree = makeBroken(t);
  writeFileSync(join(tree, 'c.c'), 'mine');
  const before = readTree(tree);
  await assert.rejects(
    recover(tree),
    /^UserError: c\.c: changed since a write of it was broken off; nothing was undone\. .* in \.excise-\w+\.2\.old$/,
  );
  assert.deepEqual(readTree(tree), before);
  rmSync(join(tree, 'c.c'));
  await recover(tree);
  assert.deepEqual(readTree(tree), { 'a.c': 'a', 'b.c': 'b', 'c.c': 'c' });
});

test('recovery can be broken off, too', async (t) => {
  const tree = makeBroken(t);
  renameSync(join(tree, `.excise-${TOKEN}.0.old`), join(tree, 'a.c'));
  await recover(tree);
  assert.deepEqual(readTree(tree), { 'a.c': 'a', 'b.c': 'b', 'c.c': 'c' });
});

test('a journal that somebody made up changes nothing outside of the tree', async (t) => {
  const outside = makeTree(t, { 'x.c': 'x', [`.excise-${TOKEN}.0.old`]: 'evil' });
  const good = { path: 'a.c', after: hash('a') };
  const values: unknown[] = [
    null,
    [],
    { ...journalOf(good), version: 2 },
    { ...journalOf(good), token: '../../x' },
    { ...journalOf(good), files: { length: 1 } },
    ...['../x.c', join(outside, 'x.c'), 'd/../../x.c', '', '.', 'a//b', 'a\0b', '\u0100', 7, null].map(
      (path) => journalOf({ ...good, path: path as string }),
    ),
    ...['.git/hooks/pre-commit', 'sub/.GIT/config', '.excise-journal/lock'].map((path) =>
      journalOf({ ...good, path }),
    ),
    journalOf(null as never),
    journalOf({ ...good, after: 'x' }),
  ];
  for (const value of values) {
    const tree = makeTree(t, { 'a.c': 'a' });
    layJournal(tree, value);
    await assert.rejects(recover(tree), /journal: no journal that excise wrote/, JSON.stringify(value));
    assert.equal(readFileSync(join(tree, 'a.c'), 'utf8'), 'a');
  }
  for (const text of ['', 'x', '{}\n', `{}\n${hash('x')}\n`, `x\n${hash('x')}\n`]) {
    const tree = makeTree(t, { '.excise-journal/journal': text });
    await assert.rejects(recover(tree), /no journal that excise wrote/, text);
  }
  assert.deepEqual(readTree(outside), { 'x.c': 'x', [`.excise-${TOKEN}.0.old`]: 'evil' });
});

test('links and other things in the place of a journal, its folder or a folder of its files are not followed', async (t) => {
  const outside = makeTree(t, { 'x.c': 'x', [`.excise-${TOKEN}.0.old`]: 'evil', 'journal/deep': '' });
  const linked = makeTree(t, { 'a.c': 'a' });
  layJournal(linked, journalOf({ path: 'd/x.c', after: hash('x') }));
  symlinkSync(outside, join(linked, 'd'));
  await assert.rejects(
    recover(linked),
    /^UserError: can't put right .*: d: a symbolic link, which is not followed$/,
  );
  const moved = makeTree(t, { 'a.c': 'a' });
  symlinkSync(outside, join(moved, '.excise-journal'));
  await assert.rejects(
    recover(moved),
    /can't write to .*: \.excise-journal: a symbolic link, which is not followed/,
  );
  await refuseBroken(moved);
  const strange = makeTree(t, { 'a.c': 'a', '.excise-journal/x': '' });
  symlinkSync(join(outside, 'x.c'), join(strange, '.excise-journal/journal'));
  await assert.rejects(recover(strange), /no journal that excise wrote/);
  const folder = makeTree(t, { '.excise-journal/journal/x': '' });
  await assert.rejects(recover(folder), /no journal that excise wrote/);
  const file = makeTree(t, { '.excise-journal': '' });
  await assert.rejects(recover(file), /\.excise-journal: not a folder/);
  const odd = makeTree(t, { 'a.c': 'A' });
  layJournal(odd, journalOf({ path: 'a.c', after: hash('A') }));
  symlinkSync(join(outside, 'x.c'), join(odd, `.excise-${TOKEN}.0.old`));
  await assert.rejects(recover(odd), /^UserError: a\.c: changed since/);
  assert.deepEqual(readTree(outside), { 'journal/deep': '', 'x.c': 'x', [`.excise-${TOKEN}.0.old`]: 'evil' });
});

test('two runs at once: the second says so, and a dry run goes on', async (t) => {
  const tree = makeRepository(t, TREE);
  const lock = await lockTree(tree);
  const second = excise(tree, ['--remove-config', 'FOO=n', '--write']);
  assert.equal(second.status, 2);
  assert.match(
    second.stderr,
    new RegExp(
      `^excise: another excise writes to this tree \\(process ${process.pid}, since [-0-9]{10} [:0-9]{8} UTC\\); ` +
        'try again when it has ended; nothing was changed\n$',
    ),
  );
  assert.equal(excise(tree, ['--remove-config', 'FOO=n']).status, 0);
  await assert.rejects(
    writeFiles(tree, [{ path: 'foo.c', before: TREE['foo.c']!, after: '' }]),
    /another excise writes/,
  );
  writeFileSync(join(tree, '.excise-journal/journal'), '');
  assert.match(excise(tree, ['--remove-config', 'FOO=n']).stderr, /another excise writes to this tree/);
  rmSync(join(tree, '.excise-journal/journal'));
  assert.equal(git(tree, 'status', '--porcelain'), '');
  await lock.release();
  assert.ok(!existsSync(join(tree, '.excise-journal')));
  assert.equal(excise(tree, ['--remove-config', 'FOO=n', '--write']).status, 0);
});

test('the lock of a process that has died does not count; that of another machine does', async (t) => {
  const own = readLockName(lockName())!;
  const nameOf = (mark: typeof own) =>
    ['lock', mark.pid, mark.start, mark.boot, mark.space, mark.host, 'abcdef01'].join('.');
  const dead = [{ ...own, pid: 2 ** 22 + 1 }, { ...own, start: '1' }, { ...own, boot: 'abc' }, own];
  const unknown = [
    { ...own, boot: 'abc', host: 'abc' },
    { ...own, space: '12' },
  ];
  assert.deepEqual(dead.slice(0, 3).map(lifeOf), ['dead', 'dead', 'dead']);
  assert.deepEqual(unknown.map(lifeOf), ['unknown', 'unknown']);
  assert.equal(lifeOf(own), 'alive');
  const tree = makeTree(t, { 'a.c': 'a' });
  mkdirSync(join(tree, '.excise-journal'));
  for (const mark of dead) writeFileSync(join(tree, '.excise-journal', nameOf(mark)), '');
  writeFileSync(join(tree, '.excise-journal/journal.new'), 'half');
  await writeFiles(tree, [{ path: 'a.c', before: 'a', after: 'b' }]);
  assert.deepEqual(readdirSync(tree), ['a.c']);
  for (const mark of unknown) {
    const name = nameOf(mark);
    writeTree(tree, { [`.excise-journal/${name}`]: '' });
    await assert.rejects(writeFiles(tree, [{ path: 'a.c', before: 'b', after: 'c' }]), (error: Error) =>
      error.message.includes(`if it has ended, delete .excise-journal/${name}; nothing was changed`),
    );
    rmSync(join(tree, '.excise-journal'), { recursive: true });
  }
});

test('what runs at the same time is written by one of them, or refused', async (t) => {
  const tree = makeTree(t, { 'a.c': '0' });
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, i) => writeFiles(tree, [{ path: 'a.c', before: '0', after: `${i + 1}` }])),
  );
  const done = results.filter(({ status }) => status === 'fulfilled').length;
  assert.ok(done <= 1, `${done} writes`);
  for (const result of results) {
    if (result.status === 'rejected') assert.match(String(result.reason), /another excise|changed on disk/);
  }
  assert.deepEqual(readdirSync(tree), ['a.c']);
});

test('a folder of the tree is named the same way whatever becomes of its path', async (t) => {
  const outside = makeTree(t, { 'x.c': 'outside' });
  for (const naming of ['descriptor', 'path'] as const) {
    if (naming === 'descriptor' && process.platform !== 'linux') continue;
    const tree = makeTree(t, { 'd/e/x.c': 'inside' });
    const root = await openRoot(tree, naming);
    const folder = await openBelow(root, 'd/e');
    t.after(() => Promise.all([root.handle.close(), folder.handle.close()]));
    assert.equal(folder.path, 'd/e');
    assert.equal(readFileSync(entryOf(folder, 'x.c'), 'utf8'), 'inside');
    renameSync(join(tree, 'd'), join(tree, 'moved'));
    symlinkSync(outside, join(tree, 'd'));
    await assert.rejects(openBelow(root, 'd/e'), /d: a symbolic link, which is not followed/);
    if (naming === 'descriptor') assert.equal(readFileSync(entryOf(folder, 'x.c'), 'utf8'), 'inside');
    await assert.rejects(openBelow(root, 'moved/e/x.c'), /moved\/e\/x\.c: not a folder/);
  }
});
