import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkChange } from '../../src/check/check-change.js';
import { openModel } from '../../src/lang/kconfig/open-model.js';
import { excise, makeFolder } from './git-support.js';

type Texts = Readonly<Record<string, string>>;

/** `code symbol place < files at fault` of what a change makes wrong; null stands for a file that goes. */
function check(
  before: Texts,
  after: Readonly<Record<string, string | null>>,
  renamed = {},
  merged = {},
): string[] {
  const model = openModel(Object.entries(before).map(([path, text]) => ({ path, text })));
  const changes = Object.entries(after).map(([path, text]) => ({ path, before: before[path]!, after: text }));
  return checkChange(model, changes, {
    renamed: new Map(Object.entries(renamed)),
    merged: new Map(Object.entries(merged)),
  })
    .wrong.map(
      ({ finding, atFault }) => `${finding.code} ${finding.symbol} ${finding.path} < ${atFault.join(' ')}`,
    )
    .sort();
}

const ENTRY = (name: string, ...lines: string[]) =>
  `config ${name}\n${['bool "Prompt"', ...lines].map((line) => `\t${line}\n`).join('')}\n`;

test('a symbol that loses its entry while others name it', () => {
  const before = {
    Kconfig: `${ENTRY('A')}${ENTRY('B', 'depends on A')}source "sub/Kconfig"\n`,
    'sub/Kconfig': ENTRY('C', 'select A', 'depends on LOST'),
  };
  assert.deepEqual(check(before, { Kconfig: `${ENTRY('B')}source "sub/Kconfig"\n` }), [
    'undefined-symbol A sub/Kconfig < Kconfig',
  ]);
  // What was wrong before stays as wrong as it was.
  assert.deepEqual(check(before, { 'sub/Kconfig': ENTRY('C', 'select A', 'depends on LOST || !LOST') }), []);
  assert.deepEqual(check(before, { 'sub/Kconfig': ENTRY('C', 'select A', 'depends on NEW') }), [
    'undefined-symbol NEW sub/Kconfig < sub/Kconfig',
  ]);
});

test('types that go, come twice or do not fit', () => {
  const before = {
    Kconfig: `${ENTRY('A')}config N\n\tint "N"\n\tdefault 3\n\n${ENTRY('B', 'select A')}`,
    'more/Kconfig': 'config A\n\tdefault y\n',
  };
  const text = before.Kconfig;
  assert.deepEqual(check(before, { Kconfig: text.replace('config A\n\tbool "Prompt"\n', 'config A\n') }), [
    'no-type A Kconfig < Kconfig',
  ]);
  assert.deepEqual(check(before, { Kconfig: text.replace('default 3', 'default 03') }), [
    'wrong-value N Kconfig < Kconfig',
  ]);
  assert.deepEqual(check(before, { Kconfig: text.replace('config A\n\tbool', 'config A\n\tstring') }), [
    'select-wrong-type B Kconfig < Kconfig',
  ]);
  assert.deepEqual(check(before, { 'more/Kconfig': 'config A\n\tdef_tristate y\n' }), [
    'redefined A more/Kconfig < more/Kconfig',
  ]);
});

test('dependencies that exclude each other, and selects of what they hold for', () => {
  const before = {
    Kconfig: `${ENTRY('A')}${ENTRY('B', 'depends on A')}source "sub/Kconfig"\n`,
    'sub/Kconfig': ENTRY('C', 'select B', 'depends on A'),
  };
  assert.deepEqual(check(before, { Kconfig: before.Kconfig.replace('on A', 'on A && !A') }), [
    'depends-never B Kconfig < Kconfig',
    'select-unmet B sub/Kconfig < Kconfig',
  ]);
  assert.deepEqual(check(before, { Kconfig: before.Kconfig.replace('on A', 'on !A') }), [
    'select-unmet B sub/Kconfig < Kconfig',
  ]);
});

test('new cycles, through files that do not change', () => {
  const before = {
    Kconfig: `${ENTRY('A')}source "sub/Kconfig"\n`,
    'sub/Kconfig': `${ENTRY('B', 'depends on A')}if B\n${ENTRY('C')}endif\n${ENTRY('D', 'select E')}${ENTRY('E')}`,
  };
  const change = (line: string) => ({
    Kconfig: before.Kconfig.replace('"Prompt"\n', `"Prompt"\n\t${line}\n`),
  });
  assert.deepEqual(check(before, change('depends on C')), ['dependency-cycle A Kconfig < Kconfig']);
  assert.deepEqual(check(before, change('select C')), []);
  assert.deepEqual(check(before, change('select D')), []);
  assert.deepEqual(check(before, change('default y if E')), []);
  assert.deepEqual(
    check(
      { ...before, Kconfig: `${ENTRY('A', 'depends on C')}source "sub/Kconfig"\n` },
      {
        'sub/Kconfig': before['sub/Kconfig'].replace(/\bB\b/g, 'BB').replace('on A', 'on A && E'),
      },
      { B: 'BB' },
    ),
    [],
    'a cycle that was there, under another name',
  );
});

test('a symbol that becomes another one may need itself', () => {
  const before = {
    Kconfig: `${ENTRY('OLD')}${ENTRY('NEW', 'depends on OLD')}${ENTRY('A', 'depends on !OLD', 'select NEW')}`,
  };
  const after = { Kconfig: `${ENTRY('NEW')}${ENTRY('A', 'depends on !NEW', 'select NEW')}` };
  assert.deepEqual(check(before, after, {}, { OLD: 'NEW' }), ['dependency-cycle A Kconfig < Kconfig']);
});

test('files that go although a line reads them, choices and renamed symbols', () => {
  const before = {
    Kconfig: `source "sub/Kconfig"\nosource "other/Kconfig"\n${ENTRY('OLD', 'depends on OLD && !OLD')}`,
    'sub/Kconfig': `choice\n\tprompt "One"\n\tdefault A\n${ENTRY('A')}${ENTRY('B')}endchoice\nrsource "deep/Kconfig.x"\n`,
    'sub/deep/Kconfig.x': ENTRY('C'),
    'other/Kconfig': ENTRY('D'),
  };
  assert.deepEqual(check(before, { 'sub/deep/Kconfig.x': null, 'other/Kconfig': null }), [
    'missing-source  sub/Kconfig < ',
  ]);
  assert.deepEqual(
    check(before, { 'sub/Kconfig': before['sub/Kconfig'].replace('default A', 'default C') }),
    ['wrong-value C sub/Kconfig < sub/Kconfig'],
  );
  const local = { ...before, Kconfig: `source "local/Kconfig"\n${before.Kconfig}` };
  assert.deepEqual(
    check(local, { 'other/Kconfig': null }),
    [],
    'a line of the same file name that read nothing before',
  );
  const renamed = { Kconfig: before.Kconfig.replace(/OLD/g, 'NEW') };
  assert.deepEqual(check(before, renamed, { OLD: 'NEW' }), []);
});

test('what a leftover tells of is not refused', (t) => {
  const files = {
    Kconfig: `${ENTRY('X')}${ENTRY('Y', 'depends on X')}${ENTRY('Z', 'select Y')}${ENTRY('W', 'depends on !X')}`,
    'sub/Kconfig': ENTRY('V', 'depends on X'),
    'a.c': '#ifdef CONFIG_Y\nint y;\n#endif\n#ifdef CONFIG_Z\nint z;\n#endif\n',
    'rule.yaml': 'remove:\n  - config: X\n    value: n\nscope:\n  exclude: [sub/**]\n',
  };
  const { status, stdout, stderr } = excise(makeFolder(t, files), ['rule.yaml']);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /selected-despite-dependencies: 1/);
  assert.ok(stdout.includes('-config X'), stdout);
});

test('a run leaves files as they were that it would make wrong, and says so', (t) => {
  const files = {
    Kconfig: `${ENTRY('A', 'depends on B')}${ENTRY('B')}${ENTRY('X')}`,
    'a.c': '#ifdef CONFIG_X\nint x;\n#endif\n#ifdef CONFIG_A\nint a;\n#endif\n',
    'rule.yaml': 'remove:\n  - config: X\n    value: y\nadd:\n  - depends-on: A\n    to: B\n',
  };
  const tree = makeFolder(t, files);
  const { status, stdout, stderr } = excise(tree, ['rule.yaml']);
  assert.equal(status, 1);
  assert.match(stderr, /Kconfig: dependency-cycle: Kconfig:\d+:\d+: symbols need each other: A → B → A/);
  assert.ok(!stdout.includes('a/Kconfig') && stdout.includes('a/a.c'), stdout);
  assert.equal(excise(tree, ['rule.yaml', '--no-verify']).status, 0);
});
