import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { verifySchema } from '../../src/verify/json-schema.js';
import { runInProcess } from '../run-in-process.js';

/**
 * Each folder of cases is a tree, input/, and the words of `args` behind `excise verify`, of which rule.yaml and
 * change.patch are files beside it. output.txt is what is printed (standard output, then the exit code and the last
 * line of standard error). EXCISE_UPDATE=1 writes it.
 */
const CASES = fileURLToPath(new URL('../../../test/verify/cases/', import.meta.url));
const DOCUMENTED = ['trust', 'check']
  .map((name) => readFileSync(new URL(`../../../docs/${name}.md`, import.meta.url), 'utf8'))
  .join('\n');

for (const name of readdirSync(CASES).sort()) {
  const folder = join(CASES, name);
  const args = readFileSync(join(folder, 'args'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((word) => (/^(?:rule\.yaml|change\.patch)$/.test(word) ? join(folder, word) : word));
  const verify = (...more: string[]) =>
    runInProcess('verify', ...args, '-C', join(folder, 'input'), '-j', '1', ...more);
  test(`verify: ${name}`, async () => {
    const { status, stdout, stderr } = await verify();
    const said = `${stdout.toString()}exit code ${status}\n${stderr.replaceAll(folder, '')}`;
    const file = join(folder, 'output.txt');
    if (process.env.EXCISE_UPDATE) writeFileSync(file, said);
    assert.equal(said, existsSync(file) ? readFileSync(file, 'utf8') : '');
    if (status === 2) return;

    const json = await verify('--json', '--quiet');
    const { proved, steps } = verifySchema.parse(JSON.parse(json.stdout.toString()));
    assert.equal(json.stderr, '');
    assert.equal(proved, status === 0);
    const laws = steps.flatMap(({ files }) =>
      files.flatMap((one) => [...one.laws, ...one.findings.map(({ law }) => law)]),
    );
    const unknown = [...new Set(laws)].filter((law) => !DOCUMENTED.includes(`\`${law}\``));
    assert.deepEqual(unknown, [], 'every law is documented');
  });
}

test('the schema in rules/ is that of the document', () => {
  const file = readFileSync(new URL('../../../rules/verify.schema.json', import.meta.url), 'utf8');
  assert.equal(file, `${JSON.stringify(z.toJSONSchema(verifySchema, { io: 'output' }), null, 2)}\n`);
});
