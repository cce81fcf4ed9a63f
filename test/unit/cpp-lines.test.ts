import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOf, parseMacroDefinition, scanDirectives } from '../../src/lang/c/cpp/directives.js';
import { fc } from './properties.js';

function kinds(text: string): string[] {
  return scanDirectives(text).directives.map(({ kind }) => kind);
}

const HIDDEN: readonly (readonly [string, string])[] = [
  ['a block comment', '/*\n#if A\n*/\n#else\n'],
  ['a line comment continued by a splice', '// a \\\n#if A\n#else\n'],
  ['a line comment continued by a splice with blanks after it', '// a \\ \t\n#if A\n#else\n'],
  ['a splice with CR LF', 'int a; \\\r\n#if A\r\n#else\r\n'],
  ['a string that runs on over a splice', 'char *s = "a \\\n#if A";\n#else\n'],
  ['a comment closed by a spliced closer', '/* *\\\n/ /*\n#if A\n*/\n#else\n'],
  ['a spliced comment opener', '/\\\n*\n#if A\n*/\n#else\n'],
];
for (const [name, text] of HIDDEN) {
  test(`${name} hides a directive`, () => assert.deepEqual(kinds(text), ['else']));
}

const SHOWN: readonly (readonly [string, string])[] = [
  ['an apostrophe in an assembly comment', "\tmov r0, r1 @ don't\n#if A\n"],
  ['an unpaired quote before a comment opener', "\tcmp r0, #'a /* x\n#if A\n"],
  ['an apostrophe in #error', "#error it isn't\n#if A\n"],
  ['a comment opener in a string', 'char *s = "/*";\n#if A\n'],
  ['a comment opener in a character literal', "int c = '/*';\n#if A\n"],
  ['an escaped quote', 'char *s = "\\"/*";\n#if A\n'],
  ['a comment opener in a header name', '#include <a//b/*.h>\n#if A\n'],
  ['a comment before it', '/* a\n*/ #if A\n'],
  ['a NUL byte before it', '\0 #if A\n'],
  ['a splice before it', '\\\n#if A\n'],
];
for (const [name, text] of SHOWN) {
  test(`${name} hides no directive`, () => assert.equal(kinds(text).at(-1), 'if'));
}

test('spaces, digraphs and splices inside the keyword are read', () => {
  assert.deepEqual(kinds('  #  if A\n%:el\\\nse\n# /* c */ endif'), ['if', 'else', 'endif']);
});

test('what is no directive of C is other: a device tree property, a line marker, the null directive', () => {
  assert.deepEqual(kinds('\t#size-cells = <1>;\n# 12 "a.c"\n#\n#assert x\n'), [
    'other',
    'other',
    'other',
    'other',
  ]);
});

test('a directive spans whole logical lines; its body leaves out comments at its end', () => {
  const text = 'x\n  #if A && \\\n  B /* c\n d */ // e\ny\n';
  const [directive] = scanDirectives(text).directives;
  assert.equal(text.slice(directive!.start, directive!.end), '  #if A && \\\n  B /* c\n d */ // e\n');
  assert.equal(text.slice(directive!.body.start, directive!.body.end), 'A && \\\n  B');
  assert.equal(directive!.comments.length, 2);
});

test('a definition is object-like unless its parenthesis follows at once', () => {
  const text = '#define A (x)\n#define B(x, y...) x \\\n  y /* c */\n#define C\n';
  const definitions = scanDirectives(text).directives.map((d) => parseMacroDefinition(text, d)!);
  assert.deepEqual(
    definitions.map(({ name, parameters, body }) => [name, parameters, text.slice(body.start, body.end)]),
    [
      ['A', undefined, '(x)'],
      ['B', ['x', 'y...'], 'x \\\n  y'],
      ['C', undefined, ''],
    ],
  );
});

test('a name is read over a splice', () => {
  const text = '#ifdef CONFIG\\\n_A\n';
  assert.equal(nameOf(text, scanDirectives(text).directives[0]!), 'CONFIG_A');
});

test('any text is scanned, and directives come in order without overlap', () => {
  const piece = fc.constantFrom(
    '#',
    'if',
    'endif',
    '\n',
    '\\',
    '\r\n',
    '"',
    "'",
    '/*',
    '*/',
    '//',
    ' ',
    'A',
    '\0',
    '%:',
    '<',
    '>',
    '(',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      let at = 0;
      for (const { start, end, hash, body, keyword } of scanDirectives(text).directives) {
        assert.ok(at <= start && start <= hash && hash < end && end <= text.length);
        assert.ok(
          keyword.start <= keyword.end &&
            keyword.end <= body.start &&
            body.start <= body.end &&
            body.end <= end,
        );
        at = end;
      }
    }),
    { numRuns: 2000 },
  );
});

test('long texts take linear time', () => {
  const started = performance.now();
  const comment = `/*${'* \\ '.repeat(500_000)}`;
  const blanks = `#if A ${'\\ \t'.repeat(300_000)}\n`;
  scanDirectives(comment + '\n' + blanks);
  scanDirectives(blanks + "'".repeat(1_000_000));
  assert.ok(performance.now() - started < 5000);
});
