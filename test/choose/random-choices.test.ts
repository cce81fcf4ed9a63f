import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeRandom } from '../kernel/draw.js';
import { tryChoices } from './random-choices.js';

const CASES = fileURLToPath(new URL('../../../test/cases/', import.meta.url));

/** Of the cases each n-th; EXCISE_EACH=1 takes all. */
const EACH = Number(process.env.EXCISE_EACH ?? 9);
const CHOICES = Number(process.env.EXCISE_CHOICES ?? 6);

const names = readdirSync(CASES).sort();
for (const [i, name] of names.entries()) {
  if (i % EACH !== 0 || !existsSync(join(CASES, name, 'expected'))) continue;
  test(`what is taken at random of ${name} stands alone`, async () => {
    const folder = join(CASES, name);
    const rule = join(folder, 'rule.yaml');
    const { problems } = await tryChoices(rule, join(folder, 'input'), CHOICES, makeRandom(i));
    assert.deepEqual(problems, []);
  });
}
