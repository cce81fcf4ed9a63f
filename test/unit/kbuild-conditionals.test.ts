import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldMakefile, lines } from './kbuild-helpers.js';

describe('kbuild: conditionals', () => {
  const tested = (condition: string, setting: string) => {
    const { text } = foldMakefile(lines(condition, 'a', 'else', 'b', 'endif'), [setting]);
    return text === 'a\n' ? true : text === 'b\n' ? false : text.split('\n')[0];
  };

  it('decides every spelling of a test', () => {
    assert.equal(tested('ifdef CONFIG_X', 'X=y'), true);
    assert.equal(tested('ifdef CONFIG_X # why', 'X=n'), false);
    assert.equal(tested('ifndef CONFIG_X', 'X=m'), false);
    assert.equal(tested('ifeq ($(CONFIG_X),y)', 'X=y'), true);
    assert.equal(tested('ifeq ($(CONFIG_X), y)', 'X=y'), true);
    assert.equal(tested('ifeq (y,$(CONFIG_X))', 'X=m'), false);
    assert.equal(tested('ifeq "$(CONFIG_X)" "y"', 'X=y'), true);
    assert.equal(tested(`ifneq '$(CONFIG_X)' 'y'`, 'X=n'), true);
    assert.equal(tested('ifneq ($(CONFIG_X),)', 'X=n'), false);
    assert.equal(tested('ifneq ($(CONFIG_X), )', 'X=y'), true);
    assert.equal(tested('ifeq ($(CONFIG_X),64)', 'X=64'), true);
    assert.equal(tested('ifneq ($(filter y m,$(CONFIG_X)),)', 'X=m'), true);
    assert.equal(tested('ifeq (,$(findstring v6,$(CONFIG_X)))', 'X=64'), true);
    // a blank behind the parenthesis is part of the string
    assert.equal(tested('ifeq ( $(CONFIG_X),y)', 'X=y'), false);
  });

  it('decides with other symbols unknown where their values make no difference', () => {
    assert.equal(tested('ifeq ($(CONFIG_X)$(CONFIG_Y),yy)', 'X=n'), false);
    assert.equal(tested('ifeq ($(CONFIG_Y)$(CONFIG_X)$(CONFIG_Z),yyy)', 'X=m'), false);
    assert.equal(tested('ifneq ($(CONFIG_Y)$(CONFIG_X),)', 'X=y'), true);
    assert.equal(tested('ifneq ($(or $(CONFIG_Y),$(CONFIG_X)),)', 'X=y'), true);
    assert.equal(tested('ifneq ($(filter y,$(CONFIG_Y) $(CONFIG_X)),)', 'X=y'), true);
  });

  it('shortens what stays open', () => {
    assert.equal(tested('ifeq ($(CONFIG_X)$(CONFIG_Y),yy)', 'X=y'), 'ifeq ($(CONFIG_Y),y)');
    assert.equal(
      tested('ifeq ($(CONFIG_Y)$(CONFIG_X)$(CONFIG_Z),yyy)', 'X=y'),
      'ifeq ($(CONFIG_Y)$(CONFIG_Z),yy)',
    );
    assert.equal(tested('ifneq ($(CONFIG_X)$(CONFIG_Y),)', 'X=n'), 'ifneq ($(CONFIG_Y),)');
    assert.equal(tested('ifeq ($(CONFIG_X)_$(call f, 1),y_)', 'X=y'), 'ifeq ($(call f, 1),)');
    assert.equal(
      tested('ifneq ($(filter y,$(CONFIG_X) $(CONFIG_Y)),)', 'X=n'),
      'ifneq ($(filter y,$(CONFIG_Y)),)',
    );
    assert.equal(tested('ifneq ($(or $(CONFIG_X),$(CONFIG_Y)),)', 'X=n'), 'ifneq ($(CONFIG_Y),)');
    // strings and numbers are no tristates
    assert.equal(tested('ifeq ($(CONFIG_Y)$(CONFIG_X)z,abyz)', 'X=y'), 'ifeq ($(CONFIG_Y)yz,abyz)');
  });

  it('cuts a ladder at its first true rung and drops false ones', () => {
    const text = lines(
      'ifeq ($(CONFIG_A),y)',
      'v := a',
      'else ifeq ($(CONFIG_B),y)',
      'v := b',
      'else ifeq ($(CONFIG_C),y)',
      'v := c',
      'else',
      'v := d',
      'endif',
    );
    assert.equal(
      foldMakefile(text, ['B=y']).text,
      lines('ifeq ($(CONFIG_A),y)', 'v := a', 'else', 'v := b', 'endif'),
    );
    assert.equal(
      foldMakefile(text, ['A=n']).text,
      lines(
        'ifeq ($(CONFIG_B),y)',
        'v := b',
        'else ifeq ($(CONFIG_C),y)',
        'v := c',
        'else',
        'v := d',
        'endif',
      ),
    );
    assert.equal(
      foldMakefile(text, ['C=n']).text,
      lines(
        'ifeq ($(CONFIG_A),y)',
        'v := a',
        'else ifeq ($(CONFIG_B),y)',
        'v := b',
        'else',
        'v := d',
        'endif',
      ),
    );
    assert.equal(foldMakefile(text, ['A=n', 'B=n', 'C=n']).text, 'v := d\n');
    assert.equal(foldMakefile(text, ['A=y']).text, 'v := a\n');
  });

  it('removes what was left empty, from the inside out', () => {
    const text = lines(
      'v := 1',
      '',
      'ifdef A',
      '  # about b',
      '  ifeq ($(B),y)',
      'obj-$(CONFIG_X) += x.o',
      '  endif',
      'endif',
      '',
      'w := 2',
    );
    assert.equal(foldMakefile(text, ['X=n']).text, lines('v := 1', '', 'w := 2'));
  });

  it('turns a condition over whose first group was emptied', () => {
    const text = lines('ifdef A', 'obj-$(CONFIG_X) += x.o', 'else', 'obj-y += y.o', 'endif');
    assert.equal(foldMakefile(text, ['X=n']).text, lines('ifndef A', 'obj-y += y.o', 'endif'));
    const last = lines('ifdef A', 'obj-y += y.o', 'else', 'obj-$(CONFIG_X) += x.o', 'endif');
    assert.equal(foldMakefile(last, ['X=n']).text, lines('ifdef A', 'obj-y += y.o', 'endif'));
    const middle = lines(
      'ifdef A',
      'v := 1',
      'else ifdef B',
      'obj-$(CONFIG_X) += x.o',
      'else',
      'v := 2',
      'endif',
    );
    assert.equal(
      foldMakefile(middle, ['X=n']).text,
      lines('ifdef A', 'v := 1', 'else ifdef B', 'else', 'v := 2', 'endif'),
    );
  });

  it('leaves an empty conditional that the facts did not touch', () => {
    const text = lines('ifdef A', 'endif', 'obj-$(CONFIG_X) += x.o');
    assert.equal(foldMakefile(text, ['X=n']).text, lines('ifdef A', 'endif'));
  });

  it('takes the indentation of a level that went, and no more', () => {
    const text = lines(
      'ifdef A',
      '  ifdef CONFIG_X',
      '    v := 1 \\',
      '         2',
      '    ifdef B',
      '      w := 2',
      '    endif',
      '  endif',
      'endif',
    );
    assert.equal(
      foldMakefile(text, ['X=y']).text,
      lines('ifdef A', '  v := 1 \\', '       2', '  ifdef B', '    w := 2', '  endif', 'endif'),
    );
    const flat = lines('ifdef CONFIG_X', 'v := 1', '  w := 2', 'endif');
    assert.equal(foldMakefile(flat, ['X=y']).text, lines('v := 1', '  w := 2'));
  });

  it('keeps recipes apart from statements that start with a tab', () => {
    const text = lines(
      'a: b',
      'ifdef CONFIG_X',
      '\tifdef is a word here',
      'endif',
      '\tcmd',
      'v := 1',
      'ifdef CONFIG_X',
      '\tw := 2',
      'endif',
    );
    assert.equal(
      foldMakefile(text, ['X=y']).text,
      lines('a: b', '\tifdef is a word here', '\tcmd', 'v := 1', 'w := 2'),
    );
    assert.equal(foldMakefile(text, ['X=n']).text, lines('a: b', '\tcmd', 'v := 1'));
  });

  it('does not look into defines', () => {
    const text = lines(
      'define f',
      'endif',
      'define g',
      'endef',
      'ifdef A',
      'endef',
      'ifdef CONFIG_X',
      'v := 1',
      'endif',
    );
    assert.equal(
      foldMakefile(text, ['X=y']).text,
      lines('define f', 'endif', 'define g', 'endef', 'ifdef A', 'endef', 'v := 1'),
    );
  });
});
