import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveText } from './cpp-support.js';

interface Case {
  readonly name: string;
  readonly facts?: string;
  readonly before: string;
  readonly after: string;
  readonly codes?: readonly string[];
}

/** Lines, as they would stand in a file. */
function lines(...parts: string[]): string {
  return parts.map((part) => `${part}\n`).join('');
}

const CASES: readonly Case[] = [
  {
    name: 'a true #ifdef loses its directives and its #else',
    before: lines('a', '#ifdef CONFIG_X', 'b', '#else', 'c', '#endif', 'd'),
    after: lines('a', 'b', 'd'),
  },
  {
    name: 'a false one goes whole',
    facts: 'X=n',
    before: lines('a', '', '#ifdef CONFIG_X', 'b', '#endif', '', 'd'),
    after: lines('a', '', 'd'),
  },
  {
    name: '#ifndef is the opposite',
    before: lines('#ifndef CONFIG_X', 'b', '#else', 'c', '#endif'),
    after: lines('c'),
  },
  {
    name: 'the #elif after a false group becomes the #if, in its short form',
    facts: 'X=n',
    before: lines('#ifdef CONFIG_X', 'a', '#elif defined(B)', 'b', '#elif defined(C)', 'c', '#endif'),
    after: lines('#ifdef B', 'b', '#elif defined(C)', 'c', '#endif'),
  },
  {
    name: 'an #elif that becomes #if keeps the bytes of a condition that has no short form',
    facts: 'X=n',
    before: lines('#if defined(CONFIG_X)', 'a', '#elif  B > 2 || C /* why */', 'b', '#endif'),
    after: lines('#if  B > 2 || C /* why */', 'b', '#endif'),
  },
  {
    name: 'an #elif that repeats what an earlier condition has become goes',
    before: lines(
      '#if defined(A) && defined(CONFIG_X)',
      'ax',
      '#elif defined(A)',
      'a',
      '#elif defined(CONFIG_X)',
      'x',
      '#else',
      'n',
      '#endif',
    ),
    after: lines('#ifdef A', 'ax', '#else', 'x', '#endif'),
  },
  {
    name: 'an #elif that is the opposite of what an earlier condition has become is the #else',
    before: lines('#if A > 2 && defined(CONFIG_X)', 'a', '#elif !(A > 2)', 'b', '#else', 'c', '#endif'),
    after: lines('#if A > 2', 'a', '#else', 'b', '#endif'),
  },
  {
    name: 'a condition that merely starts with ! is no opposite',
    before: lines('#if (A && B) && defined(CONFIG_X)', 'a', '#elif !A && B', 'b', '#endif'),
    after: lines('#if A && B', 'a', '#elif !A && B', 'b', '#endif'),
  },
  {
    name: 'an #error that loses its last condition is reported',
    facts: 'N=5',
    before: lines(
      '#if CONFIG_N == 1',
      'a',
      '#else',
      '#error "no"',
      '#ifdef B',
      '#error "b"',
      '#endif',
      '#endif',
    ),
    after: lines('#error "no"', '#ifdef B', '#error "b"', '#endif'),
    codes: ['build-bug'],
  },
  {
    name: 'an #elif that repeated an earlier condition all along stays',
    before: lines('#ifdef A', '#ifdef CONFIG_X', 'x', '#endif', '#elif defined(A)', 'b', '#endif'),
    after: lines('#ifdef A', 'x', '#elif defined(A)', 'b', '#endif'),
  },
  {
    name: 'continuation lines move with an #elif that becomes #if',
    facts: 'X=n',
    before: lines('#ifdef CONFIG_X', 'a', '#elif defined(B) || \\', '      defined(C)', 'b', '#endif'),
    after: lines('#if defined(B) || \\', '    defined(C)', 'b', '#endif'),
  },
  {
    name: 'a true group in the middle becomes the #else and ends the section',
    before: lines(
      '#ifdef A',
      'a',
      '#elif defined(CONFIG_X)',
      'x',
      '#elif defined(C)',
      'c',
      '#else',
      'd',
      '#endif',
    ),
    after: lines('#ifdef A', 'a', '#else', 'x', '#endif'),
  },
  {
    name: 'the comment that repeats the condition of an #elif goes when it becomes #else',
    before: lines('#ifdef A', 'a', '#elif defined(CONFIG_X) /* CONFIG_X */', 'x', '#endif'),
    after: lines('#ifdef A', 'a', '#else', 'x', '#endif'),
  },
  {
    name: 'a false group in the middle goes alone',
    facts: 'X=n',
    before: lines('#ifdef A', 'a', '#elif defined(CONFIG_X)', 'x', '#else', 'd', '#endif'),
    after: lines('#ifdef A', 'a', '#else', 'd', '#endif'),
  },
  {
    name: '#elifdef and #elifndef fold and become #ifdef and #ifndef',
    facts: 'X=n',
    before: lines(
      '#ifdef CONFIG_X',
      'a',
      '#elifndef B',
      'b',
      '#elifdef CONFIG_X',
      'c',
      '#elifdef C',
      'e',
      '#endif',
    ),
    after: lines('#ifndef B', 'b', '#elifdef C', 'e', '#endif'),
  },
  {
    name: 'an #elif that is simplified stays in the long form',
    before: lines('#ifdef A', 'a', '#elif defined(B) && defined(CONFIG_X)', 'b', '#endif'),
    after: lines('#ifdef A', 'a', '#elif defined(B)', 'b', '#endif'),
  },
  {
    name: 'an #if that is simplified takes the short form, blanks after the # kept',
    before: lines('# if defined(CONFIG_X) && !defined(A)', 'a', '# endif'),
    after: lines('# ifndef A', 'a', '# endif'),
  },
  {
    name: 'an #if that is not simplified keeps its form',
    before: lines('#if defined(A)', '#ifdef CONFIG_X', 'a', '#endif', '#endif'),
    after: lines('#if defined(A)', 'a', '#endif'),
  },
  {
    name: 'a term in the middle of a continued condition goes without moving the others',
    facts: 'X=n',
    before: lines('#if defined(A) || \\', '    defined(CONFIG_X) || defined(C)', 'a', '#endif'),
    after: lines('#if defined(A) || \\', '    defined(C)', 'a', '#endif'),
  },
  {
    name: 'a continuation line left empty goes with its backslash',
    facts: 'X=n',
    before: lines('#if defined(A) || \\', '    defined(CONFIG_X) || \\', '    defined(C)', 'a', '#endif'),
    after: lines('#if defined(A) || \\', '    defined(C)', 'a', '#endif'),
  },
  {
    name: 'operators at the start of continuation lines',
    facts: 'X=n',
    before: lines('#if defined(A) \\', '    || defined(CONFIG_X) \\', '    || defined(C)', 'a', '#endif'),
    after: lines('#if defined(A) \\', '    || defined(C)', 'a', '#endif'),
  },
  {
    name: 'continuation lines move with the parenthesis before them',
    facts: 'X=n',
    before: lines('#if (defined(A) && \\', '     defined(B)) || defined(CONFIG_X)', 'a', '#endif'),
    after: lines('#if defined(A) && \\', '    defined(B)', 'a', '#endif'),
  },
  {
    name: 'the last line of a continued condition',
    facts: 'X=n',
    before: lines('#if defined(A) || \\', '    defined(CONFIG_X)', 'a', '#endif'),
    after: lines('#ifdef A', 'a', '#endif'),
  },
  {
    name: 'comments on #else and #endif follow the condition',
    before: lines(
      '#if defined(CONFIG_X) && defined(A)',
      'a',
      '#else\t/* !(CONFIG_X && A) */',
      'b',
      '#endif // CONFIG_X && A',
    ),
    after: lines('#ifdef A', 'a', '#else\t/* !A */', 'b', '#endif // A'),
  },
  {
    name: 'a comment of negated names follows, too',
    facts: 'X=n',
    before: lines('#if defined(A) || defined(CONFIG_X)', 'a', '#endif /* !A && !CONFIG_X */'),
    after: lines('#ifdef A', 'a', '#endif /* !A */'),
  },
  {
    name: 'the #endif of a chain follows its new first condition',
    facts: 'X=n',
    before: lines('#ifdef CONFIG_X', 'a', '#elif defined(B)', 'b', '#endif /* CONFIG_X */'),
    after: lines('#ifdef B', 'b', '#endif /* B */'),
  },
  {
    name: 'a comment that says more is left and reported',
    facts: 'X=n',
    before: lines('#if defined(A) || defined(CONFIG_X)', 'a', '#endif /* A or CONFIG_X */'),
    after: lines('#ifdef A', 'a', '#endif /* A or CONFIG_X */'),
    codes: ['mentioned-in-comment'],
  },
  {
    name: 'a comment that names X alone for a compound condition is left and reported',
    facts: 'X=n',
    before: lines('#if defined(A) || defined(CONFIG_X)', 'a', '#endif /* CONFIG_X */'),
    after: lines('#ifdef A', 'a', '#endif /* CONFIG_X */'),
    codes: ['mentioned-in-comment'],
  },
  {
    name: 'sections that mention nothing known stay, #if 0 too',
    before: lines('#if 0', 'a', '#endif', '#if 1 && defined(A)', 'b', '#endif', '#ifdef CONFIG_XY', '#endif'),
    after: lines('#if 0', 'a', '#endif', '#if 1 && defined(A)', 'b', '#endif', '#ifdef CONFIG_XY', '#endif'),
  },
  {
    name: 'sections in dropped groups go with them, those in kept ones are folded',
    before: lines(
      '#ifdef CONFIG_X',
      '#ifndef CONFIG_X',
      'a',
      '#else',
      'b',
      '#endif',
      '#else',
      '#ifdef A',
      'c',
      '#endif',
      '#endif',
    ),
    after: lines('b'),
  },
  {
    name: 'a file that redefines the macro keeps its conditionals',
    before: lines('#undef CONFIG_X', '#ifdef CONFIG_X', 'a', '#endif'),
    after: lines('#undef CONFIG_X', '#ifdef CONFIG_X', 'a', '#endif'),
    codes: ['redefined-in-file', 'redefined-in-file'],
  },
  {
    name: 'a default in a group that goes is no redefinition',
    facts: 'N=64',
    before: lines('#ifndef CONFIG_N', '#define CONFIG_N 32', '#endif', '#if CONFIG_N > 32', 'a', '#endif'),
    after: lines('a'),
  },
  {
    name: 'a module',
    facts: 'X=m',
    before: lines(
      '#ifdef CONFIG_X',
      'a',
      '#elif defined(CONFIG_X_MODULE)',
      'b',
      '#endif',
      '#if IS_REACHABLE(CONFIG_X)',
      'c',
      '#endif',
    ),
    after: lines('b', '#if IS_REACHABLE(CONFIG_X)', 'c', '#endif'),
    codes: ['undecided-condition'],
  },
  {
    name: 'a text with no line end at its end, in CR LF',
    facts: 'X=n',
    before: 'a\r\n#if defined(A) || defined(CONFIG_X)\r\nb\r\n#endif\r\n#ifdef CONFIG_X\r\nc\r\n#endif',
    after: 'a\r\n#ifdef A\r\nb\r\n#endif\r\n',
  },
  {
    name: 'assembly with apostrophes in comments',
    before: lines("\tb 1f @ don't", '#ifdef CONFIG_X', "\tnop # can't", '#else', "\thlt ; won't", '#endif'),
    after: lines("\tb 1f @ don't", "\tnop # can't"),
  },
  {
    name: '#error with an apostrophe hides no #endif',
    facts: 'X=n',
    before: lines('#ifdef CONFIG_X', "#error it isn't", '#endif', 'a'),
    after: lines('a'),
  },
  {
    name: 'a name that a splice cuts is left and reported',
    before: lines('#if defined(A) && defined(CONFIG\\', '_X)', 'a', '#endif'),
    after: lines('#if defined(A) && defined(CONFIG\\', '_X)', 'a', '#endif'),
    codes: ['unparsable-condition'],
  },
];
for (const { name, facts = 'X=y', before, after, codes = [] } of CASES) {
  test(name, () => {
    const result = resolveText(before, facts);
    assert.equal(result.text, after);
    assert.deepEqual(result.codes, codes);
    assert.equal(resolveText(after, facts).text, after);
  });
}

test('where directives do not pair up, what is in doubt stays and is reported', () => {
  const stray = lines('#ifdef CONFIG_X', 'a', '#endif', '#endif', '#ifdef CONFIG_X', 'b', '#endif');
  const afterStray = resolveText(stray, 'X=y');
  assert.equal(afterStray.text, lines('#ifdef CONFIG_X', 'a', '#endif', '#endif', 'b'));
  assert.deepEqual(afterStray.codes, ['unbalanced-conditional']);
  const open = lines('#ifdef CONFIG_X', 'a', '#endif', '#ifdef A', '#ifdef CONFIG_X', 'b', '#endif');
  const afterOpen = resolveText(open, 'X=y');
  assert.equal(afterOpen.text, lines('a', '#ifdef A', '#ifdef CONFIG_X', 'b', '#endif'));
  assert.deepEqual(afterOpen.codes, ['unbalanced-conditional']);
  const twice = lines('#ifdef CONFIG_X', 'a', '#else', 'b', '#else', 'c', '#endif');
  assert.deepEqual(resolveText(twice, 'X=n').text, twice);
});

test('the comment block that heads a section goes with the whole of it', () => {
  const block = lines('a', '', '/* About b. */', '#ifdef CONFIG_X', 'b', '#endif', '', 'c');
  assert.equal(resolveText(block, 'X=n').text, lines('a', '', 'c'));
  const lineComments = lines('{', '\t// About b', '\t// and more', '#ifdef CONFIG_X', 'b', '#endif', '}');
  assert.equal(resolveText(lineComments, 'X=n').text, lines('{', '}'));
});

test('a comment that may head more than the section stays', () => {
  const stays = [
    lines('a', '', '/* About b and c. */', '#ifdef CONFIG_X', 'b', '#endif', 'c'),
    lines('a', '/* About a? */', '#ifdef CONFIG_X', 'b', '#endif', '', 'c'),
    lines('a', '', '/* About b. */', '', '#ifdef CONFIG_X', 'b', '#endif', '', 'c'),
    lines('a', '', '/*--------- Part two ---------*/', '#ifdef CONFIG_X', 'b', '#endif', '', 'c'),
    lines('a', '', '/* About b or d. */', '#ifdef CONFIG_X', 'b', '#endif', '#ifdef A', 'd', '#endif'),
    lines('/* SPDX-License-Identifier: none */', '#ifdef CONFIG_X', 'b', '#endif'),
    lines('a', '', 'x; /* trailing */', '#ifdef CONFIG_X', 'b', '#endif', ''),
  ];
  for (const text of stays) {
    const comment = /\/\*.*\*\//.exec(text)![0];
    assert.ok(resolveText(text, 'X=n').text.includes(comment), text);
  }
});

test('dead code and directives are told to the C parser', () => {
  const text = lines('a', '#ifdef CONFIG_X', 'b', '#else', 'c', '#endif');
  const { dead, directives } = resolveText(text, 'X=y');
  assert.deepEqual(
    dead.map(({ start, end }) => text.slice(start, end)),
    ['c\n'],
  );
  assert.deepEqual(directives.length, 3);
});

test('deep nesting and long chains take neither stack nor quadratic time', () => {
  const started = performance.now();
  const depth = 20_000;
  const deep = '#ifdef A\n'.repeat(depth) + '#ifdef CONFIG_X\nx\n#endif\n' + '#endif\n'.repeat(depth);
  assert.equal(resolveText(deep, 'X=n', { prune: true }).text, '');
  assert.equal(resolveText(deep, 'X=y', { prune: true }).text.length, deep.length - 23);
  const chain = `#ifdef CONFIG_X\na\n${'#elif defined(B)\nb\n'.repeat(10_000)}#endif\n`;
  assert.ok(resolveText(chain, 'X=n', { prune: true }).text.startsWith('#ifdef B\nb\n#elif'));
  assert.ok(performance.now() - started < 10_000);
});
