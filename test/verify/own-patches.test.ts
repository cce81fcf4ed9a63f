import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { formatPatch } from '../../src/patch/format-patch.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { openTree } from '../../src/scan/tree-view.js';
import { readPatches } from '../../src/verify/read-patch.js';
import { verifySeries } from '../../src/verify/verify-series.js';
import { run } from '../../src/pipeline.js';
import { openPool } from '../../src/workers/pool.js';

const CASES = fileURLToPath(new URL('../../../test/cases/', import.meta.url));

/** The proof of C refuses right changes of these still. */
const REFUSED =
  /^(?:emptied-loop|hollow-file|initializers-by-position|member-named|store-in-spliced-branch|unneeded-include)$/;

/** Every patch that a rule of test/cases gives, read back as if a person had written it, is proved. */
for (const name of readdirSync(CASES).sort()) {
  if (existsSync(join(CASES, name, 'stderr'))) continue;
  if (process.env.EXCISE_CASES && !name.includes(process.env.EXCISE_CASES)) continue;
  test(`the patch of ${name} is proved`, async () => {
    const documents = loadRules([join(CASES, name, 'rule.yaml')]);
    const root = join(CASES, name, 'input');
    const { documents: results } = await run({ tree: root, documents, cascade: true, jobs: 1 });
    const patches = results.flatMap(({ changes }) => {
      const text = formatPatch(changes);
      return text === '' ? [{ name: 'empty', files: [] }] : readPatches(text, 'own.patch');
    });
    const pool = openPool(1);
    const steps = await verifySeries(openTree(root), { documents, patches }, { cascade: true, pool });
    assert.deepEqual(
      steps
        .flatMap(({ files }) => files.flatMap(({ findings }) => findings))
        .filter(({ law }) => law !== 'same-meaning' || !REFUSED.test(name)),
      [],
    );
  });
}
