import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runInProcess } from './run-in-process.js';

/**
 * Each folder of test/cases is a rule and a tree: rule.yaml, input/, expected/. The patch of a dry run, applied by
 * git, and --write must both yield expected/ byte for byte, and a second run must change nothing. leftovers.txt lists
 * the leftovers (`path:line:column code`, sorted); stderr, a regular expression, stands for expected/ where the rule
 * is refused. EXCISE_CASES, a regular expression, picks cases by their names.
 */
const CASES = fileURLToPath(new URL('../../test/cases/', import.meta.url));
const CLI = fileURLToPath(new URL('../bundle/bin/cli.js', import.meta.url));
const PICKED = new RegExp(process.env.EXCISE_CASES ?? '');

const DOCUMENTED = readFileSync(new URL('../../docs/leftovers.md', import.meta.url), 'utf8');

interface ResultFile {
  documents: {
    leftovers: { code: string; path: string; line: number; column: number }[];
    files: unknown[];
  }[];
}

const names = readdirSync(CASES).sort();
for (const name of names.filter((name) => PICKED.test(name))) {
  const folder = join(CASES, name);
  test(`case ${name}`, async (t) => {
    const work = mkdtempSync(join(tmpdir(), `excise-case-${basename(name)}-`));
    const before = process.cwd();
    t.after(() => {
      process.chdir(before);
      rmSync(work, { recursive: true, force: true });
    });
    process.chdir(folder);
    const copy = (label: string) => {
      const tree = join(work, label);
      cpSync(join(folder, 'input'), tree, { recursive: true });
      return tree;
    };

    const dry = copy('dry');
    const first = await runInProcess('rule.yaml', '-C', dry);
    const words = first.stderr;
    assert.deepEqual(readTree(dry), readTree(join(folder, 'input')), 'a dry run changes nothing');
    if (existsSync(join(folder, 'stderr'))) {
      assert.match(words, new RegExp(readFileSync(join(folder, 'stderr'), 'utf8').trim()));
      assert.equal(words.trimEnd().split('\n').length, 1, words);
      assert.equal(first.status, 2);
      assert.equal(first.stdout.length, 0);
      return;
    }
    assert.equal(first.status, 0, words);

    const expected = readTree(join(folder, 'expected'));
    if (first.stdout.length > 0) {
      const applied = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
        cwd: dry,
        input: first.stdout,
      });
      assert.equal(applied.status, 0, applied.stderr.toString());
    }
    assert.deepEqual(readTree(dry), expected, 'the patch');

    const written = copy('written');
    const command = [CLI, 'rule.yaml', '-C', written, '--write', '--json'];
    const json = spawnSync(process.execPath, command, { cwd: folder });
    assert.equal(json.status, 0, json.stderr.toString());
    assert.deepEqual(readTree(written), expected, '--write');
    const result = JSON.parse(json.stdout.toString()) as ResultFile;
    if (existsSync(join(folder, 'leftovers.txt'))) {
      const places = result.documents.flatMap((d) =>
        d.leftovers.map((l) => `${l.path}:${l.line}:${l.column} ${l.code}\n`),
      );
      assert.equal(places.sort().join(''), readFileSync(join(folder, 'leftovers.txt'), 'utf8'));
    }

    const codes = result.documents.flatMap((d) => d.leftovers.map((l) => l.code));
    assert.deepEqual(
      codes.filter((code) => !DOCUMENTED.includes(`\n| \`${code}\` |`)),
      [],
      'every code is documented',
    );

    // The symbol may be gone for good now, which is an error of its own; nothing may change either way.
    await runInProcess('rule.yaml', '-C', written, '--write');
    assert.deepEqual(readTree(written), expected, 'a second run');
  });
}

/** Every file below a folder, by path, as latin1 text: differences show as text. */
function readTree(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true }).map(String).sort();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), 'latin1')]));
}
