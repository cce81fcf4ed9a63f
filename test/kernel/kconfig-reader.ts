/**
 * The kernel's own Kconfig reader (scripts/kconfig/conf, built from the tree) must accept the result of a removal for
 * several architectures, with the same warnings as before, and must give every other symbol the value that it had
 * where the removed one had the rule's value.
 *
 *   node dist/test/kernel/kconfig-reader.js [--tree 6.12|PATH] [--overlay DIR] [--rule FILE | --symbol X=y]…
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { applyEdits } from '../../src/edit/apply-edits.js';
import type { ConfigFact, Fact } from '../../src/lang/facts.js';
import { classifyFile } from '../../src/lang/file-kind.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { rulesFromOptions } from '../../src/rules/option-rules.js';
import type { RuleDocument } from '../../src/rules/rule-document.js';
import type { DocumentResult } from '../../src/result.js';
import { runDocument } from '../../src/run-document.js';
import { openTree, readText, type TreeView } from '../../src/scan/tree-view.js';
import { walkTree } from '../../src/scan/walk-tree.js';
import { openPool } from '../../src/workers/pool.js';
import { hasTools, prepareReader, readKconfig, type Mode, type Reading } from './kconfig-conf.js';
import { findKernelTree } from './kernel-tree.js';

const ARCHITECTURES = ['x86', 'arm64', 'powerpc', 's390'];
/** Where a symbol is most likely to have the rule's value. */
const MODES: Readonly<Record<string, Mode>> = { y: 'allyesconfig', m: 'allmodconfig', n: 'allnoconfig' };

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', default: '6.12' },
    overlay: { type: 'string' },
    rule: { type: 'string', multiple: true, default: [] },
    symbol: { type: 'string', multiple: true, default: [] },
  },
});
const root = findKernelTree(options.tree);
if (root === undefined || !hasTools()) {
  console.log('kconfig-reader: skipped, it needs ../shared/bin/kernel-tree, flex, bison and a C compiler');
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'excise-kconfig-'));
const tree = openWithOverlay(root, options.overlay);
const pool = openPool();
const readings = new Map<string, Reading>();
let failed = 0;
let passed = 0;
try {
  prepareReader(tree, folder);
  for (const choice of options.symbol) await check(choice, symbolRule(choice));
  for (const file of options.rule) {
    for (const document of loadRules([file])) await check(document.subject ?? file, document);
  }
} finally {
  rmSync(folder, { recursive: true });
  await pool.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** The tree with the files of another folder laid over it. */
function openWithOverlay(base: string, over: string | undefined): TreeView {
  const view = openTree(base);
  if (over === undefined) return view;
  const own = openTree(over);
  const overlay = new Map(walkTree(over).paths.map((path) => [path, readText(own, path)]));
  const paths = [...new Set([...view.paths, ...overlay.keys()])].sort();
  return { ...view, paths, overlay };
}

function symbolRule(choice: string): RuleDocument {
  return rulesFromOptions({ removeConfig: [choice], inherit: [], dropSelects: !choice.endsWith('=n') })[0]!;
}

async function check(name: string, document: RuleDocument): Promise<void> {
  const result = await runDocument(tree, document, { pool, cascade: true });
  const value = configFacts(result.ruleFacts)[0]?.value.value ?? 'n';
  const modes = ['alldefconfig', MODES[value] ?? 'allyesconfig'] as const;
  for (const arch of ARCHITECTURES) for (const mode of modes) readBefore(arch, mode);
  const restore = applyKconfig(result);
  for (const arch of ARCHITECTURES) {
    for (const mode of modes) report(`${name} on ${arch}, ${mode}`, compare(arch, mode, result));
  }
  restore();
}

function report(what: string, problems: readonly string[]): void {
  console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${what}`);
  for (const problem of problems.slice(0, 20)) console.log(`       ${problem}`);
  if (problems.length === 0) passed++;
  else failed++;
}

function readBefore(arch: string, mode: Mode): Reading {
  const key = `${arch} ${mode}`;
  const known = readings.get(key) ?? readKconfig(folder, arch, mode);
  readings.set(key, known);
  return known;
}

/** Writes the Kconfig changes to the copy; what it returns takes them back. */
function applyKconfig(result: DocumentResult): () => void {
  const changes = result.changes.filter(({ path }) => classifyFile(path) === 'kconfig');
  for (const { path, status, before, edits } of changes) {
    if (status === 'deleted') rmSync(join(folder, path));
    else writeFileSync(join(folder, path), applyEdits(before, edits), 'latin1');
  }
  return () => {
    for (const { path, before } of changes) writeFileSync(join(folder, path), before, 'latin1');
  };
}

function compare(arch: string, mode: Mode, result: DocumentResult): string[] {
  const before = readBefore(arch, mode);
  const after = readKconfig(folder, arch, mode);
  const problems = [...after.warnings].filter((warning) => !before.warnings.has(warning));
  if (after.status !== before.status) problems.push(`conf ends with ${String(after.status)}`);
  const stated = configFacts(result.ruleFacts);
  if (!stated.every((fact) => before.values.get(fact.name) === spelled(fact))) return problems;
  const settled = new Set(
    [...stated, ...configFacts(result.facts.map(({ fact }) => fact))].map(({ name }) => name),
  );
  for (const name of new Set([...before.values.keys(), ...after.values.keys()])) {
    const [old, now] = [before.values.get(name), after.values.get(name)];
    if (old !== now && !settled.has(name)) problems.push(`${name} was ${String(old)}, is ${String(now)}`);
  }
  return problems;
}

function configFacts(facts: readonly Fact[]): ConfigFact[] {
  return facts.filter((fact): fact is ConfigFact => fact.kind === 'config');
}

/** The value as .config has it; what is n isn't there. */
function spelled({ value }: ConfigFact): string | undefined {
  if (value.kind === 'tristate') return value.value === 'n' ? undefined : value.value;
  return /^-?\w+$/.test(value.value) && !Number.isNaN(Number(value.value))
    ? value.value
    : JSON.stringify(value.value);
}
