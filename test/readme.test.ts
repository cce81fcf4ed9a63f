import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CLI = fileURLToPath(new URL('../src/cli.js', import.meta.url));

function block(language: string): string {
  const readme = readFileSync(`${ROOT}README.md`, 'utf8');
  return new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(readme)![1]!;
}

test("README shows the example's rule and its real patch", () => {
  const rule = readFileSync(`${ROOT}examples/rule.yaml`, 'utf8');
  assert.equal(block('yaml'), rule.replace(/^#.*\n/gm, ''));
  const run = spawnSync(process.execPath, [CLI, 'examples/rule.yaml', '-C', 'examples/tree'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
  assert.equal(block('diff'), run.stdout);
  assert.match(run.stderr, /leftovers.*: 1\n.*\n.*Documentation\/motion\.rst:/);
});

test('README names every option, and no other', () => {
  const helpOf = (...args: string[]) =>
    spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' }).stdout;
  const help = ['check', 'explain', 'list', 'new', 'verify']
    .map((name) => helpOf(name, '--help'))
    .join(helpOf('--help'));
  const options = (text: string) => [...new Set(text.match(/--[a-z][a-z-]+/g))].sort();
  const readme = readFileSync(`${ROOT}README.md`, 'utf8').split('## Use it')[1]!;
  assert.deepEqual(
    options(help).filter((o) => !['--help', '--version', '--quiet', '--verbose'].includes(o)),
    options(readme),
  );
});
