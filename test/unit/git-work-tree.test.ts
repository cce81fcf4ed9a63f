import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  excise,
  git,
  makeFolder,
  makeRepository,
  readTree,
  TREE,
  TWO_DOCUMENTS,
  writeTree,
} from './git-support.js';

const FOO = ['--remove-config', 'FOO=n'];

test('in a work tree, only tracked files count; the others are counted', (t) => {
  const tree = makeRepository(t, { ...TREE, '.gitignore': '*.gen.c\n' });
  writeTree(tree, { 'new.c': '#ifdef CONFIG_FOO\n#endif\n', 'x.gen.c': '#ifdef CONFIG_FOO\n#endif\n' });
  symlinkSync('new.c', join(tree, 'link.c'));
  const inside = excise(tree, FOO);
  assert.equal(inside.status, 0, inside.stderr);
  assert.doesNotMatch(inside.stdout, /new\.c|gen\.c/);
  assert.match(inside.stdout, /core\/core\.c/);
  assert.match(inside.stderr, /left alone, because git doesn't track them: 2 files\n/);

  rmSync(join(tree, '.git'), { recursive: true });
  const outside = excise(tree, FOO);
  assert.match(outside.stdout, /a\/new\.c[^]*a\/x\.gen\.c/);
  assert.doesNotMatch(outside.stderr, /git/);
});

test('a part of a work tree is a tree of its own; -C and the current folder are the same', (t) => {
  const top = makeRepository(t, Object.fromEntries(Object.entries(TREE).map(([p, x]) => [`sub/${p}`, x])));
  writeTree(top, { 'sub/new.c': '#ifdef CONFIG_FOO\n#endif\n' });
  const named = excise(top, [...FOO, '-C', 'sub', '--json']);
  const result = JSON.parse(named.stdout) as { git: unknown; filesScanned: number };
  assert.deepEqual(result.git, { untracked: 1, absent: 0 });
  assert.equal(result.filesScanned, Object.keys(TREE).length);
  assert.equal(excise(join(top, 'sub'), [...FOO, '--json']).stdout, named.stdout);
  appendFileSync(join(top, 'sub/core/core.c'), 'int mine;\n');
  assert.match(excise(top, [...FOO, '-C', 'sub', '-w']).stderr, /^excise: core\/core\.c has uncommitted/);
});

test('a folder that git ignores or has added nothing of is a plain tree', (t) => {
  const top = makeRepository(t, { a: '' });
  writeTree(top, Object.fromEntries(Object.entries(TREE).map(([path, text]) => [`sub/${path}`, text])));
  const { stdout, stderr } = excise(top, [...FOO, '-C', 'sub', '-w', '--stat']);
  assert.match(stdout, /core\/core\.c/);
  assert.doesNotMatch(stderr, /git/);
  const commit = excise(top, ['--remove-config', 'BAR=y', '-C', 'sub', '--commit']);
  assert.equal(commit.stderr, 'excise: --commit: git tracks no file of sub; nothing was changed\n');
  assert.equal(commit.status, 2);
});

test('linked work trees, nested repositories, absent files and odd names', (t) => {
  const names = { 'd/\xc3\xa4 "b".c': '#ifdef CONFIG_FOO\n#endif\n', 'd/caf\xe9.c': 'int x;\n' };
  const main = makeRepository(t, { ...TREE, 'd/\\*.c': 'int y;\n', gone: '', 'sub/keep': '' });
  for (const [path, text] of Object.entries(names)) {
    writeFileSync(Buffer.concat([Buffer.from(`${main}/`), Buffer.from(path, 'latin1')]), text);
  }
  git(main, 'add', '-A');
  git(main, 'commit', '-qm', 'names');
  const linked = join(makeFolder(t), 'linked');
  git(main, 'worktree', 'add', '-q', linked);
  mkdirSync(join(linked, 'nested'));
  git(join(linked, 'nested'), 'init', '-q');
  writeTree(linked, { 'nested/n.c': '#ifdef CONFIG_FOO\n#endif\n' });
  rmSync(join(linked, 'gone'));
  const { status, stdout, stderr } = excise(linked, [...FOO, '--commit']);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^[0-9a-f]{12} Remove CONFIG_FOO\n$/);
  assert.match(stderr, /doesn't track them: 1 file\n/);
  assert.match(stderr, /not on disk: 1 file\n/);
  assert.equal(
    git(linked, '-c', 'core.quotePath=false', 'show', '--format=', '--name-status', 'HEAD'),
    'M\tKconfig\nM\tMakefile\nM\tcore/core.c\nM\t"d/\xc3\xa4 \\"b\\".c"\nD\tfoo.c\n',
  );
  assert.equal(git(linked, 'status', '--porcelain', '-uno'), ' D gone\n');
});

test('the environment of another repository, as a hook has it, does not count', (t) => {
  const other = makeRepository(t, { 'x.c': '' });
  const tree = makeRepository(t, TREE);
  const env = { GIT_DIR: join(other, '.git'), GIT_INDEX_FILE: join(other, '.git/index'), GIT_PREFIX: 'x/' };
  const ran = excise(other, [...FOO, '-C', tree, '--commit'], env);
  assert.equal(ran.status, 0, ran.stderr);
  assert.equal(git(tree, 'log', '-1', '--format=%s').trim(), 'Remove CONFIG_FOO');
  assert.equal(git(other, 'log', '-1', '--format=%s').trim(), 'base');
});

test('GIT_DIR with a GIT_WORK_TREE that holds the tree does', (t) => {
  const tree = makeRepository(t, TREE);
  const store = join(makeFolder(t), 'store');
  git(tree, 'clone', '-q', '--bare', '.', store);
  git(store, 'config', 'user.name', 'A Hacker');
  git(store, 'config', 'user.email', 'hacker@example.org');
  rmSync(join(tree, '.git'), { recursive: true });
  const env = { GIT_DIR: store, GIT_WORK_TREE: '.', GIT_INDEX_FILE: join(store, 'index') };
  git(store, '--work-tree', tree, '--git-dir', store, 'read-tree', 'HEAD');
  writeTree(tree, { 'new.c': '#ifdef CONFIG_FOO\n#endif\n' });
  const ran = excise(tree, [...FOO, '--commit'], env);
  assert.equal(ran.status, 0, ran.stderr);
  assert.match(ran.stderr, /doesn't track them: 1 file\n/);
  assert.equal(git(store, 'log', '-1', '--format=%s').trim(), 'Remove CONFIG_FOO');
});

test('a repository that git refuses to read: all files are taken, writing needs --force', (t) => {
  const tree = makeRepository(t, TREE);
  writeFileSync(join(tree, '.git/index'), 'broken');
  const dry = excise(tree, FOO);
  assert.equal(dry.status, 0, dry.stderr);
  assert.match(dry.stderr, /git can't read this work tree, so all files were taken: /);
  const before = readTree(tree);
  const written = excise(tree, [...FOO, '-w']);
  assert.equal(written.status, 2);
  assert.match(written.stderr, /^excise: git can't tell what is uncommitted: .*--force.*\n$/);
  assert.deepEqual(readTree(tree), before);
  assert.equal(excise(tree, [...FOO, '-w', '--force']).status, 0);
  assert.match(
    excise(tree, ['--remove-config', 'BAR=n'], { PATH: '/nonexistent' }).stderr,
    /git can't read this work tree/,
  );
});

test('--write refuses files with uncommitted changes, staged or not, unless --force', (t) => {
  for (const staged of [false, true]) {
    const tree = makeRepository(t, TREE);
    appendFileSync(join(tree, 'core/core.c'), 'int mine;\n');
    appendFileSync(join(tree, 'core/Makefile'), '# mine, and no part of the change\n');
    if (staged) git(tree, 'add', '-A');
    const before = readTree(tree);
    const refused = excise(tree, [...FOO, '-w']);
    assert.equal(refused.status, 2);
    assert.equal(refused.stdout, '');
    assert.equal(
      refused.stderr,
      'excise: core/core.c has uncommitted changes: commit or stash them, or use --force; nothing was changed\n',
    );
    assert.deepEqual(readTree(tree), before);
    assert.equal(excise(tree, FOO).status, 0, 'a dry run may');
    const forced = excise(tree, [...FOO, '-w', '--force']);
    assert.equal(forced.status, 0, forced.stderr);
    assert.match(readTree(tree)['core/core.c']!, /^int before;\nint middle;[^]*int mine;\n$/);
  }
});

test('--commit: a commit for each document, of its files only', (t) => {
  const tree = makeRepository(t, { ...TREE, 'other.c': 'int x;\n' });
  appendFileSync(join(tree, 'other.c'), 'int staged;\n');
  git(tree, 'add', 'other.c');
  writeFileSync(join(tree, '.git/hooks/pre-commit'), '#!/bin/sh\necho a hook ran >&2\n');
  chmodSync(join(tree, '.git/hooks/pre-commit'), 0o755);
  const { status, stdout, stderr } = excise(tree, ['-', '--commit', '-s'], {}, TWO_DOCUMENTS);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^[0-9a-f]{12} core: drop CONFIG_FOO\n[0-9a-f]{12} Remove CONFIG_BAR\n$/);
  assert.match(stderr, /^a hook ran\na hook ran\n/);
  assert.equal(git(tree, 'status', '--porcelain'), 'M  other.c\n');
  assert.equal(
    git(tree, 'log', '--reverse', '--format=%an: %B', '--name-status', 'HEAD~2..'),
    `A Hacker: core: drop CONFIG_FOO

Nobody sets it.

Signed-off-by: A Hacker <hacker@example.org>


M\tKconfig
M\tMakefile
M\tcore/core.c
D\tfoo.c
A Hacker: Remove CONFIG_BAR

CONFIG_BAR is always y. Remove the symbol and what tests it.

Signed-off-by: A Hacker <hacker@example.org>


M\tKconfig
M\tcore/core.c
`,
  );
});

test('a commit that git refuses leaves its files as they were', (t) => {
  const tree = makeRepository(t, TREE);
  writeFileSync(
    join(tree, '.git/hooks/commit-msg'),
    '#!/bin/sh\n! grep BAR "$1" || { echo no BAR >&2; exit 1; }\n',
  );
  chmodSync(join(tree, '.git/hooks/commit-msg'), 0o755);
  const { status, stdout, stderr } = excise(tree, ['-', '--commit'], {}, TWO_DOCUMENTS);
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(
    stderr,
    /^no BAR\nexcise: git refuses the commit "Remove CONFIG_BAR"; 1 of 2 commits were made/m,
  );
  assert.equal(git(tree, 'status', '--porcelain'), '');
  assert.equal(git(tree, 'log', '-1', '--format=%s').trim(), 'core: drop CONFIG_FOO');

  writeFileSync(join(tree, '.git/hooks/commit-msg'), '#!/bin/sh\nexit 1\n');
  git(tree, 'reset', '-q', '--hard', 'HEAD~1');
  const first = excise(tree, ['-', '--commit'], {}, TWO_DOCUMENTS);
  assert.equal(first.status, 2);
  assert.deepEqual(readTree(tree), TREE, 'deleted files are back, too');
  assert.equal(git(tree, 'status', '--porcelain'), '');
});

test('--commit refuses uncommitted changes, --force or not', (t) => {
  const tree = makeRepository(t, TREE);
  appendFileSync(join(tree, 'Makefile'), '# mine\n');
  const refused = excise(tree, [...FOO, '--commit']);
  assert.match(refused.stderr, /^excise: Makefile has uncommitted changes: commit or stash them; nothing/);
  assert.match(
    excise(tree, [...FOO, '--commit', '--force']).stderr,
    /^excise: --force doesn't go with --commit/,
  );
});

test('files that git was told not to look at are refused', (t) => {
  for (const flag of ['assume-unchanged', 'skip-worktree']) {
    const tree = makeRepository(t, TREE);
    git(tree, 'update-index', `--${flag}`, 'core/core.c');
    appendFileSync(join(tree, 'core/core.c'), 'int mine;\n');
    const before = readTree(tree);
    for (const how of ['--write', '--commit']) {
      const { status, stderr } = excise(tree, [...FOO, how]);
      assert.equal(status, 2);
      assert.match(stderr, /^excise: git can't tell whether core\/core\.c has uncommitted changes/);
      assert.match(stderr, new RegExp(`marked ${flag} .*; nothing was changed\n$`));
      assert.deepEqual(readTree(tree), before);
    }
  }
});

test('--commit: nothing is half done without an identity, or while another git works', (t) => {
  const tree = makeRepository(t, TREE);
  git(tree, 'config', 'user.useConfigOnly', 'true');
  git(tree, 'config', '--unset', 'user.email');
  const unknown = excise(tree, [...FOO, '--commit']);
  assert.equal(unknown.status, 2);
  assert.match(
    unknown.stderr,
    /^excise: git doesn't know who you are \(set user\.name and user\.email\)[^\n]*\n$/,
  );
  assert.deepEqual(readTree(tree), TREE);

  git(tree, 'config', 'user.email', 'hacker@example.org');
  writeFileSync(join(tree, '.git/index.lock'), '');
  const locked = excise(tree, [...FOO, '--commit']);
  assert.equal(locked.status, 2);
  assert.match(locked.stderr, /excise: git refuses the commit .*no other file is changed\n$/);
  rmSync(join(tree, '.git/index.lock'));
  assert.deepEqual(readTree(tree), TREE);
  assert.equal(git(tree, 'status', '--porcelain'), '');
});

test('--commit: a merge, a hook that writes, a signature that fails, a detached HEAD', (t) => {
  const tree = makeRepository(t, { ...TREE, 'other.c': '' });
  git(tree, 'checkout', '-q', '--detach');
  git(tree, 'config', 'commit.gpgSign', 'true');
  git(tree, 'config', 'gpg.program', 'false');
  const unsigned = excise(tree, [...FOO, '--commit']);
  assert.match(
    unsigned.stderr,
    /excise: git refuses the commit "Remove CONFIG_FOO"; 0 of 1 commits were made/,
  );
  git(tree, 'config', 'commit.gpgSign', 'false');
  assert.equal(git(tree, 'status', '--porcelain'), '');

  writeFileSync(join(tree, '.git/MERGE_HEAD'), git(tree, 'rev-parse', 'HEAD'));
  assert.match(excise(tree, [...FOO, '--commit']).stderr, /partial commit during a merge[^]*0 of 1 commits/);
  rmSync(join(tree, '.git/MERGE_HEAD'));
  assert.equal(git(tree, 'status', '--porcelain'), '');

  writeFileSync(join(tree, '.git/hooks/pre-commit'), '#!/bin/sh\necho "int hook;" >> core/core.c\n');
  chmodSync(join(tree, '.git/hooks/pre-commit'), 0o755);
  const hooked = excise(tree, ['-', '--commit'], {}, TWO_DOCUMENTS);
  assert.equal(hooked.status, 2);
  assert.match(
    hooked.stderr,
    /core\/core\.c: changed on disk since it was read; 1 of 2 commits were made, and no other file is changed\n$/,
  );
  assert.equal(git(tree, 'log', '-1', '--format=%s').trim(), 'core: drop CONFIG_FOO');
});
