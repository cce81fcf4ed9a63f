import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finalFiles, formatPatch, parseRules, run, UserError, writeFiles } from '../../src/api.js';
import { makeFolder, readTree, TREE } from './git-support.js';

test('a program runs a rule, looks at the patch and writes it', async (t) => {
  const tree = makeFolder(t, TREE);
  const documents = parseRules('remove:\n  - config: FOO\n    value: n\n', 'rule.yaml');
  const { documents: results } = await run({ tree, documents, cascade: true, jobs: 1 });
  const patch = formatPatch(results[0]!.changes);
  assert.match(patch, /^-obj-\$\(CONFIG_FOO\) \+= foo\.o$/m);
  assert.match(patch, /^deleted file mode 100644$/m);
  assert.deepEqual(readTree(tree), TREE);
  const files = finalFiles(results);
  await writeFiles(tree, files);
  const after = readTree(tree);
  assert.ok(!('foo.c' in after));
  assert.equal(after.Makefile, 'obj-y += core/\n');
  await assert.rejects(writeFiles(tree, files), UserError);
  assert.deepEqual(readTree(tree), after);
});
