import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFileList } from '../../src/scan/file-lists.js';
import { indexTexts } from '../../src/scan/index-files.js';
import { openIndexWriter } from '../../src/scan/index-writer.js';
import { wordHasher } from '../../src/scan/word-hasher.js';
import { findFiles, makeQuery } from '../../src/scan/word-index.js';
import { makeWordMatcher } from '../../src/scan/word-matcher.js';
import { fc } from './properties.js';

const find = (texts: readonly string[], text: string) => findFiles(indexTexts(texts), makeQuery(text));

void describe('the word index', () => {
  void it('tells the files that the matcher finds, for words no others', () => {
    const piece = fc.constantFrom(
      'foo',
      'bar_1',
      'a',
      'CONFIG_X',
      '9z',
      ' ',
      '(',
      ';',
      '\n',
      '->',
      'x.h',
      '\xe9',
    );
    const text = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));
    const word = fc.constantFrom(
      'foo',
      'bar_1',
      'CONFIG_X',
      'foo(',
      '*foo',
      'foo->bar_1',
      'x.h',
      'foox.h',
      '9zfoo',
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), word, (texts, sought) => {
        const found = find(texts, sought);
        const matcher = makeWordMatcher([sought]);
        const holding = texts.flatMap((each, file) => {
          const bytes = Buffer.from(each, 'latin1');
          return matcher.match(bytes, bytes.length).length > 0 ? [file] : [];
        });
        if (makeQuery(sought).isWord) assert.deepEqual(found, holding);
        else for (const file of holding) assert.ok(found.includes(file));
      }),
      { numRuns: 500 },
    );
  });

  void it('takes words and names of files for what a regular expression does, however they lie', () => {
    const run = fc
      .tuple(fc.constantFrom('a', 'Z', '_', '0', '9x', 'b7_', 'ch'), fc.nat(140))
      .map(([start, length]) => start.padEnd(length, 'q_1'));
    const other = fc.constantFrom(' ', '\n', '.', '.c', '.h', '.o', '.cc', '.x', '/', '\xe9', '\0', '`{@[:');
    const text = fc.array(fc.oneof(run, other), { maxLength: 40 }).map((pieces) => pieces.join(''));
    const hashesOf = (latin1: string) => {
      const hasher = wordHasher();
      const halves = hasher.hashes(hasher.room(latin1.length).write(latin1, 'latin1'));
      return Array.from({ length: halves.length / 2 }, (_, i) => `${halves[2 * i]} ${halves[2 * i + 1]}`);
    };
    fc.assert(
      fc.property(text, (latin1) => {
        const words = new Set<string>();
        for (const { 0: word, 1: name } of latin1.matchAll(/[A-Za-z0-9_]+(?=(\.[cho](?![A-Za-z0-9_]))?)/g)) {
          if (/^[A-Za-z_]..+/.test(word)) words.add(word);
          if (name !== undefined) words.add(word + name);
        }
        const found = hashesOf(latin1);
        const expected = [...words].map((word) => hashesOf(word).at(-1)!);
        assert.deepEqual(found.toSorted(), expected.toSorted());
      }),
      { numRuns: 1000 },
    );
  });

  void it('tells words of many files, and many words of one, apart from others', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `word_${i}`).join(' ');
    const texts = ['int a_name;', many, '', ...Array.from({ length: 300 }, (_, i) => `a_name word_${i}`)];
    const index = indexTexts(texts);
    const files = (word: string) => findFiles(index, makeQuery(word));
    for (let i = 0; i < 2000; i++) assert.deepEqual(files(`other_${i}`), []);
    for (const i of [0, 299]) assert.deepEqual(files(`word_${i}`), [1, i + 3]);
    for (const i of [300, 9999, 19_999]) assert.deepEqual(files(`word_${i}`), [1]);
    assert.deepEqual(files('a_name'), [0, ...Array.from({ length: 300 }, (_, i) => i + 3)]);
    assert.deepEqual(files('a_name int'), [0]);
    assert.deepEqual(files('word_7 int'), []);
  });

  void it('takes any file for one that may hold a text without a word of its own', () => {
    assert.deepEqual(find(['', 'x'], 'ab'), [0, 1]);
    assert.equal(makeQuery('9foo').isWord, false);
  });

  void it('goes on from an earlier index as if all files were read', () => {
    const word = fc.constantFrom('foo', 'bar', 'baz', 'quux', 'more', 'less');
    const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
    const files = fc.array(fc.record({ text, isKnown: fc.boolean() }), { maxLength: 40 });
    fc.assert(
      fc.property(files, fc.array(text, { maxLength: 5 }), (all, gone) => {
        const before = [...gone, ...all.filter(({ isKnown }) => isKnown).map((one) => one.text)];
        const known = indexTexts(before);
        const writer = openIndexWriter(all.length, known);
        let at = gone.length;
        for (const { text: own, isKnown } of all) {
          if (isKnown) writer.addKnown(at++);
          else {
            writer.see(writer.room(own.length).write(own, 'latin1'), false);
            writer.close();
          }
        }
        const index = writer.finish();
        for (const sought of ['foo', 'bar', 'baz', 'quux', 'more', 'less', 'none']) {
          const holding = all.flatMap(({ text: own }, file) =>
            own.split(' ').includes(sought) ? [file] : [],
          );
          assert.deepEqual(findFiles(index, makeQuery(sought)), holding);
        }
      }),
    );
  });

  void it('tells all words of a file of very many, whatever comes again, and of files that share a bucket', () => {
    const words = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => `word_${i + from}`).join(' ');
    const texts = [words(0, 40_000) + ' ' + words(0, 40_000), words(39_000, 41_000), 'word_7', words(0, 60)];
    const expected = (i: number) => [
      ...(i < 40_000 ? [0] : []),
      ...(i >= 39_000 && i < 41_000 ? [1] : []),
      ...(i === 7 ? [2] : []),
      ...(i < 60 ? [3] : []),
    ];
    const whole = indexTexts(texts);
    // The buckets of an earlier index are kept, so here very many words share one.
    const writer = openIndexWriter(texts.length, indexTexts(['', '', 'word_7', '']));
    for (const [i, text] of texts.entries()) {
      if (i === 2) writer.addKnown(i);
      else {
        writer.see(writer.room(text.length).write(text, 'latin1'), false);
        writer.close();
      }
    }
    const extended = writer.finish();
    for (const index of [whole, extended]) {
      for (const i of [0, 7, 59, 60, 12_345, 38_999, 39_000, 39_999, 40_000, 40_999, 41_000, 99_999])
        assert.deepEqual(findFiles(index, makeQuery(`word_${i}`)), expected(i), `word_${i}`);
    }
    assert.ok(whole.starts.length > 1 && extended.starts.length === whole.starts.length);
    assert.deepEqual([...whole.crowded], []);
  });

  void it('goes on from an earlier index where many files share words', () => {
    const words = ['common', 'other', 'third', 'fourth', 'fifth', 'sixth'];
    const holds = (file: number, word: number) => (file + word) % (2 + word * 5) === 0;
    const textOf = (file: number) => words.filter((_, word) => holds(file, word)).join(' ');
    const isKnown = (file: number) => file % 3 > 0;
    const all = Array.from({ length: 900 }, (_, file) => file);
    // In the earlier index the files have other numbers, and a file that is gone comes first.
    const before = [-1, ...all.filter(isKnown)];
    const writer = openIndexWriter(all.length, indexTexts(before.map(textOf)));
    for (const file of all) {
      if (isKnown(file)) writer.addKnown(before.indexOf(file));
      else {
        const text = textOf(file);
        writer.see(writer.room(text.length).write(text, 'latin1'), false);
        writer.close();
      }
    }
    const index = writer.finish();
    for (const [i, word] of words.entries())
      assert.deepEqual(
        findFiles(index, makeQuery(word)),
        all.filter((file) => holds(file, i)),
      );
  });

  void it('takes a file of half a million words for one that may hold any', () => {
    const many = Array.from({ length: 600_000 }, (_, i) => `w${i.toString(36)}`).join(' ');
    const index = indexTexts(['int one;', many, 'int two;']);
    assert.deepEqual([...index.crowded], [1]);
    assert.deepEqual(findFiles(index, makeQuery('int')), [0, 2]);
    assert.deepEqual(findFiles(index, makeQuery('two')), [2]);
  });

  void it('lists files in few bytes, and reads any bytes', () => {
    const names = fc.array(fc.subarray(['one', 'two', 'three', 'four']), { minLength: 300, maxLength: 900 });
    fc.assert(
      fc.property(names, fc.nat(20), (held, step) => {
        // Some in nearly all files, some in few, far from each other.
        const texts = held.map((words, i) => words.slice(i % (step + 1) === 0 ? 0 : 2).join(' '));
        const index = indexTexts(texts);
        for (const word of ['one', 'two', 'three', 'four']) {
          const holding = texts.flatMap((text, i) => (text.split(' ').includes(word) ? [i] : []));
          assert.deepEqual(findFiles(index, makeQuery(word)), holding);
        }
      }),
      { numRuns: 30 },
    );
    assert.equal(indexTexts(Array.from({ length: 800 }, () => 'dense')).lists.length, 102);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), fc.nat(30), (bytes, at) => {
        for (const file of readFileList(bytes, at, 50)) assert.ok(file >= 0 && file < 50);
      }),
    );
  });
});
