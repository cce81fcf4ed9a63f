import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { classifyFile } from '../../src/lang/file-kind.js';
import { checkRenamed } from '../../src/lang/rename/check-renamed.js';
import type { FileRenaming } from '../../src/lang/rename/find-uses.js';
import { renameInFile } from '../../src/lang/rename/rename-file.js';
import { isDistinctive } from '../../src/lang/rename/renaming.js';

const renaming = (name: string, to: string, more: Partial<FileRenaming> = {}): FileRenaming => ({
  kind: 'renaming',
  name,
  to,
  ownsModule: true,
  hasOtherPhases: false,
  isCName: false,
  ...more,
});

function rename(path: string, text: string, ...renamings: FileRenaming[]): { text: string; codes: string[] } {
  const { edits, leftovers } = renameInFile({ path, kind: classifyFile(path), text, renamings });
  const after = applyEdits(text, edits);
  assert.deepEqual(checkRenamed(text, after, renamings, path.endsWith('.c')), []);
  return { text: after, codes: leftovers.map(({ code }) => code) };
}

test('a name of several words is distinctive', () => {
  assert.deepEqual(
    ['USB', 'X86_64', '64BIT', 'usb_core', 'A_B', 'PCI_MSI', 'HAVE_FAST_PATH'].filter(isDistinctive),
    ['PCI_MSI', 'HAVE_FAST_PATH'],
  );
});

test('two symbols swap roles at once, and neither touches longer names', () => {
  const { text } = rename(
    'a.c',
    'CONFIG_RED CONFIG_REDDER XCONFIG_RED CONFIG_RED_MODULE CONFIG_BLUE',
    renaming('RED', 'BLUE_ISH'),
    renaming('BLUE', 'RED_ISH'),
  );
  assert.equal(text, 'CONFIG_BLUE_ISH CONFIG_REDDER XCONFIG_RED CONFIG_BLUE_ISH_MODULE CONFIG_RED_ISH');
});

test('CONFIG_X_MODULE of another symbol called X_MODULE stays', () => {
  const { text } = rename(
    'a.c',
    'CONFIG_RED CONFIG_RED_MODULE',
    renaming('RED', 'BLUE', { ownsModule: false }),
  );
  assert.equal(text, 'CONFIG_BLUE CONFIG_RED_MODULE');
});

test("U-Boot's macros follow when every boot phase's symbol does", () => {
  const source = '#if CONFIG_IS_ENABLED(RED) && CONFIG_VAL(RED)\nobj(RED);\n#endif\n';
  const done = rename('a.c', source, renaming('RED', 'BLUE'));
  assert.equal(done.text, '#if CONFIG_IS_ENABLED(BLUE) && CONFIG_VAL(BLUE)\nobj(RED);\n#endif\n');
  const left = rename('a.c', source, renaming('RED', 'BLUE', { hasOtherPhases: true }));
  assert.equal(left.text, source);
  assert.deepEqual(left.codes, ['phase-dependent', 'phase-dependent']);
  assert.equal(
    rename('Makefile', 'obj-$(CONFIG_$(PHASE_)RED) += RED.o\n', renaming('RED', 'BLUE')).text,
    'obj-$(CONFIG_$(PHASE_)BLUE) += RED.o\n',
  );
});

test('a name that C has for something else stays in comments', () => {
  const source = '/* RED_PAINT */\nint CONFIG_RED_PAINT;\n';
  assert.equal(
    rename('a.c', source, renaming('RED_PAINT', 'BLUE_PAINT')).text,
    '/* BLUE_PAINT */\nint CONFIG_BLUE_PAINT;\n',
  );
  assert.equal(
    rename('a.c', source, renaming('RED_PAINT', 'BLUE_PAINT', { isCName: true })).text,
    '/* RED_PAINT */\nint CONFIG_BLUE_PAINT;\n',
  );
});

test('columns of tabs hold, columns of blanks where a neighbour has them, prose stays', () => {
  const short = renaming('RED', 'RE');
  const columns = (text: string, path = 'a.c') => rename(path, text, short).text;
  assert.equal(columns('#ifdef CONFIG_RED\t/* x */\n'), '#ifdef CONFIG_RE\t/* x */\n');
  assert.equal(columns('xy = CONFIG_RED;\t// y\n'), 'xy = CONFIG_RE;\t\t// y\n');
  assert.equal(
    columns('CONFIG_RED   = 1\nCONFIG_GREY  = 2\n', 'a.txt'),
    'CONFIG_RE    = 1\nCONFIG_GREY  = 2\n',
  );
  assert.equal(columns('It is CONFIG_RED.  And so on.\n', 'a.txt'), 'It is CONFIG_RE.  And so on.\n');
  const long = renaming('RED', 'RED_AS_A_ROSE');
  assert.equal(
    rename('Makefile', 'obj-$(CONFIG_RED)\t+= a.o # b\n', long).text,
    'obj-$(CONFIG_RED_AS_A_ROSE) += a.o # b\n',
  );
});

test('lines are joined only where nothing but their length had broken them', () => {
  const name = 'QUITE_A_LONG_NAME_FOR_A_SYMBOL';
  const joined = (text: string) => rename('a.c', text, renaming(name, 'SHORT')).text;
  const call = (what: string) => `{\n\t${what};\n}\n`;
  assert.equal(
    joined(call(`register_some_callback_or_other(first_argument,\n\t\tCONFIG_${name})`)),
    call('register_some_callback_or_other(first_argument, CONFIG_SHORT)'),
  );
  // It would have fitted before.
  assert.equal(joined(call(`x =\n\t\tCONFIG_${name}`)), call('x =\n\t\tCONFIG_SHORT'));
  // A third line belongs to it; a comment, a directive or a label stands between.
  for (const kept of [
    `\tregister_some_callback_or_other(first_argument,\n\t\tCONFIG_${name},\n\t\tthird);\n`,
    `\tregister_some_callback_or_other(first_argument, /* c */\n\t\tCONFIG_${name});\n`,
    `#define M(a) register_some_callback_or_other(first_argument, \\\n\t\tCONFIG_${name});\n`,
    `/*\n * register_some_callback_or_other_(first_argument,\n *\tCONFIG_${name});\n */\n`,
  ]) {
    assert.equal(joined(`{\n${kept}}\n`), `{\n${kept.replace(name, 'SHORT')}}\n`);
  }
});

test('what is renamed is checked with other code', () => {
  const own = [renaming('RED', 'BLUE')];
  const broken = (before: string, after: string) => checkRenamed(before, after, own, false).length;
  assert.equal(broken('a CONFIG_RED', 'a  CONFIG_BLUE'), 0);
  assert.equal(broken('a CONFIG_RED', 'b CONFIG_BLUE'), 1);
  assert.equal(broken('a CONFIG_RED', 'a'), 1);
  assert.equal(broken('a\nCONFIG_RED', 'a CONFIG_BLUE'), 1);
});
