import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { classifyFile } from '../../src/lang/file-kind.js';
import { readText, type TreeView } from '../../src/scan/tree-view.js';

/** What the kernel's reader makes of a tree: its exit status, its warnings, and the values it gives to symbols. */
export interface Reading {
  readonly status: number | null;
  readonly warnings: ReadonlySet<string>;
  /** The same with line numbers, in order. */
  readonly lines: readonly string[];
  /** By symbol, without CONFIG_; what isn't set is absent. */
  readonly values: ReadonlyMap<string, string>;
}

export type Mode = 'alldefconfig' | 'allyesconfig' | 'allmodconfig' | 'allnoconfig';

/** Whether the machine has what building the reader takes. */
export function hasTools(): boolean {
  return ['flex', 'bison', 'cc'].every(
    (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0,
  );
}

/** Copies what the reader needs (Kconfig files and scripts) into a folder, and builds it there. */
export function prepareReader(tree: TreeView, folder: string): void {
  for (const path of tree.paths) {
    if (classifyFile(path) !== 'kconfig') continue;
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), readText(tree, path), 'latin1');
  }
  for (const part of ['scripts', 'Makefile', 'tools/build', 'tools/scripts']) {
    // Kconfig files in them are there already, as the tree's view has them.
    cpSync(join(tree.root, part), join(folder, part), { recursive: true, force: false });
  }
  const kconfig = join(folder, 'scripts/kconfig');
  const run = (command: string, args: string[]) =>
    execFileSync(command, args, { cwd: kconfig, stdio: 'pipe' });
  run('flex', ['-olexer.lex.c', '-L', 'lexer.l']);
  run('bison', ['-o', 'parser.tab.c', '--defines=parser.tab.h', '-t', '-l', 'parser.y']);
  const parts = [
    'conf',
    'confdata',
    'expr',
    'lexer.lex',
    'menu',
    'parser.tab',
    'preprocess',
    'symbol',
    'util',
  ];
  const sources = parts.map((part) => `${part}.c`).filter((source) => existsSync(join(kconfig, source)));
  run('cc', ['-O1', '-w', '-I.', `-I${join(folder, 'scripts/include')}`, ...sources, '-o', 'conf']);
}

/** Runs `scripts/kconfig/conf --MODE Kconfig` for an architecture. */
export function readKconfig(folder: string, arch: string, mode: Mode): Reading {
  const config = join(folder, `.config-${arch}`);
  const result = spawnSync(join(folder, 'scripts/kconfig/conf'), [`--${mode}`, 'Kconfig'], {
    cwd: folder,
    encoding: 'latin1',
    env: {
      ...process.env,
      srctree: '.',
      ARCH: arch,
      SRCARCH: arch,
      CC: 'gcc',
      LD: 'ld',
      NM: 'nm',
      OBJCOPY: 'objcopy',
      RUSTC: 'false',
      BINDGEN: 'false',
      PAHOLE: 'false',
      HOSTCC: 'gcc',
      HOSTCXX: 'g++',
      KERNELVERSION: /^VERSION = (\d+)/m.exec(readFileSync(join(folder, 'Makefile'), 'latin1'))![1]!,
      CC_VERSION_TEXT: 'gcc',
      RUSTC_VERSION_TEXT: 'rustc',
      PAHOLE_VERSION: '0',
      KCONFIG_CONFIG: config,
    },
    maxBuffer: 1 << 28,
  });
  // Line numbers move when lines go: warnings are compared without them.
  const lines = result.stderr.split('\n').filter((line) => line !== '');
  const values = new Map<string, string>();
  if (result.status === 0) {
    for (const [, name, value] of readFileSync(config, 'latin1').matchAll(/^CONFIG_(\w+)=(.*)$/gm)) {
      values.set(name!, value!);
    }
  }
  return {
    status: result.status,
    lines,
    warnings: new Set(lines.map((line) => line.replace(/:\d+:/g, ':'))),
    values,
  };
}
