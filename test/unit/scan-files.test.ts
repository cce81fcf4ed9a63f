import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { packPaths } from '../../src/scan/packed-paths.js';
import { scanFiles } from '../../src/scan/scan-files.js';
import { indexFiles } from '../../src/scan/index-files.js';
import { openIndexWriter } from '../../src/scan/index-writer.js';
import { findFiles, makeQuery } from '../../src/scan/word-index.js';
import { makeWordMatcher } from '../../src/scan/word-matcher.js';

const lines = (count: number, name: string) =>
  Array.from({ length: count }, (_, i) => `#define ${name}_${i} ${i}\n`).join('');

/** Larger than what is read at once. */
const FILES = {
  'long-lines.h': `${'x'.repeat(3 << 20)} early_word\n${'y '.repeat(1 << 20)}late_word`,
  'many-lines.h': `${lines(60_000, 'FIRST')}middle_word\n${lines(60_000, 'SECOND')}late_word`,
  'no-words.bin': '\0'.repeat(3 << 20),
  'small.h': 'early_word',
};

test('files larger than a piece are found by each of their words, with an index and without', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'excise-scan-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(root, path), text);
  const words = [
    'FIRST_0',
    'FIRST_59999',
    'SECOND_31234',
    'early_word',
    'late_word',
    'middle_word',
    'IRST_7',
  ];
  const expected = [
    { file: 0, words: [3, 4] },
    { file: 1, words: [0, 1, 2, 4, 5] },
    { file: 3, words: [3] },
  ];
  const packed = packPaths(Object.keys(FILES));
  const matcher = makeWordMatcher(words);
  assert.deepEqual(scanFiles(root, packed, matcher).hits, expected);
  const { hits, index } = indexFiles({ root, packed, words });
  assert.deepEqual(hits, expected);
  const found = words.map((word) => findFiles(index, makeQuery(word)));
  assert.deepEqual(
    found,
    words.map((_, i) => expected.flatMap((hit) => (hit.words.includes(i) ? [hit.file] : []))),
  );
  const among = [[0], [1, 3], [], [2, 3]];
  assert.deepEqual(scanFiles(root, packed, matcher, among).hits, [
    { file: 1, words: [1] },
    { file: 3, words: [3] },
  ]);
});

test('a text that is seen in pieces has the words of the whole', () => {
  const pieces = [lines(3, 'A'), '', lines(900, 'B'), 'last_word'];
  const indexOf = (texts: readonly string[]) => {
    const writer = openIndexWriter(1);
    for (const [i, text] of texts.entries())
      writer.see(writer.room(text.length).write(text, 'latin1'), i > 0);
    writer.close();
    return writer.finish();
  };
  const index = indexOf(pieces);
  assert.deepEqual(index, indexOf([pieces.join('')]));
  for (const word of ['A_2', 'B_899', 'last_word']) assert.deepEqual(findFiles(index, makeQuery(word)), [0]);
});
