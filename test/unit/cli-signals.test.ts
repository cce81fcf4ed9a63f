import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  excise,
  git,
  GIT_ENV,
  makeFolder,
  makeRepository,
  readTree,
  TREE,
  TWO_DOCUMENTS,
  writeTree,
} from './git-support.js';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));

/** Runs excise and sends it a signal once `isTime` says so. */
async function interrupt(
  tree: string,
  args: readonly string[],
  signal: NodeJS.Signals,
  isTime: () => boolean,
): Promise<{ status: number | null; signal: NodeJS.Signals | null; stderr: string }> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: tree, env: GIT_ENV });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const timer = setInterval(() => {
    if (!isTime()) return;
    clearInterval(timer);
    child.kill(signal);
  }, 1);
  return await new Promise((done) => {
    child.on('close', (status, ended) => {
      clearInterval(timer);
      done({ status, signal: ended, stderr });
    });
  });
}

test('a signal while a run that writes still reads ends it at once and leaves nothing', async (t) => {
  const tree = makeRepository(t, TREE);
  const isLocked = () => existsSync(join(tree, '.excise-journal/.gitignore'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const ended = await interrupt(tree, ['--remove-config', 'FOO=n', '--write'], signal, isLocked);
    assert.equal(ended.signal, signal, ended.stderr);
    assert.match(ended.stderr, /^(excise: interrupted \(SIG[A-Z]+\); nothing was changed\n)?$/);
    assert.deepEqual(readTree(tree), TREE);
    assert.deepEqual(readdirSync(tree).sort(), ['.git', 'Kconfig', 'Makefile', 'core', 'foo.c']);
  }
});

test('a signal while a hook of the first of two commits runs lets that commit end', async (t) => {
  const tree = makeRepository(t, TREE);
  writeTree(tree, { '.git/hooks/pre-commit': `#!/bin/sh\ntouch ${tree}/.git/begun\nsleep 1\n` });
  git(tree, 'config', 'core.hooksPath', '.git/hooks');
  chmodSync(join(tree, '.git/hooks/pre-commit'), 0o755);
  const rules = makeFolder(t, { 'two.yaml': TWO_DOCUMENTS });
  const args = [join(rules, 'two.yaml'), '--commit'];
  const ended = await interrupt(tree, args, 'SIGTERM', () => existsSync(join(tree, '.git/begun')));
  assert.equal(ended.signal, 'SIGTERM', ended.stderr);
  assert.match(
    ended.stderr,
    /excise: interrupted \(SIGTERM\); 1 of 2 commits were made, and no other file is changed\n$/,
  );
  assert.equal(git(tree, 'status', '--porcelain'), '');
  assert.equal(git(tree, 'rev-list', '--count', 'HEAD').trim(), '2');
});

test('output that can not be written is told of', async (t) => {
  if (!existsSync('/dev/full')) {
    t.diagnostic('not tried: there is no /dev/full');
    return;
  }
  const tree = makeRepository(t, TREE);
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [CLI, '--remove-config', 'FOO=n', '-q'], {
    cwd: tree,
    env: GIT_ENV,
    stdio: ['ignore', full, 'pipe'],
  });
  let stderr = '';
  child.stderr!.on('data', (data: Buffer) => (stderr += data.toString()));
  const status = await new Promise((done) => child.on('close', done));
  assert.equal(stderr, "excise: can't write the output: no space left on device\n");
  assert.equal(status, 2);
});

test('a series that can not be written whole leaves what was there', (t) => {
  const tree = makeRepository(t, TREE);
  const out = makeFolder(t);
  const args = [join(makeFolder(t, { 'two.yaml': TWO_DOCUMENTS }), 'two.yaml'), '--series'];
  const whole = excise(tree, [...args, join(out, 'whole')]);
  assert.equal(whole.status, 0, whole.stderr);
  const names = readdirSync(join(out, 'whole')).sort();
  assert.equal(names.length, 3);
  const taken = join(out, 'taken');
  writeTree(taken, { [`${names[0]!}/in-the-way`]: '' });
  const { status, stderr } = excise(tree, [...args, taken]);
  assert.equal(status, 2);
  assert.match(stderr, /^excise: can't write the series to .*: illegal operation on a directory\n$/);
  assert.deepEqual(readdirSync(taken), [names[0]]);
});
