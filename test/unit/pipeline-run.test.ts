import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadRules, run, rulesFromOptions, RuleError, UserError, formatPatch } from '../../src/api.js';

const TREE = fileURLToPath(new URL('../../../examples/tree', import.meta.url));
const RULE = fileURLToPath(new URL('../../../examples/rule.yaml', import.meta.url));

describe('run', () => {
  it('gives the same result for any number of threads', async () => {
    const documents = loadRules([RULE]);
    const results = [];
    for (const jobs of [1, 2, 3]) results.push(await run({ tree: TREE, documents, jobs, cascade: true }));
    assert.ok(results[0]!.documents[0]!.changes.length > 0);
    assert.deepEqual(results[1], results[0]);
    assert.deepEqual(results[2], results[0]);
  });

  it('explains each hunk by facts that it reports', async () => {
    const { documents } = await run({ tree: TREE, documents: loadRules([RULE]), jobs: 1, cascade: true });
    const [result] = documents;
    const { factId } = await import('../../src/lang/facts.js');
    const known = new Set([...result!.ruleFacts, ...result!.facts.map(({ fact }) => fact)].map(factId));
    for (const change of result!.changes)
      for (const edit of change.edits) assert.ok(known.has(edit.cause), edit.cause);
    for (const { because } of result!.facts) for (const cause of because) assert.ok(known.has(cause), cause);
  });

  it('leaves what follows alone without the cascade', async () => {
    const documents = loadRules([RULE]);
    const full = await run({ tree: TREE, documents, jobs: 1, cascade: true });
    const bare = await run({ tree: TREE, documents, jobs: 1, cascade: false });
    assert.ok(full.documents[0]!.facts.length > 0);
    assert.equal(bare.documents[0]!.facts.length, 0);
    const size = (result: typeof full) => formatPatch(result.documents[0]!.changes).length;
    assert.ok(size(bare) < size(full));
  });

  it('refuses a tree that is no folder, and a rule that contradicts the tree', async () => {
    const documents = rulesFromOptions({
      removeConfig: ['NO_SUCH_SYMBOL=y'],
      inherit: [],
      dropSelects: false,
    });
    await assert.rejects(run({ tree: `${TREE}/none`, documents, jobs: 1, cascade: true }), UserError);
    await assert.rejects(run({ tree: TREE, documents, jobs: 1, cascade: true }), RuleError);
  });
});
