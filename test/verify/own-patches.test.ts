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
import { proveC } from '../../src/proof/c/prove-c.js';
import { collectTasks } from '../proof/collect-tasks.js';
import { openPool } from '../../src/workers/pool.js';

const CASES = fileURLToPath(new URL('../../../test/cases/', import.meta.url));

/**
 * Every patch that a rule of test/cases gives, read back as if a person had written it, is proved; but for what the proof
 * of C refuses of the run itself.
 */
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
    const findings = steps.flatMap(({ files }) => files.flatMap((file) => file.findings));
    assert.deepEqual(
      findings.filter(({ law }) => law !== 'same-meaning'),
      [],
    );
    const refused = new Set(findings.map(({ path }) => path));
    for (const task of refused.size > 0 ? await collectTasks(openTree(root), documents, pool) : []) {
      if (/^(?:c|asm|dts)$/.test(task.kind) && proveC(task).length > 0) refused.delete(task.path);
    }
    assert.deepEqual([...refused], [], JSON.stringify(findings));
  });
}
