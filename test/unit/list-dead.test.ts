import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { runInProcess } from '../run-in-process.js';
import { listSchema, type ListJson } from '../../src/survey/list-schema.js';
import { makeFolder, readTree, type Files } from './git-support.js';

async function list(t: TestContext, files: Files, ...words: string[]): Promise<ListJson> {
  const tree = makeFolder(t, files);
  const { status, stdout, stderr } = await runInProcess(
    'list',
    '--dead',
    '--json',
    '-C',
    tree,
    '-j',
    '1',
    ...words,
  );
  assert.equal(status, 0, stderr);
  assert.deepEqual(readTree(tree), files);
  return listSchema.parse(JSON.parse(stdout.toString()));
}

/** `CONFIG_X=y`, `f`, `struct s.m` of each, sorted. */
const brief = ({ things }: ListJson) =>
  things
    .map(({ kind, name, of, value }) =>
      kind === 'config' ? `${name}=${value!}` : of ? `${of}.${name}` : name,
    )
    .sort();

/** A prompt each, so that a symbol may be anything. */
const prompts = (...names: string[]) => names.map((name) => `config ${name}\n\tbool "${name}"\n\n`).join('');

test('symbols that can have one value only', async (t) => {
  const found = await list(t, {
    Kconfig: `${prompts('OPEN', 'OTHER')}config ALWAYS
	def_bool y
	select FORCED
	select AT_TIMES if OPEN
	imply WISHED

config FORCED
	bool
	depends on OPEN

config AT_TIMES
	bool

config WISHED
	bool

config NOBODY
	bool

config NEEDS_NOBODY
	tristate "Needs"
	depends on NOBODY && OPEN
	select CHOSEN

config CHOSEN
	tristate

config NOT_NOBODY
	def_bool !NOBODY

config EITHER
	def_bool ALWAYS || OPEN

config HIDDEN
	bool "Hidden" if NOBODY
	default y

config SHOWN
	bool "Shown" if OPEN
	default y

config BY_DEFAULT
	bool
	default OPEN

config TWICE
	bool
	default y

config TWICE
	bool "Twice"

config ASKED
	def_bool $(shell,test)

config COUNT
	int
	default 3

if NEEDS_NOBODY
source "lib/Kconfig"
endif

choice
	prompt "Choice"

config FIRST
	bool "First"

endchoice

config LOOP_A
	bool
	default LOOP_B

config LOOP_B
	bool
	default LOOP_A

config UNDEFINED
	bool "Undefined"
	depends on NO_SUCH_SYMBOL

config COMPARED
	bool "Compared"
	depends on NO_SUCH_SYMBOL != n

config WRITTEN
	bool

# Kept n on purpose.
config UNFIT
	bool

${['SAW', 'AXE', 'FILE'].map((name) => `config ${name}\n\tbool "${name}"\n\tdepends on UNFIT\n\n`).join('')}
`,
    'lib/Kconfig': 'config IN_LIB\n\tbool "In lib"\n',
    'a.c': '#define CONFIG_WRITTEN 1\n#ifdef CONFIG_NOBODY\nint nobody;\n#endif\n',
  });
  assert.deepEqual(brief(found), [
    'ALWAYS=y',
    'CHOSEN=n',
    'EITHER=y',
    'FORCED=y',
    'HIDDEN=y',
    'IN_LIB=n',
    'LOOP_A=n',
    'LOOP_B=n',
    'NEEDS_NOBODY=n',
    'NOBODY=n',
    'NOT_NOBODY=y',
    'UNDEFINED=n',
  ]);
  const nobody = found.things.find(({ name }) => name === 'NOBODY')!;
  assert.equal(nobody.why, 'it has no prompt and no default, and nothing selects it');
  assert.deepEqual([nobody.path, nobody.files], ['Kconfig', 2]);
  const needs = found.things.find(({ name }) => name === 'NEEDS_NOBODY')!;
  assert.equal(needs.why, 'it depends on NOBODY, which is never set, and nothing selects it');
});

test('a chain of symbols against the order of the file, of any length', async (t) => {
  const chain = (length: number) =>
    Array.from({ length }, (_, i) => `config X${i}\n\tbool\n\tdefault X${i + 1}\n\n`).join('');
  const short = await list(t, { Kconfig: `${chain(100)}config X100\n\tdef_bool y\n` });
  assert.equal(short.things.filter(({ value }) => value === 'y').length, 101);
  // Longer than what is followed: nothing is said of it.
  assert.deepEqual(brief(await list(t, { Kconfig: `${chain(3000)}config X3000\n\tbool "End"\n` })), []);
});

test('symbols of single architectures', async (t) => {
  const found = await list(t, {
    Kconfig: `source "arch/$(SRCARCH)/Kconfig"
config ON_OAK
	bool "On oak"
	depends on OAK

config ON_BOTH
	bool "On both"
	depends on OAK && PINE

config SOMEWHERE
	def_bool OAK || PINE
`,
    'arch/oak/Kconfig':
      'config OAK\n\tdef_bool y\n\nconfig OAK_ONLY\n\tdef_bool y\n\nconfig OAK_TESTED\n\tdef_bool y\n',
    'arch/oak/um/a.c': 'int borrowed;\n',
    'arch/oak/include/a.h': '#ifdef CONFIG_OAK_TESTED\nint user_mode;\n#endif\n',
    'arch/oak/kernel.c': '#ifdef CONFIG_OAK_ONLY\nint oak;\n#endif\n',
    'arch/pine/Kconfig':
      'config PINE\n\tdef_bool y\n\tselect SOMEWHERE\n\nconfig NO_OAK\n\tbool "No"\n\tdepends on OAK\n',
  });
  assert.deepEqual(brief(found), ['NO_OAK=n', 'OAK_ONLY=y', 'ON_BOTH=n', 'SOMEWHERE=y']);
  assert.match(found.things.find(({ name }) => name === 'OAK_ONLY')!.why, /; only oak has it$/);
});

test('functions that nothing calls', async (t) => {
  const found = await list(
    t,
    {
      'a.h': `void declared(void);
void called(void);
#define CALL_BY_MACRO() by_macro()
#define SHOW(x) x##_show
#define CONCAT(a, b) a##b
`,
      'a.c': `#include "a.h"
/** declared() - nobody calls declared() */
void declared(void)
{
	called();
	CONCAT(glued, together)();
}
EXPORT_SYMBOL_GPL(declared);
void called(void) {}
void by_macro(void) {}
void voltage_show(void) {}
int (*table[])(void) = { SHOW(voltage), by_table };
int by_table(void) { return 0; }
void by_assembly(void) {}
void by_inline_assembly(void) { asm volatile("call from_inline"); }
void from_inline(void) {}
void looked_up(void) {}
void in_docs(void) {}
int __init set_up(void) { return 0; }
module_init(set_up);
asmlinkage void from_outside(void) {}
static void own(void) {}
void gluedtogether(void) {}
SYSCALL_DEFINE1(reads, int, fd) { return 0; }
void recursive(int n) { if (n) recursive(n - 1); }
#ifdef CONFIG_A
void in_condition(void) {}
#endif
void by_condition(void) {}
#if by_condition
#endif
`,
      'b.c': 'void by_string(void) { lookup("looked_up"); log("by_string: failed"); }\n',
      'asm-offsets.c': 'void output_sizes(void) {}\n',
      'b.S': 'call by_assembly\n',
      'Documentation/a.rst': 'in_docs() is for drivers.\n',
      'tools/x.c': 'void of_a_tool(void) {}\n',
    },
    '--kind',
    'function',
  );
  assert.deepEqual(brief(found), ['by_inline_assembly', 'by_string', 'declared', 'in_condition']);
  const declared = found.things.find(({ name }) => name === 'declared')!;
  assert.deepEqual(
    [declared.path, declared.line, declared.why],
    ['a.c', 3, 'nothing calls it or takes its address'],
  );
});

test('members of ops that nothing implements or calls', async (t) => {
  const found = await list(
    t,
    {
      'ops.h': `struct robot_ops {
	int (*wave)(void);
	int (*halt)(void);
	int (*jump)(void);
	int (*spin)(void);
	int (*roll)(void);
};
struct place_ops {
	int (*first_of_place)(void);
	int (*second_of_place)(void);
};
struct outside_ops {
	int (*never_made)(void);
};
`,
      'a.c': `#include "ops.h"
static const struct robot_ops ops = {
	.wave = wave_arm,
	.halt = halt_now,
};
static const struct place_ops place = { one, two };
int run(const struct robot_ops *ops)
{
	if (ops->jump)
		ops->jump();
	ops->roll = other;
	set(&ops->roll);
	return ops->wave();
}
`,
    },
    '--kind',
    'member',
    '--size',
  );
  assert.deepEqual(brief(found), ['struct robot_ops.halt', 'struct robot_ops.jump', 'struct robot_ops.spin']);
  const why = Object.fromEntries(found.things.map((thing) => [thing.name, thing.why]));
  assert.deepEqual(why, {
    halt: 'nothing calls it',
    jump: 'nothing implements it',
    spin: 'nothing implements or calls it',
  });
  for (const { patch, refused } of found.things)
    assert.ok(patch !== undefined && patch.deletions > 0, refused);
});

test('as text, with a limit', async (t) => {
  const tree = makeFolder(t, { Kconfig: 'config A\n\tbool\n\nconfig B\n\tdef_bool y\n' });
  const { stdout, stderr } = await runInProcess('list', '--dead', '-C', tree, '--limit', '1', '-j', '1');
  assert.equal(
    stdout.toString(),
    '~3  CONFIG_A=n (Kconfig:1): it has no prompt and no default, and nothing selects it\n',
  );
  assert.equal(stderr, '2 found in 1 files, 1 of them listed\n');
  const wrong = await runInProcess('list', '--dead', '--kind', 'functon');
  assert.equal(wrong.status, 2);
  assert.match(
    wrong.stderr,
    /--kind needs config, function or member, not 'functon'; did you mean 'function'\?\n$/,
  );
});
