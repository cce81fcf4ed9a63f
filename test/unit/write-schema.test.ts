import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const WRITE_SCHEMA = join(ROOT, 'dist/src/commands/write-schema.js');

test('the schemas in rules/ are those of the code; others are told and written anew', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'excise-schema-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [WRITE_SCHEMA, ...args], { cwd: folder, encoding: 'utf8' });
  for (const name of ['rules', 'docs']) mkdirSync(join(folder, name));
  assert.equal(run('--check').status, 1);
  for (const name of ['rules', 'docs']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  assert.deepEqual([run('--check').stderr, run('--check').status], ['', 0]);
  const file = join(folder, 'rules/rule.schema.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, `${text} `);
  assert.match(run('--check').stderr, /^rules\/rule\.schema\.json is out of date: run npm run schema$/m);
  assert.equal(run().status, 0);
  assert.equal(readFileSync(file, 'utf8'), text);
});
