import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { placeCache, saveCache } from '../../src/scan/cache-file.js';
import { listDiskFiles, PARTS } from '../../src/scan/disk-files.js';
import { openIndexWriter } from '../../src/scan/index-writer.js';
import { indexFiles, indexTexts } from '../../src/scan/index-files.js';
import { decodeSection, encodeSection, type CacheSection } from '../../src/scan/word-cache.js';
import { findFiles, makeQuery } from '../../src/scan/word-index.js';
import { fc } from './properties.js';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));

function openFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'excise-cache-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function sectionOf(texts: Readonly<Record<string, string>>): CacheSection {
  const marks = Float64Array.from(Object.values(texts).flatMap(({ length }, i) => [length, 1.5, 2.25, i]));
  return { paths: Object.keys(texts), marks, index: indexTexts(Object.values(texts)) };
}

/** As readSection has it: at the start of a buffer of its own. */
const copyOf = (bytes: Uint8Array) => Uint8Array.from(bytes);

test('a section is read back as it was written', () => {
  const section = sectionOf({ 'a/b.c': 'int foo;', 'b\xe9.h': '', c: 'foo bar baz '.repeat(99) });
  const read = decodeSection(encodeSection(section))!;
  assert.deepEqual(read.paths, section.paths);
  assert.deepEqual([...read.marks], [...section.marks]);
  for (const [word, files] of Object.entries({ foo: [0, 2], bar: [2], baz: [2], none: [] }))
    assert.deepEqual(findFiles(read.index, makeQuery(word)), files);
  const empty = decodeSection(encodeSection(sectionOf({})))!;
  assert.deepEqual(empty.paths, []);
});

test('a damaged or cut section is none, and so are other bytes', () => {
  const bytes = encodeSection(sectionOf({ 'a.c': 'int foo;', 'b.c': 'int bar;' }));
  for (let i = 0; i < bytes.length; i++) {
    const damaged = copyOf(bytes);
    damaged[i]! ^= 1 << (i % 8);
    assert.equal(decodeSection(damaged), undefined, `byte ${i}`);
    assert.equal(decodeSection(copyOf(bytes.subarray(0, i))), undefined, `cut at ${i}`);
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (any) => decodeSection(copyOf(any)) === undefined),
  );
});

test('a hostile section with a right checksum reads as one or as none', () => {
  const section = sectionOf({ 'a.c': 'int foo;', 'b.c': 'int bar;' });
  const wild = fc.array(fc.constantFrom(0, 1, 2, 3, 0xfffe, 0xffff, 0x7fffffff, 0xffffffff), {
    maxLength: 20,
  });
  const pieces = ['starts', 'listStarts', 'entries', 'more', 'lists', 'crowded'] as const;
  fc.assert(
    fc.property(fc.constantFrom(...pieces), wild, (piece, values) => {
      const spoilt = section.index[piece].slice();
      spoilt.set(values.slice(0, spoilt.length));
      const read = decodeSection(encodeSection({ ...section, index: { ...section.index, [piece]: spoilt } }));
      if (!read) return;
      findFiles(read.index, makeQuery('foo'));
      const writer = openIndexWriter(2, read.index);
      writer.addKnown(1);
      writer.addKnown(0);
      writer.finish();
    }),
  );
});

/** A tree whose parts are searched as a run does, with a cache beside it. */
function openTree(t: TestContext, texts: Readonly<Record<string, string>>) {
  const folder = openFolder(t);
  const root = join(folder, 'tree');
  const cache = join(folder, 'cache', 'words');
  mkdirSync(root);
  for (const [path, text] of Object.entries(texts)) writeFileSync(join(root, path), text, 'latin1');
  /** @param settledBefore Infinity: however young, a file counts as settled. */
  const search = (word: string, settledBefore = Infinity) => {
    const disk = listDiskFiles(readdirSync(root).sort(), { cache });
    const found: string[] = [];
    let readAnew = 0;
    for (const [section, part] of disk.parts.entries()) {
      const cached = { file: cache, section, sections: PARTS, settledBefore };
      const { index, marks, readAnew: read } = indexFiles({ root, packed: part.packed, cached, words: [] });
      found.push(...findFiles(index, makeQuery(word)).map((file) => part.paths[file]!));
      readAnew += read!;
      Object.assign(part, { index, marks, readAnew: read });
    }
    saveCache(cache, disk);
    return { found: found.sort(), readAnew };
  };
  return { folder, root, cache, search };
}

test('a second search reads only what changed, appeared or may have changed unseen', (t) => {
  const { root, search } = openTree(t, { 'a.c': 'old_word', 'b.c': 'old_word other', 'c.c': 'none' });
  assert.deepEqual(search('old_word'), { found: ['a.c', 'b.c'], readAnew: 3 });
  assert.deepEqual(search('old_word'), { found: ['a.c', 'b.c'], readAnew: 0 });
  assert.deepEqual(search('other'), { found: ['b.c'], readAnew: 0 });

  // The same size, and the time of change of content put back: the inode's time tells.
  const time = new Date(1e12);
  utimesSync(join(root, 'a.c'), time, time);
  search('old_word');
  writeFileSync(join(root, 'a.c'), 'new_word');
  utimesSync(join(root, 'a.c'), time, time);
  assert.deepEqual(search('new_word'), { found: ['a.c'], readAnew: 1 });

  writeFileSync(join(root, 'bb.c'), 'new_word');
  rmSync(join(root, 'c.c'));
  assert.deepEqual(search('new_word'), { found: ['a.c', 'bb.c'], readAnew: 1 });
  assert.deepEqual(search('new_word'), { found: ['a.c', 'bb.c'], readAnew: 0 });

  // Another file under its name.
  writeFileSync(join(root, '..', 'x'), 'old_word');
  renameSync(join(root, '..', 'x'), join(root, 'bb.c'));
  assert.deepEqual(search('old_word'), { found: ['b.c', 'bb.c'], readAnew: 1 });
  rmSync(join(root, 'bb.c'));
  symlinkSync('a.c', join(root, 'bb.c'));
  assert.deepEqual(search('new_word').found, ['a.c']);
});

test('what changed just before a search is read again by the next one', (t) => {
  const { search } = openTree(t, { 'a.c': 'some_word' });
  assert.equal(search('some_word', Date.now() - 3000).readAnew, 1);
  assert.equal(search('some_word').readAnew, 1);
  assert.equal(search('some_word').readAnew, 0);
});

test('a cache that is damaged, cut, empty, a folder or a link is made anew', (t) => {
  const texts = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}.c`, `word_${i} all_have`]));
  const { cache, search, folder } = openTree(t, texts);
  search('word_7');
  const whole = readFileSync(cache);
  const spoil: (() => void)[] = [
    () => writeFileSync(cache, whole.subarray(0, whole.length / 2)),
    () => writeFileSync(cache, ''),
    () => writeFileSync(cache, Buffer.alloc(whole.length, 0xff)),
    () => writeFileSync(cache, Buffer.concat([whole, whole])),
    () => {
      renameSync(cache, join(folder, 'elsewhere'));
      symlinkSync(join(folder, 'elsewhere'), cache);
    },
  ];
  for (const damage of spoil) {
    rmSync(cache, { force: true, recursive: true });
    writeFileSync(cache, whole);
    damage();
    assert.deepEqual(search('word_7'), { found: ['7.c'], readAnew: 200 });
    assert.deepEqual(search('word_7'), { found: ['7.c'], readAnew: 0 });
  }
  // One byte spoils one part.
  const damaged = Buffer.from(whole);
  damaged[whole.length >> 1]! ^= 1;
  writeFileSync(cache, damaged);
  const { found, readAnew } = search('word_7');
  assert.deepEqual(found, ['7.c']);
  assert.ok(readAnew > 0 && readAnew < 50, `${readAnew}`);
  rmSync(cache);
  mkdirSync(cache);
  assert.deepEqual(search('word_7').found, ['7.c']);
  assert.deepEqual(readdirSync(join(folder, 'cache')), ['words']);
});

test('the cache lies in the git directory, else in the user’s cache folder', (t) => {
  const folder = openFolder(t);
  const env = { XDG_CACHE_HOME: join(folder, 'cache') };
  assert.match(placeCache(folder, env), /\/cache\/excise\/[0-9a-f]{32}\.words$/);
  mkdirSync(join(folder, '.git'));
  assert.ok(placeCache(folder, env).endsWith('/.git/excise/words'));
  rmSync(join(folder, '.git'), { recursive: true });
  writeFileSync(join(folder, '.git'), 'gitdir: elsewhere');
  assert.match(placeCache(folder, env), /\/cache\/excise\//);
});

test('--cache changes no output, whatever state the cache is in', (t) => {
  const folder = openFolder(t);
  const tree = join(folder, 'tree');
  const store = join(folder, 'store');
  mkdirSync(tree);
  writeFileSync(join(tree, 'Kconfig'), 'config FAN\n\tbool "Fan"\n');
  writeFileSync(join(tree, 'a.c'), '#ifdef CONFIG_FAN\nint a;\n#endif\n');
  const excise = (...args: string[]) => {
    const env = { ...process.env, XDG_CACHE_HOME: store };
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [CLI, '--remove-config', 'FAN=y', '-C', tree, ...args],
      { encoding: 'utf8', env },
    );
    assert.equal(status, 0, stderr);
    return stdout + stderr;
  };
  const without = excise();
  assert.equal(existsSync(store), false);
  assert.equal(excise('--cache'), without);
  const [name] = readdirSync(join(store, 'excise'));
  const file = join(store, 'excise', name!);
  assert.equal(excise('--cache'), without);
  writeFileSync(file, 'damaged');
  assert.equal(excise('--cache', '-j', '1'), without);
  assert.notEqual(readFileSync(file, 'latin1'), 'damaged');
  rmSync(store, { recursive: true });
  writeFileSync(store, 'no folder');
  assert.equal(excise('--cache'), without);
  chmodSync(store, 0);
  assert.match(excise('--cache', '--write'), /written/);
});
