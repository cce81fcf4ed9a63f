import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameTable } from '../../src/scan/names-of-paths.js';
import { fc } from './properties.js';

test('paths are found by their last component, in their order', () => {
  const part = fc.constantFrom('a', 'b.h', 'ab.h', '\xe9', '', 'b');
  const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(fc.array(path, { maxLength: 40 }), fc.oneof(part, path), (paths, name) => {
      const expected = paths.filter((own) => own.slice(own.lastIndexOf('/') + 1) === name);
      assert.deepEqual(nameTable(paths).find(name), expected);
    }),
  );
});
