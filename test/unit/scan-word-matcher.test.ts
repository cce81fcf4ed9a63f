import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeWordMatcher } from '../../src/scan/word-matcher.js';
import { fc } from './properties.js';

function match(words: readonly string[], text: string): string[] {
  const bytes = Buffer.from(text, 'latin1');
  const matcher = makeWordMatcher(words);
  return matcher.match(bytes, bytes.length).map((index) => words[index]!);
}

describe('makeWordMatcher', () => {
  it('finds whole words only', () => {
    assert.deepEqual(match(['CONFIG_A'], '#ifdef CONFIG_A\n'), ['CONFIG_A']);
    assert.deepEqual(match(['CONFIG_A'], 'CONFIG_AB XCONFIG_A CONFIG_A_MODULE'), []);
    assert.deepEqual(match(['CONFIG_A'], 'CONFIG_AB CONFIG_A'), ['CONFIG_A']);
  });

  it('takes an end that is no word character as it is', () => {
    assert.deepEqual(match(['IS_ENABLED(A)', 'dir/a.h'], 'CONFIG_IS_ENABLED(A) IS_ENABLED(A)x <dir/a.h>'), [
      'IS_ENABLED(A)',
      'dir/a.h',
    ]);
  });

  it('finds words that share their first letters', () => {
    assert.deepEqual(match(['foo', 'foo_bar', 'foo_bar_baz'], 'foo_bar, foo'), ['foo', 'foo_bar']);
  });

  it('looks for more words than a call can take arguments', () => {
    const words = Array.from({ length: 300_000 }, (_, i) => `some_word_${i}`);
    assert.deepEqual(match(words, 'some_word_299999 some_word_x'), ['some_word_299999']);
  });

  it('does not read past the given length', () => {
    const bytes = Buffer.from('foo bar', 'latin1');
    assert.deepEqual(makeWordMatcher(['bar']).match(bytes, 4), []);
    assert.deepEqual(makeWordMatcher(['bar']).match(bytes, 6), []);
  });

  it('agrees with a regular expression', () => {
    const letter = fc.constantFrom('a', 'b', '_', '1');
    const word = fc.string({ unit: letter, minLength: 3, maxLength: 10 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '_', '1', ' ', '\n', '('), maxLength: 60 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), text, (words, body) => {
        const expected = words.filter((w) => new RegExp(`(?<![\\w])${w}(?![\\w])`).test(body));
        assert.deepEqual(match(words, body), expected);
      }),
      { numRuns: 1000 },
    );
  });
});
