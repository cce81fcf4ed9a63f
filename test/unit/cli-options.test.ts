import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../src/errors.js';
import { parseOptions, type Options } from '../../src/options.js';

async function optionsOf(...args: string[]): Promise<Options> {
  const command = await parseOptions(args);
  return command.kind === 'run' ? command.options : assert.fail(command.kind);
}

async function fails(args: string[], message: RegExp): Promise<void> {
  await assert.rejects(parseOptions(args), (error) => {
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, message);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });
}

test('defaults', async () => {
  assert.deepEqual(await optionsOf('a.yaml'), {
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

test('every option, in any order', async () => {
  const options = await optionsOf(
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

test('after -- everything is a rule, and numbers stay text', async () => {
  assert.deepEqual((await optionsOf('1', '--', '--stat', '-', '007')).rules, ['1', '--stat', '-', '007']);
});

test('--help and --version need no rule', async () => {
  const help = await parseOptions(['--help', '-C', 'x']);
  assert.ok(help.kind === 'help');
  for (const word of ['--write', '--remove-config X=y', 'Examples:', 'Exit codes:'])
    assert.ok(help.text.includes(word), word);
  assert.equal((await parseOptions(['-h'])).kind, 'help');
  assert.equal((await parseOptions(['--version'])).kind, 'version');
});

test('bad usage is one line', async () => {
  await fails([], /^no rule: /);
  await fails(['--wirte', 'r'], /unknown option '--wirte'; did you mean '--write'\?/);
  await fails(['--no-casade', 'r'], /did you mean '--no-cascade'/);
  await fails(['--cascade', 'r'], /unknown option '--cascade'/);
  await fails(['--no-write', 'r'], /unknown option '--no-write'/);
  await fails(['-X', 'r'], /unknown option '-X'/);
  await fails(['--tree.x', 'r'], /unknown option/);
  await fails(['r', '-C'], /--tree needs a folder/);
  await fails(['r', '-C', 'a', '--tree', 'b'], /--tree is given twice/);
  await fails(['r', '--color', 'blue'], /auto, always or never, not 'blue'/);
  await fails(['r', '-j', '0'], /--jobs needs a number/);
  await fails(['r', '-j', '1e3'], /--jobs needs a number/);
  await fails(['r', '--json', '--stat'], /exclude each other/);
  await fails(['r', '-qv'], /exclude each other/);
  await fails(['r', '--explain', '--stat'], /--explain belongs to the patch/);
  await fails(['r', '--explain', '-w'], /--explain belongs to the patch/);
  await fails(['--remove-config'], /--remove-config needs SYMBOL=VALUE/);
});

test('a series, commits, and what belongs to them', async () => {
  const { write, commit, series, splitBy, signoff, cc } = await optionsOf(
    ...['a.yaml', '--commit', '--series', 'out', '-s', '--split-by=directory', '--cc'],
  );
  assert.deepEqual(
    { write, commit, series, splitBy, signoff, cc },
    { write: true, commit: true, series: 'out', splitBy: 'directory', signoff: true, cc: true },
  );
  await fails(['a.yaml', '--split-by', 'file', '--commit'], /^--split-by needs maintainer or directory/);
  await fails(['a.yaml', '--series'], /^--series needs a folder/);
  await fails(['a.yaml', '--force'], /^--force belongs to --write/);
  await fails(['a.yaml', '--force', '--commit'], /^--force doesn't go with --commit/);
  await fails(['a.yaml', '--cc', '--commit'], /^--cc belongs to --series/);
  await fails(['a.yaml', '-s'], /^--signoff belongs to/);
  await fails(['a.yaml', '--split-by', 'directory', '-w'], /^--split-by belongs to/);
});
