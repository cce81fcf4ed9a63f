import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { analyzeDefconfig } from '../../src/lang/defconfig/front-end.js';
import type { Fact } from '../../src/lang/facts.js';
import { lines, makeFacts, makeTask } from './kbuild-helpers.js';

function fold(
  text: string,
  facts: readonly Fact[],
): { text: string; codes: string[]; deleted: string | null } {
  const task = { path: 'arch/foo/configs/bar_defconfig', kind: 'defconfig' as const, text, facts };
  const analysis = analyzeDefconfig(makeTask(task));
  return {
    text: applyEdits(text, analysis.edits),
    codes: analysis.leftovers.map(({ code }) => code),
    deleted: analysis.deleted,
  };
}

describe('defconfig', () => {
  it('removes the lines that set the symbol, whatever the value', () => {
    const text = lines(
      'CONFIG_A=y',
      'CONFIG_X=m',
      '# CONFIG_X is not set',
      'CONFIG_X="a CONFIG_X"',
      'CONFIG_XY=y',
      'CONFIG_X_MODULE=y',
    );
    const folded = fold(text, makeFacts('X=y'));
    assert.equal(folded.text, lines('CONFIG_A=y', 'CONFIG_XY=y', 'CONFIG_X_MODULE=y'));
  });

  it('keeps line ends, the comment above, and an unfinished last line', () => {
    assert.equal(fold('# x\r\nCONFIG_X=y\r\nCONFIG_A=y\r\n', makeFacts('X=n')).text, '# x\r\nCONFIG_A=y\r\n');
    assert.equal(fold('CONFIG_A=y\nCONFIG_X=y', makeFacts('X=n')).text, 'CONFIG_A=y\n');
  });

  it('reports every other mention', () => {
    const text = lines(
      '# CONFIG_X is needed for this',
      '#CHECK#CONFIG_X=y',
      'CONFIG_S="CONFIG_X"',
      '# CONFIG_XY is not set',
    );
    const folded = fold(text, makeFacts('X=y'));
    assert.equal(folded.text, text);
    assert.deepEqual(folded.codes, Array(3).fill('mentioned-in-config'));
  });

  it('goes when a fact says so', () => {
    const path = 'arch/foo/configs/bar_defconfig';
    assert.equal(fold('CONFIG_A=y\n', [{ kind: 'file', path }]).deleted, `${path} is gone`);
  });
});
