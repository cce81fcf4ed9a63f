import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findHeld, makeQuery, openIndexWriter, type WordIndex } from '../../src/scan/word-index.js';
import { makeWordMatcher } from '../../src/scan/word-matcher.js';

function indexOf(texts: readonly string[]) {
  const writer = openIndexWriter();
  for (const text of texts) {
    writer.see(writer.room(text.length).write(text, 'latin1'), false);
    writer.close();
  }
  return writer.finish();
}

const mayHold = (index: WordIndex, file: number, text: string) =>
  findHeld(index, file, [makeQuery(text)]).length > 0;

void describe('the word index', () => {
  void it('never misses a word that the matcher finds', () => {
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
        const index = indexOf(texts);
        const matcher = makeWordMatcher([sought]);
        texts.forEach((each, file) => {
          const bytes = Buffer.from(each, 'latin1');
          const holds = matcher.match(bytes, bytes.length).length > 0;
          if (holds) assert.ok(mayHold(index, file, sought));
        });
      }),
      { numRuns: 500 },
    );
  });

  void it('says no of nearly every word that a file does not hold, however many it holds', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `word_${i}`).join(' ');
    const index = indexOf(['int a_name;', many, '']);
    let wrong = 0;
    for (let i = 0; i < 2000; i++) if (mayHold(index, 1, `other_${i}`)) wrong++;
    assert.ok(wrong < 20, `${wrong} of 2000`);
    for (const i of [0, 9999, 19_999]) assert.ok(mayHold(index, 1, `word_${i}`));
    assert.equal(mayHold(index, 2, 'a_name'), false);
    assert.ok(mayHold(index, 0, 'a_name'));
  });

  void it('takes any file for one that may hold a text without a word of its own', () => {
    assert.ok(mayHold(indexOf(['']), 0, 'ab'));
  });
});
