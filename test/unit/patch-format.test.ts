import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { applyEdits } from '../../src/edit/apply-edits.js';
import type { Edit } from '../../src/edit/edit.js';
import { formatPatch } from '../../src/patch/format-patch.js';
import { makeHunks } from '../../src/patch/hunks.js';
import { quotePath } from '../../src/patch/quote-path.js';
import { makeSourceText } from '../../src/text/source-text.js';
import { fc } from './properties.js';

function change(path: string, before: string, edits: readonly Edit[]) {
  return { path, kind: 'text' as const, status: 'modified' as const, before, edits, mode: 0o100644 };
}

/** Applies a patch with git to a folder that holds only this file. */
function gitApply(path: string, before: string, patch: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'excise-patch-'));
  try {
    writeFileSync(join(folder, path), Buffer.from(before, 'latin1'));
    if (patch !== '') {
      execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
        cwd: folder,
        input: Buffer.from(patch, 'latin1'),
        env: { ...process.env, GIT_DIR: '/nonexistent' },
      });
    }
    return readFileSync(join(folder, path), 'latin1');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('makeHunks', () => {
  const lines = (from: number, to: number) => {
    let text = '';
    for (let i = from; i <= to; i++) text += `line ${i}\n`;
    return text;
  };

  it('joins changes whose context would touch, and parts others', () => {
    const text = lines(1, 30);
    const remove = (line: string) => {
      const start = text.indexOf(`${line}\n`);
      return { start, end: start + line.length + 1, text: '', cause: line };
    };
    const near = makeHunks(makeSourceText('f', text), [remove('line 10'), remove('line 17')]);
    assert.equal(near.length, 1);
    assert.deepEqual(near[0]!.causes, ['line 10', 'line 17']);
    const far = makeHunks(makeSourceText('f', text), [remove('line 10'), remove('line 18')]);
    assert.deepEqual(
      far.map((h) => [h.oldStart, h.oldCount, h.newStart, h.newCount]),
      [
        [7, 7, 7, 6],
        [15, 7, 14, 6],
      ],
    );
  });

  it('shows removed lines before added ones, and leaves out lines that stay the same', () => {
    const text = 'a\nb\nc\nd\n';
    const hunks = makeHunks(makeSourceText('f', text), [
      { start: 2, end: 3, text: 'B', cause: 'x' },
      { start: 4, end: 5, text: 'C', cause: 'y' },
    ]);
    assert.deepEqual(
      hunks[0]!.lines.map((l) => l.kind + l.text.trim()),
      [' a', '-b', '-c', '+B', '+C', ' d'],
    );
  });
});

describe('formatPatch', () => {
  it('names a deleted file as git does', () => {
    const patch = formatPatch([
      { path: 'a.c', kind: 'c', status: 'deleted', before: 'int a;\n', edits: [], mode: 0o100755 },
    ]);
    assert.match(
      patch,
      /^diff --git a\/a\.c b\/a\.c\ndeleted file mode 100755\nindex [0-9a-f]{12}\.\.0{12}\n/,
    );
    assert.match(patch, /\n--- a\/a\.c\n\+\+\+ \/dev\/null\n@@ -1 \+0,0 @@\n-int a;\n$/);
  });

  it('quotes names as git does', () => {
    assert.equal(quotePath('a/plain name.c'), 'a/plain name.c');
    assert.equal(quotePath('a/tab\t"q"\\\xe4.c'), '"a/tab\\t\\"q\\"\\\\\\344.c"');
  });

  it('gives git the same file as applying the edits does', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '', '\tc;', '\xe4 d\r'), { maxLength: 25 });
    const spans = fc.array(fc.tuple(fc.nat(100), fc.nat(8), fc.constantFrom('', 'x', 'y\nz', '\n', 'q\n')), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(text, fc.boolean(), spans, (rows, finalNewline, drawn) => {
        const before = rows.join('\n') + (finalNewline && rows.length > 0 ? '\n' : '');
        const edits: Edit[] = [];
        let at = 0;
        for (const [gap, length, replacement] of drawn) {
          const start = at + (gap % 20);
          const end = Math.min(before.length, start + length);
          if (start > before.length || (start === end && replacement === '')) break;
          edits.push({ start, end, text: replacement, cause: 'c' });
          at = end + 1;
        }
        const after = applyEdits(before, edits);
        fc.pre(before !== '' && after !== '');
        assert.equal(gitApply('f', before, formatPatch([change('f', before, edits)])), after);
      }),
      { numRuns: 150 },
    );
  });
});
