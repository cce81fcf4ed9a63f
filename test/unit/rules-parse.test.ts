import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRules } from '../../src/rules/parse-rules.js';
import type { RuleEntry } from '../../src/rules/rule-document.js';
import { RuleError } from '../../src/rules/rule-errors.js';

/** The message of the error that the text gives, which names the file `r.yaml`. */
function errorOf(text: string): string {
  try {
    parseRules(text, 'r.yaml');
  } catch (error) {
    assert.ok(error instanceof RuleError, String(error));
    return error.message;
  }
  return assert.fail(`no error: ${text}`);
}

function entryOf(text: string): RuleEntry {
  const [document, ...more] = parseRules(text, 'r.yaml');
  assert.equal(more.length, 0);
  assert.equal(document!.entries.length, 1);
  return document!.entries[0]!;
}

function valueOf(written: string) {
  const entry = entryOf(`remove:\n  - config: FOO\n    value: ${written}\n`);
  return entry.action === 'remove' && entry.kind === 'config' ? entry.value : assert.fail();
}

test('a whole document', () => {
  const [document] = parseRules(
    `subject: "core: drop FOO"
message: |
  Everyone has it.

  Really.
remove:
  - config: FOO
    value: y
    inherit: [BAR, BAZ]
cascade: false
scope:
  include: ["arch/**"]
`,
    'dir/r.yaml',
  );
  const { at, fieldsAt, ...entry } = document!.entries[0]!;
  assert.deepEqual(entry, {
    action: 'remove',
    kind: 'config',
    name: 'FOO',
    value: { kind: 'tristate', value: 'y' },
    inherit: ['BAR', 'BAZ'],
    dropSelects: false,
  });
  assert.deepEqual(at, { kind: 'file', file: 'dir/r.yaml', line: 7, column: 5 });
  assert.deepEqual(fieldsAt.get('value'), { kind: 'file', file: 'dir/r.yaml', line: 8, column: 12 });
  assert.equal(document!.subject, 'core: drop FOO');
  assert.equal(document!.message, 'Everyone has it.\n\nReally.');
  assert.equal(document!.cascade, false);
  assert.deepEqual(document!.scope, { include: ['arch/**'], exclude: [] });
});

test('values keep the spelling of the file', () => {
  assert.deepEqual(valueOf('n'), { kind: 'tristate', value: 'n' });
  assert.deepEqual(valueOf('"m"'), { kind: 'tristate', value: 'm' });
  assert.deepEqual(valueOf('64'), { kind: 'literal', value: '64' });
  assert.deepEqual(valueOf('-1'), { kind: 'literal', value: '-1' });
  assert.deepEqual(valueOf('0x0010'), { kind: 'literal', value: '0x0010' });
  assert.deepEqual(valueOf('007'), { kind: 'literal', value: '007' });
  assert.deepEqual(valueOf('"foo bar"'), { kind: 'literal', value: 'foo bar' });
  assert.deepEqual(valueOf('\'"y"\''), { kind: 'literal', value: 'y' });
  assert.deepEqual(valueOf('""'), { kind: 'literal', value: '' });
  // The tree's text is latin1, one byte a character.
  assert.deepEqual(valueOf('"é"'), { kind: 'literal', value: 'Ã©' });
});

test('a value that is none says what to write instead', () => {
  const message = (written: string) => errorOf(`remove:\n  - config: FOO\n    value: ${written}\n`);
  assert.equal(message('true'), "r.yaml:3:12: error: 'true' is no Kconfig value; did you mean 'y'?");
  assert.equal(message('No'), "r.yaml:3:12: error: 'No' is no Kconfig value; did you mean 'n'?");
  assert.match(message('Y'), /did you mean 'y'/);
  assert.match(message('foo'), /a string takes quotes: "foo"/);
  assert.match(message(''), /found nothing/);
  assert.match(message('[y]'), /found a list/);
  assert.match(message('1.5'), /neither y, n, m nor a number/);
});

test('every kind of entry of the contract is read', () => {
  const kinds: readonly (readonly [string, string])[] = [
    ['remove', '{ function: f, returns: 0 }'],
    ['remove', '{ macro: M, value: "" }'],
    ['remove', '{ member: m, of: struct s, value: NULL, returns: -1 }'],
    ['remove', '{ parameter: p, of: struct ops.call }'],
    ['remove', '{ call: "f($x, $...rest)" }'],
    ['remove', '{ return: f, value: true }'],
    ['remove', '{ variable: v, value: 3 }'],
    ['remove', '{ enumerator: E, shift: true }'],
    ['remove', '{ type: union u }'],
    ['remove', '{ tracepoint: t }'],
    ['remove', '{ file: a/b.c }'],
    ['remove', '{ header: linux/a.h }'],
    ['replace', '{ config: A, with: B && !C, inherit: D, keep: old }'],
    ['replace', '{ call: f($x), with: g($x) }'],
    ['replace', '{ member: m, of: struct s, with: n }'],
    ['rename', '{ config: A, to: B }'],
    ['rename', '{ parameter: p, of: f, to: q }'],
    ['add', '{ depends-on: A || B, to: C }'],
    ['add', '{ select: S if T, to: C }'],
  ];
  for (const [action, entry] of kinds) {
    const read = entryOf(`${action}:\n  - ${entry}\n`);
    assert.equal(read.action, action, entry);
    assert.ok(entry.includes(read.kind), entry);
  }
  const member = entryOf('remove:\n  - { member: m, of: struct s, value: 0x0, returns: true }\n');
  assert.ok(member.action === 'remove' && member.kind === 'member');
  assert.deepEqual([member.of, member.value, member.returns], ['struct s', '0x0', 'true']);
});

test('an error names the place and the nearest key', () => {
  assert.equal(
    errorOf('remov:\n  - config: A\n'),
    "r.yaml:1:1: error: unknown key 'remov'; did you mean 'remove'?",
  );
  assert.equal(
    errorOf('remove:\n  - confg: A\n    value: y\n'),
    "r.yaml:2:5: error: unknown kind of entry 'confg' under 'remove'; did you mean 'config'?",
  );
  assert.equal(
    errorOf('remove:\n  - config: A\n    valeu: y\n'),
    "r.yaml:3:5: error: unknown key 'valeu'; did you mean 'value'?",
  );
  assert.equal(
    errorOf('remove:\n  - config: A\n    value: y\n    drop_selects: true\n'),
    "r.yaml:4:5: error: unknown key 'drop_selects'; did you mean 'drop-selects'?",
  );
  assert.equal(errorOf('remove:\n  - config: A\n'), "r.yaml:2:5: error: 'config' needs the key 'value'");
  assert.match(errorOf('remove:\n  config: A\n'), /^r\.yaml:2:3: error: expected a list: .* found a map$/);
  assert.match(
    errorOf('remove:\n  - config: CONFIG_A\n    value: y\n'),
    /^r\.yaml:2:13: .*without CONFIG_.*'A'/,
  );
  assert.match(errorOf('scope: { inclde: [a] }\nremove: [{config: A, value: n}]'), /did you mean 'include'/);
  assert.match(
    errorOf('cascade: yes\nremove: [{config: A, value: n}]'),
    /^r\.yaml:1:10: .*true or false, found 'yes'/,
  );
  assert.match(errorOf('remove:\n  - member: m\n'), /'member' needs the key 'of'/);
  assert.match(errorOf('remove:\n  - file: ../x\n'), /without \.\./);
  assert.match(errorOf('remove:\n  - config: A\n    function: f\n'), /names one thing/);
  assert.match(errorOf('subject: "x"\n'), /nothing to do/);
  assert.match(errorOf('remove: []\n'), /nothing to do/);
});

test('all problems of a file are reported at once', () => {
  const lines = errorOf(
    'remove:\n  - config: A\n  - config: B\n    value: q\nbogus: 1\n---\nremove:\n  - x: 1\n',
  ).split('\n');
  assert.deepEqual(
    lines.map((line) => line.split(':')[1]),
    ['2', '5', '8'],
    'values are read once the shape is right',
  );
});

test('a series is one document for each ---; empty ones are no rule', () => {
  const documents = parseRules(
    '---\nremove: [{config: A, value: y}]\n---\n# note\n---\nremove: [{config: B, value: n}]\n---\n',
    'r',
  );
  assert.deepEqual(
    documents.map((d) => d.entries.map((e) => (e.action === 'add' ? '' : e.name))),
    [['A'], ['B']],
  );
  assert.match(errorOf(''), /holds no rule/);
  assert.match(errorOf('# only a comment\n---\n'), /holds no rule/);
});

test('YAML that no rule needs is refused in one clear line', () => {
  assert.match(errorOf('remove:\n\t- config: A\n'), /^r\.yaml:2:1: error: a tab .*spaces$/);
  assert.match(
    errorOf('remove:\n  - config: A\n    config: B\n'),
    /^r\.yaml:3:5: error: the key 'config' stands here twice$/,
  );
  assert.match(errorOf('remove: &x []\n'), /no anchors/);
  assert.match(errorOf('remove: [*x]\n'), /alias/i);
  assert.match(errorOf('remove:\n  - config: !!str A\n    value: y\n'), /no tags/);
  assert.match(errorOf('? [a]\n: b\n'), /one word/);
  assert.match(errorOf('remove: [\n'), /not valid YAML|indented/);
  assert.match(errorOf('subject: a: b\n'), /quotes/);
  assert.match(errorOf('just text\n'), /expected a map of keys, found 'just text'/);
  assert.match(errorOf(`a: &a [x,x]\nb: &b [*a,*a]\n`), /no anchors/);
});

test('deep nesting and long text end in a short message', () => {
  for (const text of [
    '['.repeat(200_000),
    '- '.repeat(100_000),
    '? '.repeat(50_000),
    'a: '.concat('{b: '.repeat(9_999)),
  ]) {
    assert.match(errorOf(text), /nested too deeply/);
  }
  const long = errorOf(`remove:\n  - config: ${'A'.repeat(1_000_000)}-\n    value: y\n`);
  assert.ok(long.length < 300, long.slice(0, 300));
  const key = errorOf(`${'k'.repeat(500_000)}: 1\n`);
  assert.ok(key.length < 300);
  const many = errorOf(`remove:\n${'  - x: 1\n'.repeat(5_000)}`);
  assert.equal(many.split('\n').length, 11);
  const keys = (count: number) => Array.from({ length: count }, (_, i) => `k${i}: 1\n`).join('');
  assert.equal(errorOf(keys(40_000)).split('\n').length, 11);
  assert.match(errorOf(keys(130_000)), /^r\.yaml:\d+:\d+: error: too much for one rule file; split it$/);
});

test('contradictions are errors, repetitions are not', () => {
  assert.equal(
    errorOf('remove:\n  - {config: A, value: y}\n  - {config: A, value: n}\n'),
    "r.yaml:3:24: error: 'A' is y already (line 2), so it can't be n",
  );
  assert.match(
    errorOf('remove: [{config: A, value: y}]\nrename: [{config: A, to: B}]\n'),
    /both removed .* and renamed/,
  );
  assert.match(errorOf('rename: [{config: A, to: C}, {config: B, to: C}]\n'), /'A' gets the name 'C', too/);
  assert.match(
    errorOf('remove: [{config: A, value: y, inherit: B}, {config: B, value: y}]\n'),
    /can't inherit/,
  );
  assert.match(errorOf('remove: [{config: A, value: y, inherit: A}]\n'), /can't inherit/);
  assert.match(errorOf('remove: [{config: A, value: n, inherit: B}]\n'), /never took effect/);
  assert.match(
    errorOf('remove: [{config: A, value: y, inherit: B, drop-selects: true}]\n'),
    /exclude each other/,
  );
  assert.match(errorOf('rename: [{function: f, to: f}]\n'), /becomes itself/);
  assert.match(errorOf('remove: [{function: f}, {macro: f, value: 1}]\n'), /'f' can't be both/);
  assert.equal(entryOf('remove: [{config: A, value: y}, {config: A, value: y}]\n').kind, 'config');
  // The same member name in two structs, and a config and a function of one name, are different things.
  const others = '{member: m, of: struct a}, {member: m, of: struct b}, {config: f, value: y}, {function: f}';
  assert.equal(parseRules(`remove: [${others}]\n`, 'r')[0]!.entries.length, 4);
});
