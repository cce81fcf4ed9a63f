import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRules } from '../../src/rules/parse-rules.js';
import { bodyOf, subjectOf } from '../../src/series/describe-document.js';

const TABLE: readonly (readonly [rule: string, subject: string])[] = [
  ['remove:\n  - config: A\n    value: y\n', 'Remove CONFIG_A'],
  ['remove:\n  - function: f\n', 'Remove f()'],
  ['remove:\n  - member: m\n    of: struct s\n', 'Remove m of struct s'],
  ['remove:\n  - parameter: p\n    of: f\n', 'Remove parameter p of f()'],
  ['remove:\n  - return: f\n', 'Remove the return value of f()'],
  ['remove:\n  - call: f($x)\n', 'Remove calls f($x)'],
  ['remove:\n  - tracepoint: t\n', 'Remove tracepoint t'],
  ['remove:\n  - macro: M\n', 'Remove M'],
  ['replace:\n  - function: f\n    with: g\n', 'Replace f() by g()'],
  ['replace:\n  - config: A\n    with: B\n', 'Replace CONFIG_A by CONFIG_B'],
  ['replace:\n  - config: A\n    with: B && C\n', 'Replace CONFIG_A by B && C'],
  ['replace:\n  - call: f($x)\n    with: g($x, 0)\n', 'Replace calls f($x) by g($x, 0)'],
  ['rename:\n  - config: A\n    to: B\n', 'Rename CONFIG_A to CONFIG_B'],
  ['rename:\n  - type: struct a\n    to: struct b\n', 'Rename struct a to struct b'],
  ['add:\n  - depends-on: B\n    to: A\n', 'Let CONFIG_A depends on B'],
  [
    'remove:\n  - config: A\n    value: y\nrename:\n  - function: f\n    to: g\n',
    'Remove CONFIG_A and rename f() to g',
  ],
];

for (const [rule, subject] of TABLE) {
  test(`the subject of ${JSON.stringify(rule)}`, () => {
    const [document] = parseRules(rule, 'rule.yaml');
    assert.equal(subjectOf(document!, []), subject);
    assert.notEqual(bodyOf(document!).trim(), '');
  });
}

test('a subject that would be too long counts what it leaves out', () => {
  const names = Array.from({ length: 9 }, (_, i) => `A_QUITE_LONG_NAME_OF_A_SYMBOL_${i}`);
  const rule = `remove:\n${names.map((name) => `  - config: ${name}\n    value: y\n`).join('')}`;
  const [document] = parseRules(rule, 'rule.yaml');
  assert.equal(subjectOf(document!, []), 'Remove CONFIG_A_QUITE_LONG_NAME_OF_A_SYMBOL_0 and 8 more');
  const change = (path: string) =>
    ({ path, kind: 'c', status: 'modified', before: '', edits: [], mode: 0 }) as const;
  const [short] = parseRules('remove:\n  - config: A\n    value: y\n', 'rule.yaml');
  assert.equal(subjectOf(short!, [change('drv/pot/a.c'), change('drv/cup/a.c')]), 'drv: remove CONFIG_A');
});
