/**
 * The kernel's own Kconfig reader (scripts/kconfig/conf, built from the tree) must accept the result of a removal, for
 * several architectures and with the same warnings as before.
 *
 *   node dist/test/kernel/kconfig-reader.js [--tree 6.12|PATH] [--rule FILE | --symbol X=y]…
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { classifyFile } from '../../src/lang/file-kind.js';
import { rulesFromOptions } from '../../src/rules/option-rules.js';
import { runDocument } from '../../src/run-document.js';
import { openTree, readText } from '../../src/scan/tree-view.js';
import { openPool } from '../../src/workers/pool.js';
import { findKernelTree } from './kernel-tree.js';

const ARCHITECTURES = ['x86', 'arm64', 'powerpc', 's390'];

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', default: '6.12' },
    symbol: { type: 'string', multiple: true, default: [] },
  },
});
const root = findKernelTree(options.tree);
if (root === undefined || !hasTools()) {
  console.log('kconfig-reader: skipped, it needs ../shared/bin/kernel-tree, flex, bison and a C compiler');
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'excise-kconfig-'));
const tree = openTree(root);
const pool = openPool();
let failed = 0;
let passed = 0;
try {
  copyTree();
  const before = new Map(ARCHITECTURES.map((arch) => [arch, readKconfig(arch)]));
  for (const symbol of options.symbol) {
    const rule = rulesFromOptions({
      removeConfig: [symbol],
      inherit: [],
      dropSelects: symbol.endsWith('=y'),
    })[0]!;
    const result = await runDocument(tree, rule, { pool, cascade: true });
    const changes = result.changes.filter((change) => existsSync(join(folder, change.path)));
    for (const { path, status, before: text, edits } of changes) {
      if (status === 'deleted') rmSync(join(folder, path));
      else writeFileSync(join(folder, path), applyEdits(text, edits), 'latin1');
    }
    for (const arch of ARCHITECTURES) {
      const [old, now] = [before.get(arch)!, readKconfig(arch)];
      const fresh = [...now.warnings].filter((warning) => !old.warnings.has(warning));
      const fine = now.status === old.status && fresh.length === 0;
      console.log(
        `${fine ? 'ok    ' : 'FAILED'} ${symbol} on ${arch}: ${now.warnings.size} warnings, ${fresh.length} new`,
      );
      for (const line of fresh.slice(0, 10)) console.log(`       ${line}`);
      if (fine) passed++;
      else failed++;
    }
    for (const { path, before: text } of changes) writeFileSync(join(folder, path), text, 'latin1');
  }
} finally {
  rmSync(folder, { recursive: true });
  await pool.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function hasTools(): boolean {
  return ['flex', 'bison', 'cc'].every(
    (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0,
  );
}

/** Copies what the reader needs (Kconfig files and scripts), and builds it. */
function copyTree(): void {
  for (const path of tree.paths) {
    if (classifyFile(path) !== 'kconfig') continue;
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), readText(tree, path), 'latin1');
  }
  for (const part of ['scripts', 'Makefile', 'tools/build', 'tools/scripts']) {
    cpSync(join(root!, part), join(folder, part), { recursive: true });
  }
  const kconfig = join(folder, 'scripts/kconfig');
  const run = (command: string, args: string[]) =>
    execFileSync(command, args, { cwd: kconfig, stdio: 'pipe' });
  run('flex', ['-olexer.lex.c', '-L', 'lexer.l']);
  run('bison', ['-o', 'parser.tab.c', '--defines=parser.tab.h', '-t', '-l', 'parser.y']);
  const sources = [
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
  run('cc', [
    '-O1',
    '-w',
    '-I.',
    `-I${join(folder, 'scripts/include')}`,
    ...sources.map((s) => `${s}.c`),
    '-o',
    'conf',
  ]);
}

function readKconfig(arch: string): { status: number | null; warnings: Set<string> } {
  const result = spawnSync(join(folder, 'scripts/kconfig/conf'), ['--alldefconfig', 'Kconfig'], {
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
      KCONFIG_CONFIG: join(folder, `.config-${arch}`),
    },
    maxBuffer: 1 << 28,
  });
  // Line numbers move when lines go: warnings are compared without them.
  const lines = result.stderr.split('\n').filter((line) => line !== '');
  return { status: result.status, warnings: new Set(lines.map((line) => line.replace(/:\d+:/g, ':'))) };
}
