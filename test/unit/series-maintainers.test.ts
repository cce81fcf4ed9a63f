import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownSection, recipientsOf, sectionsOf } from '../../src/series/maintainers/find-sections.js';
import { parseMaintainers, readAddress } from '../../src/series/maintainers/parse-maintainers.js';
import { readMailmap } from '../../src/series/maintainers/read-mailmap.js';
import { fromPerl } from '../../src/series/maintainers/perl-pattern.js';

const FOLDERS = new Set(['drivers/net', 'lib']);

/** Entries A, B, … with these patterns each; their maintainers have the same names. */
function entries(...patterns: readonly string[]) {
  const text = patterns.map((lines, i) => {
    const name = String.fromCharCode(65 + i);
    return `${name}\nM:\t${name} <${name}@example.org>\nS:\tMaintained\n${lines}\n`;
  });
  return parseMaintainers(`Title\n=====\n\n\tF: none\n\n${text.join('\n')}`, (path) => FOLDERS.has(path));
}

const titles = (sections: ReturnType<typeof entries>, path: string) =>
  sectionsOf(sections, path)
    .map(({ title }) => title)
    .join('');

test('F: with and without slash, wildcards, folders', () => {
  const sections = entries(
    'F:\tdrivers/net/',
    'F:\tdrivers/net/*',
    'F:\t*/net/*',
    'F:\tdrivers/net/eth.c',
    'F:\tlib\nF:\tinclude/linux/cpu?id.h',
    'F:\t*',
    'F:\t*/',
    'F:\tdrivers/net/eth',
  );
  assert.equal(titles(sections, 'drivers/net/eth.c'), 'BDHACG', 'deep ones first, then in order');
  assert.equal(titles(sections, 'drivers/net/phy/x.c'), 'AG');
  assert.equal(titles(sections, 'drivers/netfoo/x.c'), 'G');
  assert.equal(titles(sections, 'lib/a/b.c'), 'EG', 'a folder without its slash');
  assert.equal(titles(sections, 'include/linux/cpu_id.h'), 'EG');
  assert.equal(titles(sections, 'include/linux/cpuid.h'), 'G');
  assert.equal(titles(sections, 'Makefile'), 'F');
});

test('X: takes files out, N: is a regular expression, the last line that matches counts', () => {
  const sections = entries(
    'F:\tnet/\nX:\tnet/ipv6/',
    'N:\t[^a-z]tegra',
    'F:\tdrivers/clk/\nN:\ttegra',
    'F:\t*/',
  );
  assert.equal(titles(sections, 'net/ipv6/x.c'), 'D');
  assert.equal(titles(sections, 'net/ipv4/x.c'), 'AD');
  assert.equal(titles(sections, 'drivers/clk/clk-tegra.c'), 'BCD', 'N: has depth 0');
  assert.equal(titles(sections, 'drivers/clk/integra.c'), 'CD');
  assert.equal(titles(sections, 'integra.c'), 'C');
  assert.equal(ownSection(sections, 'mm/x.c'), undefined, 'an entry that takes all is nobody in particular');
  assert.equal(ownSection(sections, 'net/ipv4/x.c')?.title, 'A');
});

test('patterns that only look alike: dots, brackets, quantifiers', () => {
  const sections = entries('F:\tlib/a.c', 'F:\tlib/[xy].c', 'F:\tlib/z+.c', 'F:\tlib/(', 'F:\tlib/ab*.c');
  assert.equal(titles(sections, 'lib/a.c'), 'A');
  assert.equal(titles(sections, 'lib/abc'), '', 'a dot is a dot');
  assert.equal(titles(sections, 'lib/x.c'), 'B');
  assert.equal(titles(sections, 'lib/zz.c'), 'C');
  assert.equal(titles(sections, 'lib/abcd.c'), 'E');
});

test('K: is sought line by line', () => {
  const sections = entries('F:\tx/\nK:\t\\b(foo|bar)_\\w+\\s+baz', 'K:\t(?i)clang');
  const who = (...lines: string[]) => recipientsOf(sections, ['mm/a.c'], lines).map(({ name }) => name);
  assert.deepEqual(who('a foo_x baz', 'CLang'), ['A', 'B']);
  assert.deepEqual(who('a foo_x', 'baz'), []);
});

test('each person once, by name or address; lists last', () => {
  const sections = parseMaintainers(
    `A
M:	P. One <one@example.org>
L:	list@example.org
F:	a/

B
M:	P. One <other@example.org>
M:	Two <ONE@example.org>
R:	Three <three@example.org>
L:	LIST@example.org
F:	a/b/
`,
    () => false,
  );
  assert.deepEqual(
    recipientsOf(sections, ['a/b/c.c'], []).map(({ email }) => email),
    ['other@example.org', 'ONE@example.org', 'three@example.org', 'LIST@example.org'],
  );
});

test('addresses', () => {
  assert.deepEqual(readAddress('"A. \\"B\\" C" <a@b.c> (comment)'), { name: 'A. "B" C', email: 'a@b.c' });
  assert.deepEqual(readAddress(' <a@b.c>'), { name: '', email: 'a@b.c' });
  assert.deepEqual(readAddress('a@b.c'), { name: '', email: 'a@b.c' });
  assert.equal(readAddress('nobody'), undefined);
});

test('.mailmap: new names and addresses', () => {
  const map = readMailmap(
    `# who is who
New Name <a@example.org>
<new@example.org> <B@example.org>
C <c@new.org> <c@example.org> # moved
D <d@new.org> Old D <shared@example.org>
`,
  );
  const mapped = (name: string, email: string) => Object.values(map({ name, email })).join(' ');
  assert.equal(mapped('Old', 'a@example.org'), 'New Name a@example.org');
  assert.equal(mapped('B', 'b@example.org'), 'B new@example.org');
  assert.equal(mapped('', 'c@example.org'), 'C c@new.org');
  assert.equal(mapped('Old D', 'shared@example.org'), 'D d@new.org');
  assert.equal(mapped('E', 'shared@example.org'), 'E shared@example.org');
});

test("Perl's regular expressions", () => {
  for (const [pattern, yes, no] of [
    ['a b', 'ab', 'a b'],
    ['a\\ b', 'a b', 'ab'],
    ['[ ]x#c', ' x', 'x'],
    ['(?i)Ab[cd]', 'aBC', 'abe'],
    ['(?i:ab)c', 'ABc', 'ABC'],
    ['x(?i:a(?:b)|c)d', 'xABd', 'xabD'],
    ['[[:alnum:]_]+$', 'a_1', '-'],
    ['[]a]', ']', 'b'],
    ['(?:\\b|_)bpf(?:\\b|_)', 'a_bpf', 'bpfx'],
  ] as const) {
    const regex = fromPerl(pattern);
    assert.ok(regex, pattern);
    assert.ok(regex.test(yes), `${pattern} ~ ${yes}`);
    assert.ok(!regex.test(no), `${pattern} !~ ${no}`);
  }
  for (const pattern of ['(', '[', 'a{2,1}', '[[:odd:]]', '(?<=', '*'])
    assert.equal(fromPerl(pattern), undefined);
});
