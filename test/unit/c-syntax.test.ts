import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lex, TokenKind, tokenIndexAt, tokenText } from '../../src/lang/c/syntax/lex.js';
import { maskItem } from '../../src/lang/c/syntax/mask.js';
import { makeOutline } from '../../src/lang/c/syntax/outline.js';
import { parseRange } from '../../src/lang/c/syntax/parser.js';
import { fc } from './properties.js';

function texts(source: string): string[] {
  const tokens = lex(source);
  return Array.from({ length: tokens.count }, (_, i) => tokenText(tokens, i));
}

function parses(source: string): boolean {
  const { tokens, items } = makeOutline(source);
  return items.every((item) => parseRange(maskItem(tokens, item)).isClean);
}

void describe('lex', () => {
  void it('reads every kind of token', () => {
    assert.deepEqual(texts('a->b += 0x1e+5.e-3 >>= L"x\\"y" \'\\\'\' ...'), [
      'a',
      '->',
      'b',
      '+=',
      '0x1e',
      '+',
      '5.e-3',
      '>>=',
      'L"x\\"y"',
      "'\\''",
      '...',
    ]);
  });

  void it('takes a directive as one token, with splices and comments', () => {
    assert.deepEqual(texts('#define A \\\n  1 /* two\nlines */ 2\nb'), [
      '#define A \\\n  1 /* two\nlines */ 2',
      'b',
    ]);
    assert.deepEqual(texts("#error can't /* stop */\nb // end"), ["#error can't /* stop */", 'b', '// end']);
    assert.deepEqual(texts('/* c */ #if A\nx # y'), ['/* c */', '#if A', 'x', '#', 'y']);
  });

  void it('ends what is not closed', () => {
    assert.deepEqual(texts('"abc\nd'), ['"abc', 'd']);
    assert.deepEqual(texts('/* abc\nd'), ['/* abc\nd']);
  });

  void it('is total, in order, and loses nothing but white space', () => {
    const piece = fc.constantFrom(
      'a',
      '/*',
      '*/',
      '//',
      '"',
      "'",
      '\\',
      '\n',
      '#',
      '(',
      '{',
      '->',
      ' ',
      '0x',
      '.',
      '\r\n',
      '\xe9',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const source = pieces.join('');
        const tokens = lex(source);
        let at = 0;
        for (let i = 0; i < tokens.count; i++) {
          assert.match(source.slice(at, tokens.start[i]), /^(?:\s|\\\r?\n)*$/);
          assert.ok(tokens.end[i]! > tokens.start[i]!);
          assert.equal(tokenIndexAt(tokens, tokens.start[i]!), i);
          at = tokens.end[i]!;
        }
        assert.match(source.slice(at), /^(?:\s|\\\r?\n)*$/);
      }),
      { numRuns: 500 },
    );
  });

  void it('tells identifiers from numbers and strings', () => {
    const tokens = lex('a1 1a "a" \'a\'');
    assert.deepEqual(
      [...tokens.kind.slice(0, 4)],
      [TokenKind.Identifier, TokenKind.Number, TokenKind.String, TokenKind.Char],
    );
  });
});

void describe('outline', () => {
  const kinds = (source: string) =>
    makeOutline(source).items.map((item) => `${item.kind} ${item.names.join(' ')}`.trim());

  void it('classifies top-level ranges', () => {
    const cases: [string, string][] = [
      ['static int __init f(void) { return 0; }', 'function f'],
      ['struct s *__must_check f(int (*cb)(int), void *p) __acquires(l) { }', 'function f'],
      ['static __printf(1, 2) void f(const char *fmt, ...) { }', 'function f'],
      ['static struct s __f(struct t *t) { }', 'function __f'],
      ['struct __attribute__((packed)) s { int a; };', 'type'],
      ['int f(void);', 'prototype f'],
      ['extern const struct s *f(struct t *);', 'prototype f'],
      ['static int a, *b = &c, d[3] __initdata;', 'variable a b d'],
      ['static const struct s t[] = { { 1 }, };', 'variable t'],
      ['static int (*handler)(void) = f;', 'variable handler'],
      ['struct s { int a; };', 'type s'],
      ['static struct s { int a; } one;', 'type s one'],
      ['typedef struct { int a; } t;', 'type t'],
      ['struct s;', 'type'],
      ['enum { A, B };', 'type'],
      ['EXPORT_SYMBOL_GPL(f);', 'invocation EXPORT_SYMBOL_GPL'],
      ['static DEFINE_MUTEX(lock);', 'invocation DEFINE_MUTEX'],
      ['SYSCALL_DEFINE1(f, int, a) { return a; }', 'invocation SYSCALL_DEFINE1'],
      ['asm(".text");', 'asm'],
    ];
    for (const [source, expected] of cases) assert.deepEqual(kinds(`${source}\n`), [expected], source);
  });

  void it('ends a macro that has no semicolon', () => {
    assert.deepEqual(kinds('module_init(f)\nstatic int a;\nMODULE_X(b)\n\nvoid f(void)\n{\n}\n'), [
      'invocation module_init',
      'variable a',
      'invocation MODULE_X',
      'function f',
    ]);
  });

  void it('matches braces along the first group of an if-section', () => {
    const source =
      'void f(void)\n{\n#ifdef A\n\tif (a) {\n#else\n\tif (b) {\n#endif\n\t\tc();\n\t}\n}\nvoid g(void)\n{\n}\n';
    assert.deepEqual(kinds(source), ['function f', 'function g']);
    assert.ok(parses(source));
  });

  void it('does not guess where directives cut a head', () => {
    assert.deepEqual(kinds('#ifdef A\nint f(int a)\n#else\nint f(void)\n#endif\n{\n}\n'), ['unknown']);
  });

  void it('lists every definition of both groups, and all macros', () => {
    const source =
      '#ifdef A\nint f(void) { return 1; }\n#else\nint f(void) { return 0; }\n#define M(a, ...) a\n#endif\n#undef M\n#define N\n';
    assert.deepEqual(kinds(source), ['function f', 'function f']);
    const macros = makeOutline(source).macros.map((m) => [
      m.kind,
      m.name,
      m.parameters,
      source.slice(m.body.start, m.body.end),
    ]);
    assert.deepEqual(macros, [
      ['define', 'M', ['a', '...'], 'a'],
      ['undef', 'M', null, ''],
      ['define', 'N', null, ''],
    ]);
  });
});

void describe('mask and parse', () => {
  void it('makes kernel idioms readable', () => {
    const bodies = [
      'list_for_each_entry(p, head, list) go(p);',
      'hlist_for_each_entry_rcu(p, head, node) { go(p); }',
      'scoped_guard(mutex, &lock) { go(); }',
      'x = va_arg(ap, unsigned char *);',
      'p = container_of(q, struct foo, member);',
      'x = offsetof(struct foo, a.b[2]);',
      'switch (a) { case 1 ... 5: go(); break; default: }',
      'int __maybe_unused x = (__force int)y;',
      'asm_inline volatile("nop" : : "r"(x));',
      'goto out; out: ',
      'static DEFINE_MUTEX(m);',
      'pr_info("a" PRIx64 "b" KERN_FOO, x);',
      'void __user *p = (void __user *)q; guard(mutex)(&lock);',
    ];
    for (const body of bodies) assert.ok(parses(`static void __init f(void)\n{\n\t${body}\n}\n`), body);
    assert.ok(
      parses('static __always_inline u32 noinline FOO f(void __iomem *p) __must_hold(&a) { return 0; }\n'),
    );
    assert.ok(parses('SYSCALL_DEFINE2(f, int, a, char __user *, b)\n{\n\treturn a;\n}\n'));
  });

  void it('keeps length and line ends', () => {
    const source =
      'static int __init f(void) /* c */\n{\n#if A\n\tfor_each_cpu(i, m)\n\t\tgo(struct x, i);\n#endif\n}\n';
    const { tokens, items } = makeOutline(source);
    const masked = maskItem(tokens, items[0]!);
    assert.equal(masked.text.length, items[0]!.end - items[0]!.start);
    assert.equal(masked.text.split('\n').length, source.split('\n').length - 1);
  });

  void it('survives nesting that would exhaust a recursive walk', () => {
    const deep = `int f(void) { return ${'('.repeat(20_000)}1${')'.repeat(20_000)}; }\n`;
    const { tokens, items } = makeOutline(deep);
    assert.equal(items.length, 1);
    assert.equal(parseRange(maskItem(tokens, items[0]!)).root, null);
  });
});
