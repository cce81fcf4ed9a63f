import assert from 'node:assert/strict';
import { test } from 'node:test';
import picomatch from 'picomatch';
import { compileGlob } from '../../src/text/glob.js';
import { fc } from './properties.js';

const TABLE: readonly [glob: string, fits: readonly string[], fitsNot: readonly string[]][] = [
  ['a/*.c', ['a/b.c', 'a/.c'], ['a/b/c.c', 'a/b.h', 'x/a/b.c']],
  ['**/a.c', ['a.c', 'x/a.c', 'x/.y/a.c'], ['xa.c', 'a.c/b']],
  ['a/**', ['a/b', 'a/b/c', 'a/.b/c'], ['ab', 'b/a']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a/xb', 'ab']],
  ['./a', ['a'], ['b']],
  ['a?c', ['abc'], ['ac', 'a/c']],
  ['[a-c]x[!0-9]', ['axy', 'cxy'], ['dxy', 'ax1', 'ax/']],
  ['{a,b/{c,d}}.h', ['a.h', 'b/c.h', 'b/d.h'], ['b.h', 'c.h']],
  ['a{b', ['a{b'], ['ab']],
  ['a[b', ['a[b'], ['ab']],
  ['(a+)+', ['(a+)+'], ['aa']],
  ['\\*', ['*'], ['a']],
  ['**x', ['ax', 'x'], ['a/x']],
];

test('globs by a table', () => {
  for (const [glob, fits, fitsNot] of TABLE) {
    const isMatch = compileGlob(glob);
    for (const path of fits) assert.equal(isMatch(path), true, `${glob} fits ${path}`);
    for (const path of fitsNot) assert.equal(isMatch(path), false, `${glob} doesn't fit ${path}`);
  }
});

test('two stars anywhere stand for any text where they stand for a macro', () => {
  const isMatch = compileGlob('arch/**/K*', { isTextAcross: true });
  assert.equal(isMatch('arch/a/b/Kconfig'), true);
  assert.equal(isMatch('arch//Kconfig'), true);
  assert.equal(isMatch('arch/a/Kconfig/b'), false);
  assert.equal(compileGlob('a**b', { isTextAcross: true })('a/x/b'), true);
});

test('globs agree with picomatch where both know the form', () => {
  const component = fc.array(fc.constantFrom('a', 'b', '.', '*', '?', '[ab]', '{a,b*}'), {
    minLength: 1,
    maxLength: 4,
  });
  const globs = fc
    .array(fc.oneof({ weight: 3, arbitrary: component.map((c) => c.join('')) }, fc.constant('**')), {
      minLength: 1,
      maxLength: 4,
    })
    // Two stars that touch are another wildcard; picomatch takes `.` and `..` as names of folders.
    .map((parts) => parts.join('/').replace(/\*\*\*+|(?<=[^/*])\*\*+|\*\*+(?=[^/])/g, '*'))
    .filter((glob) => !/(?:^|\/)\.+(?:\/|$)|(?:^|\/)\.\*|\*\*(?!\/|$)/.test(glob));
  const name = fc
    .array(fc.constantFrom('a', 'b', '.'), { minLength: 1, maxLength: 3 })
    .map((c) => c.join(''))
    // picomatch wants something behind the dot of `*.*`.
    .filter((text) => !text.endsWith('.'));
  const paths = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(globs, paths, (glob, path) => {
      // `a/**` fits `a` itself for picomatch; only files are asked about, so that never matters.
      if (glob.endsWith('/**') && picomatch(glob.slice(0, -3), { dot: true })(path)) return;
      assert.equal(compileGlob(glob)(path), picomatch(glob, { dot: true })(path), `${glob} ${path}`);
    }),
    { numRuns: 3000, seed: 11 },
  );
});

test('wildcards without end and names made for them take no time', () => {
  const path = `${'a'.repeat(4000)}b/${'a'.repeat(90)}`;
  assert.equal(compileGlob(`${'*a'.repeat(300)}c`)(path), false);
  assert.equal(compileGlob(`${'**/'.repeat(300)}c`)('a/'.repeat(2000)), false);
  assert.equal(compileGlob('{'.repeat(1000) + 'a,'.repeat(1000))(path), false);
  assert.equal(compileGlob('x'.repeat(100_000))(path), false);
});
