import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { makeChoices } from '../../src/choose/choices.js';
import { findBonds } from '../../src/choose/find-bonds.js';
import { cutPieces } from '../../src/choose/pieces.js';
import { run } from '../../src/pipeline.js';
import { parseRules } from '../../src/rules/parse-rules.js';
import { makeFolder, type Files } from '../unit/git-support.js';

/** For each piece (`path:line`) the others that go along when it is taken. */
async function closures(t: TestContext, files: Files, rule: string): Promise<Record<string, string>> {
  const tree = makeFolder(t, files);
  const found: Record<string, string> = {};
  await run({
    tree: join(tree),
    documents: parseRules(rule, 'rule.yaml'),
    cascade: true,
    jobs: 1,
    choose: (part) => {
      const cut = cutPieces(part.changes);
      const bonds = findBonds(part, cut.files, cut.pieces);
      const places = cut.pieces.map(({ file, lines }) => `${file.change.path}:${lines.first + 1}`);
      for (const { id } of cut.pieces) {
        const along = makeChoices(cut.pieces.length, bonds).decide([id], 'take')!;
        const others = along.filter((other) => other !== id).map((other) => places[other]!);
        found[places[id]!] = others.sort().join(' ');
      }
      return Promise.resolve(part);
    },
  });
  return found;
}

const KCONFIG = 'config FAN\n\tbool "Fan"\n';
const FAN_N = 'remove:\n  - config: FAN\n    value: n\n';
const FAN_Y = 'remove:\n  - config: FAN\n    value: y\n    drop-selects: true\n';
const SPACE = '\nint one;\nint two;\nint three;\nint four;\nint five;\nint six;\nint seven;\n\n';

test('a use may go alone; definition, prototype and export go with all uses', async (t) => {
  const files = {
    Kconfig: KCONFIG,
    'a.c': `void blow(void)\n{\n\tspin();\n}\nEXPORT_SYMBOL(blow);\n`,
    'a.h': 'void blow(void);\nvoid stop(void);\n',
    'b.c': `#include "a.h"\nvoid run(void)\n{\n\tstop();\n#ifdef CONFIG_FAN\n\tblow();\n#endif\n}\n`,
  };
  assert.deepEqual(await closures(t, files, FAN_N), {
    'Kconfig:1': 'b.c:5',
    'a.c:1': 'a.h:1 b.c:5',
    'a.h:1': 'a.c:1 b.c:5',
    'b.c:5': '',
  });
});

test('the lines of one #if go together, and so do the branches of one chain', async (t) => {
  const files = {
    Kconfig: KCONFIG,
    'a.c': `#ifdef CONFIG_FAN${SPACE}#else${SPACE}#endif${SPACE}#ifdef CONFIG_FAN\nint more;\n#endif\n`,
  };
  const found = await closures(t, files, FAN_Y);
  const [first, second, third, ...rest] = Object.keys(found).filter((place) => place.startsWith('a.c'));
  assert.equal(rest.length, 1, 'the last one is cut in two');
  assert.equal(found[first!], second);
  assert.equal(found[second!], first);
  assert.equal(found[third!], rest[0]);
});

test('what Kconfig and configurations say of a symbol goes last: until then it keeps its value', async (t) => {
  const files = {
    Kconfig: `${KCONFIG}\nconfig ROOM\n\tbool "Room"\n\tselect FAN\n`,
    room_defconfig: 'CONFIG_ROOM=y\nCONFIG_FAN=y\n',
    'configs/room_defconfig': 'CONFIG_ROOM=y\nCONFIG_FAN=y\n',
    Makefile: 'obj-$(CONFIG_FAN) += a.o\n',
    'a.c': 'int a;\n',
  };
  const found = await closures(t, files, FAN_Y);
  assert.equal(found['Makefile:1'], '');
  assert.equal(found['Kconfig:1'], 'Kconfig:6 Makefile:1');
  assert.equal(found['Kconfig:6'], 'Kconfig:1 Makefile:1');
  assert.equal(found['configs/room_defconfig:2'], 'Kconfig:1 Kconfig:6 Makefile:1');
});

test('a file goes after its build line, and after the uses of what it defines', async (t) => {
  const files = {
    Kconfig: KCONFIG,
    Makefile: 'obj-y += b.o\nobj-$(CONFIG_FAN) += a-fan.o\n',
    'a-fan.c': 'int fan_speed;\n',
    'b.c': 'void run(void)\n{\n\twork();\n#ifdef CONFIG_FAN\n\tset(&fan_speed);\n#endif\n}\n',
  };
  assert.deepEqual(await closures(t, files, FAN_N), {
    'Kconfig:1': 'Makefile:2 b.c:4',
    'Makefile:2': '',
    'a-fan.c:1': 'Makefile:2 b.c:4',
    'b.c:4': '',
  });
});

test('a parameter goes from all places at once, a local after its uses', async (t) => {
  const files = {
    'a.c': `int turn(int speed, int way)\n{\n\treturn speed;\n}\n${SPACE}int go(void)\n{\n\treturn turn(1, 2);\n}\n`,
    'a.h': 'int turn(int speed, int way);\n',
  };
  const found = await closures(t, files, 'remove:\n  - parameter: way\n    of: turn\n');
  assert.equal(Object.keys(found).length, 3);
  for (const [place, others] of Object.entries(found)) {
    assert.equal(
      others,
      Object.keys(found)
        .filter((other) => other !== place)
        .sort()
        .join(' '),
    );
  }

  const local = {
    Kconfig: KCONFIG,
    'a.c': `void run(void)\n{\n\tint left = 3;\n${'\twork();\n'.repeat(9)}#ifdef CONFIG_FAN\n\tblow(left);\n#endif\n}\n`,
  };
  const found2 = await closures(t, local, FAN_N);
  assert.equal(found2['a.c:3'], 'a.c:13');
  assert.equal(found2['a.c:13'], '');
});
