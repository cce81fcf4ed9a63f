import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { chainEdits, offsetBefore } from '../../src/edit/chain-edits.js';
import { sortEdits } from '../../src/edit/edit-list.js';
import type { Edit } from '../../src/edit/edit.js';
import { fc } from './properties.js';

const edit = (start: number, end: number, text: string, cause = 'a'): Edit => ({ start, end, text, cause });

/** Disjoint edits of a text of `length` characters: gaps and lengths, so that touching ones are common. */
function editsOf(length: number, cause: string): fc.Arbitrary<Edit[]> {
  const step = fc.record({
    gap: fc.nat(3),
    size: fc.nat(3),
    text: fc.string({ unit: fc.constantFrom('x', 'y', '\n'), maxLength: 4 }),
  });
  return fc.array(step, { maxLength: 6 }).map((steps) => {
    const edits: Edit[] = [];
    let at = 0;
    for (const { gap, size, text } of steps) {
      const start = at + gap;
      if (start + size > length) break;
      edits.push({ start, end: start + size, text, cause });
      at = start + size;
    }
    return edits;
  });
}

test('a chain does what its two lists do one after the other', () => {
  const inputs = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n'), maxLength: 24 }).chain((text) =>
    editsOf(text.length, 'first').chain((first) => {
      const middle = applyEdits(text, first);
      return editsOf(middle.length, 'second').map((second) => ({ text, first, second, middle }));
    }),
  );
  fc.assert(
    fc.property(inputs, ({ text, first, second, middle }) => {
      const chained = chainEdits(text, first, second);
      assert.deepEqual(sortEdits('f', chained), chained, 'sorted and disjoint');
      assert.equal(applyEdits(text, chained), applyEdits(middle, second));
    }),
    { numRuns: 20_000 },
  );
});

test('edits that stay apart keep their causes', () => {
  const chained = chainEdits('abcdef', [edit(0, 2, '', 'first')], [edit(1, 2, 'X', 'second')]);
  assert.deepEqual(chained, [edit(0, 2, '', 'first'), edit(3, 4, 'X', 'second')]);
  const overlapping = chainEdits('abcdef', [edit(1, 3, 'XYZ', 'first')], [edit(2, 5, '-', 'second')]);
  assert.deepEqual(overlapping, [edit(1, 4, 'X-', 'first')]);
});

test('offsets are led back', () => {
  const edits = [edit(1, 3, ''), edit(4, 4, 'XY')];
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((at) => offsetBefore(edits, at)),
    [0, 3, 4, 4, 4],
  );
});
