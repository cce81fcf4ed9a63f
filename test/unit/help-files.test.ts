import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readHelp } from '../../src/commands/read-help.js';
import { renderCompletion, type Shell } from '../../src/report/completion.js';
import { renderManPage } from '../../src/report/man-page.js';
import { excise, makeFolder } from './git-support.js';

const commands = await readHelp();

test('the help is read whole: each line that names an option is one', () => {
  for (const { name, options } of commands) {
    const { stdout } = excise('.', [...(name === '' ? [] : [name]), '--help']);
    const named = [...stdout.matchAll(/^ {2,6}(?:-\w, )?--([\w-]+)/gm)].map(([, own]) => own);
    assert.deepEqual(
      options.map(({ long }) => long),
      named,
    );
  }
});

/** Runs a program if it is there. */
function run(t: TestContext, program: string, args: readonly string[]): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    t.diagnostic(`not tried: there is no ${program}`);
    return undefined;
  }
  assert.equal(status, 0, stderr);
  assert.equal(stderr, '');
  return stdout;
}

function script(t: TestContext, shell: Shell): string {
  const file = join(makeFolder(t), 'script');
  writeFileSync(file, renderCompletion(shell, commands));
  return file;
}

test('bash completes options, values and subcommands', (t) => {
  const file = script(t, 'bash');
  run(t, 'bash', ['-n', file]);
  const complete = (...words: string[]) =>
    run(t, 'bash', [
      '-c',
      `. "$1"; shift; compopt() { :; }; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _excise; printf '%s\\n' "\${COMPREPLY[@]}"`,
      'bash',
      file,
      'excise',
      ...words,
    ]);
  assert.equal(complete('--inter') ?? '--interactive\n', '--interactive\n');
  assert.equal(complete('check', '--sa') ?? '--sarif\n', '--sarif\n');
  assert.equal(complete('r.yaml', '--sa') ?? '\n', '\n');
  assert.equal(complete('r.yaml', '--format', 'u') ?? 'unix\n', 'unix\n');
  assert.equal(complete('reco') ?? 'recover\n', 'recover\n');
});

test('fish completes options, values and subcommands', (t) => {
  const file = script(t, 'fish');
  const complete = (words: string) =>
    run(t, 'fish', ['-N', '-c', `source ${file}; complete -C 'excise ${words}'`]);
  assert.match(complete('--inter') ?? '--interactive', /^--interactive\b/);
  assert.match(complete('check --sa') ?? '--sarif', /^--sarif\b/);
  assert.match(complete('r.yaml --format u') ?? 'unix', /^unix\b/);
  assert.match(complete('reco') ?? 'recover', /^recover$/m);
});

test('zsh reads its script', (t) => {
  run(t, 'zsh', ['-f', '-n', script(t, 'zsh')]);
});

test('completion needs a shell that it knows', () => {
  const { status, stderr } = excise('.', ['completion', 'tcsh']);
  assert.equal(status, 2);
  assert.equal(stderr, "excise: completion: needs bash, zsh, fish, not 'tcsh'\n");
});

test('the man page is what --help says, and groff has nothing to say of it', (t) => {
  const page = renderManPage(commands);
  assert.equal(readFileSync(new URL('../../../man/excise.1', import.meta.url), 'utf8'), page);
  const file = join(makeFolder(t), 'excise.1');
  writeFileSync(file, page);
  const shown = run(t, 'groff', ['-man', '-ww', '-Tascii', '-P-cbou', file]);
  if (shown === undefined) return;
  const words = (text: string) => text.replace(/\s+/g, ' ');
  for (const { options } of commands) {
    for (const { long } of options) assert.ok(shown.includes(`--${long}`), long);
  }
  assert.match(words(shown), /-i, --interactive ask about each hunk, as git add -p does/);
});
