import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proveC } from '../../src/proof/c/prove-c.js';

const FACTS = [{ kind: 'config', name: 'X', value: { kind: 'tristate', value: 'y' } }] as const;

function prove(before: string, after: string): string[] {
  const edits = [{ start: 0, end: before.length, text: after, cause: '' }];
  const task = { path: 'a.c', kind: 'c', before, after, edits, facts: FACTS, leftovers: [], open: [] };
  return proveC(task).map(({ law }) => law);
}

const inFunction = (body: string) => `int f(int a, int *p)\n{\n${body}\n}\n`;

/** Changes of CONFIG_X=y that mean the same, each of a piece of syntax. */
const SAME: readonly (readonly [before: string, after: string])[] = [
  ['#if defined CONFIG_X && defined(A)\nint i;\n#endif\n', '#ifdef A\nint i;\n#endif\n'],
  ['#if IS_MODULE(CONFIG_X) || IS_MODULE(A)\nint i;\n#endif\n', '#if IS_MODULE(A)\nint i;\n#endif\n'],
  ['#if IS_REACHABLE(CONFIG_X)\nint i;\n#endif\n', 'int i;\n'],
  ['#if IS_BUILTIN(CONFIG_X) && IS_BUILTIN(A)\nint i;\n#endif\n', '#if IS_BUILTIN(A)\nint i;\n#endif\n'],
  ['#if defined(CONFIG_X) ? A : B\nint i;\n#endif\n', '#if A\nint i;\n#endif\n'],
  ['#if A ? IS_ENABLED(CONFIG_X) : B\nint i;\n#endif\n', '#if A ? 1 : B\nint i;\n#endif\n'],
  [
    `#if defined(CONFIG_X) && (${Array.from({ length: 14 }, (_, i) => `defined(A${i})`).join(' || ')})\nint i;\n#endif\n`,
    `#if ${Array.from({ length: 14 }, (_, i) => `defined(A${i})`).join(' || ')}\nint i;\n#endif\n`,
  ],
  ...(
    [
      ['if (IS_ENABLED(CONFIG_X)) a++;', 'a++;'],
      ['do { a++; } while (!IS_ENABLED(CONFIG_X));', 'a++;'],
      ['while (!IS_ENABLED(CONFIG_X)) a--;\nreturn a;', 'return a;'],
      ['for (a = 1; !IS_ENABLED(CONFIG_X); a++) g();\nreturn a;', 'a = 1;\nreturn a;'],
      ['return ({ int b = a; b; }) + IS_ENABLED(CONFIG_X);', 'return ({ int b = a; b; }) + 1;'],
      ['BUILD_BUG_ON(!IS_ENABLED(CONFIG_X));\nreturn a;', 'return a;'],
      ['static_assert(IS_ENABLED(CONFIG_X));\nreturn a;', 'return a;'],
      ['return IS_ENABLED(CONFIG_X) && a ? p[a] : -a;', 'return a ? p[a] : -a;'],
      ['return IS_ENABLED(CONFIG_X) * a;', 'return a;'],
      [
        'return (char)a + sizeof(*p) + sizeof(int[2]) + IS_ENABLED(CONFIG_X);',
        'return (char)a + sizeof(*p) + sizeof(int[2]) + 1;',
      ],
      [
        'switch (a) {\ncase 1 ... 3:\n\tif (IS_ENABLED(CONFIG_X))\n\t\tbreak;\n\tfallthrough;\ndefault:\n\ta = 2;\n}\nreturn a;',
        'switch (a) {\ncase 1 ... 3:\n\tbreak;\ndefault:\n\ta = 2;\n}\nreturn a;',
      ],
      [
        'void *to = &&out;\nif (IS_ENABLED(CONFIG_X)) goto *to;\nout:\nreturn a;',
        'void *to = &&out;\ngoto *to;\nout:\nreturn a;',
      ],
      [
        'asm volatile ("nop" : "=r" (a) : "r" (p));\nreturn a + IS_ENABLED(CONFIG_X);',
        'asm volatile ("nop" : "=r" (a) : "r" (p));\nreturn a + 1;',
      ],
      [
        'struct s t = { .m = IS_ENABLED(CONFIG_X), .n[1] = 2 };\nreturn g(&t, (int[]){ 1, 2 });',
        'struct s t = { .m = 1, .n[1] = 2 };\nreturn g(&t, (int[]){ 1, 2 });',
      ],
      [
        'typeof(a) b = a, *c = &b, d[2];\nlist_for_each(p) { if (IS_ENABLED(CONFIG_X)) g(c, d); }\nreturn b;',
        'typeof(a) b = a, *c = &b, d[2];\nlist_for_each(p) { g(c, d); }\nreturn b;',
      ],
      [
        'int (*cb)(int) = g;\nreturn cb(IS_ENABLED(CONFIG_X) ? a ?: 2 : 3);',
        'int (*cb)(int) = g;\nreturn cb(a ?: 2);',
      ],
      [
        'a += IS_ENABLED(CONFIG_X), a <<= 1, a = ~a ^ !a;\nreturn a--;',
        'a += 1, a <<= 1, a = ~a ^ !a;\nreturn a--;',
      ],
      [
        'if (a && !IS_ENABLED(CONFIG_X)) g(); else if (!a) h(); else { k(); }\nreturn 0;',
        'if (!a) h(); else { k(); }\nreturn 0;',
      ],
    ] as const
  ).map(([before, after]) => [inFunction(before), inFunction(after)] as const),
  [
    '#define M(a) do { if (IS_ENABLED(CONFIG_X)) g(a); } while (0)\n',
    '#define M(a) do { g(a); } while (0)\n',
  ],
  ['#define M ({ IS_ENABLED(CONFIG_X) ? g() : 0; })\n', '#define M ({ g(); })\n'],
  ['#ifdef CONFIG_X\n#undef M\n#define M 1\n#endif\n', '#undef M\n#define M 1\n'],
  [
    'struct s {\n\tint a : 2;\n#ifdef CONFIG_X\n\tint (*op)(int a, int b);\n#endif\n};\n',
    'struct s {\n\tint a : 2;\n\tint (*op)(int a, int b);\n};\n',
  ],
];

for (const [before, after] of SAME) {
  test(`the same: ${JSON.stringify(after)}`, () => {
    assert.deepEqual(prove(before, after), []);
  });
}

/** Changes that mean something else. */
const OTHER: readonly (readonly [before: string, after: string])[] = [
  ['return a + IS_ENABLED(CONFIG_X);', 'return a;'],
  ['while (IS_ENABLED(CONFIG_X)) g();\nreturn a;', 'return a;'],
  [
    'switch (a) { case 1: g(); break; default: h(); }\nreturn a;',
    'switch (a) { case 1: g(); default: h(); }\nreturn a;',
  ],
  ['struct s t = { .m = 1 };\nreturn g(&t);', 'struct s t = { .n = 1 };\nreturn g(&t);'],
  ['return a ? p[a] : -a;', 'return a ? p[a] : a;'],
  ['asm volatile ("nop");\nreturn a;', 'asm volatile ("wfi");\nreturn a;'],
  ['goto out;\nout:\nreturn a;', 'goto in;\nin:\nout:\nreturn a + 1;'],
];

for (const [before, after] of OTHER) {
  test(`not the same: ${JSON.stringify(after)}`, () => {
    assert.deepEqual(prove(inFunction(before), inFunction(after)), ['same-meaning']);
  });
}

test('what is too deep to be read is refused, or must stay as it is', () => {
  const deep = `${'#if A\n'.repeat(250)}int i;\n${'#endif\n'.repeat(250)}`;
  assert.deepEqual(prove(`${deep}int j;\n`, deep), ['readable']);
  const nested = (word: string) => inFunction(`return ${'('.repeat(900)}${word}${')'.repeat(900)};`);
  assert.deepEqual(prove(nested('a'), nested('a')), []);
  assert.deepEqual(prove(nested('a'), nested('p')), ['same-meaning']);
});
