import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFileList, sizeOfList, writeFileList } from '../../src/scan/file-lists.js';
import { indexTexts } from '../../src/scan/index-files.js';
import { openIndexWriter } from '../../src/scan/index-writer.js';
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

  void it('lists files in few bytes, and reads any bytes', () => {
    const list = fc.uniqueArray(fc.nat(9999), { maxLength: 200 }).map((files) => files.sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(list), (lists) => {
        const target = { bytes: new Uint8Array(0), length: 0 };
        for (const files of lists) writeFileList(target, files, 10_000);
        let at = 0;
        for (const files of lists) {
          assert.deepEqual(readFileList(target.bytes, at, 10_000), files);
          at += sizeOfList(target.bytes, at);
        }
        assert.equal(at, target.length);
      }),
    );
    const dense = { bytes: new Uint8Array(0), length: 0 };
    writeFileList(
      dense,
      Array.from({ length: 800 }, (_, i) => i),
      800,
    );
    assert.equal(dense.length, 102);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), fc.nat(30), (bytes, at) => {
        for (const file of readFileList(bytes, at, 50)) assert.ok(file >= 0 && file < 50);
      }),
    );
  });
});
