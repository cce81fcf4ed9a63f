import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { callIs, config, foldBody, foldFile, literal } from './c-fold-helper.js';

const Y = [config('X', 'y')];
const N = [config('X', 'n')];
const M = [config('X', 'm')];

/** One statement, without its indentation and line end. */
function fold(statement: string, facts = Y, head?: string): string {
  return foldBody(`\t${statement}\n`, facts, {}, head).text.trim();
}

void describe('folding configuration tests', () => {
  void it('knows the predicates and their tristate', () => {
    const cases: [string, string, string, string][] = [
      ['IS_ENABLED(CONFIG_X)', '1', '1', '0'],
      ['IS_BUILTIN(CONFIG_X)', '1', '0', '0'],
      ['IS_MODULE(CONFIG_X)', '0', '1', '0'],
      ['IS_ENABLED(CONFIG_X_MODULE)', '0', '1', '0'],
      ['__is_defined(CONFIG_X)', '1', '0', '0'],
    ];
    for (const [test, y, m, n] of cases) {
      const statement = `a[0] = 2 + ${test};`;
      for (const [facts, value] of [
        [Y, y],
        [M, m],
        [N, n],
      ] as const) {
        const expected = value === '0' ? 'a[0] = 2;' : 'a[0] = 2 + 1;';
        assert.equal(fold(statement, facts), expected, `${test} with ${facts[0]!.value.value}`);
      }
    }
  });

  void it('leaves the bare word as an argument: the callee may be a macro that tests or pastes it', () => {
    const { text, codes } = foldBody('\tuse(CONFIG_X);\n', Y);
    assert.match(text, /use\(CONFIG_X\)/);
    assert.deepEqual(codes, ['config-argument']);
    assert.match(foldBody('\tuse(CONFIG_X);\n', [literal('X', '64')]).text, /use\(64\)/);
  });

  void it('leaves IS_REACHABLE of a module alone and says so', () => {
    const { text, codes } = foldBody('\tif (IS_REACHABLE(CONFIG_X))\n\t\tgo();\n', M);
    assert.match(text, /IS_REACHABLE\(CONFIG_X\)/);
    assert.deepEqual(codes, ['depends-on-module']);
  });

  void it('writes literals as autoconf.h does', () => {
    assert.equal(fold('use(CONFIG_X);', [literal('X', '64')]), 'use(64);');
    assert.equal(fold('use(CONFIG_X);', [literal('X', '0x1f')]), 'use(0x1f);');
    assert.equal(fold('use(CONFIG_X);', [literal('X', 'eth0')]), 'use("eth0");');
    assert.equal(fold('if (CONFIG_X > 32)\n\t\tgo();', [literal('X', '64')]), 'go();');
  });

  void it('reports a symbol that is not defined any more', () => {
    assert.deepEqual(foldBody('\tuse(CONFIG_X);\n', N).codes, ['undefined-symbol']);
  });

  void it('does not take comments, strings or other symbols for a mention', () => {
    const text = '\tuse("CONFIG_X"); /* CONFIG_X */\n\tuse(CONFIG_X_EXTRA, MY_CONFIG_X);\n';
    assert.equal(foldBody(text, Y).text, text);
  });

  void it('folds U-Boot tests only where all phases agree', () => {
    const text = '\tif (CONFIG_IS_ENABLED(X))\n\t\tgo();\n';
    assert.equal(foldBody(text, Y).text, '\tgo();\n');
    const phases = { phases: ['SPL_'], declaresConfig: () => true };
    const split = foldBody(text, Y, phases);
    assert.equal(split.text, text);
    assert.deepEqual(split.codes, ['phase-dependent']);
    assert.equal(foldBody(text, [config('X', 'y'), config('SPL_X', 'y')], phases).text, '\tgo();\n');
    assert.equal(foldBody(text, N, { phases: ['SPL_'] }).text, '');
  });

  void it('folds Zephyr macros by their tokens', () => {
    assert.equal(fold('use(COND_CODE_1(CONFIG_X, (a, b), (c)));'), 'use(a, b);');
    assert.equal(fold('use(COND_CODE_1(CONFIG_X, (a, b), (c)));', N), 'use(c);');
    assert.equal(fold('use(COND_CODE_0(CONFIG_X, (a), (b)));'), 'use(b);');
    assert.equal(foldBody('\tIF_ENABLED(CONFIG_X, (go(1);))\n\tend();\n', Y).text, '\tgo(1);\n\tend();\n');
    assert.equal(foldBody('\tIF_ENABLED(CONFIG_X, (go(1);))\n\tend();\n', N).text, '\tend();\n');
    const table = 'static struct s t = {\n\t.a = 1,\n\tIF_ENABLED(CONFIG_X, (.b = 2,))\n};\n';
    assert.equal(foldFile(table, N).text, 'static struct s t = {\n\t.a = 1,\n};\n');
    assert.equal(foldFile(table, Y).text, 'static struct s t = {\n\t.a = 1,\n\t.b = 2,\n};\n');
  });

  void it('folds PTR_IF to the pointer or NULL', () => {
    assert.equal(fold('p = PTR_IF(IS_ENABLED(CONFIG_X), &ops);'), 'p = &ops;');
    assert.equal(fold('p = PTR_IF(IS_ENABLED(CONFIG_X), &ops);', N), 'p = NULL;');
  });
});

void describe('folding logic', () => {
  void it('takes the other operand of && and ||', () => {
    assert.equal(fold('while (IS_ENABLED(CONFIG_X) && a(1))\n\t\tgo();'), 'while (a(1))\n\t\tgo();');
    assert.equal(
      fold('while (a(1) && IS_ENABLED(CONFIG_X) && b)\n\t\tgo();'),
      'while (a(1) && b)\n\t\tgo();',
    );
    assert.equal(fold('while (a || IS_ENABLED(CONFIG_X))\n\t\tgo();', N), 'while (a)\n\t\tgo();');
  });

  void it('keeps or drops parentheses as precedence asks', () => {
    const test = (condition: string) => /while \((.*)\)\n/.exec(fold(`while (${condition})\n\t\tgo();`))![1];
    assert.equal(test('IS_ENABLED(CONFIG_X) && (a || b)'), 'a || b');
    assert.equal(test('c && (IS_ENABLED(CONFIG_X) && (a || b))'), 'c && (a || b)');
    assert.equal(test('c && IS_ENABLED(CONFIG_X) && (a || b)'), 'c && (a || b)');
    assert.equal(test('c || (IS_ENABLED(CONFIG_X) && a && b)'), 'c || (a && b)');
    assert.equal(test('!(IS_ENABLED(CONFIG_X) && a == b)'), '!(a == b)');
    assert.equal(test('!(IS_ENABLED(CONFIG_X) && a)'), '!a');
    assert.equal(test('(a & b) && IS_ENABLED(CONFIG_X)'), 'a & b');
    assert.equal(test('c && ((a & b) && IS_ENABLED(CONFIG_X))'), 'c && (a & b)');
    assert.equal(test('unlikely(IS_ENABLED(CONFIG_X) && a)'), 'unlikely(a)');
  });

  void it('keeps the value 0 or 1 where the value is used', () => {
    assert.equal(fold('x = IS_ENABLED(CONFIG_X) && a;'), 'x = !!a;');
    assert.equal(fold('x = IS_ENABLED(CONFIG_X) && (a & b);'), 'x = !!(a & b);');
    assert.equal(fold('x = IS_ENABLED(CONFIG_X) && a == b;'), 'x = a == b;');
    assert.equal(fold('x = (IS_ENABLED(CONFIG_X) && a) + 1;'), 'x = !!a + 1;');
    assert.equal(fold('return IS_ENABLED(CONFIG_X) && g(1);', Y, 'bool f(void)'), 'return g(1);');
    assert.equal(fold('return IS_ENABLED(CONFIG_X) && g(1);', Y, 'int f(void)'), 'return !!g(1);');
    assert.equal(fold('bool b = IS_ENABLED(CONFIG_X) && g(1);'), 'bool b = g(1);');
  });

  void it('picks a branch of ?:, with the parentheses that it needs', () => {
    assert.equal(fold('x = IS_ENABLED(CONFIG_X) ? A : B;'), 'x = A;');
    assert.equal(fold('x = IS_ENABLED(CONFIG_X) ? A : B;', N), 'x = B;');
    assert.equal(fold('x = (IS_ENABLED(CONFIG_X) ? a + b : c) * 2;'), 'x = (a + b) * 2;');
    assert.equal(fold('x = (IS_ENABLED(CONFIG_X) ? 8 : 2) * HZ;'), 'x = 8 * HZ;');
    assert.equal(fold('x = !IS_ENABLED(CONFIG_X) ? A : c ? B : C;'), 'x = c ? B : C;');
    assert.equal(fold('flags |= IS_ENABLED(CONFIG_X) ? A : 0;', N), '');
    assert.equal(fold('flags = A | (IS_ENABLED(CONFIG_X) ? B : 0);', N), 'flags = A;');
  });

  void it('spells constants by what they are for', () => {
    assert.equal(fold('return IS_ENABLED(CONFIG_X);', Y, 'bool f(void)'), 'return true;');
    assert.equal(fold('return IS_ENABLED(CONFIG_X);', Y, 'int f(void)'), 'return 1;');
    assert.equal(fold('bool b = IS_ENABLED(CONFIG_X);'), 'bool b = true;');
    assert.equal(fold('int b = IS_ENABLED(CONFIG_X);'), 'int b = 1;');
    assert.equal(fold('x = IS_ENABLED(CONFIG_X) << 3;'), 'x = 1 << 3;');
  });

  void it('does not fold constants that no fact caused', () => {
    const text = '\twhile (1 && 0)\n\t\tx = 2 * 3;\n\tif (0)\n\t\tgo(IS_ENABLED(CONFIG_Y));\n';
    assert.equal(foldBody(text, Y).text, text);
  });
});

void describe('side effects', () => {
  void it('keeps a call that stood before a constant 0', () => {
    const { text } = foldBody('\tif (start(1) && IS_ENABLED(CONFIG_X))\n\t\tgo();\n', N);
    assert.equal(text, '\tstart(1);\n');
  });

  void it('drops operands that were never evaluated', () => {
    assert.equal(foldBody('\tif (IS_ENABLED(CONFIG_X) && start(1))\n\t\tgo();\n', N).text, '');
  });

  void it('drops pure operands, and asks about the others', () => {
    const body = '\tif (ready(1) && p->a[i] && IS_ENABLED(CONFIG_X))\n\t\tgo();\n\tend();\n';
    const asked = foldBody(body, N);
    assert.deepEqual(asked.codes, ['side-effects']);
    assert.deepEqual(asked.result.questions, ['ready']);
    assert.equal(asked.text, body);
    assert.equal(foldBody(body, N, { pureNames: ['ready'] }).text, '\tend();\n');
  });

  void it('never drops assignments and increments', () => {
    for (const effect of ['i++', '(a = b)', '({ go(); })', '--*p']) {
      const body = `\tx = ${effect} && IS_ENABLED(CONFIG_X);\n`;
      const { text, codes } = foldBody(body, N);
      assert.equal(text, body);
      assert.deepEqual(codes, ['side-effects'], effect);
    }
  });

  void it("keeps a function's impure arguments, drops a macro's", () => {
    assert.equal(foldBody('\tif (old(next()))\n\t\tgo();\n', [callIs('old', '0')]).text, '\tnext();\n');
    assert.equal(foldBody('\tif (old(next()))\n\t\tgo();\n', [callIs('old', '0', 'macro')]).text, '');
  });
});

void describe('calls with a known value', () => {
  void it('folds error numbers by sign and truth', () => {
    const facts = [callIs('reg', '-ENODEV')];
    assert.equal(foldBody('\tif (!reg())\n\t\treturn;\n\tend();\n', facts).text, '\tend();\n');
    assert.equal(foldBody('\tif (reg() < 0)\n\t\tgo();\n', facts).text, '\tgo();\n');
    assert.equal(foldBody('\tif (reg() == -EINVAL)\n\t\tgo();\n', facts).text, '');
    assert.equal(foldBody('\tif (reg() >= 0)\n\t\tgo();\n', facts).text, '');
    assert.equal(foldBody('\tx = reg();\n', facts).text, '\tx = -ENODEV;\n');
    const unsure = '\tif (reg() == -5)\n\t\tgo();\n';
    assert.match(foldBody(unsure, facts).text, /-ENODEV == -5/);
  });

  void it('removes calls that do nothing, and reports a use of their value', () => {
    assert.equal(foldBody('\tcheck(a, 1);\n\tend();\n', [callIs('check', null)]).text, '\tend();\n');
    assert.deepEqual(foldBody('\tx = check(a);\n', [callIs('check', null)]).codes, ['value-needed']);
    assert.deepEqual(foldBody('\tops.f = check;\n', [callIs('check', null)]).codes, ['address-taken']);
  });

  void it('leaves members and locals of the same name alone', () => {
    const text = '\tint old = 3;\n\n\ta->old(1);\n\tuse(old);\n';
    assert.equal(foldBody(text, [callIs('old', '0')]).text, text);
  });

  void it('decides the test of a local that was just set', () => {
    const body =
      '\tint ret;\n\n\tret = hook(b);\n\tif (ret)\n\t\treturn ret;\n\n\tret = more();\n\treturn ret;\n';
    const { text } = foldBody(body, [callIs('hook', '0')], {}, 'int f(int b)');
    assert.equal(text, '\tint ret;\n\n\tret = more();\n\treturn ret;\n');
  });
});

void describe('outside of functions', () => {
  void it('folds initializers, array sizes and enumerators', () => {
    const text =
      'static struct s t = {\n\t.on = IS_ENABLED(CONFIG_X),\n\t.f = IS_ENABLED(CONFIG_X) ? run : NULL,\n};\nstatic char buf[IS_ENABLED(CONFIG_X) ? 16 : 8];\nenum { COUNT = IS_ENABLED(CONFIG_X) + 2 };\nstatic bool b;\n';
    assert.equal(
      foldFile(text, Y).text,
      'static struct s t = {\n\t.on = true,\n\t.f = run,\n};\nstatic char buf[16];\nenum { COUNT = 1 + 2 };\nstatic bool b;\n',
    );
  });

  void it('folds macro bodies, with their backslashes', () => {
    const text =
      '#define A(x) (IS_ENABLED(CONFIG_X) && (x) > 1)\n#define B(x)\t\\\ndo {\t\\\n\tif (IS_ENABLED(CONFIG_X))\t\\\n\t\tgo(x);\t\\\n\tend(x);\t\\\n} while (0)\n#define C IS_ENABLED(CONFIG_X)\n';
    assert.equal(
      foldFile(text, N).text,
      '#define A(x) 0\n#define B(x)\t\\\ndo {\t\\\n\tend(x);\t\\\n} while (0)\n#define C 0\n',
    );
    assert.match(foldFile(text, Y).text, /^#define A\(x\) \(\(x\) > 1\)\n/);
  });

  void it('reports a macro body that it cannot read', () => {
    assert.deepEqual(foldFile('#define A(x) if (IS_ENABLED(CONFIG_X)) {\n', Y).codes, ['macro-body']);
  });

  void it('drops assertions that hold', () => {
    assert.equal(
      foldFile('int a;\nstatic_assert(IS_ENABLED(CONFIG_X), "x");\nint b;\n', Y).text,
      'int a;\nint b;\n',
    );
    assert.deepEqual(foldBody('\tBUILD_BUG_ON(IS_ENABLED(CONFIG_X));\n', Y).codes, ['build-bug']);
    assert.equal(foldBody('\tBUILD_BUG_ON(IS_ENABLED(CONFIG_X));\n\tend();\n', N).text, '\tend();\n');
  });
});
