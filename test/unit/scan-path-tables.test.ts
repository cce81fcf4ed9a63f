import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNamed, leaveOut, pathsIn, selectPaths, setOf } from '../../src/scan/path-tables.js';
import { fc } from './properties.js';

const part = fc.constantFrom('a', 'b.h', 'ab.h', '\xe9', 'b');
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const list = fc.uniqueArray(path, { maxLength: 40 }).map((paths) => paths.sort());
const isHeader = (one: string): boolean => one.endsWith('.h');

test('lists that were made by leaving paths out are looked up in like others', () => {
  fc.assert(
    fc.property(
      list,
      fc.array(fc.array(path, { maxLength: 5 }), { maxLength: 4 }),
      path,
      (paths, steps, asked) => {
        let left: readonly string[] = paths;
        let expected = paths;
        const name = asked.slice(asked.lastIndexOf('/') + 1);
        for (const gone of [[], ...steps]) {
          left = leaveOut(left, gone);
          expected = expected.filter((one) => !gone.includes(one));
          assert.deepEqual(left, expected);
          assert.equal(setOf(left).has(asked), expected.includes(asked));
          assert.deepEqual(
            findNamed(left, name),
            expected.filter((one) => one === name || one.endsWith(`/${name}`)),
          );
          assert.deepEqual(selectPaths(left, isHeader), expected.filter(isHeader));
        }
      },
    ),
  );
});

test('the files of a folder are those of the list right below it', () => {
  fc.assert(
    fc.property(
      list,
      fc.oneof(
        fc.constant(''),
        path.map((one) => `${one}/`),
      ),
      (paths, folder) => {
        const isIn = (one: string) => one.startsWith(folder) && !one.includes('/', folder.length);
        assert.deepEqual(pathsIn(paths, folder), paths.filter(isIn));
      },
    ),
  );
});
