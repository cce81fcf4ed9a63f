import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eachItem } from '../../src/lang/kconfig/model.js';
import { parseKconfig } from '../../src/lang/kconfig/parse-kconfig.js';
import type { Block, Item, MenuEntry, Property } from '../../src/lang/kconfig/syntax.js';
import { lines } from './kconfig-support.js';
import { fc } from './properties.js';

const parse = (...parts: string[]) => parseKconfig('Kconfig', lines(...parts));

function entryOf(file: ReturnType<typeof parse>, name: string): MenuEntry {
  for (const item of eachItem(file.items)) if ('name' in item && item.name.name === name) return item;
  throw new Error(`no entry ${name}`);
}

const kinds = (entry: { properties: readonly Property[] }) => entry.properties.map(({ kind }) => kind);
const tops = (items: readonly Item[]) => items.map(({ kind }) => kind);

void describe('parseKconfig', () => {
  void it('reads every kind of property', () => {
    const file = parse(
      'menuconfig A # trailing comment',
      '\ttristate "Prompt with # and \\" in it" if B || C',
      '\tprompt "again"',
      '\tdefault m if B = y',
      '\tdef_bool $(cc-option,-mfoo) if C',
      '\tdef_int 3',
      '\tdepends on B && \\',
      '\t\t!C',
      '\tdepends on D if E',
      '\tselect F if G # why',
      '\timply H',
      '\trange 0 MAX_H if I',
      '\toptional',
      '\tmodules',
      '\ttransitional',
      '\toption env="HOME"',
      '\thelp',
      '\t  Text.',
    );
    assert.deepEqual(kinds(entryOf(file, 'A')), [
      ...[
        'type',
        'prompt',
        'default',
        'typed-default',
        'typed-default',
        'depends',
        'depends',
        'select',
        'imply',
      ],
      ...['range', 'option', 'option', 'option', 'option', 'help'],
    ]);
    assert.equal(file.items.length, 1);
  });

  void it('spans a property from its keyword to its last token, a trailing comment apart', () => {
    const file = parse('config A', '\tselect F if  G # why');
    const select = entryOf(file, 'A').properties[0]!;
    assert.equal(file.text.slice(select.start, select.end), 'select F if  G');
    assert.equal(file.text.slice(select.condition!.start, select.condition!.end), 'if  G');
    assert.equal(file.text.slice(select.lines.start, select.lines.end), '\tselect F if  G # why\n');
  });

  void it('nests if, menu and choice, with their ends', () => {
    const file = parse(
      ...['menu "M"', '\tdepends on A', '\tvisible if B', 'if C', 'choice', '\tprompt "p"', '\tdefault D'],
      ...['config D', '\tbool "d"', 'endchoice', 'endif # C', 'endmenu', 'config E', '\tbool'],
    );
    assert.deepEqual(tops(file.items), ['menu', 'config']);
    const menu = file.items[0] as Block;
    assert.deepEqual(kinds(menu), ['depends', 'visible']);
    assert.equal(file.text.slice(menu.tail!.start, menu.end), 'endmenu\n');
    const choice = (menu.items[0] as Block).items[0] as Block;
    assert.equal(choice.kind, 'choice');
    assert.deepEqual(kinds(choice), ['prompt', 'default']);
    assert.deepEqual(tops(choice.items), ['config']);
  });

  void it('does not let an empty help swallow the entry that follows', () => {
    for (const gap of [[], [''], ['', '\t']]) {
      const file = parse('config A', '\tbool', '\thelp', ...gap, 'config B', '\tbool');
      assert.deepEqual(tops(file.items), ['config', 'config']);
    }
  });

  void it('ends a help text where the indentation falls, tabs counting to 8', () => {
    const file = parse(
      ...[
        'config A',
        '\tbool',
        '    ---help---',
        '\t  select NOT_A_SELECT',
        '',
        '          # deeper',
        '\t  \tmore',
      ],
      ...['\tdepends on B', 'config C', '  bool'],
    );
    assert.deepEqual(kinds(entryOf(file, 'A')), ['type', 'help', 'depends']);
    assert.deepEqual(file.commentLines, []);
    assert.equal(entryOf(file, 'C').name.name, 'C');
  });

  void it('reads source lines of all kinds', () => {
    const file = parse(
      ...[
        'source "a/Kconfig"',
        'rsource "b/*/Kconfig"',
        "osource 'c'",
        'orsource "$(DIR)/d"',
        'source e/Config.in',
      ],
    );
    const seen = file.items.map((item) =>
      item.kind === 'source' ? [item.glob, item.relative, item.optional, item.exact] : item.kind,
    );
    assert.deepEqual(seen, [
      ['a/Kconfig', false, false, true],
      ['b/*/Kconfig', true, false, true],
      ['c', false, true, true],
      ['**/d', true, true, false],
      ['e/Config.in', false, false, true],
    ]);
  });

  void it('reads names that start with a digit or are in lower case, assignments and macro lines', () => {
    const file = parse(
      ...[
        'mainmenu "T"',
        'cc := $(shell,cc)',
        'cc += x',
        'a = b',
        '$(error-if,x,y)',
        'config 64BIT',
        '\tbool',
      ],
      ...['config arch_lower', '\tbool', 'configdefault 64BIT', '\tdefault y'],
    );
    assert.deepEqual(tops(file.items), [
      ...['mainmenu', 'assignment', 'assignment', 'assignment', 'macro', 'config', 'config', 'configdefault'],
    ]);
  });

  void it('keeps quotes within macros within quotes together', () => {
    const file = parse(
      'config A',
      '\tdefault "$(shell,echo "a b")" if B',
      '\tdepends on $(success,test "x" = y) && C',
    );
    const [first, second] = entryOf(file, 'A').properties;
    assert.equal(first!.kind === 'default' && first.value.kind, 'constant');
    assert.equal(second!.kind === 'depends' && second.value.kind, 'and');
  });

  void it('reports what it cannot read and goes on', () => {
    const file = parse(
      'config A',
      '\tbool bool bool',
      '\tdepends on A &&',
      'frobnicate B',
      'endif',
      'config C',
      '\tint',
    );
    assert.deepEqual(kinds(entryOf(file, 'A')), ['unreadable', 'depends', 'unreadable']);
    assert.deepEqual(file.strayEnds.length, 1);
    assert.deepEqual(kinds(entryOf(file, 'C')), ['type']);
  });

  void it('survives deep nesting and missing ends', () => {
    const depth = 20_000;
    const blocks = parseKconfig(
      'Kconfig',
      'if A\n'.repeat(depth) + 'config B\n\tbool\n' + 'endif\n'.repeat(depth - 1),
    );
    assert.equal([...eachItem(blocks.items)].length, depth + 1);
    const deep = parse('config A', `\tdepends on ${'('.repeat(depth)}B${')'.repeat(depth)}`);
    const depends = entryOf(deep, 'A').properties[0]!;
    assert.equal(depends.kind === 'depends' && depends.value.kind, 'unreadable');
    const long = parse('config A', `\tdepends on B${' || B'.repeat(depth)}`);
    const chain = entryOf(long, 'A').properties[0]!;
    assert.equal(
      chain.kind === 'depends' && chain.value.kind === 'or' && chain.value.operands.length,
      depth + 1,
    );
  });

  void it('reads any text without throwing, every byte within its bounds', () => {
    const piece = fc.constantFrom(
      ...[
        'config ',
        'A',
        '\n',
        '\t',
        'if ',
        'endif',
        '"',
        "'",
        '\\',
        '#',
        '$(',
        ')',
        '(',
        '&&',
        '||',
        '!',
        '=',
      ],
      ...[
        'help\n',
        'menu',
        'choice\n',
        'endchoice\n',
        'depends on ',
        'default ',
        'source ',
        'select ',
        ' ',
        '\r\n',
        'é',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const file = parseKconfig('Kconfig', text);
        let at = 0;
        for (const item of file.items) {
          assert.ok(item.start >= at && item.end >= item.start && item.end <= text.length);
          at = item.end;
        }
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
