import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { strongComponents } from '../../src/check/strong-components.js';
import { findConfigWords } from '../../src/check/config-words.js';
import { excise, makeFolder, type Files } from './git-support.js';

interface Found {
  readonly code: string;
  readonly symbol: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly related: readonly { readonly line: number; readonly message: string }[];
}

function check(t: TestContext, files: Files, ...options: string[]): Found[] {
  const tree = makeFolder(t, files);
  const { status, stdout, stderr } = excise(tree, ['check', '--json', ...options]);
  const { findings } = JSON.parse(stdout) as { findings: Found[] };
  assert.equal(status, findings.length > 0 ? 1 : 0, stderr);
  return findings;
}

/** `code symbol line` of each. */
const brief = (findings: readonly Found[]) =>
  findings.map(({ code, symbol, line }) => `${code} ${symbol} ${line}`);

/** Uses symbols, so that only what a test is about is found. */
const uses = (...names: string[]) => names.map((name) => `#ifdef CONFIG_${name}\n#endif\n`).join('');

test('an entry without a type, and who has it', (t) => {
  const files = {
    Kconfig: `config A
	depends on C

config B
	bool

config C
	bool "C"
	def_bool y

config D
	select B

config E
	bool "E"
`,
    'a.c': uses('A', 'B', 'D', 'E'),
  };
  const found = check(t, files);
  assert.deepEqual(brief(found), ['no-type A 1', 'no-type D 11']);
  assert.equal(found[0]!.message, 'A has no type; B beside it may have taken it');
  assert.deepEqual(
    found[0]!.related.map(({ line, message }) => [line, message]),
    [[5, 'the type of B']],
  );
  assert.equal(found[1]!.message, 'D has no type; C beside it has two');
  assert.equal(found[1]!.related[0]!.line, 9);
});

test('symbols that nothing defines; numbers and texts are none', (t) => {
  const files = {
    Kconfig: `config A
	bool "A" if NONE
	depends on !GONE && N = 3 && S = abc && N < 0x10 && m
	select LOST
	default y if GONE

config N
	int "N"
	default 12

config S
	string "S"
	default word
source "sub/Kconfig"
`,
    'sub/Kconfig': 'config T\n\tbool "T"\n\tdepends on A\n',
    'test/Kconfig': 'config U\n\tdepends on V\n',
    'a.c': `${uses('T')}int n = CONFIG_N;\nchar *s = CONFIG_S;\n`,
  };
  const found = check(t, files);
  assert.deepEqual(brief(found), [
    'undefined-symbol NONE 2',
    'undefined-symbol GONE 3',
    'undefined-symbol LOST 4',
  ]);
  assert.equal(found[1]!.message, 'no entry defines GONE, which is named in 2 places');
});

test('selects, defaults and dependencies without effect', (t) => {
  const files = {
    Kconfig: `config A
	bool "A"

config TRI
	tristate "TRI"

choice
	prompt "One"
config ONE
	bool "One"
config TWO
	bool "Two"
endchoice

config S1
	bool "S1"
	select ONE
	select NEEDS_A if !A

config NEEDS_A
	bool "Needs A"
	depends on A
	default y if TRI
	default n
	default A

if !A
config NEVER
	bool "Never"
	depends on A
endif

config NOT
	bool "Not"
	depends on n

config MAYBE
	bool "Maybe"
	depends on TRI && !TRI
`,
    'a.c': uses('S1', 'NEEDS_A', 'NEVER', 'NOT', 'MAYBE'),
  };
  assert.deepEqual(brief(check(t, files)), [
    'select-choice-member ONE 17',
    'select-unmet NEEDS_A 18',
    'default-unreachable NEEDS_A 25',
    'depends-never NEVER 30',
    'depends-never NOT 35',
  ]);
});

test('cycles, within one architecture', (t) => {
  const files = {
    Kconfig: `config A
	bool "A"
	depends on B

config B
	bool "B"
	depends on C

config C
	bool
	default y if A

config X
	bool "X"

config Y
	bool "Y"
source "arch/$(SRCARCH)/Kconfig"
`,
    'arch/one/Kconfig': 'config X\n\tdepends on Y\n',
    'arch/two/Kconfig': 'config Y\n\tdepends on X\n\nconfig Z\n\tbool "Z"\n\tdefault Z\n',
  };
  const found = check(t, files).filter(({ code }) => code === 'dependency-cycle');
  assert.deepEqual(brief(found), ['dependency-cycle A 3', 'dependency-cycle Z 6']);
  assert.equal(found[0]!.message, 'symbols need each other: A → B → C → A');
  assert.deepEqual(
    found[0]!.related.map(({ line, message }) => [line, message]),
    [
      [7, 'B needs C'],
      [11, 'C needs A'],
    ],
  );
});

test('words of code that no Kconfig defines, and symbols that nothing uses', (t) => {
  const files = {
    Kconfig: `config A
	tristate "A"

config UNUSED
	bool "Unused"

config PASTED_ONE
	bool "Pasted"

config LISTED
	bool "Listed"

config CHOSEN
	bool "Chosen"
	depends on A_MODULE_LIKE

config A_MODULE_LIKE
	bool
	select UNREAD

config UNREAD
	bool
`,
    Makefile:
      'obj-$(CONFIG_TYPO) += a.o # $(CONFIG_COMMENT)\nCONFIG_LOCAL := y\nobj-$(CONFIG_LOCAL) += b.o\n',
    'a.c': `#if defined(CONFIG_A_MODULE) || \\
    defined(CONFIG_SPLIT)
#endif /* CONFIG_GONE */
/* #ifdef CONFIG_PROSE */
#define CONFIG_OWN 1
#ifdef CONFIG_OWN
#endif
#define TEST(CONFIG_k) IS_ENABLED(CONFIG_k)
enum { CONFIG_FIRST, CONFIG_SECOND };
int x = IS_ENABLED(CONFIG_NEVER) + CONFIG_FIRST;
int y = IS_ENABLED(CONFIG_PASTED_##n);
#ifdef CONFIG_CHOSEN
#endif
`,
    'tools/list': 'LISTED 1\n',
    'tools/b.c': '#ifdef CONFIG_TOOL\n#endif\n',
    x_defconfig: 'CONFIG_UNUSED=y\n',
  };
  assert.deepEqual(brief(check(t, files)), [
    'unused-symbol UNUSED 4',
    'unused-symbol UNREAD 21',
    'undefined-config-word TYPO 1',
    'undefined-config-word SPLIT 2',
    'undefined-config-word NEVER 10',
  ]);
});

test('U-Boot: phases, words that a makefile defines', (t) => {
  const entry = (name: string) => `config ${name}\n\tbool "${name}"\n\n`;
  const files = {
    Kconfig: ['SPL', 'NET', 'SPL_NET', 'DISK', 'SPL_DISK', 'TPL_DISK', 'SPL_IDLE'].map(entry).join(''),
    Makefile: 'obj-$(CONFIG_$(PHASE_)DISK) += disk.o\nCPPFLAGS += -DCONFIG_SPL_BUILD\n',
    'kconfig.h': '#define CONFIG_IS_ENABLED(option) 1\n',
    'a.c': `${uses('SPL', 'SPL_BUILD')}#if CONFIG_IS_ENABLED(NET)\n#endif\n`,
  };
  assert.deepEqual(brief(check(t, files)), ['unused-symbol SPL_IDLE 19']);
});

test('Zephyr: globs, symbols of the device tree, CMake', (t) => {
  const files = {
    Kconfig: 'source "Kconfig.zephyr"\n',
    'Kconfig.zephyr': `osource "$(KCONFIG_BINARY_DIR)/Kconfig.dts"
orsource "none/Kconfig*"
rsource "drivers/*/Kconfig"
configdefault GLUE
	default y if LAMP

config GLUE
	bool "Glue"
`,
    'drivers/lamp/Kconfig': `DT_COMPAT_LAMP := maker,lamp

config LAMP
	bool "Lamp"
	default y
	depends on DT_HAS_MAKER_LAMP_ENABLED && GONE
	select GLUE if $(dt_compat_enabled,$(DT_COMPAT_LAMP))

config LAMP_COUNT
	int "Count"
	default $(dt_node_int_prop_int,/lamps,count) if $(dt_has,lamps)
	range 1 $(max)
`,
    'drivers/lamp/CMakeLists.txt': 'zephyr_library_sources_ifdef(CONFIG_LAMP_COUNT lamp.c)\n',
    'a.c': uses('LAMP', 'GLUE'),
  };
  assert.deepEqual(brief(check(t, files)), ['undefined-symbol GONE 6']);
});

test('BusyBox: Kconfig files that are still to be made', (t) => {
  const files = {
    'Config.in': 'source apps/Config.in\n',
    'apps/Config.src': 'menu "Apps"\nINSERT\nendmenu\n',
  };
  const { status, stderr } = excise(makeFolder(t, files), ['check']);
  assert.equal(status, 2);
  assert.match(stderr, /^apps\/Config\.src: error: .*make them first \(make gen_build_files\)\n$/);
});

test('lines that do not fit, each with its code', (t) => {
  const files = {
    Kconfig: `config NUM
	int "Num"
	default "x"
	range A 3

config A
	bool "A"
	prompt "Again"
	range 1 2
	select NUM

config TEXT
	string "Text"
	default A && B
	select C

choice
	prompt "One"
	default A
config B
	bool
config C
	bool "C"
	default y
endchoice

config C
	tristate
	depend on B

source "none/Kconfig"
if A
`,
    'a.c': uses('A', 'B', 'C', 'NUM', 'TEXT'),
  };
  assert.deepEqual(brief(check(t, files)), [
    'wrong-value NUM 3',
    'wrong-value NUM 4',
    'redefined A 8',
    'wrong-value A 9',
    'select-wrong-type A 10',
    'wrong-value TEXT 14',
    'select-wrong-type TEXT 15',
    'wrong-value A 19',
    'choice-member B 20',
    'choice-member C 22',
    'redefined C 28',
    'unreadable-line  29',
    'missing-source  31',
    'unreadable-line  32',
  ]);
});

test('--changed-by: only what a rule makes wrong', (t) => {
  const files = {
    Kconfig:
      'config A\n\tbool "A"\n\nconfig B\n\tbool "B"\n\tdepends on OLD\n\nconfig C\n\tbool\n\tselect A\n',
    'a.c': `${uses('C')}#ifdef CONFIG_A\n#ifdef CONFIG_B\nint b;\n#endif\n#endif\n`,
    'rule.yaml': 'remove:\n  - config: A\n    value: n\nscope:\n  exclude: [Kconfig]\n',
  };
  assert.deepEqual(brief(check(t, files)), ['undefined-symbol OLD 6']);
  assert.deepEqual(brief(check(t, files, '--changed-by', 'rule.yaml')), [
    'unused-symbol A 1',
    'unused-symbol B 4',
  ]);
});

test('text with the lines in question, SARIF, and a clean tree', (t) => {
  const tree = makeFolder(t, {
    Kconfig: 'config A\n\tbool "caf\xe9"\n\tdepends on GONE\n',
    'a.c': uses('A'),
  });
  const text = excise(tree, ['check']);
  assert.equal(text.status, 1);
  assert.match(
    text.stdout,
    /^Kconfig:3:13: no entry defines GONE \[undefined-symbol\]\n {2}3 \| \tdepends on /m,
  );
  assert.match(text.stdout, /\n {4}\| \t +\^+\n/);
  assert.match(text.stderr, /^\d places? found in 2 files\n$/);
  const sarif = JSON.parse(excise(tree, ['check', '--sarif', '-q']).stdout) as {
    version: string;
    runs: {
      results: { ruleId: string; locations: unknown[] }[];
      tool: { driver: { rules: { id: string }[] } };
    }[];
  };
  assert.equal(sarif.version, '2.1.0');
  assert.equal(sarif.runs[0]!.results[0]!.ruleId, 'undefined-symbol');
  const documented = readFileSync(new URL('../../../docs/check.md', import.meta.url), 'utf8');
  for (const { id } of sarif.runs[0]!.tool.driver.rules)
    assert.ok(documented.includes(`\n| \`${id}\` |`), id);

  const clean = excise(makeFolder(t, { Kconfig: 'config A\n\tbool "A"\n', 'a.c': uses('A') }), ['check']);
  assert.deepEqual([clean.status, clean.stdout, clean.stderr], [0, '', 'nothing found in 2 files\n']);
  assert.match(excise(tree, ['check', '--bogus']).stderr, /^excise: check: unknown option '--bogus'\n$/);
  assert.match(excise(tree, ['check', '-C', 'none']).stderr, /^excise: --tree none: no such folder\n$/);
  assert.match(excise(tree, ['check', '--help']).stdout, /^Usage: excise check /);
});

test('groups of nodes that reach each other', () => {
  const graph = new Map(
    Object.entries({ a: ['b'], b: ['c', 'd'], c: ['a'], d: ['d', 'e'], e: ['f'], f: [] as string[] }).map(
      ([from, to]) => [from, new Set(to)] as const,
    ),
  );
  const groups = strongComponents(graph).map((group) => group.sort().join(''));
  assert.deepEqual(groups.sort(), ['abc', 'd']);
  const long = new Map(
    Array.from({ length: 100_000 }, (_, i) => [`${i}`, new Set([`${(i + 1) % 100_000}`])]),
  );
  assert.equal(strongComponents(long)[0]!.length, 100_000);
});

test('roles of words', () => {
  const roles = (path: string, text: string) =>
    findConfigWords(path, text).map(({ name, role }) => `${role} ${name}`);
  assert.deepEqual(roles('a.c', '#ifdef CONFIG_A // CONFIG_B\n#undef CONFIG_C\nx = CONFIG_D*2; XCONFIG_E'), [
    'test A',
    'mention B',
    'define C',
    'mention D',
  ]);
  assert.deepEqual(
    roles('Makefile', 'ifdef CONFIG_A\nexport CONFIG_B ?= y\n$(call f,CONFIG_C)\n$(CONFIG_D)'),
    ['test A', 'define B', 'define C', 'test D'],
  );
  assert.deepEqual(roles('x.awk', '/^CONFIG_A_/ /CONFIG_B.*/ CONFIG_'), ['stem A_', 'stem B']);
});
