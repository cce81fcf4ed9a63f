import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ResultJson } from '../../src/report/json-schema.js';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));

const TREE = {
  Kconfig: [
    'config BASE\n\tbool "Base"\n',
    'config FAN\n\tbool\n\tdefault BASE\n',
    'config LAMP\n\tbool\n\tdefault BASE\n',
    'config PUMP\n\tbool\n\tdefault BASE\n',
    'config TAP\n\tbool "Tap"\n',
  ].join('\n'),
  Makefile: 'obj-$(CONFIG_FAN) += fan.o\nobj-$(CONFIG_LAMP) += lamp.o\nobj-y += main.o\n',
  'fan.c': '/* turns f\xfcr ever: CONFIG_FAN */\nint fan_on(void)\n{\n\treturn 1;\n}\n',
  'lamp.c': 'int lamp_on(void)\n{\n\treturn 2;\n}\n',
  'main.c': [
    '#ifdef CONFIG_FAN\n/* f\xfcr */\nint fan_on(void);\n#else\nstatic inline int fan_on(void) { return 0; }\n#endif\n',
    'int first(void)\n{\n\tif (IS_ENABLED(CONFIG_FAN))\n\t\treturn fan_on(); /* \xfc */\n\treturn 0;\n}\n',
    'int second(void)\n{\n\tif (IS_ENABLED(CONFIG_LAMP))\n\t\treturn lamp_on();\n\treturn 0;\n}\n',
    '/* CONFIG_PUMP has no code yet. */\nint third(void)\n{\n\treturn 3;\n}\n',
  ].join('\n'),
};

const alwaysY = (symbol: string) =>
  `subject: "${symbol} is always y"\nremove:\n  - config: ${symbol}\n    value: y\n`;
const RULES = { 'fan.yaml': alwaysY('FAN'), 'lamp.yaml': alwaysY('LAMP'), 'pump.yaml': alwaysY('PUMP') };

interface Place {
  readonly folder: string;
  readonly tree: string;
  /** Runs excise in the folder. */
  readonly excise: (...args: string[]) => { status: number | null; stdout: Buffer; stderr: string };
  /** Writes the results of all shards, and returns their names. */
  readonly runShards: (n: number, rules: readonly string[], label?: string) => string[];
}

function openPlace(
  t: TestContext,
  tree: Readonly<Record<string, string>>,
  rules: Readonly<Record<string, string>>,
): Place {
  const folder = mkdtempSync(join(tmpdir(), 'excise-merge-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, 'latin1');
  };
  for (const [path, text] of Object.entries(tree)) write(`tree/${path}`, text);
  for (const [path, text] of Object.entries(rules)) write(path, text);
  const excise = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: folder });
    return { status, stdout, stderr: stderr.toString() };
  };
  return {
    folder,
    tree: join(folder, 'tree'),
    excise,
    runShards: (n, names, label = '') =>
      Array.from({ length: n }, (_, i) => {
        const { status, stdout, stderr } = excise(
          ...names,
          '-C',
          'tree',
          '-q',
          '--json',
          '--shard',
          `${i + 1}/${n}`,
        );
        assert.ok(status === 0 || status === 1, stderr);
        const name = `${label}${i + 1}-of-${n}.json`;
        writeFileSync(join(folder, name), stdout);
        return name;
      }),
  };
}

const parse = (stdout: Buffer) => JSON.parse(stdout.toString()) as ResultJson;

test('however many shards there are and in whatever order rules are named, merging yields the same', (t) => {
  const { excise, runShards } = openPlace(t, TREE, RULES);
  const names = Object.keys(RULES);
  const all = [1, 2, 3, 5].map((n) => excise('merge', ...runShards(n, names), '-C', 'tree', '--json'));
  for (const { status, stdout, stderr } of all) {
    assert.equal(status, 0, stderr);
    assert.deepEqual(parse(stdout), parse(all[0]!.stdout));
  }
  const [one] = runShards(2, names, 'a-');
  const [, two] = runShards(2, names.toReversed(), 'b-');
  assert.deepEqual(excise('merge', two!, one!, '-C', 'tree', '--json').stdout, all[0]!.stdout);
});

test('rules that meet nowhere yield what a series of them does, bytes that are no UTF-8 included', (t) => {
  const { excise, runShards } = openPlace(t, TREE, RULES);
  const names = Object.keys(RULES);
  const shards = runShards(2, names);
  assert.deepEqual(excise('merge', ...shards, '-C', 'tree').stdout, excise(...names, '-C', 'tree').stdout);
  const merged = parse(excise('merge', ...shards, '-C', 'tree', '--json').stdout);
  const series = parse(excise(...names, '-C', 'tree', '--json').stdout);
  assert.deepEqual(merged.documents, series.documents);
  assert.match(excise('merge', ...shards, '-C', 'tree', '--stat').stdout.toString(), / main\.c +\| /);
});

test('the documents of a single file are parted, those of several files stay together', (t) => {
  const both = `${alwaysY('FAN')}---\n${alwaysY('LAMP')}`;
  const { excise, runShards, folder } = openPlace(t, TREE, { ...RULES, 'both.yaml': both });
  const read = (name: string) => parse(readFileSync(join(folder, name)));
  const unitsOf = (names: readonly string[]) => names.map((name) => read(name).shard!.units);
  assert.deepEqual(unitsOf(runShards(2, ['both.yaml'])), [
    [{ name: 'both.yaml (document 1)', place: 0, documents: 1 }],
    [{ name: 'both.yaml (document 2)', place: 1, documents: 1 }],
  ]);
  const shards = runShards(2, ['pump.yaml', 'both.yaml']);
  assert.deepEqual(unitsOf(shards), [
    [{ name: 'both.yaml', place: 0, documents: 2 }],
    [{ name: 'pump.yaml', place: 1, documents: 1 }],
  ]);
  assert.deepEqual(
    excise('merge', ...shards, '-C', 'tree').stdout,
    excise('both.yaml', 'pump.yaml', '-C', 'tree').stdout,
  );
});

test('a rule that the tree contradicts is noted, the others go on', (t) => {
  const { excise, runShards } = openPlace(t, TREE, { ...RULES, 'fog.yaml': alwaysY('FOG') });
  const shards = runShards(2, ['fan.yaml', 'fog.yaml', 'lamp.yaml']);
  const { status, stdout, stderr } = excise('merge', ...shards, '-C', 'tree', '--json');
  assert.equal(status, 1);
  assert.match(stderr, /^refused: fog\.yaml:3:13: error: .*FOG/m);
  const merged = parse(stdout);
  assert.deepEqual(
    merged.refused?.map(({ name }) => name),
    ['fog.yaml'],
  );
  assert.equal(merged.documents.length, 2);
});

test('changes of one function in two ways are refused, equal ones are made once', (t) => {
  const tree = {
    ...TREE,
    'main.c':
      'int both(void)\n{\n#ifdef CONFIG_FAN\n\tfan();\n#endif\n\tnone();\n#ifdef CONFIG_LAMP\n\tlamp();\n#endif\n}\n',
  };
  const { excise, runShards } = openPlace(t, tree, { ...RULES, 'other.yaml': RULES['fan.yaml'] });
  const { status, stdout, stderr } = excise(
    'merge',
    ...runShards(2, ['fan.yaml', 'lamp.yaml']),
    '-C',
    'tree',
  );
  assert.equal(status, 2);
  assert.equal(stdout.length, 0);
  assert.match(
    stderr,
    /^main\.c: error: fan\.yaml and lamp\.yaml don't go together: both change .* line 7; .*\n$/,
  );
  const twice = excise('merge', ...runShards(2, ['fan.yaml', 'other.yaml']), '-C', 'tree');
  assert.equal(twice.status, 0, twice.stderr);
  const [, once] = /^# 1\/2.*\n([^]*)# 2\/2.*\n$/.exec(twice.stdout.toString('latin1'))!;
  assert.equal(once, excise('fan.yaml', '-C', 'tree').stdout.toString('latin1'));
});

test('a unit that writes a name which another one removes is refused', (t) => {
  const tree = {
    Kconfig: 'config A\n\tbool\n',
    'a.h': 'int old_call(int);\nint new_call(int);\n',
    'a.c': '#include "a.h"\nint f(int x)\n{\n\treturn old_call(x);\n}\n',
    'b.c': '#include "a.h"\nint g(int x)\n{\n\tnew_call(x);\n\treturn 0;\n}\n',
  };
  const { excise, runShards } = openPlace(t, tree, {
    'one.yaml': 'replace:\n  - function: old_call\n    with: new_call\n',
    'two.yaml': 'remove:\n  - function: new_call\n',
  });
  const { status, stderr } = excise('merge', ...runShards(2, ['one.yaml', 'two.yaml']), '-C', 'tree');
  assert.equal(status, 2);
  assert.match(stderr, /two\.yaml and one\.yaml don't go together: one writes new_call, /);
});

test('leftovers lie where the changes of others have moved them', (t) => {
  const { excise, runShards } = openPlace(t, TREE, RULES);
  const { stdout } = excise('merge', ...runShards(3, Object.keys(RULES)), '-C', 'tree', '--json');
  const [leftover] = parse(stdout).documents[2]!.leftovers;
  const line = TREE['main.c'].split('\n').findIndex((text) => text.includes('CONFIG_PUMP')) + 1;
  assert.ok(leftover!.line < line);
  assert.equal(leftover!.text, '/* CONFIG_PUMP has no code yet. */');
});

test('what is no whole batch of this tree is one line on stderr', (t) => {
  const { excise, runShards, folder, tree } = openPlace(t, TREE, RULES);
  const [one, two] = runShards(2, ['fan.yaml', 'lamp.yaml']);
  const [other] = runShards(3, ['fan.yaml', 'pump.yaml'], 'other-');
  const spoil = (name: string, change: (result: ResultJson) => void) => {
    const result = parse(readFileSync(join(folder, one!)));
    change(result);
    writeFileSync(join(folder, name), JSON.stringify(result));
    return name;
  };
  writeFileSync(join(folder, 'text'), 'no result');
  const outside = spoil('outside.json', ({ documents }) => (documents[0]!.files[0]!.path = '../x'));
  const beyond = spoil('beyond.json', ({ documents }) => (documents[0]!.files[0]!.edits[0]!.end = 9999));
  const count = spoil('count.json', ({ shard }) => (shard!.units[0]!.documents = 7));
  for (const [results, message] of [
    [[], /^excise: merge: name the results/],
    [[one], /^excise: merge: the result of shard 2\/2 is missing\n$/],
    [[one, one], /^1-of-2\.json: error: shard 1\/2, as 1-of-2\.json is\n$/],
    [[one, other], /^other-1-of-3\.json: error: of another batch than 1-of-2\.json/],
    [['text'], /^text: error: no JSON \(/],
    [['fan.yaml'], /^fan\.yaml: error: no JSON \(/],
    [['none'], /^none: error: no such file\n$/],
    [[outside, two], /^fan\.yaml: error: a result names a file outside of the tree: \.\.\/x\n$/],
    [[beyond, two], /^Kconfig: error: not the file that the result of fan\.yaml was made from\n$/],
    [[count, two], /^count\.json: error: its units and its documents differ in number\n$/],
  ] as const) {
    const { status, stdout, stderr } = excise('merge', ...results.map(String), '-C', 'tree');
    assert.equal(status, 2, stderr);
    assert.equal(stdout.length, 0);
    assert.match(stderr, message);
    assert.equal(stderr.split('\n').length, 2);
  }
  writeFileSync(join(tree, 'Kconfig'), `# changed\n${TREE.Kconfig}`);
  assert.match(excise('merge', one!, two!, '-C', 'tree').stderr, /^Kconfig: error: not the file /);
});

test('--shard wants I/N and --json', (t) => {
  const { excise } = openPlace(t, TREE, RULES);
  for (const args of [
    ['--json', '--shard', '0/2'],
    ['--json', '--shard', '3/2'],
    ['--json', '--shard', 'x'],
    ['--shard', '1/2'],
    ['--json', '--write', '--shard', '1/2'],
  ]) {
    const { status, stderr } = excise('fan.yaml', '-C', 'tree', ...args);
    assert.equal(status, 2);
    assert.match(stderr, /^excise: --shard /);
  }
});
