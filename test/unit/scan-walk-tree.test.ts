import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { test, type TestContext } from 'node:test';
import { packPaths } from '../../src/scan/packed-paths.js';
import { scanFiles } from '../../src/scan/scan-files.js';
import { openTree, readMode, readText } from '../../src/scan/tree-view.js';
import { walkTree } from '../../src/scan/walk-tree.js';
import { makeWordMatcher } from '../../src/scan/word-matcher.js';

function makeTree(t: TestContext, files: Readonly<Record<string, string>>): string {
  const tree = mkdtempSync(join(tmpdir(), 'excise-walk-'));
  t.after(() => rmSync(tree, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    mkdirSync(join(tree, folder), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  return tree;
}

test('the root may be named in any way', (t) => {
  const tree = makeTree(t, { 'a/b/c.c': '', 'a/b.c': '', 'z.c': '' });
  const paths = ['a/b.c', 'a/b/c.c', 'z.c'];
  assert.deepEqual(walkTree(tree).paths, paths);
  assert.deepEqual(walkTree(`${tree}//`).paths, paths);
  assert.deepEqual(walkTree(relative(process.cwd(), tree)).paths, paths);
  const before = process.cwd();
  t.after(() => process.chdir(before));
  process.chdir(tree);
  for (const root of ['.', './', 'a/..']) assert.deepEqual(walkTree(root).paths, paths, root);
});

test('links and what belongs to version control are left out', (t) => {
  const tree = makeTree(t, { '.git/config': '', 'sub/.git': 'gitdir: x', 'a.c': '' });
  symlinkSync('a.c', join(tree, 'link.c'));
  assert.deepEqual(walkTree(tree).paths, ['a.c']);
});

test('names are bytes, and such files are read', (t) => {
  const tree = makeTree(t, { 'd/\u00e4 b.c': 'one' });
  assert.deepEqual(walkTree(tree).paths, ['d/\xc3\xa4 b.c']);
  const raw = Buffer.concat([Buffer.from(`${tree}/d/`), Buffer.from('caf\xe9.c', 'latin1')]);
  writeFileSync(raw, 'two', { mode: 0o755 });
  const paths = ['d/caf\xe9.c', 'd/\xc3\xa4 b.c'].sort();
  const view = openTree(tree);
  assert.deepEqual(view.paths, paths);
  assert.equal(readText(view, 'd/caf\xe9.c'), 'two');
  assert.equal(readMode(view, 'd/caf\xe9.c'), 0o100755);
  const { hits } = scanFiles(tree, packPaths(paths), makeWordMatcher(['one', 'two']));
  assert.deepEqual(
    hits.map((hit) => hit.words.length),
    [1, 1],
  );
});
