import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFile } from '../../src/lang/check-file.js';
import type { FileKind } from '../../src/lang/file-kind.js';

interface Case {
  readonly name: string;
  readonly kind: FileKind;
  readonly before: string;
  readonly after: string;
  readonly laws?: readonly string[];
}

const FUNCTION = 'int f(int a)\n{\n\tif (a)\n\t\treturn 1;\n\treturn 0;\n}\n';
const ENTRY = 'config A\n\tbool "a"\n\thelp\n\t  Words.\n\n';

const CASES: readonly Case[] = [
  {
    name: 'a section that goes whole',
    kind: 'c',
    before: `#ifdef A\nint a;\n#endif\n${FUNCTION}`,
    after: FUNCTION,
  },
  {
    name: 'an #endif that stays alone',
    kind: 'c',
    before: '#ifdef A\nint a;\n#endif\n',
    after: 'int a;\n#endif\n',
    laws: ['balanced-conditionals'],
  },
  {
    name: 'the same in assembly',
    kind: 'asm',
    before: '#ifdef A\n\tnop\n#endif\n',
    after: '#ifdef A\n\tnop\n',
    laws: ['balanced-conditionals'],
  },
  {
    name: 'defects that were there before',
    kind: 'c',
    before: '#endif\n#ifdef A\nint a;\n#endif\n',
    after: '#endif\nint a;\n',
  },
  {
    name: 'a brace that goes alone',
    kind: 'c',
    before: FUNCTION,
    after: FUNCTION.replace('if (a)', 'if (a) {'),
    laws: ['no-new-parse-errors'],
  },
  {
    name: 'an else without if',
    kind: 'c',
    before: FUNCTION.replace('\treturn 0;', '\telse\n\t\treturn 0;'),
    after: 'int f(int a)\n{\n\telse\n\t\treturn 0;\n}\n',
    laws: ['no-new-parse-errors'],
  },
  {
    name: 'an operand that goes without its operator',
    kind: 'c',
    before: 'int f(int a)\n{\n\treturn a && b;\n}\n',
    after: 'int f(int a)\n{\n\treturn a && ;\n}\n',
    laws: ['no-new-parse-errors'],
  },
  {
    name: 'an initializer that lost its brace',
    kind: 'c',
    before: 'struct s a = { .b = 1, .c = 2 };\n',
    after: 'struct s a = { .b = 1, .c = };\n',
    laws: ['no-new-parse-errors'],
  },
  {
    name: 'a function that never parsed',
    kind: 'c',
    before: 'int f(int a)\n{\n\tFOO(a) BAR {{ ;\n\treturn b &&;\n}}}\n',
    after: 'int f(int a)\n{\n\tFOO(a) BAR {{ ;\n}}}\n',
  },
  { name: 'an entry that goes', kind: 'kconfig', before: ENTRY + ENTRY.replace('A', 'B'), after: ENTRY },
  {
    name: 'an entry without type',
    kind: 'kconfig',
    before: ENTRY,
    after: ENTRY.replace('\tbool "a"\n', ''),
    laws: ['typed-entries'],
  },
  {
    name: 'an entry that takes on the lines of the next',
    kind: 'kconfig',
    before: `config A\n\tbool\n\nconfig N\n\tint\n\tdefault 1\n`,
    after: `config A\n\tbool\n\n\tint\n\tdefault 1\n`,
    laws: ['one-type'],
  },
  {
    name: 'a block without end',
    kind: 'kconfig',
    before: `if B\n${ENTRY}endif\n`,
    after: `if B\n${ENTRY}`,
    laws: ['balanced-blocks'],
  },
  {
    name: 'an end without block',
    kind: 'kconfig',
    before: `menu "m"\n${ENTRY}endmenu\n`,
    after: `${ENTRY}endmenu\n`,
    laws: ['balanced-blocks'],
  },
  {
    name: 'an expression without its right side',
    kind: 'kconfig',
    before: 'config A\n\tbool\n\tdepends on B && C\n',
    after: 'config A\n\tbool\n\tdepends on B &&\n',
    laws: ['readable-lines'],
  },
  {
    name: 'an entry that slides into a help text',
    kind: 'kconfig',
    before: `${ENTRY}config B\n\tbool\n`,
    after: `${ENTRY}\t  config B\n`,
    laws: ['entries-outside-help'],
  },
  {
    name: 'conditionals that go in pairs',
    kind: 'kbuild',
    before: 'ifdef A\nobj-y += a.o\nelse ifeq ($(B),y)\nobj-y += b.o\nelse\nobj-y += c.o\nendif\n',
    after: 'obj-y += a.o\n',
  },
  {
    name: 'an endif that stays alone',
    kind: 'kbuild',
    before: 'ifdef A\nobj-y += a.o\nendif\n',
    after: 'obj-y += a.o\nendif\n',
    laws: ['balanced-conditionals'],
  },
  {
    name: 'a conditional indented by tabs',
    kind: 'kbuild',
    before: 'ifdef A\n\tifdef B\n\tobj-y += a.o\n\tendif\nendif\n',
    after: 'ifdef A\n\tobj-y += a.o\n\tendif\nendif\n',
    laws: ['balanced-conditionals'],
  },
  {
    name: 'an else that comes twice',
    kind: 'kbuild',
    before: 'ifdef A\na = 1\nelse\nifdef B\na = 2\nelse\na = 3\nendif\nendif\n',
    after: 'ifdef A\na = 1\nelse\na = 2\nelse\na = 3\nendif\n',
    laws: ['balanced-conditionals'],
  },
  {
    name: 'a list whose last line goes without the backslash before it',
    kind: 'kbuild',
    before: 'obj-y += a.o \\\n\tb.o\nobj-m += c.o\n',
    after: 'obj-y += a.o \\\nobj-m += c.o\n',
    laws: ['whole-lines'],
  },
  {
    name: 'a define that loses its end',
    kind: 'kbuild',
    before: 'define cmd\n\techo $(1)\nendef\n',
    after: 'define cmd\n\techo $(1)\n',
    laws: ['balanced-defines'],
  },
  {
    name: 'words that only look like one',
    kind: 'kbuild',
    before: 'endif-y = a\nifdefs = b\n',
    after: 'endif-y = a\n',
  },
];

for (const { name, kind, before, after, laws = [] } of CASES) {
  test(`check of ${kind}: ${name}`, async () => {
    const broken = await checkFile({ path: 'a', kind, before, after });
    assert.deepEqual([...new Set(broken.map(({ law }) => law))], laws);
    assert.deepEqual(await checkFile({ path: 'a', kind, before, after: before }), []);
  });
}
