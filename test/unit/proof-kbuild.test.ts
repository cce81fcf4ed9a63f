import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expand } from '../../src/proof/kbuild/expand.js';
import { proveDefconfig } from '../../src/proof/kbuild/prove-defconfig.js';
import { proveMakefile } from '../../src/proof/kbuild/prove-makefile.js';
import type { Statements } from '../../src/proof/kconfig/premises.js';
import { fc } from './properties.js';

const NOTHING: Statements = { removed: [], replaced: [], renamed: [], added: [], derived: [] };

/** The statements of a rule that says X has a value. */
const withX = (value: string): Statements => ({
  ...NOTHING,
  removed: [{ name: 'X', value, isLiteral: false, heirs: [], dropsSelects: true }],
});

const lawsOf = (before: string, after: string, statements: Statements, leftovers: readonly number[] = []) =>
  proveMakefile({ path: 'a/Makefile', before, after, leftovers }, statements, []).map(({ law }) => law);

describe('proof: expanding make', () => {
  const values = { config: (name: string) => ({ Y: 'y', M: 'm' })[name] ?? '' };
  const cases: [string, string][] = [
    ['obj-$(CONFIG_Y)', 'obj-y'],
    ['$(CONFIG_M:m=y) ${CONFIG_NONE}', 'y '],
    ['$(if $(CONFIG_Y),a,b) $(if $(CONFIG_N),a,b)', 'a b'],
    ['$(if $(OTHER)$(CONFIG_Y),a,b)', 'a'],
    ['$(if $(OTHER),$(CONFIG_Y),b)', '$(if $(OTHER),y,b)'],
    ['$(or $(CONFIG_N),$(CONFIG_M))', 'm'],
    ['$(and $(CONFIG_Y),$(CONFIG_N))', ''],
    ['$(filter y m,$(CONFIG_Y) $(CONFIG_N))', 'y'],
    ['$(filter-out y,$(CONFIG_Y) $(CONFIG_M))', 'm'],
    ['$(subst m,y,$(CONFIG_M)) $(patsubst %.o,%.c,a.o)', 'y a.c'],
    ['$(findstring y,$(CONFIG_Y)) $(strip  a  b ) $(firstword a b)', 'y a b a'],
    ['$@ $$x $(shell echo $(CONFIG_Y))', '$@ $$x $(shell echo y)'],
    ['$(unclosed $(CONFIG_Y)', '$(unclosed y)'],
  ];
  for (const [text, expected] of cases) {
    it(text, () => {
      assert.equal(expand(text, values), expected);
    });
  }

  it('takes any text', () => {
    const bits = fc.constantFrom(
      '$(',
      '${',
      ')',
      '}',
      ',',
      '$',
      'CONFIG_Y',
      'if ',
      'filter ',
      ' ',
      ':',
      '=',
      'a.o',
      '%',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        expand(text, values);
        assert.deepEqual(lawsOf(text, text, NOTHING), []);
      }),
      { numRuns: 1500, seed: 1 },
    );
    expand('$(if '.repeat(50_000), values);
  });
});

describe('proof: makefiles', () => {
  it('takes what means the same', () => {
    const before =
      'obj-$(CONFIG_X) += a.o\nifdef CONFIG_X\nccflags-y += -DX\nelse\nobj-y += b.o\nendif\nobj-$(CONFIG_A) += c.o\n';
    assert.deepEqual(
      lawsOf(before, 'obj-y += a.o\nccflags-y += -DX\nobj-$(CONFIG_A) += c.o\n', withX('y')),
      [],
    );
    assert.deepEqual(lawsOf(before, 'obj-y += b.o\nobj-$(CONFIG_A) += c.o\n', withX('n')), []);
    assert.deepEqual(
      lawsOf(before, 'obj-m += a.o\nccflags-y += -DX\nobj-$(CONFIG_A) += c.o\n', withX('m')),
      [],
    );
  });

  it('lets a choice go that is turned off, where nothing reads the name without its end', () => {
    const before = 'tool_$(CONFIG_A) = a\ntool_$(CONFIG_X) = x\nall:\n\t$(tool_y)\n';
    const after = 'tool_$(CONFIG_A) = a\nall:\n\t$(tool_y)\n';
    assert.deepEqual(lawsOf(before, after, withX('n')), []);
    assert.deepEqual(lawsOf(before, after, withX('y')), ['makefile-meaning']);
    const read = (text: string) => text.replace('$(tool_y)', '$(tool_$(CONFIG_B))');
    assert.deepEqual(lawsOf(read(before), read(after), withX('n')), ['makefile-meaning']);
  });

  it('refuses what builds something else', () => {
    const before = 'obj-$(CONFIG_X) += a.o\nobj-$(CONFIG_A) += b.o\n';
    for (const after of [
      '',
      'obj-y += a.o\n',
      'obj-m += a.o\nobj-$(CONFIG_A) += b.o\n',
      'obj-y += a.o b.o\n',
    ]) {
      assert.deepEqual(lawsOf(before, after, withX('y')), ['makefile-meaning'], after);
    }
    const test = 'ifeq ($(ARCH)$(CONFIG_X),armn)\nccflags-y += -DX\nendif\n';
    assert.deepEqual(lawsOf(test, '', withX('y')), ['makefile-meaning']);
  });

  it('drops the members and settings of an object that nothing builds any more', () => {
    const before = 'obj-$(CONFIG_X) += a.o\na-y := p.o q.o\nCFLAGS_a.o := -O\nobj-y += b.o\n';
    assert.deepEqual(lawsOf(before, 'obj-y += b.o\n', withX('n')), []);
    assert.deepEqual(lawsOf(before, 'obj-y += a.o\nobj-y += b.o\n', withX('y')), ['makefile-meaning']);
    // A folder or a flag of that name is no object.
    const flags = 'a := $(srctree)/x/a/\nccflags-y := -I$(a)/ -Da\n';
    assert.deepEqual(lawsOf(flags + before, `${flags}obj-y += b.o\n`, withX('n')), []);
    assert.deepEqual(lawsOf(`list := a.o\n${before}`, 'list := a.o\nobj-y += b.o\n', withX('n')), [
      'makefile-meaning',
    ]);
    // What is removed by cleaning is made by something else.
    const cleaned = 'clean-files += a.S b.S\n';
    assert.deepEqual(lawsOf(before + cleaned, `obj-y += b.o\n${cleaned}`, withX('n')), []);
    assert.deepEqual(lawsOf(before + cleaned, 'obj-y += b.o\n', withX('n')), ['makefile-meaning']);
  });

  it('knows settings of objects that lists of a name of their own held', () => {
    const before =
      'vobjs-y := a.o\nvobjs-$(CONFIG_X) += b.o\nobj-y += $(vobjs-y:%=%.so)\nCFLAGS_REMOVE_a.o = -p\nCFLAGS_REMOVE_b.o = -p\n';
    const after = (object: string) =>
      `vobjs-y := a.o\nobj-y += $(vobjs-y:%=%.so)\nCFLAGS_REMOVE_${object}.o = -p\n`;
    assert.deepEqual(lawsOf(before, after('a'), withX('n')), []);
    assert.deepEqual(lawsOf(before, after('b'), withX('n')), ['makefile-meaning']);
  });

  it('knows that what make clean takes away needs no settings', () => {
    const before = 'obj-$(CONFIG_X) += a.o b.o\nAFLAGS_a.o := -p\nclean-files += a.S\n';
    assert.deepEqual(lawsOf(before, 'clean-files += a.S\n', withX('n')), []);
    const used = before.replace('clean-files', 'hostprogs');
    assert.deepEqual(lawsOf(used, 'hostprogs += a.S\n', withX('n')), ['makefile-meaning']);
  });

  it('knows what is made of ASN.1', () => {
    const rules =
      'obj-y += a.o\n$(obj)/b.o: $(obj)/b.asn1.h\n$(obj)/b.asn1.o: $(obj)/b.asn1.c $(obj)/b.asn1.h\n';
    const prove = (gone: readonly string[]) =>
      proveMakefile(
        {
          path: 'a/Makefile',
          before: `obj-$(CONFIG_X) += b.o\n${rules}`,
          after: 'obj-y += a.o\n',
          leftovers: [],
        },
        withX('n'),
        gone,
      ).map(({ law }) => law);
    assert.deepEqual(prove(['a/b.c', 'a/b.asn1']), []);
    assert.deepEqual(prove(['a/b.c']), ['makefile-meaning']);
  });

  it('lets a mention stay only where it is reported', () => {
    const before = 'v := $(CONFIG_X)\n';
    assert.deepEqual(lawsOf(before, before, withX('y')), ['makefile-stale-name']);
    assert.deepEqual(lawsOf(before, before, withX('y'), [7]), []);
    const recipe = 'a.bin: b.bin\n\tprintf "%#x" $(CONFIG_X)\n';
    assert.deepEqual(lawsOf(recipe, recipe, withX('y')), ['makefile-stale-name']);
    assert.deepEqual(lawsOf(recipe, recipe, withX('y'), [recipe.indexOf('CONFIG')]), []);
    assert.deepEqual(lawsOf('ifdef A\nendif\n', 'ifdef A\n', NOTHING), ['makefile-conditionals']);
  });
});

describe('proof: configurations', () => {
  const laws = (before: string, after: string, statements: Statements) =>
    proveDefconfig({ path: 'a_defconfig', before, after }, statements).map(({ law }) => law);
  const before = 'CONFIG_A=y\nCONFIG_X=y\n# CONFIG_B is not set\n';

  it('the lines of a symbol that goes are gone, and no others', () => {
    assert.deepEqual(laws(before, 'CONFIG_A=y\n# CONFIG_B is not set\n', withX('y')), []);
    for (const after of [
      before,
      'CONFIG_A=y\n',
      'CONFIG_A=m\n# CONFIG_B is not set\n',
      '# CONFIG_B is not set\nCONFIG_A=y\n',
    ]) {
      assert.deepEqual(laws(before, after, withX('y')), ['defconfig-lines'], after);
    }
  });

  it('a renamed symbol keeps its value', () => {
    const renamed = { ...NOTHING, renamed: [{ name: 'X', to: 'Z' }] };
    assert.deepEqual(laws(before, before.replace('X', 'Z'), renamed), []);
    assert.deepEqual(laws(before, before.replace('X=y', 'Z=m'), renamed), ['defconfig-lines']);
    assert.deepEqual(laws(before, before, renamed), ['defconfig-lines']);
  });
});
