import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readBlocks, readSteps, fits } from './read-blocks.js';
import { blocksOf, DOCUMENTS, layLinux, layOut, ROOT, runBlock, spoiltPatch } from './run-blocks.js';

/**
 * Each block of commands in the documents runs, in the order of its document, in one folder; blocks that take a kernel
 * run in .ci/run (run-kernel-blocks.ts). A diff shows parts of the patch that the rule above it gives.
 */
for (const document of DOCUMENTS) {
  test(`the blocks of ${document}`, (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'excise-docs-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const env = layOut(folder);
    writeFileSync(join(folder, 'change.patch'), spoiltPatch());
    let rule = '';
    for (const block of blocksOf(document)) {
      const { language, text, file, needs, notRun, line } = block;
      if (needs !== undefined) continue;
      if (file !== undefined) {
        writeFileSync(join(folder, file), text);
        if (language === 'yaml') rule = file;
      } else if (notRun !== undefined) {
        if (language !== 'sh') continue;
        const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
        assert.equal(status, 0, `${document}:${line}: ${stderr}`);
      } else if (language === 'sh' || language === 'console') {
        layLinux(folder);
        runBlock(block, folder, env);
      } else if (language === 'diff' && rule !== '') {
        const args = ['-q', rule, '-C', 'kitchen'];
        const { stdout, stderr } = spawnSync('excise', args, { cwd: folder, env, encoding: 'utf8' });
        for (const part of text.split(/^…\n/m))
          assert.ok(stdout.includes(part), `${document}:${line}: ${rule} gives\n${stdout}${stderr}`);
      }
    }
  });
}

test('what is meant by the marks of a document', () => {
  const text = '<!-- file: a.yaml -->\n```yaml\nb\n```\n\n```console\n$ c d\ne\n$ f\n```\n';
  assert.deepEqual(readBlocks(text), [
    { line: 2, language: 'yaml', text: 'b\n', file: 'a.yaml' },
    { line: 6, language: 'console', text: '$ c d\ne\n$ f\n' },
  ]);
  assert.deepEqual(readSteps('$ c d\ne\n$ f\n'), [
    { command: 'c d', output: 'e\n' },
    { command: 'f', output: '' },
  ]);
  assert.ok(fits('a\n…\nb … c\n', 'a\nx\ny\nb (1) c\n'));
  assert.ok(fits('a\n…\n', 'a\n'));
  assert.ok(!fits('a\n', 'a\nb\n'));
  assert.ok(!fits('a.\n', 'ab\n'));
});

test('the recipes have one for each kind of removal', () => {
  const recipes = readFileSync(join(ROOT, 'docs/recipes.md'), 'utf8');
  const reference = readFileSync(join(ROOT, 'docs/rules.md'), 'utf8');
  const kinds = [...reference.split('## replace:')[0]!.matchAll(/^### ([a-z]+): /gm)].map(
    ([, kind]) => kind!,
  );
  assert.ok(kinds.length >= 12);
  for (const kind of kinds) assert.match(recipes, new RegExp(`^ +- ${kind}: `, 'm'), kind);
});
