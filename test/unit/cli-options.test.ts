import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../src/errors.js';
import { parseOptions, type Options } from '../../src/options.js';

function optionsOf(...args: string[]): Options {
  const command = parseOptions(args);
  return command.kind === 'run' ? command.options : assert.fail(command.kind);
}

function fails(args: string[], message: RegExp): void {
  assert.throws(
    () => parseOptions(args),
    (error) => {
      assert.ok(error instanceof UserError, String(error));
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    },
  );
}

test('defaults', () => {
  assert.deepEqual(optionsOf('a.yaml'), {
    rules: ['a.yaml'],
    removeConfig: [],
    inherit: [],
    dropSelects: false,
    tree: '.',
    write: false,
    force: false,
    commit: false,
    signoff: false,
    cc: false,
    format: 'patch',
    color: 'auto',
    explain: false,
    quiet: false,
    verbose: false,
    cache: false,
    cascade: true,
    verify: true,
    failOnLeftovers: false,
    interactive: false,
  });
});

test('every option, in any order', () => {
  const options = optionsOf(
    ...[
      '-wq',
      '-C',
      'dir',
      'a.yaml',
      '--json',
      '--color=never',
      '-j4',
      '--no-cascade',
      '--no-verify',
      '-',
      '--fail-on-leftovers',
      '-i',
      '--answers=kept.json',
    ],
    ...['--remove-config', 'X=y', '--remove-config=CONFIG_Z=0x10', '--inherit', 'Y', 'b.yaml'],
  );
  assert.deepEqual(options, {
    rules: ['a.yaml', '-', 'b.yaml'],
    removeConfig: ['X=y', 'CONFIG_Z=0x10'],
    inherit: ['Y'],
    dropSelects: false,
    tree: 'dir',
    write: true,
    force: false,
    commit: false,
    signoff: false,
    cc: false,
    format: 'json',
    color: 'never',
    explain: false,
    quiet: true,
    verbose: false,
    jobs: 4,
    cache: false,
    cascade: false,
    verify: false,
    failOnLeftovers: true,
    interactive: true,
    answers: 'kept.json',
  });
});

test('after -- everything is a rule, and numbers stay text', () => {
  assert.deepEqual(optionsOf('1', '--', '--stat', '-', '007').rules, ['1', '--stat', '-', '007']);
});

test('--help and --version need no rule', () => {
  const help = parseOptions(['--help', '-C', 'x']);
  assert.ok(help.kind === 'help');
  for (const word of ['--write', '--remove-config X=y', 'Examples:', 'Exit codes:'])
    assert.ok(help.text.includes(word), word);
  assert.equal(parseOptions(['-h']).kind, 'help');
  assert.equal(parseOptions(['--version']).kind, 'version');
});

test('bad usage is one line', () => {
  fails([], /^no rule: /);
  fails(['--wirte', 'r'], /unknown option '--wirte'; did you mean '--write'\?/);
  fails(['--no-casade', 'r'], /did you mean '--no-cascade'/);
  fails(['--cascade', 'r'], /unknown option '--cascade'/);
  fails(['--no-write', 'r'], /unknown option '--no-write'/);
  fails(['-X', 'r'], /unknown option '-X'/);
  fails(['--tree.x', 'r'], /unknown option/);
  fails(['r', '-C'], /--tree needs a folder/);
  fails(['r', '-C', 'a', '--tree', 'b'], /--tree is given twice/);
  fails(['r', '--color', 'blue'], /auto, always or never, not 'blue'/);
  fails(['r', '-j', '0'], /--jobs needs a number/);
  fails(['r', '-j', '1e3'], /--jobs needs a number/);
  fails(['r', '--json', '--stat'], /exclude each other/);
  fails(['r', '-qv'], /exclude each other/);
  fails(['r', '--explain', '--stat'], /--explain belongs to the patch/);
  fails(['r', '--explain', '-w'], /--explain belongs to the patch/);
  fails(['--remove-config'], /--remove-config needs SYMBOL=VALUE/);
});

test('a series, commits, and what belongs to them', () => {
  const { write, commit, series, splitBy, signoff, cc } = optionsOf(
    ...['a.yaml', '--commit', '--series', 'out', '-s', '--split-by=directory', '--cc'],
  );
  assert.deepEqual(
    { write, commit, series, splitBy, signoff, cc },
    { write: true, commit: true, series: 'out', splitBy: 'directory', signoff: true, cc: true },
  );
  fails(['a.yaml', '--split-by', 'file', '--commit'], /^--split-by needs maintainer or directory/);
  fails(['a.yaml', '--series'], /^--series needs a folder/);
  fails(['a.yaml', '--force'], /^--force belongs to --write/);
  fails(['a.yaml', '--force', '--commit'], /^--force doesn't go with --commit/);
  fails(['a.yaml', '--cc', '--commit'], /^--cc belongs to --series/);
  fails(['a.yaml', '-s'], /^--signoff belongs to/);
  fails(['a.yaml', '--split-by', 'directory', '-w'], /^--split-by belongs to/);
});

test('a switch may be told yes or no, and an option takes no option as its value', () => {
  const { write, quiet, tree, jobs, rules } = optionsOf(
    ...['--write=true', '-q', '--quiet=false', 'r', '-C=a', '-j=4'],
  );
  assert.deepEqual([write, quiet, tree, jobs, rules], [true, false, 'a', 4, ['r']]);
  fails(['r', '--tree', '--json'], /^--tree needs a folder/);
  assert.equal(optionsOf('r', '--tree=--json').tree, '--json');
  fails(['r', '-qX'], /unknown option '-X'/);
});
