import type { Random } from '../fuzz/random.js';

/**
 * A small tree whose parts fit together: symbols with their Kconfig entries, a makefile, a configuration, and C that
 * compiles in every configuration. FOO is what a rule decides; the others are free.
 */
export interface RandomTree {
  readonly files: Readonly<Record<string, string>>;
  /** Symbols other than FOO. */
  readonly symbols: readonly string[];
}

const SYMBOLS = ['BAR', 'BAZ', 'QUX'] as const;

export function makeRandomTree(random: Random): RandomTree {
  const count = 1 + random.below(2);
  const sources = Array.from({ length: count }, (_, i) => `d/file${i}.c`);
  const files: Record<string, string> = {
    Kconfig: makeKconfig(random),
    'd/Makefile': makeMakefile(random, count),
  };
  sources.forEach((path, i) => (files[path] = makeSource(random, i)));
  files['configs/x_defconfig'] =
    `${random.once(2) ? 'CONFIG_FOO=y' : '# CONFIG_FOO is not set'}\nCONFIG_BAR=y\n`;
  return { files, symbols: SYMBOLS };
}

function makeKconfig(random: Random): string {
  const expression = () => random.pick(['FOO', '!FOO', 'BAR', 'FOO && BAR', 'FOO || !BAR', '!(FOO || BAR)']);
  const entries = ['config FOO\n\tbool "foo"\n', 'config BAR\n\tbool "bar"\n'];
  for (const symbol of ['BAZ', 'QUX']) {
    const lines = [
      `\tdepends on ${expression()}\n`,
      `\tdefault y if ${expression()}\n`,
      '\thelp\n\t  Some help.\n',
    ];
    const own = lines.filter(() => random.once(2)).join('');
    const entry = `config ${symbol}\n\tbool "${symbol.toLowerCase()}"\n${own}`;
    entries.push(random.once(3) ? `if ${expression()}\n\n${entry}\nendif\n` : entry);
  }
  return entries.join('\n');
}

function makeMakefile(random: Random, count: number): string {
  return Array.from({ length: count }, (_, i) => {
    const line = `obj-${random.pick(['y', '$(CONFIG_BAR)', 'y'])} += file${i}.o\n`;
    return random.once(3) ? `ifdef CONFIG_FOO\n${line}else\n${line}endif\n` : line;
  }).join('');
}

/** C whose names are declared in every configuration: all that conditionals hold are statements. */
function makeSource(random: Random, index: number): string {
  const symbol = () => `CONFIG_${random.pick(['FOO', 'FOO', ...SYMBOLS])}`;
  const condition = (depth: number): string => {
    const choice = random.below(depth > 2 ? 3 : 6);
    if (choice < 2) return `defined(${symbol()})`;
    if (choice === 2) return `IS_ENABLED(${symbol()})`;
    if (choice === 3) return `!${wrapped(() => condition(depth + 1))}`;
    const [left, right] = [wrapped(() => condition(depth + 1)), wrapped(() => condition(depth + 1))];
    return `${left} ${choice === 4 ? '&&' : '||'} ${right}`;
  };
  const expression = (depth: number): string => {
    const choice = random.below(depth > 2 ? 4 : 9);
    if (choice < 2) return `IS_ENABLED(${symbol()})`;
    if (choice === 2) return random.pick(['a', 'b', '0', '1', '7']);
    if (choice === 3) return `use(${random.below(9)})`;
    if (choice === 4) return `!${wrapped(() => expression(depth + 1))}`;
    if (choice === 5)
      return `${wrapped(() => expression(depth + 1))} ? ${wrapped(() => expression(depth + 1))} : ${wrapped(() => expression(depth + 1))}`;
    const [left, right] = [wrapped(() => expression(depth + 1)), wrapped(() => expression(depth + 1))];
    return `${left} ${random.pick(['&&', '||', '==', '+', '<'])} ${right}`;
  };
  const wrapped = (make: () => string): string => `(${make()})`;
  const block = (depth: number, tabs: string): string =>
    Array.from({ length: 1 + random.below(3) }, () => statement(depth, tabs)).join('');
  const statement = (depth: number, tabs: string): string => {
    const inner = `${tabs}\t`;
    switch (random.below(depth > 3 ? 3 : 11)) {
      case 0:
        return `${tabs}use(${random.below(99)});\n`;
      case 1:
        return `${tabs}a = ${expression(1)};\n`;
      case 2:
        return `${tabs}b += use(a);\n`;
      case 3:
        return `#ifdef ${symbol()}\n${block(depth + 1, tabs)}#endif\n`;
      case 4:
        return `#ifndef ${symbol()}\n${block(depth + 1, tabs)}#else\n${block(depth + 1, tabs)}#endif\n`;
      case 5:
        return `#if ${condition(0)}\n${block(depth + 1, tabs)}#elif ${condition(0)}\n${block(depth + 1, tabs)}#else\n${block(depth + 1, tabs)}#endif\n`;
      case 6:
        return `${tabs}if (${expression(0)}) {\n${block(depth + 1, inner)}${tabs}}\n`;
      case 7:
        return `${tabs}if (${expression(0)}) {\n${block(depth + 1, inner)}${tabs}} else {\n${block(depth + 1, inner)}${tabs}}\n`;
      case 8:
        return `${tabs}if (${expression(0)})\n${inner}use(${random.below(99)});\n${tabs}else if (${expression(0)})\n${inner}use(${random.below(99)});\n`;
      case 9:
        return `${tabs}while (${expression(0)} && use(1)) {\n${block(depth + 1, inner)}${random.once(2) ? `${inner}break;\n` : ''}${tabs}}\n`;
      default:
        return `${tabs}switch (use(${random.below(9)})) {\n${tabs}case 1:\n${block(depth + 1, inner)}${inner}break;\n${tabs}default:\n${block(depth + 1, inner)}${tabs}}\n`;
    }
  };
  const helper = `static int helper${index}(int a)\n{\n\tint b = 0;\n\n${block(1, '\t')}\treturn a + b;\n}\n`;
  const use = random.once(2)
    ? `\tif (IS_ENABLED(${symbol()}))\n\t\ta = helper${index}(a);\n`
    : `#ifdef ${symbol()}\n\ta = helper${index}(a);\n#endif\n`;
  const attribute = helper.replace('static int', 'static __attribute__((unused)) int');
  return `int use(int);\n\n${random.once(2) ? attribute : helper}\nint entry${index}(int a)\n{\n\tint b = 1;\n\n${use}${block(0, '\t')}\treturn ${expression(0)} + a + b;\n}\n`;
}
