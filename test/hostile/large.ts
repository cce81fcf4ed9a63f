import { performance } from 'node:perf_hooks';
import { argv } from 'node:process';
import { runOnTree, type Tree } from './support.js';

/**
 * Hostile trees at full size: nesting of 200,000, a header of 24 MB, lines of 5 MB, chains of 10,000. Each run must end
 * with exit status 0 or 1, no crash, and what can be changed beside the large file changed. Words on the command line
 * choose among them.
 */
const DEEP = 200_000;
const USE = 'IS_ENABLED(CONFIG_FOO)';
const IFDEF = '#ifdef CONFIG_FOO\nint a;\n#endif\n';
const deep = (open: string, inside: string, close: string, count = DEEP) =>
  open.repeat(count) + inside + close.repeat(count);
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

const TREES: Readonly<Record<string, () => Tree>> = {
  'nested code': () => ({
    'parens.c': `int f(void) { return ${deep('(', USE, ')')}; }\n`,
    'braces.c': `int f(void) ${deep('{', `if (${USE}) g();`, '}')}\n`,
    'initializers.c': `struct s a = ${deep('{', USE, '}')};\n`,
    'chain.c': `int f(int x) { ${deep(`if (x == ${USE}) g(); else `, 'h();', '', 20_000)} }\n`,
  }),
  'nested conditionals': () => ({
    'ifs.c': deep('#if A\n', IFDEF, '#endif\n'),
    'condition.c': `#if ${deep('(', 'defined(CONFIG_FOO)', ')')}\nint a;\n#endif\n`,
    'elifs.c': `#if A\n${lines(10_000, (i) => `#elif defined(CONFIG_FOO) && A${i}\nint a${i};\n`)}#endif\n`,
  }),
  'nested Kconfig': () => ({
    'a/Kconfig': deep('if BAR\n', 'config X\n\tbool "x"\n\tdepends on FOO\n', 'endif\n'),
    'b/Kconfig': deep('menu "m"\n', 'config Y\n\tbool "x"\n\tdepends on FOO\n', 'endmenu\n'),
    'c/Kconfig': `config Z\n\tbool "x"\n\tdepends on ${deep('(', 'FOO', ')')}\n`,
  }),
  'nested makefiles': () => ({
    Makefile: deep('ifdef CONFIG_BAR\n', 'obj-$(CONFIG_FOO) += a.o\n', 'endif\n'),
    'a/Makefile': `x := ${deep('$(if $(CONFIG_FOO),', 'a', ')')}\n`,
  }),
  'long lines': () => ({
    'line.c': `#ifdef CONFIG_FOO\nint ${'x'.repeat(5 << 20)};\n#endif\n`,
    'macro.c': `#define M(x) \\\n${lines(10_000, (i) => `\tf(${i}); \\\n`)}\tif (${USE}) g(x)\n`,
  }),
  'a header of 24 MB': () => ({
    'big.h': `${IFDEF}${lines(800_000, (i) => `#define REG_${i}_MASK 0x${i.toString(16)}\n`)}`,
  }),
  '100,000 empty files': () =>
    Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`d${i % 300}/f${i}.c`, ''])),
  '3,000 sourced files': () => ({
    'Kconfig.top': 'source "d/*/Kconfig"\n',
    ...Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [`d/${i}/Kconfig`, `config X${i}\n\tbool "x" if FOO\n`]),
    ),
  }),
};

let failed = 0;
const words = argv.slice(2);
for (const [name, make] of Object.entries(TREES)) {
  if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
  const start = performance.now();
  const { status, stderr, stdout } = runOnTree({ ...make(), 'beside.c': IFDEF }, 'y');
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const isRight =
    (status === 0 || status === 1) && !stderr.includes('bug of the tool') && stdout.includes('"beside.c"');
  if (!isRight) failed++;
  console.log(
    `${isRight ? 'ok  ' : 'FAIL'} ${name}: exit status ${status}, ${seconds} s${isRight ? '' : `\n${stderr.slice(0, 600)}`}`,
  );
}
process.exitCode = failed > 0 ? 1 : 0;
