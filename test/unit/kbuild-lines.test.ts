import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldMakefile, lines } from './kbuild-helpers.js';

describe('kbuild: lines', () => {
  it('removes a line of a symbol that is n, continuation lines included', () => {
    const text = lines('obj-y += a.o', 'obj-$(CONFIG_X) += x.o \\', '\tx2.o', 'obj-y += b.o');
    assert.equal(foldMakefile(text, ['X=n']).text, lines('obj-y += a.o', 'obj-y += b.o'));
  });

  it('removes any list that ends in the symbol, whatever its operator', () => {
    const text = lines(
      'foo-$(CONFIG_X) += a.o',
      'foo-objs-$(CONFIG_X) += a.o',
      'subdir-${CONFIG_X} += d',
      'ccflags-$(CONFIG_X) := -DA',
      'CFLAGS_foo-$(CONFIG_X) = -DB',
      'load-$(CONFIG_X) := 0x1000',
      'tool_$(CONFIG_X) = gz',
      'bar: asflags-$(CONFIG_X) += -m32',
      'keep-$(CONFIG_XY) += k.o',
    );
    assert.equal(foldMakefile(text, ['X=n']).text, lines('keep-$(CONFIG_XY) += k.o'));
  });

  it('keeps the operator in its column where it was aligned, a single space where it was not', () => {
    const text = lines(
      'obj-$(CONFIG_X)\t\t+= a.o',
      'obj-$(CONFIG_X)          += b.o',
      '',
      'obj-$(CONFIG_X) += c.o',
    );
    assert.equal(
      foldMakefile(text, ['X=y']).text,
      lines('obj-y\t\t\t+= a.o', 'obj-y                    += b.o', '', 'obj-y += c.o'),
    );
  });

  it('keeps the column that only a neighbour shows', () => {
    const text = lines('obj-$(CONFIG_X)     += a.o', 'obj-$(CONFIG_LONGX) += b.o');
    assert.equal(
      foldMakefile(text, ['LONGX=y']).text,
      lines('obj-$(CONFIG_X)     += a.o', 'obj-y               += b.o'),
    );
  });

  it('writes m for a symbol that is m, and folds substitutions of its value', () => {
    const text = lines(
      'obj-$(CONFIG_X) += a.o',
      'foo-$(CONFIG_X:m=y) += b.o',
      'obj-$(subst m,y,$(CONFIG_X)) += c.o',
    );
    assert.equal(foldMakefile(text, ['X=m']).text, lines('obj-m += a.o', 'foo-y += b.o', 'obj-y += c.o'));
  });

  it('folds a substitution of one symbol by another', () => {
    const text = lines('obj-$(subst y,$(CONFIG_A),$(CONFIG_B)) += c.o');
    assert.equal(foldMakefile(text, ['B=y']).text, lines('obj-$(CONFIG_A) += c.o'));
    assert.equal(foldMakefile(text, ['A=y']).text, lines('obj-$(CONFIG_B) += c.o'));
    assert.equal(foldMakefile(text, ['B=n']).text, '');
  });

  it('keeps a name that is as good without the symbol', () => {
    const text = lines(
      'parts-y$(CONFIG_X) += a.o',
      'foo-$(CONFIG_X)$(CONFIG_Y) += b.o',
      'foo-y += $(parts-y) $(parts-yy)',
    );
    const expected = lines('parts-y += a.o', 'foo-$(CONFIG_Y) += b.o', 'foo-y += $(parts-y) $(parts-yy)');
    assert.equal(foldMakefile(text, ['X=n']).text, expected);
  });

  it('leaves a line whose list without suffix is read', () => {
    const text = lines('part-$(CONFIG_X) += a.o', 'all-$(CONFIG_ALL) += $(part-)');
    const folded = foldMakefile(text, ['X=n']);
    assert.equal(folded.text, text);
    assert.deepEqual(folded.codes, ['unhandled-in-makefile']);
  });

  it('does not count reads that only serve make clean', () => {
    const text = lines('part-$(CONFIG_X) += a.bin', 'clean-files := $(part-)');
    assert.equal(foldMakefile(text, ['X=n']).text, lines('clean-files := $(part-)'));
  });

  it('drops an assignment that is now always overwritten', () => {
    const text = lines('core-y\t\t:= none.o', 'core-$(CONFIG_X)\t:= some.o', 'obj-y += $(core-y)');
    assert.equal(foldMakefile(text, ['X=y']).text, lines('core-y\t\t\t:= some.o', 'obj-y += $(core-y)'));
  });

  it('takes the comment that heads only removed lines, and no other', () => {
    const text = lines(
      '# SPDX-License-Identifier: GPL-2.0',
      '',
      '# heads both',
      'obj-y += a.o',
      'obj-$(CONFIG_X) += b.o',
      '',
      '# heads one',
      '# of them',
      'obj-$(CONFIG_X) += c.o',
      '',
      'obj-y += d.o',
      '# in passing',
      'obj-$(CONFIG_X) += e.o',
      '# last',
      'obj-y += f.o',
    );
    const expected = lines(
      '# SPDX-License-Identifier: GPL-2.0',
      '',
      '# heads both',
      'obj-y += a.o',
      '',
      'obj-y += d.o',
      '# last',
      'obj-y += f.o',
    );
    assert.equal(foldMakefile(text, ['X=n']).text, expected);
  });

  it('keeps a comment that may head a whole paragraph, and the one that opens the file', () => {
    const text = lines(
      '# the first words',
      'obj-$(CONFIG_X) += a.o',
      '',
      '# section',
      'obj-$(CONFIG_X) += b.o',
      '# item',
      'obj-y += c.o',
    );
    assert.equal(
      foldMakefile(text, ['X=n']).text,
      lines('# the first words', '', '# section', '# item', 'obj-y += c.o'),
    );
  });
});

describe('kbuild: values', () => {
  const value = (text: string, setting: string, options = {}) =>
    foldMakefile(`v := ${text}\n`, [setting], options).text;

  it('puts the value in the place of the reference', () => {
    assert.equal(value('a$(CONFIG_X)b', 'X=y'), 'v := ayb\n');
    assert.equal(value('-falign=$(CONFIG_X)', 'X=64'), 'v := -falign=64\n');
    assert.equal(value('a $(CONFIG_X) b', 'X=n'), 'v := a b\n');
    assert.equal(value('$(CONFIG_X) b', 'X=n'), 'v := b\n');
    assert.equal(value('$(CONFIG_X)', 'X=n'), 'v :=\n');
    assert.equal(value('a \\\n\t$(CONFIG_X) \\\n\tb', 'X=n'), 'v := a \\\n\tb\n');
    assert.equal(value('a \\\n\t$(CONFIG_X)', 'X=n'), 'v := a\n');
  });

  it('removes an addition of nothing', () => {
    assert.equal(foldMakefile('v += $(CONFIG_X)\n', ['X=n']).text, '');
    assert.equal(foldMakefile('v += $(if $(CONFIG_X),-g)\n', ['X=n']).text, '');
  });

  it('folds conditional functions', () => {
    assert.equal(value('$(if $(CONFIG_X),a,b) c', 'X=y'), 'v := a c\n');
    assert.equal(value('$(if $(CONFIG_X),,a.o) c', 'X=y'), 'v := c\n');
    assert.equal(value('$(if $(CONFIG_X), a,-Wl,b)', 'X=n'), 'v := -Wl,b\n');
    assert.equal(value('$(if $(CONFIG_X),1,$(if $(CONFIG_Y),2,3))', 'X=n'), 'v := $(if $(CONFIG_Y),2,3)\n');
    assert.equal(value('$(or $(CONFIG_Y),$(CONFIG_X))', 'X=n'), 'v := $(CONFIG_Y)\n');
    assert.equal(value('$(or $(CONFIG_X),$(CONFIG_Y))', 'X=y'), 'v := y\n');
    assert.equal(value('$(and $(CONFIG_X),$(A),$(B))', 'X=y'), 'v := $(and $(A),$(B))\n');
    assert.equal(value('a $(and $(A),$(CONFIG_X)) b', 'X=n'), 'v := a b\n');
    assert.equal(value('$(filter y,$(CONFIG_X) $(A))', 'X=n'), 'v := $(filter y,$(A))\n');
    assert.equal(value('$(filter-out y,$(CONFIG_X))', 'X=m'), 'v := m\n');
  });

  it('edits the inside of what it cannot fold', () => {
    assert.equal(
      value('$(if $(patsubst n%,,$(A)$(CONFIG_X)),$(B))', 'X=y'),
      'v := $(if $(patsubst n%,,$(A)y),$(B))\n',
    );
    assert.equal(value('$(call f,$(CONFIG_X),$(A))', 'X=n'), 'v := $(call f,,$(A))\n');
    assert.equal(value('$(foo-$(CONFIG_X))', 'X=y'), 'v := $(foo-y)\n');
    assert.equal(value('$(foo-$(CONFIG_X):.o=-$(CONFIG_X).o)', 'X=y'), 'v := $(foo-y:.o=-y.o)\n');
  });

  it('leaves an argument that would fall apart at a comma', () => {
    const text = 'v := $(call f,$(if $(CONFIG_X),a,-Wl,b))\n';
    const folded = foldMakefile(text, ['X=n']);
    assert.equal(folded.text, text);
    assert.deepEqual(folded.codes, ['unhandled-in-makefile']);
  });

  it('writes a string as this tree writes it in auto.conf, and not at all where nobody knows', () => {
    assert.equal(value('$(CONFIG_X)', 'X=a-b', { stringStyle: 'bare' }), 'v := a-b\n');
    assert.equal(value('$(CONFIG_X)', 'X=a-b', { stringStyle: 'quoted' }), 'v := "a-b"\n');
    assert.equal(value('$(CONFIG_X:"%"=%)', 'X=a-b', { stringStyle: 'quoted' }), 'v := a-b\n');
    assert.equal(value('$(CONFIG_X)', 'X=a-b'), 'v := $(CONFIG_X)\n');
    assert.equal(value('$(CONFIG_X)', 'X=a#b', { stringStyle: 'bare' }), 'v := $(CONFIG_X)\n');
  });
});

describe('kbuild: leftovers', () => {
  const codes = (text: string, path?: string) => {
    const folded = foldMakefile(text, ['X=y'], path === undefined ? {} : { path });
    assert.equal(folded.text, text);
    return folded.codes;
  };

  it('reports what it leaves, with the reason', () => {
    assert.deepEqual(codes('# CONFIG_X\n'), ['mentioned-in-comment']);
    assert.deepEqual(codes('a: b\n\t[ "$(CONFIG_X)" = y ]\n'), ['mentioned-in-recipe']);
    assert.deepEqual(codes('a: b\n\tgrep CONFIG_X f\n'), ['mentioned-in-recipe']);
    assert.deepEqual(codes('define f\nv := $(CONFIG_X)\nendef\n'), ['mentioned-in-define']);
    assert.deepEqual(codes('CONFIG_X ?= y\nobj-$(CONFIG_X) += a.o\n'), [
      'assigned-in-makefile',
      'assigned-in-makefile',
    ]);
    assert.deepEqual(codes('v := -DCONFIG_X\n'), ['defined-for-compiler']);
    assert.deepEqual(codes('$(eval v := $(CONFIG_X))\n'), ['unhandled-in-makefile']);
    assert.deepEqual(codes('v := $(shell echo $(CONFIG_X))\n'), ['unhandled-in-makefile']);
    assert.deepEqual(codes('v := $$(CONFIG_X)\n'), ['unhandled-in-makefile']);
    assert.deepEqual(codes('obj-$(CONFIG_$(SPL_)X) += a.o\n'), ['computed-name']);
    assert.deepEqual(codes('obj-$(CONFIG_X) += a.o\n', 'tools/prog/Build'), ['outside-kconfig']);
    assert.deepEqual(codes('obj-$(CONFIG_X) += a.o\n', 'tools/prog/sub/Makefile'), ['outside-kconfig']);
    assert.deepEqual(codes('ifdef CONFIG_X\n'), ['unbalanced-conditional']);
  });

  it('edits a test module of tools and what is no other symbol', () => {
    const text = lines('obj-$(CONFIG_X) += a.o', 'obj-$(CONFIG_X_Y) += b.o');
    const folded = foldMakefile(text, ['X=y'], { path: 'tools/testing/foo/Kbuild' });
    assert.equal(folded.text, lines('obj-y += a.o', 'obj-$(CONFIG_X_Y) += b.o'));
  });

  it('folds a conditional call and a number in a recipe, and drops the line that is left empty', () => {
    const text = lines('a: b', '\t$(if $(CONFIG_X),$(MAKE) \\', '\t\tc)', '\tld -T $(CONFIG_ADDR) d');
    assert.equal(foldMakefile(text, ['X=n', 'ADDR=0x10']).text, lines('a: b', '\tld -T 0x10 d'));
  });
});
