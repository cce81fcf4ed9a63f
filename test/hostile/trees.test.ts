import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { plantTree, runCli, runOnTree, type Tree } from './support.js';

const IFDEF = '#ifdef CONFIG_FOO\nint a;\n#endif\n';

/** Files of one run, each a small form of its trouble; none may keep the others from being read. */
const SMALL: Tree = {
  'bytes.c': `${Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)).join('')}\n${IFDEF}`,
  'nul.c': `int b\0;\n${IFDEF}\0`,
  'latin1.c': `/* \xe9\xff */\n${IFDEF}`,
  'crlf.c': IFDEF.replaceAll('\n', '\r\n'),
  'mixed.c': '#ifdef CONFIG_FOO\r\nint a;\n#else\nint b;\r\n#endif\n',
  'cr.c': '#ifdef CONFIG_FOO\rint a;\r#endif\r',
  'no-end.c': IFDEF.trimEnd(),
  'comment.c': `${IFDEF}/* open\n`,
  'string.c': `char *s = "open\n${IFDEF}`,
  'character.c': `int c = '\n${IFDEF}`,
  'open-if.c': '#ifdef CONFIG_FOO\nint a;\n',
  'stray.c': `#endif\n#else\n#elif\n${IFDEF}`,
  'recursive.c':
    '#define A B\n#define B A\n#define F(x) F(x)\nint f(void) { return A && F(1) && IS_ENABLED(CONFIG_FOO); }\n',
  'empty.c': '',
  Makefile: 'A = $(B)\nB = $(A)\nobj-$(CONFIG_FOO) += $(A).o\nobj-$(CONFIG_FOO\n',
  'Kconfig.loop': 'source "Kconfig.pool"\nsource "Kconfig.loop"\n',
  'Kconfig.pool': 'source "Kconfig.loop"\nsource "none/Kconfig"\nsource "/etc/passwd"\nif FOO\n',
  'Kconfig.deep':
    'source "../../../../etc/passwd"\nconfig X\n\tbool "x\n\tdepends on FOO\0 &&\nendif\nendmenu\n',
  x_defconfig: 'CONFIG_FOO=y\n# CONFIG_FOO is not set\nCONFIG_FOO=\nCONFIG_FOO',
};

test('files of every kind stand side by side', () => {
  for (const value of ['y', 'n']) {
    const { status, stderr, stdout } = runOnTree(SMALL, value);
    assert.ok(status === 0 || status === 1, stderr);
    assert.doesNotMatch(stderr, /bug of the tool/);
    assert.match(stdout, /"path":"crlf\.c"/);
    assert.match(stdout, /"path":"latin1\.c"/);
  }
});

const deep = (open: string, inside: string, close: string, count = 3000) =>
  open.repeat(count) + inside + close.repeat(count);
const USE = 'IS_ENABLED(CONFIG_FOO)';

/** The same with nesting and length, in as small a form as overflows what recurses. */
const DEEP: Tree = {
  'parens.c': `int f(void) { return ${deep('(', USE, ')')}; }\n`,
  'braces.c': `int f(void) ${deep('{', `if (${USE}) g();`, '}')}\n`,
  'nots.c': `int f(void) { return ${deep('!', USE, '')}; }\n`,
  'initializers.c': `struct s a = ${deep('{', USE, '}')};\n`,
  'chain.c': `int f(int x) { ${deep(`if (x == ${USE}) g(); else `, 'h();', '')} }\n`,
  'ternary.c': `int f(int x) { return ${deep(`${USE} ? 1 : `, 'x', '')}; }\n`,
  'and.c': `int f(int x) { return ${deep(`${USE} && `, 'x', '')}; }\n`,
  'calls.c': `int f(int x) { return ${deep('g(', USE, ')')}; }\n`,
  'ifs.c': deep('#if A\n', IFDEF, '#endif\n'),
  'ifdefs.c': deep('#ifdef CONFIG_FOO\n', 'int a;\n', '#endif\n'),
  'elifs.c': `#if A\n${deep('#elif defined(CONFIG_FOO) && B\n', '', '')}#endif\n`,
  'condition.c': `#if ${deep('(', 'defined(CONFIG_FOO)', ')')}\nint a;\n#endif\n`,
  'conditions.c': `#if ${deep('defined(CONFIG_FOO) && ', 'X', '')}\nint a;\n#endif\n`,
  'splices.c': `#ifdef ${'\\\n'.repeat(3000)}CONFIG_FOO\nint a;\n#endif\n`,
  'comments.c': `${'/**/'.repeat(3000)}\n${IFDEF}`,
  'macro.c': `#define M(x) \\\n${'\tf(x); \\\n'.repeat(3000)}\tif (${USE}) g(x)\n`,
  'mentions.c': 'CONFIG_FOO '.repeat(3000),
  'a/Kconfig': deep('if BAR\n', 'config X\n\tbool "x"\n\tdepends on FOO\n', 'endif\n'),
  'b/Kconfig': deep('menu "m"\n', 'config Y\n\tbool "x"\n\tdepends on FOO\n', 'endmenu\n'),
  'c/Kconfig': `config Z\n\tbool "x"\n\tdepends on ${deep('(', 'FOO', ')')}\n`,
  'd/Kconfig': `config W\n\tbool "x"\n\tdepends on ${deep('!', 'FOO', '')}\n`,
  'e/Kconfig': `config V\n\tbool "x"\n\tdepends on ${deep('FOO && BAR || ', 'BAR', '')}\n`,
  'f/Kconfig': `config U\n\tbool "x"\n${'\tdepends on FOO\n'.repeat(3000)}`,
  'a/Makefile': deep('ifdef CONFIG_BAR\n', 'obj-$(CONFIG_FOO) += a.o\n', 'endif\n'),
  'b/Makefile': `x := ${deep('$(if $(CONFIG_FOO),', 'a', ')')}\n`,
  'c/Makefile': `ifdef CONFIG_BAR\n${deep('else ifdef CONFIG_FOO\n', '', '')}endif\n`,
  'd/Makefile': `obj-$(CONFIG_FOO) += \\\n${'\ta.o \\\n'.repeat(3000)}\tb.o\n`,
};

test('nesting of 3,000 and lists of 3,000 overflow nothing', () => {
  for (const value of ['y', 'n']) {
    const { status, stderr, stdout } = runOnTree(DEEP, value);
    assert.ok(status === 0 || status === 1, stderr);
    assert.doesNotMatch(stderr, /bug of the tool/);
    assert.match(stdout, /"path":"ifdefs\.c"/);
  }
});

test('what is named 150,000 times overflows nothing', () => {
  const lines = (count: number, line: string) => `${line}\n`.repeat(count);
  const trees = {
    'a/Kconfig': `config Z\n\tbool "z"\n${lines(150_000, '# CONFIG_FOO')}`,
    'b.rst': lines(150_000, 'CONFIG_FOO'),
  };
  const { status, stderr, leftovers } = runOnTree(trees, 'y');
  assert.equal(status, 0, stderr);
  assert.equal(leftovers.length, 300_000);
});

test('links, pipes, sockets, odd names', () => {
  const root = plantTree({ 'a.c': IFDEF, 'd/b.c': IFDEF, 'd/new\nline "quoted".c': IFDEF });
  try {
    symlinkSync('a.c', join(root, 'link.c'));
    symlinkSync('.', join(root, 'loop'));
    symlinkSync('..', join(root, 'd/up'));
    symlinkSync('/etc', join(root, 'out'));
    symlinkSync('nowhere', join(root, 'broken.c'));
    assert.equal(spawnSync('mkfifo', [join(root, 'fifo.c')]).status, 0);
    const bytes = Buffer.concat([Buffer.from(`${root}/d/`), Buffer.from([0xff, 0xfe, 0x2e, 0x63])]);
    writeFileSync(bytes, IFDEF);
    writeFileSync(join(root, `${'n'.repeat(253)}.c`), IFDEF);
    const { status, stdout, stderr } = runCli(['--remove-config', 'FOO=y', '-C', root, '--stat']);
    assert.equal(status, 0, stderr);
    assert.match(stderr + stdout, /6 files changed/);
    const patch = runCli(['--remove-config', 'FOO=y', '-C', root]).stdout;
    const applied = spawnSync('git', ['apply', '--check', '-'], {
      cwd: root,
      input: Buffer.from(patch, 'latin1'),
    });
    assert.equal(applied.status, 0, applied.stderr.toString());
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test('what can not be read is a leftover', () => {
  const root = plantTree({ 'a.c': IFDEF, 'b.c': IFDEF, 'd/e/c.c': IFDEF });
  try {
    chmodSync(root, 0o755);
    chmodSync(join(root, 'b.c'), 0);
    chmodSync(join(root, 'd/e'), 0);
    // Nothing is unreadable to root.
    const user = process.getuid?.() === 0 ? { uid: 65534 } : {};
    const { status, leftovers, stderr } = runCli(['--remove-config', 'FOO=y', '-C', root, '--json'], user);
    assert.equal(status, 0, stderr);
    assert.deepEqual(leftovers, ['b.c unreadable', 'd/e/ unreadable']);
  } finally {
    chmodSync(join(root, 'd/e'), 0o755);
    rmSync(root, { recursive: true, force: true });
  }
});

test('trees that are none', () => {
  const root = plantTree({ 'file.c': 'x' });
  try {
    mkdirSync(join(root, 'empty'));
    const on = (tree: string) => runCli(['--remove-config', 'FOO=y', '-C', tree]);
    for (const tree of ['file.c', 'nowhere', 'empty', '/dev/null'].map((name) => join(root, name))) {
      const { status, stdout, stderr } = on(tree);
      assert.equal(status, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, /^(?:.*: error|excise): .+\n$/);
      assert.doesNotMatch(stderr, /bug of the tool/);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test('files that vanish or change while the tree is read', async () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`d${i % 7}/f${i}.c`, IFDEF]));
  const root = plantTree(files);
  const done = new Promise<void>((resolve) => {
    // Another process: this one waits for the tool.
    const script = `
      const fs = require('node:fs'); const end = Date.now() + 1500; let i = 0;
      while (Date.now() < end) {
        const path = process.argv[1] + '/d' + (i % 7) + '/f' + i % 300 + '.c'; i++;
        try { if (i % 3) fs.unlinkSync(path); else fs.writeFileSync(path, '#ifdef CONFIG_FOO\\n'); } catch {}
      }`;
    const child = spawn(process.execPath, ['-e', script, root], { stdio: 'ignore' });
    child.on('exit', () => resolve());
  });
  try {
    const { status, stderr } = runCli(['--remove-config', 'FOO=y', '-C', root, '--stat']);
    assert.ok(status === 0 || status === 1 || status === 2, stderr);
    assert.doesNotMatch(stderr, /bug of the tool/);
  } finally {
    await done;
    rmSync(root, { recursive: true, force: true });
  }
});

test('one job reads the same', () => {
  const files = { ...SMALL, 'large.c': `${'int x;\n'.repeat(20_000)}${IFDEF}` };
  const one = runOnTree(files, 'y', '--jobs', '1');
  const two = runOnTree(files, 'y', '--jobs', '2');
  const changes = (text: string) => text.replace(/"tree":"[^"]*"/, '').replace(/\/tmp\/[^"]*/g, '');
  assert.equal(changes(one.stdout), changes(two.stdout));
});
