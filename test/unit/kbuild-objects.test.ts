import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isEmptyMakefile } from '../../src/lang/kbuild/analyze-kbuild.js';
import { foldMakefile, lines, type FoldOptions } from './kbuild-helpers.js';

function dropped(text: string, setting: string, options?: FoldOptions): string[] {
  return foldMakefile(text, [setting], options)
    .droppedObjects.map(({ stem }) => stem)
    .sort();
}

describe('kbuild: objects', () => {
  it('drops the objects and folders that no line names any more', () => {
    const text = lines(
      'obj-$(CONFIG_X) += a.o b.o ../c/d.o e/ f/',
      'obj-y += b.o f/',
      'hostprogs-$(CONFIG_X) += tool',
    );
    assert.deepEqual(dropped(text, 'X=n'), [
      'drivers/c/d',
      'drivers/foo/a',
      'drivers/foo/e/',
      'drivers/foo/tool',
    ]);
    assert.deepEqual(dropped(text, 'X=y'), []);
  });

  it('drops what stood in a group that is never read', () => {
    const text = lines('ifdef CONFIG_X', 'obj-y += a.o', 'else', 'obj-y += b.o', 'endif');
    assert.deepEqual(dropped(text, 'X=y'), ['drivers/foo/b']);
  });

  it('takes the member lists, settings and rules of an object that is gone', () => {
    const text = lines(
      'obj-$(CONFIG_X) += mod.o single.o',
      'mod-y := a.o b.o',
      'mod-$(CONFIG_Y) += c.o',
      'CFLAGS_a.o := -I.',
      'KASAN_SANITIZE_single.o := n',
      'CFLAGS_other_single.o := -O1',
      '$(obj)/single.o: $(obj)/gen.h',
      'obj-y += other_single.o',
    );
    const folded = foldMakefile(text, ['X=n']);
    assert.equal(folded.text, lines('CFLAGS_other_single.o := -O1', 'obj-y += other_single.o'));
    assert.deepEqual(
      dropped(text, 'X=n'),
      ['a', 'b', 'c', 'single'].map((name) => `drivers/foo/${name}`),
    );
  });

  it('keeps members that something else reads or builds', () => {
    const text = lines('obj-$(CONFIG_X) += mod.o', 'mod-y := a.o', 'obj-y += $(mod-y)');
    assert.equal(foldMakefile(text, ['X=n']).text, lines('mod-y := a.o', 'obj-y += $(mod-y)'));
    assert.deepEqual(dropped(text, 'X=n'), []);
  });

  it('follows lists that only a removed line read', () => {
    const text = lines('common-objs := a.o', 'obj-$(CONFIG_X) += $(common-objs)', 'obj-y += b.o');
    assert.equal(foldMakefile(text, ['X=n']).text, lines('obj-y += b.o'));
    assert.deepEqual(dropped(text, 'X=n'), ['drivers/foo/a']);
  });

  it('takes an object without members out of its lists, where no file of its name exists', () => {
    const text = lines('obj-y += a.o mod.o \\', '\tb.o', 'mod-$(CONFIG_X) += x.o');
    const without = foldMakefile(text, ['X=n'], { hasFile: () => false });
    assert.equal(without.text, lines('obj-y += a.o \\', '\tb.o'));
    const withFile = foldMakefile(text, ['X=n'], { hasFile: (path) => path === 'drivers/foo/mod.c' });
    assert.equal(withFile.text, lines('obj-y += a.o mod.o \\', '\tb.o'));
    assert.deepEqual(foldMakefile(text, ['X=n']).codes, ['object-without-members']);
  });

  it('concludes nothing about a name that may be computed or has a rule', () => {
    const text = lines(
      'obj-$(CONFIG_X) += probe_32.o gen.o',
      'obj-y += probe_$(BITS).o',
      '$(obj)/gen.o: b',
      '\tcmd',
    );
    const folded = foldMakefile(text, ['X=n']);
    assert.deepEqual(folded.droppedObjects, []);
    assert.deepEqual(folded.codes, ['object-named-elsewhere', 'object-named-elsewhere']);
  });

  it('reads the lists of an architecture from the top of the tree', () => {
    const text = lines('core-$(CONFIG_X) += arch/foo/math/');
    assert.deepEqual(dropped(text, 'X=n', { path: 'arch/foo/Makefile' }), ['arch/foo/math/']);
  });

  it('takes the build lines of files and folders that are gone', () => {
    const text = lines('obj-y += a.o b.o c.o', 'obj-$(CONFIG_D) += d.o', 'obj-y += sub/', 'CFLAGS_a.o += -g');
    const gone = ['a', 'b', 'd'].map((name) => `drivers/foo/${name}.c`);
    const folded = foldMakefile(text, [], { gone: [...gone, 'drivers/foo/sub/Makefile'] });
    assert.equal(folded.text, lines('obj-y += c.o'));
  });

  it('goes with all that it builds when a fact says that it is gone', () => {
    const text = lines('obj-y += mod.o a.o sub/', 'mod-objs := b.o');
    const folded = foldMakefile(text, [], { gone: ['drivers/foo/Makefile'] });
    assert.equal(folded.deleted, 'drivers/foo/Makefile is gone');
    assert.deepEqual(folded.droppedObjects.map(({ stem }) => stem).sort(), [
      'drivers/foo/a',
      'drivers/foo/b',
      'drivers/foo/sub/',
    ]);
  });

  it('stops at its own lines without cascade', () => {
    const text = lines('obj-$(CONFIG_X) += mod.o', 'mod-y := a.o');
    assert.equal(foldMakefile(text, ['X=n'], { cascade: false }).text, lines('mod-y := a.o'));
  });

  it('knows a makefile that builds nothing', () => {
    assert.equal(isEmptyMakefile('# SPDX\n\n'), true);
    assert.equal(isEmptyMakefile('# SPDX\nobj-y += a.o\n'), false);
  });
});
