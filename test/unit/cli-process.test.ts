import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));

function excise(args: readonly string[], input = '') {
  return spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', input });
}

test('--help, --version', () => {
  const help = excise(['--help']);
  assert.equal(help.status, 0);
  assert.match(help.stdout, /^Usage: excise /);
  assert.equal(help.stderr, '');
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  assert.equal(excise(['--version']).stdout, `excise ${version}\n`);
});

test('trouble is one line on stderr and exit code 2', () => {
  for (const [args, message] of [
    [['--bogus'], /^excise: unknown option '--bogus'.*\n$/],
    [[], /^excise: no rule: .*\n$/],
    [['none.yaml'], /^none\.yaml: error: no such rule file.*\n$/],
    [['--remove-config', 'X=maybe'], /^--remove-config X=maybe: error: .*\n$/],
  ] as const) {
    const { status, stdout, stderr } = excise(args);
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  }
});

test('a rule from standard input', () => {
  const { status, stderr } = excise(['-'], 'remove:\n  - config: A\n    vlaue: y\n');
  assert.equal(status, 2);
  assert.equal(stderr, "<stdin>:3:5: error: unknown key 'vlaue'; did you mean 'value'?\n");
});

test('neither --help nor a wrong rule loads a parser', () => {
  // Native modules show up among the process's shared objects.
  const probe = `
    process.on('exit', () => {
      process.report.excludeNetwork = true;
      console.log(process.report.getReport().sharedObjects.filter((name) => /tree.sitter/.test(name)).length);
    });
    process.argv.splice(1, 1, 'excise', ...JSON.parse(process.env.ARGS));
    await import(process.env.MODULE);`;
  const nativeModules = (module: string, ...args: string[]) => {
    const env = { ...process.env, ARGS: JSON.stringify(args), MODULE: module };
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', probe, 'x'], {
      encoding: 'utf8',
      env,
    });
    return Number(stdout.trimEnd().split('\n').at(-1));
  };
  assert.ok(nativeModules(import.meta.resolve('tree-sitter')) > 0, 'the probe sees the parser');
  assert.equal(nativeModules(CLI, '--help'), 0);
  assert.equal(nativeModules(CLI, 'none.yaml'), 0);
});

test('a reader that goes away is no error', () => {
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', `"${process.execPath}" "${CLI}" --help | true; echo "\${PIPESTATUS[0]}"`],
    {
      encoding: 'utf8',
    },
  );
  assert.equal(status, 0);
  assert.equal(stderr, '');
});
