import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { findIndexedWords, findWords } from '../../src/plan/find-words.js';
import { openNameMemory } from '../../src/plan/name-memory.js';
import { openUseMemory } from '../../src/plan/use-memory.js';
import { openWordSearch } from '../../src/plan/word-search.js';
import { layOver, openTree } from '../../src/scan/tree-view.js';
import { openPool } from '../../src/workers/pool.js';

const TEXTS = {
  'a.c': '#include "lamp.h"\nint lamp_on(void) { return lamp.level; }\n',
  'b.c': '#include <sys/lamp.h>\nstruct lamp { int level; };\n',
  'c.c': 'int lamp_on(void);\n',
  'd.txt': 'see 9lamp.c, and 9lamp.cc is another; lamp->level',
};

function openFixture(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'excise-find-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(TEXTS)) writeFileSync(join(root, path), text);
  const pool = openPool(1);
  t.after(() => pool.close());
  return { tree: openTree(root), pool, root };
}

const WORDS = [
  'lamp',
  'lamp_on',
  'lamp.h',
  'lamp.c',
  '9lamp.c',
  '9lamp',
  'struct lamp {',
  'lamp->level',
  'none',
];
const EXPECTED = {
  '9lamp': ['d.txt'],
  '9lamp.c': ['d.txt'],
  lamp: ['a.c', 'b.c', 'd.txt'],
  'lamp->level': ['d.txt'],
  'lamp.h': ['a.c', 'b.c'],
  lamp_on: ['a.c', 'c.c'],
  'struct lamp {': ['b.c'],
};

test('an index tells what reading the files tells, at once and later', async (t) => {
  const { tree, pool } = openFixture(t);
  assert.deepEqual(Object.fromEntries(await findWords(tree, WORDS, pool)), EXPECTED);
  assert.deepEqual(Object.fromEntries(await findIndexedWords(tree, WORDS, pool)), EXPECTED);
  assert.deepEqual([...tree.disk().answers.keys()].sort(), ['9lamp', 'lamp->level', 'struct lamp {']);
  assert.deepEqual(Object.fromEntries(await findIndexedWords(tree, WORDS, pool)), EXPECTED);
  const hits = new Map<string, string[]>();
  const onHit = (path: string, held: readonly string[]) =>
    hits.set(path, [...(hits.get(path) ?? []), ...held].sort());
  await findWords(tree, ['lamp', 'lamp_on'], pool, onHit);
  assert.deepEqual(hits.get('a.c'), ['lamp', 'lamp_on']);
});

test('words are read without the files on disk, and found in what documents before have left', async (t) => {
  const { tree, pool, root } = openFixture(t);
  await findIndexedWords(tree, WORDS, pool);
  for (const path of Object.keys(TEXTS)) writeFileSync(join(root, path), 'gone');
  assert.deepEqual([...(await findIndexedWords(tree, ['lamp_on'], pool)).values()], [['a.c', 'c.c']]);
  const changes = new Map([
    ['a.c', 'int lamp; struct lamp { int x; };\n'],
    ['c.c', null],
  ]);
  const later = layOver(tree, changes);
  const found = await findIndexedWords(later, ['lamp_on', 'lamp', 'struct lamp {'], pool);
  assert.deepEqual(Object.fromEntries(found), {
    lamp: ['a.c', 'b.c', 'd.txt'],
    'struct lamp {': ['a.c', 'b.c'],
  });
});

test('of a word in many files not all are told to who does not ask for them', async (t) => {
  const { tree, pool } = openFixture(t);
  const search = openWordSearch(tree, pool);
  await search.find(['none']);
  assert.equal((await search.find(['lamp'], 1)).get('lamp')!.length > 1, true);
  assert.deepEqual((await search.find(['lamp'])).get('lamp'), ['a.c', 'b.c', 'd.txt']);
  const judged: number[] = [];
  const judge = (found: ReadonlyMap<string, readonly string[]>) => {
    judged.push(found.get('lamp_on')?.length ?? 0);
    return Promise.resolve([...found.keys()]);
  };
  await search.findOpen(['lamp_on'], judge, 9);
  assert.deepEqual(judged, [2]);
});

test('a use in a file on disk is one to later documents, as long as nothing changes the file', (t) => {
  const { tree } = openFixture(t);
  openUseMemory(tree).note('level', 'a.c', new Map(), true);
  openUseMemory(tree).note('other', 'b.c', new Map(), false);
  const holds = (view: typeof tree, name: string) => openUseMemory(view).holds(name, new Map());
  assert.equal(holds(tree, 'level'), true);
  assert.equal(holds(tree, 'other'), false);
  assert.equal(holds(layOver(tree, new Map([['a.c', 'int x;']])), 'level'), false);
  assert.equal(holds(layOver(tree, new Map([['a.c', null]])), 'level'), false);
});

test('what a file said of names is known until the plan changes it', () => {
  const memory = openNameMemory();
  const file = (analysis: object) => new Map([['a.c', { analysis }]]) as never;
  const first = {};
  memory.of('a.c', file(first)).set('x', undefined);
  assert.equal(memory.of('a.c', file(first)).has('x'), true);
  assert.equal(memory.of('a.c', file({})).has('x'), false);
  assert.equal(memory.of('b.c', file(first)).has('x'), false);
});
