import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf, lines, rewriteOne, runKconfig } from './kconfig-support.js';

/** Lines before, facts, lines after. */
type Case = [string, string[], string, string[]];

const B = ['config B', '\tbool "b"'];

const cases: Case[] = [
  [
    'an entry goes with the comment directly above it',
    [...B, '', '# about X', 'config X', '\tbool "x"', '\thelp', '\t  Help.', '', 'config C', '\tbool'],
    'X=y',
    [...B, '', 'config C', '\tbool'],
  ],
  [
    'a comment block framed by # goes',
    [...B, '', '#', '# about X', '#', 'config X', '\tbool'],
    'X=n',
    [...B],
  ],
  [
    'a section header apart by a blank line stays',
    [...B, '', '# Section', '', 'config X', '\tbool', '', 'config C', '\tint'],
    'X=n',
    [...B, '', '# Section', '', 'config C', '\tint'],
  ],
  [
    'an SPDX line stays',
    ['# SPDX-License-Identifier: MIT', 'config X', '\tbool', '', ...B],
    'X=y',
    ['# SPDX-License-Identifier: MIT', '', ...B],
  ],
  [
    'the comment of the next entry stays',
    ['config X', '\tbool', '# about B', ...B],
    'X=n',
    ['# about B', ...B],
  ],
  [
    'a comment that is indented deeper belongs to the entry above',
    [...B, '\t# more on B', 'config X', '\tbool', '', 'config C', '\tint'],
    'X=n',
    [...B, '\t# more on B', '', 'config C', '\tint'],
  ],
  ['every definition goes', ['config X', '\tbool', ...B, 'config X', '\tdefault y'], 'X=n', B],
  [
    'a dependency that became y goes',
    [...B, '\tdepends on X', '\tdepends on C && X'],
    'X=y',
    [...B, '\tdepends on C'],
  ],
  [
    'a dependency that became m stays',
    [...B, '\tdepends on X', '\tdepends on C && X'],
    'X=m',
    [...B, '\tdepends on m', '\tdepends on C && m'],
  ],
  ['selects of X go', [...B, '\tselect X', '\timply X if C', '\tselect D'], 'X=y', [...B, '\tselect D']],
  [
    'the condition of a select goes where it became y',
    [...B, '\tselect D  if X', '\timply E if X && C # why'],
    'X=y',
    [...B, '\tselect D', '\timply E if C # why'],
  ],
  [
    'a select whose condition became n goes',
    [...B, '\tselect D if X', '\timply E if !X'],
    'X=n',
    [...B, '\timply E'],
  ],
  [
    'depends on A if B',
    [...B, '\tdepends on A if X', '\tdepends on X if C', '\tdepends on D if X && C'],
    'X=y',
    [...B, '\tdepends on A', '\tdepends on D if C'],
  ],
  ['depends on A if n says nothing', [...B, '\tdepends on A if X'], 'X=n', B],
  ['depends on A if m is A', [...B, '\tdepends on A if X'], 'X=m', [...B, '\tdepends on A']],
  [
    'depends on n if B keeps its meaning',
    [...B, '\tdepends on X if C'],
    'X=n',
    [...B, '\tdepends on n if C'],
  ],
  [
    'a prompt whose condition became y',
    ['config B', '\tbool "b" if X', '\tprompt "c" if X && D'],
    'X=y',
    ['config B', '\tbool "b"', '\tprompt "c" if D'],
  ],
  [
    'a prompt whose condition became n',
    ['config B', '\tbool "b" if X', '\tdefault y'],
    'X=n',
    ['config B', '\tbool', '\tdefault y'],
  ],
  [
    'a menuconfig without a prompt is a config',
    ['menuconfig B', '\tbool', '\tprompt "b" if X', '\tdefault y'],
    'X=n',
    ['config B', '\tbool', '\tdefault y'],
  ],
  [
    'a range',
    ['config B', '\tint "b"', '\trange 1 5 if X', '\trange XI 100 if !X'],
    'X=n XI=64',
    ['config B', '\tint "b"', '\trange 64 100'],
  ],
  ['visible if', ['menu "m"', '\tvisible if X', ...B, 'endmenu'], 'X=y', ['menu "m"', ...B, 'endmenu']],
  ['an if around entries goes, its content stays where it is', ['if X', '', ...B, '', 'endif # X'], 'X=y', B],
  [
    'an if that indented its content is undone',
    ['if X', '\tconfig B', '\t\tbool "b"', '', '\t\thelp', '\t\t  Help.', 'endif'],
    'X=y',
    ['config B', '\tbool "b"', '', '\thelp', '\t  Help.'],
  ],
  [
    'an if that became n goes with all in it',
    [
      ...B,
      '',
      'if X && B',
      'config C',
      '\tbool "c"',
      'menu "m"',
      'source "none/Kconfig"',
      'endmenu',
      'endif',
    ],
    'X=n',
    B,
  ],
  [
    'the condition of an if, and its repetition beside endif',
    ['if X || B', 'config C', '\tbool "c"', 'endif # X || B', ...B],
    'X=n',
    ['if B', 'config C', '\tbool "c"', 'endif # B', ...B],
  ],
  [
    'an if, a menu and a choice left empty go',
    [
      ...B,
      'if B',
      '# note',
      'config X',
      '\tbool',
      'endif',
      'menu "m"',
      'choice',
      '\tprompt "c"',
      'config Y',
      '\tbool "y"',
      'endchoice',
      'endmenu',
    ],
    'X=n Y=n',
    B,
  ],
  ['a comment statement that became n goes', ['comment "needs X"', '\tdepends on X', ...B], 'X=n', B],
  [
    'a menu whose dependency became n goes',
    ['menu "m"', '\tdepends on X', 'config C', '\tbool "c"', 'endmenu', ...B],
    'X=n',
    B,
  ],
  ['default X with y', [...B, '\tdefault X'], 'X=y', [...B, '\tdefault y']],
  ['default X with n is no default', [...B, '\tdefault X'], 'X=n', B],
  [
    'default X with n stays as a shield',
    [...B, '\tdefault X if C', '\tdefault y'],
    'X=n',
    [...B, '\tdefault n if C', '\tdefault y'],
  ],
  [
    'default X with n before other n',
    [...B, '\tdefault X if C', '\tdefault n'],
    'X=n',
    [...B, '\tdefault n'],
  ],
  [
    'a default whose condition became n goes',
    [...B, '\tdefault y if X', '\tdefault C'],
    'X=n',
    [...B, '\tdefault C'],
  ],
  [
    'defaults after one that became unconditional go',
    [...B, '\tdefault C if D', '\tdefault y if X', '\tdefault m'],
    'X=y',
    [...B, '\tdefault C if D', '\tdefault y'],
  ],
  [
    'defaults that could never be reached stay',
    [...B, '\tdefault X', '\tdefault C'],
    'X=y',
    [...B, '\tdefault y', '\tdefault C'],
  ],
  [
    'a default that shields another definition stays',
    [...B, '\tdefault X', 'config B', '\tdefault y if C'],
    'X=n',
    [...B, '\tdefault n', 'config B', '\tdefault y if C'],
  ],
  [
    'def_bool X with y',
    ['config B', '\tdef_bool X', 'config C', '\tdef_bool X && B', 'config D', '\tdef_bool B if X'],
    'X=y',
    ['config B', '\tdef_bool y', 'config C', '\tdef_bool B', 'config D', '\tdef_bool B'],
  ],
  [
    'def_bool X with n and a prompt is bool',
    ['config B', '\tdef_bool X', '\tprompt "b"'],
    'X=n',
    ['config B', '\tbool', '\tprompt "b"'],
  ],
  [
    'a number as a default',
    ['config B', '\tint "b"', '\tdefault XI if C', '\tdefault 3'],
    'XI=7',
    ['config B', '\tint "b"', '\tdefault 7 if C', '\tdefault 3'],
  ],
  [
    'a string as a default',
    ['config B', '\tstring "b"', '\tdefault XS', 'config XS', '\tstring'],
    'XS=a"b',
    ['config B', '\tstring "b"', '\tdefault "a\\"b"'],
  ],
  [
    'a choice default names a member that goes',
    [
      'choice',
      '\tprompt "p"',
      '\tdefault X',
      '\tdefault B if C',
      'config X',
      '\tbool "x"',
      ...B,
      'config D',
      '\tbool "d"',
      'endchoice',
    ],
    'X=n',
    ['choice', '\tprompt "p"', '\tdefault B if C', ...B, 'config D', '\tbool "d"', 'endchoice'],
  ],
  [
    'a comment above the one property that goes',
    [...B, '\t# X for speed', '\tdepends on X', '\t# on D', '\tdepends on D'],
    'X=y',
    [...B, '\t# on D', '\tdepends on D'],
  ],
  [
    'a comment that heads a group stays',
    [...B, '\t# both', '\tselect X', '\tselect D'],
    'X=y',
    [...B, '\t# both', '\tselect D'],
  ],
  [
    'a continued line keeps its breaks',
    [...B, '\tdepends on C || \\', '\t\tX || D || \\', '\t\tE'],
    'X=n',
    [...B, '\tdepends on C || \\', '\t\tD || \\', '\t\tE'],
  ],
  [
    'what follows in turn',
    [
      'config C',
      '\tbool "c"',
      '\tdepends on X',
      '\tselect D',
      '',
      'config D',
      '\tbool',
      '\tselect E',
      '',
      'config E',
      '\tbool',
      '',
      ...B,
      '\tdepends on !E',
    ],
    'X=n',
    B,
  ],
  [
    'a selected symbol outlives its dependencies only with a leftover',
    ['config D', '\tbool', '\tdepends on X', ...B, '\tselect D'],
    'X=n',
    ['config D', '\tbool', '\tdepends on X', ...B, '\tselect D'],
  ],
  [
    'a dead definition goes while others stay',
    ['config D', '\tbool "d"', '\tdepends on C', 'config D', '\tbool "d"', '\tdepends on X', ...B],
    'X=n',
    ['config D', '\tbool "d"', '\tdepends on C', ...B],
  ],
  [
    'a dead definition that alone gives the type stays',
    ['config D', '\tbool', '\tdepends on X', 'config D', '\tdefault y', ...B],
    'X=n',
    ['config D', '\tbool', '\tdepends on X', 'config D', '\tdefault y', ...B],
  ],
];

void describe('rewriteKconfig', () => {
  for (const [name, before, facts, after] of cases) {
    void it(name, () => assert.equal(rewriteOne(lines(...before), facts), lines(...after)));
  }

  void it('changes nothing in a file whose blocks do not match up, and reports the mentions', () => {
    const text = lines('if A', 'config B', '\tbool "b"', '\tdepends on X');
    const { after, leftovers } = runKconfig({ Kconfig: text }, factsOf('X=y'));
    assert.deepEqual(after, {});
    assert.deepEqual(leftovers, ['unreadable-line Kconfig:4:13']);
  });

  void it('keeps CR LF line ends', () => {
    const text = 'config B\r\n\tbool "b"\r\n\tdepends on X\r\n\tselect X\r\n';
    assert.equal(rewriteOne(text, 'X=y'), 'config B\r\n\tbool "b"\r\n');
  });

  void it('takes a dead source line, its file and what only that file reads', () => {
    const texts = {
      Kconfig: lines('if X', 'source "a/Kconfig"', 'endif', 'source "c/Kconfig"', ...B),
      'a/Kconfig': lines('config C', '\tbool "c"', 'rsource "b/Kconfig"'),
      'a/b/Kconfig': lines('config D', '\tbool "d"', 'source "c/Kconfig"'),
      'c/Kconfig': lines('config E', '\tbool "e"', '\tdepends on D || B'),
    };
    const { after, derived } = runKconfig(texts, factsOf('X=n'));
    assert.deepEqual([...derived].sort(), ['C', 'D']);
    assert.deepEqual(after, {
      Kconfig: lines('source "c/Kconfig"', ...B),
      'a/Kconfig': null,
      'a/b/Kconfig': null,
      'c/Kconfig': lines('config E', '\tbool "e"', '\tdepends on B'),
    });
  });

  void it('takes a file left with comments only, with its source line, and what that leaves empty', () => {
    const texts = {
      Kconfig: lines(...B, 'if B', 'source "a/Kconfig"', 'endif'),
      'a/Kconfig': lines('# SPDX-License-Identifier: MIT', '', 'config X', '\tbool'),
    };
    const { after } = runKconfig(texts, factsOf('X=n'));
    assert.deepEqual(after, { Kconfig: lines(...B), 'a/Kconfig': null });
  });

  void it('keeps an empty file that a macro in a source line may name', () => {
    const texts = {
      Kconfig: lines('source "arch/$(SRCARCH)/Kconfig"', ...B),
      'arch/a/Kconfig': lines('# top', '', 'config X', '\tbool'),
    };
    const { after, leftovers } = runKconfig(texts, factsOf('X=n'));
    assert.deepEqual(after, { 'arch/a/Kconfig': lines('# top') });
    assert.deepEqual(leftovers, ['kconfig-file-empty arch/a/Kconfig:1:1']);
  });

  void it('reports mentions in comments, help texts, macros and unread lines, and no other', () => {
    const text = lines(
      ...[
        '# see X and CONFIG_X, not XY',
        'config B',
        '\tbool "about X and CONFIG_X"',
        '\tdepends on $(ok,X) && X',
      ],
      ...['\tfrobnicate X', '\tselect C # like X', '\thelp', '\t  # Without X.'],
    );
    const { leftovers } = runKconfig({ Kconfig: text }, factsOf('X=y'));
    assert.deepEqual(leftovers, [
      'mentioned-in-comment Kconfig:1:7',
      'mentioned-in-comment Kconfig:1:13',
      'mentioned-in-text Kconfig:3:20',
      'mentioned-in-macro Kconfig:4:18',
      'unreadable-line Kconfig:5:13',
      'mentioned-in-comment Kconfig:6:18',
      'mentioned-in-help Kconfig:8:14',
    ]);
  });

  void it('reports what a choice, a menu or a prompt lost', () => {
    const choice = (...members: string[]) => ['choice', '\tprompt "p"', ...members, 'endchoice'];
    const one = lines(...choice('config X', '\tbool "x"', 'config B', '\tbool "b"'));
    assert.deepEqual(runKconfig({ Kconfig: one }, factsOf('X=n')).leftovers, [
      'choice-with-one-member Kconfig:1:1',
    ]);
    assert.deepEqual(runKconfig({ Kconfig: one }, factsOf('X=y')).leftovers, [
      'choice-with-decided-member Kconfig:1:1',
    ]);
    const prompt = lines(...choice('config B', '\tbool "b" if X', 'config C', '\tbool "c"'));
    assert.deepEqual(runKconfig({ Kconfig: prompt }, factsOf('X=n')).leftovers, [
      'prompt-never-visible Kconfig:4:11',
    ]);
    const menu = lines('menu "m"', '\tvisible if X', 'config B', '\tint "b"', 'endmenu');
    assert.deepEqual(runKconfig({ Kconfig: menu }, factsOf('X=n')).leftovers, [
      'menu-never-visible Kconfig:2:10',
    ]);
  });
});

void describe('inherit', () => {
  const x = ['config X', '\tbool', '\tselect M1', '\tselect Z if C && X2', '\timply P'];
  const inherit = { inherit: ['Y'] };
  const y = (...more: string[]) => ['config Y', '    bool', ...more];

  void it('puts lines where they sort, in the style of the heir, with their conditions', () => {
    const before = lines(...x, '', ...y('    select A', '    select N', '    help', '      H.'));
    const after = lines(
      ...y(
        '    select A',
        '    select M1',
        '    select N',
        '    select Z if C',
        '    imply P',
        '    help',
        '      H.',
      ),
    );
    assert.equal(rewriteOne(before, 'X=y X2=y', inherit), after);
  });

  void it('puts them after the last where the list is not sorted, and not twice', () => {
    const before = lines(...x, '', ...y('    select N', '    select Z', '    select A', '    depends on C'));
    const after = lines(
      ...y(
        '    select N',
        '    select Z',
        '    select A',
        '    select M1',
        '    imply P',
        '    depends on C',
      ),
    );
    assert.equal(rewriteOne(before, 'X=y', inherit), after);
  });

  void it('puts the first ones after the other properties', () => {
    const before = lines(
      'config X',
      '\tbool',
      '\tselect A',
      '',
      'config Y',
      '\tbool "y"',
      '\tdepends on C',
      '\tselect X',
      '\thelp',
      '\t  H.',
    );
    const after = lines('config Y', '\tbool "y"', '\tdepends on C', '\tselect A', '\thelp', '\t  H.');
    assert.equal(rewriteOne(before, 'X=y', inherit), after);
  });

  void it('drops a direct select that the heir makes redundant, where the entry selected both', () => {
    const user = (name: string, ...more: string[]) => [`config ${name}`, '\ttristate "u"', ...more];
    const before = lines(
      ...['config X', '\tbool', '\tselect A', '', 'config Y', '\tbool', ''],
      ...user('U1', '\tselect Y', '\tselect A', '\tselect X'),
      ...user('U2', '\tselect Y if C', '\tselect A', '\tselect X'),
      ...user('U3', '\tselect Y', '\tselect A'),
    );
    const after = lines(
      ...['config Y', '\tbool', '\tselect A', ''],
      ...user('U1', '\tselect Y'),
      ...user('U2', '\tselect Y if C', '\tselect A'),
      ...user('U3', '\tselect Y', '\tselect A'),
    );
    assert.equal(rewriteOne(before, 'X=y', inherit), after);
  });
});
