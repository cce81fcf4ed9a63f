import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInProcess } from '../run-in-process.js';
import { makeFolder } from './git-support.js';

const FILES = {
  Kconfig: 'config A\n\tbool "a"\n\nconfig B\n\tbool "b"\n\tdepends on A\n\nconfig N\n\tint "n"\n',
  'a.h':
    'struct s {\n\tint m;\n\tint (*op)(int a, int b);\n\tint other;\n};\nint f(int p, ...);\nint g(int p);\n',
  'a.c':
    '#include "a.h"\nint g(int p)\n{\n\treturn p;\n}\nstatic int own(int p)\n{\n\treturn p;\n}\nint h(void)\n{\n\treturn own(1) + g(2);\n}\n',
  'b.c': 'static int own(int q, int p)\n{\n\treturn p;\n}\nint k(void)\n{\n\treturn own(1, 2);\n}\n',
};

/** Rules that the tree contradicts: one line that says so, and nothing else. */
const TABLE: readonly (readonly [rule: string, message: RegExp])[] = [
  ['remove:\n  - parameter: p\n    of: f\n', /takes a variable number of arguments/],
  ['remove:\n  - parameter: p\n    of: own\n    value: 1\n', /'own' is a static function of several files/],
  ['remove:\n  - parameter: p\n    of: nowhere\n', /nowhere/],
  ['remove:\n  - parameter: zz\n    of: g\n', /zz/],
  ['remove:\n  - parameter: a\n    of: struct s.m\n', /no pointer to function/],
  ['remove:\n  - parameter: a\n    of: struct t.m\n', /struct t/],
  ['remove:\n  - member: m\n    of: struct t\n', /the tree has no 'struct t'/],
  ['remove:\n  - member: zz\n    of: struct s\n', /zz/],
  ['rename:\n  - member: m\n    of: struct t\n    to: n\n', /the tree has no 'struct t'/],
  ['rename:\n  - member: m\n    of: struct s\n    to: other\n', /'struct s' has a member 'other' already/],
  ['rename:\n  - member: m\n    of: struct s\n    to: 2n\n', /'2n' is no name for a member|2n/],
  ['rename:\n  - member: zz\n    of: struct s\n    to: n\n', /zz/],
  ['replace:\n  - member: m\n    of: struct s\n    with: nowhere\n', /nowhere/],
  ['replace:\n  - call: (*g)($x)\n    with: g($x)\n', /is no call of a function or macro by its name/],
  ['replace:\n  - call: g($...a, $...b)\n    with: g(0)\n', /a pattern may have one \$\.\.\.name/],
  ['replace:\n  - call: g($x)\n    with: "g($x"\n', /is no expression of C/],
  ['replace:\n  - call: nowhere($x)\n    with: g($x)\n', /nowhere/],
  ['replace:\n  - config: A\n    with: NOWHERE\n', /NOWHERE/],
  ['replace:\n  - config: A\n    with: N\n', /N/],
  ['rename:\n  - config: A\n    to: B\n', /B/],
  ['add:\n  - select: NOWHERE if (\n    to: A\n', /./],
  ['add:\n  - default: y\n    to: NOWHERE\n', /NOWHERE/],
  ['remove:\n  - config: A\n    value: y\nadd:\n  - select: B\n    to: A\n', /A/],
  ['remove:\n  - return: nowhere\n', /nowhere/],
  ['remove:\n  - enumerator: nowhere\n', /nowhere/],
  ['remove:\n  - tracepoint: nowhere\n', /nowhere/],
  ['remove:\n  - type: struct nowhere\n', /nowhere/],
  ['remove:\n  - variable: nowhere\n', /nowhere/],
  ['remove:\n  - file: nowhere.c\n', /nowhere\.c/],
  ['remove:\n  - header: nowhere.h\n', /nowhere\.h/],
];

for (const [rule, message] of TABLE) {
  test(`refused: ${JSON.stringify(rule)}`, async (t) => {
    const folder = makeFolder(t, FILES);
    const file = join(makeFolder(t), 'rule.yaml');
    writeFileSync(file, rule);
    const { status, stdout, stderr } = await runInProcess(file, '-C', folder, '-j', '1');
    assert.match(stderr, /rule\.yaml:\d+:\d+: error: /);
    assert.match(stderr, message);
    assert.equal(stdout.length, 0);
    assert.equal(status, 2);
  });
}
