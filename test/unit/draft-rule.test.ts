import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runInProcess } from '../run-in-process.js';
import { makeFolder, readTree, type Files } from './git-support.js';

const EXAMPLE = fileURLToPath(new URL('../../../examples/tree', import.meta.url));

/** The rule that `excise new` prints, after it was loaded and carried out. */
async function draft(t: TestContext, tree: string, ...words: string[]): Promise<string> {
  const { status, stdout, stderr } = await runInProcess('new', ...words, '-C', tree, '-j', '1');
  assert.equal(status, 0, stderr);
  const rule = join(makeFolder(t), 'rule.yaml');
  writeFileSync(rule, stdout);
  const ran = await runInProcess(rule, '--json', '-C', tree, '-j', '1');
  assert.equal(ran.status, 0, ran.stderr);
  return stdout.toString();
}

test('both values of a symbol, each with its cost, and who could inherit its selects', async (t) => {
  assert.equal(
    await draft(t, EXAMPLE, 'config', 'CONFIG_MOTION_EVENTS'),
    `# Made by \`excise new config MOTION_EVENTS\`: a proposal, to be checked.
#
# CONFIG_MOTION_EVENTS (bool)
#   - defined in motion/Kconfig:11, without a prompt
#   - selected by ROBOT_ARM (robots/Kconfig:4)
#   - selected by ROBOT_CART (robots/Kconfig:10)
#
# Kconfig expressions name it once; CONFIG_MOTION_EVENTS stands in
#   - C: 6 times in 2 files (motion/core.c, motion/motion.h)
#   - Makefile: once in motion/Makefile
#   - defconfig: once in configs/workshop_defconfig
#   - docs: once in Documentation/motion.rst
#
# It selects EVENT_QUEUE. Where it goes as y, these could inherit its selects:
#   - MOTION_CORE: what selects it selects this, too
#   - ROBOT_ARM, ROBOT_CART: what selects it
#
# The Kconfig files allow several values: which one it is isn't for them to say.
#
# Always y: 6 files changed, 5 insertions(+), 33 deletions(-), 1 leftover
#   - leftovers, mentioned-in-documentation: 1
#   - then function stop_by_hand is unused in motion/core.c
#
# Always n: 7 files changed, 1 insertion(+), 38 deletions(-), 3 leftovers
#   - leftovers, build-bug: 1
#   - leftovers, mentioned-in-code: 1
#   - leftovers, mentioned-in-documentation: 1
#   - then CONFIG_MOTION_TRACE=n
#   - then motion/events.c is gone
#   - then function motion_event is unused
remove:
  - config: MOTION_EVENTS
    value: y
    inherit: MOTION_CORE # or drop-selects: true
  # or
  # - config: MOTION_EVENTS
  #   value: n
`,
  );
});

const TREE: Files = {
  Kconfig: `mainmenu "shed"
source "arch/$(SRCARCH)/Kconfig"

config TOOLS
	def_bool y
	select HAMMER

config HAMMER
	bool
	depends on TOOLS

config LADDER
	bool

config ROPE
	bool "Rope"
	depends on LADDER

config SHELVES
	int "Shelves"
	default 4

config LABEL
	string "Label"
	default "shed"

config 4x4
	bool "Four by four"
`,
  'arch/oak/Kconfig': 'config OAK\n\tdef_bool y\n',
  'arch/pine/Kconfig': 'config PINE\n\tdef_bool y\n',
  'shed.c': `#include "shed.h"
#ifdef CONFIG_HAMMER
int hammer(void)
{
	return CONFIG_SHELVES;
}
#endif
#ifdef CONFIG_ROPE
int rope;
#endif
#ifdef CONFIG_OAK
int oak;
#endif
int shelves(int depth)
{
	return SHELF_DEPTH * depth;
}
void paint(struct shed *shed, int colour)
{
	shed->colour = colour;
	shed->ops->dry(shed, colour);
}
void paint_all(struct shed *shed)
{
	paint(shed, shelves(3));
}
`,
  'shed.h': `#define SHELF_DEPTH 30
struct shed;
struct shed_ops {
	void (*dry)(struct shed *shed, int colour);
};
struct shed {
	int colour;
	const struct shed_ops *ops;
};
void paint(struct shed *shed, int colour);
`,
};

test('the one value that a symbol can have', async (t) => {
  const tree = makeFolder(t, TREE);
  const values = {
    TOOLS: /allow one value: y, for it has no prompt that shows, and its default is y \(Kconfig:4\)/,
    HAMMER: /allow one value: y, for TOOLS selects it \(Kconfig:6\) and is always y itself/,
    LADDER: /allow one value: n, for it has no prompt and no default, and nothing selects it/,
    ROPE: /allow one value: n, for it depends on LADDER, which is never set, and nothing selects it/,
    OAK: /allow one value: y where it exists \(oak\); n elsewhere/,
    SHELVES: /Of type int; its defaults: 4/,
    LABEL: /Of type string; its defaults: shed/,
    '4x4': /allow several values/,
  };
  for (const [name, value] of Object.entries(values))
    assert.match(await draft(t, tree, 'config', name), value);
});

test('things of C', async (t) => {
  const tree = makeFolder(t, TREE);
  const before = readTree(tree);
  const subjects: [words: string[], entry: RegExp][] = [
    [['function', 'paint_all'], /remove:\n {2}- function: paint_all\n$/],
    [['function', 'shelves()'], / {2}- function: shelves\n {4}returns: 0\n$/],
    [['macro', 'SHELF_DEPTH'], /- macro: SHELF_DEPTH\n {4}value: 0\n$/],
    [['member', 'shed.colour'], /- member: colour\n {4}of: struct shed\n$/],
    [['member', 'struct', 'shed_ops.dry'], /- member: dry\n {4}of: struct shed_ops\n$/],
    [['parameter', 'shelves:depth'], /- parameter: depth\n {4}of: shelves\n/],
    [['parameter', 'shed_ops.dry:colour'], /- parameter: colour\n {4}of: struct shed_ops\.dry\n/],
  ];
  for (const [words, entry] of subjects) assert.match(await draft(t, tree, ...words), entry);
  assert.deepEqual(readTree(tree), before);
});

test('what the tree does not have', async (t) => {
  const tree = makeFolder(t, TREE);
  const errors: [words: string[], message: RegExp][] = [
    [['config', 'HAMER'], /the tree has no Kconfig symbol 'HAMER'; did you mean 'HAMMER'\?$/m],
    [['function', 'shelvs'], /the tree has no function 'shelvs'; did you mean 'shelves'\?$/m],
    [['member', 'shed.color'], /error|the tree has no|no member/],
    [['confg', 'HAMMER'], /expected config, function, .*; did you mean 'config'\?$/m],
    [['member', 'shed'], /expected STRUCT\.MEMBER, found 'shed'$/m],
    [[], /expected what to remove/],
  ];
  for (const [words, message] of errors) {
    const { status, stdout, stderr } = await runInProcess('new', ...words, '-C', tree, '-j', '1');
    assert.equal(status, 2);
    assert.equal(stdout.length, 0);
    assert.match(stderr, message);
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
  }
});
