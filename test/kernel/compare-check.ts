/**
 * Holds `excise check` against the kernel's own tools: what scripts/kconfig/conf, built from the tree, warns of, for
 * four architectures, in the tree as it is and with deliberate mistakes in it; and the symbols that
 * scripts/checkkconfigsymbols.py calls undefined. Every difference must have a known reason (docs/check.md).
 *
 *   node dist/test/kernel/compare-check.js [--tree 6.12|PATH] [--count 40] [--seed 1] [--arch x86 …] [--no-symbols]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkKconfigFiles } from '../../src/check/check-tree.js';
import type { CheckCode, Finding } from '../../src/check/finding.js';
import { openScope } from '../../src/check/kconfig-scope.js';
import { classifyFile } from '../../src/lang/file-kind.js';
import type { KconfigModel } from '../../src/lang/kconfig/model.js';
import { openModel } from '../../src/lang/kconfig/open-model.js';
import { openTree, readText } from '../../src/scan/tree-view.js';
import { openPool } from '../../src/workers/pool.js';
import { compareSymbols } from './compare-symbols.js';
import { makeRandom } from './draw.js';
import { hasTools, prepareReader, readKconfig, type Mode } from './kconfig-conf.js';
import { findKernelTree } from './kernel-tree.js';
import { drawMutations, type Mutation } from './mutate-kconfig.js';

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', default: '6.12' },
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    arch: { type: 'string', multiple: true, default: ['x86', 'arm64', 'powerpc', 's390'] },
    'no-symbols': { type: 'boolean', default: false },
  },
});
const root = findKernelTree(options.tree);
if (root === undefined || !hasTools()) {
  console.log('compare-check: skipped, it needs ../shared/bin/kernel-tree, flex, bison and a C compiler');
  process.exit(0);
}

/** What conf says, and what we call it. What it says beside these isn't about a mistake in a Kconfig file. */
const WARNINGS: readonly (readonly [RegExp, CheckCode])[] = [
  [/config symbol defined without type/, 'no-type'],
  [/ignoring type redefinition|prompt redefined/, 'redefined'],
  [/number is invalid|must be a single symbol|range is|is not contained in the choice/, 'wrong-value'],
  [/uses (?:select|imply), but is|has wrong type/, 'select-wrong-type'],
  [/error: choice member must|defaults for choice values not supported/, 'choice-member'],
  [/recursive dependency detected/, 'dependency-cycle'],
  [/can't open file/, 'missing-source'],
  [
    /syntax error|unknown statement|invalid statement|missing end statement|unexpected|location of the/,
    'unreadable-line',
  ],
];
/** The findings that conf has no word for. */
const OWN: ReadonlySet<CheckCode> = new Set([
  'undefined-symbol',
  'undefined-config-word',
  'unused-symbol',
  'select-choice-member',
  'select-unmet',
  'default-unreachable',
  'depends-never',
]);

const folder = mkdtempSync(join(tmpdir(), 'excise-compare-'));
const tree = openTree(root);
const problems: string[] = [];
console.log(`compare-check: ${root}, seed ${options.seed}`);
try {
  prepareReader(tree, folder);
  const model = openModel(
    tree.paths
      .filter((path) => classifyFile(path) === 'kconfig')
      .map((path) => ({ path, text: readText(tree, path) })),
  );
  comparePristine(model);
  if (Number(options.count) > 0) compareMistakes(model);
  if (!options['no-symbols']) {
    const pool = openPool();
    problems.push(...(await compareSymbols(tree, model, pool)));
    await pool.close();
  }
} finally {
  rmSync(folder, { recursive: true });
}
for (const problem of problems) console.log(`FAILED ${problem}`);
console.log(`${problems.length} differences without a reason`);
process.exitCode = problems.length > 0 ? 1 : 0;

function comparePristine(model: KconfigModel): void {
  const own = checkKconfigFiles(openScope(model)).filter(({ code }) => !OWN.has(code));
  const said = options.arch.flatMap((arch) =>
    (['alldefconfig', 'allyesconfig', 'allnoconfig'] as const).flatMap((mode) => readCodes(arch, mode)),
  );
  console.log(`as it is: conf says ${said.length}, check ${own.length} (of what both know)`);
  for (const line of said) problems.push(`as it is: only conf: ${line}`);
  for (const finding of own) problems.push(`as it is: only check: ${brief(finding)}`);
}

/** `code path` of each warning; an unknown one as it is. */
function readCodes(arch: string, mode: Mode): string[] {
  return readKconfig(folder, arch, mode).lines.flatMap((line) => {
    const code = WARNINGS.find(([pattern]) => pattern.test(line))?.[1];
    // A cycle's message names its files in the lines behind, an error's others are its explanation.
    if (code === 'dependency-cycle') return code;
    return code ? `${code} ${/^([^\s:]+):\d+/.exec(line)?.[1] ?? ''}` : [];
  });
}

/** Mistakes are made in files that every architecture reads; those that conf goes on after, all at once. */
function compareMistakes(model: KconfigModel): void {
  const scope = openScope(model);
  const known = new Set(scope.files.map(({ path }) => path));
  const paths = [...known].filter((path) =>
    /^(?:block|crypto|drivers\/(?:net|i2c|char|mmc|usb)|fs|init|kernel|lib|mm|net|security|sound)\//.test(
      path,
    ),
  );
  const random = makeRandom(Number(options.seed));
  const mutations = drawMutations(model, paths, Number(options.count), random);
  const together = mutations.filter(({ isFatal }) => !isFatal);
  const before = new Set(checkKconfigFiles(scope).map(brief));
  const groups = [together, ...mutations.filter(({ isFatal }) => isFatal).map((one) => [one])];
  let caught = 0;
  for (const [i, group] of groups.entries()) {
    const texts = new Map(group.map(({ path, text }) => [path, text]));
    for (const [path, text] of texts) writeFileSync(join(folder, path), text, 'latin1');
    const mutated = openModel(
      [...model.texts].map(([path, text]) => ({ path, text: texts.get(path) ?? text })),
      model,
    );
    const own = checkKconfigFiles(openScope(mutated)).filter(
      (finding) => !OWN.has(finding.code) && !before.has(brief(finding)),
    );
    // Architectures take turns where a mistake stands alone.
    const archs = group.length > 1 ? options.arch : [options.arch[i % options.arch.length]!];
    for (const arch of archs) compareGroup(group, own, readCodes(arch, 'alldefconfig'), arch);
    caught += group.filter(({ code, path }) =>
      own.some((finding) => finding.code === code && finding.path === path),
    ).length;
    for (const path of texts.keys()) writeFileSync(join(folder, path), model.texts.get(path)!, 'latin1');
  }
  console.log(`${mutations.length} mistakes made: check finds ${caught}`);
}

function compareGroup(
  group: readonly Mutation[],
  own: readonly Finding[],
  said: readonly string[],
  arch: string,
): void {
  const ours = new Set(own.map(({ code, path }) => (code === 'dependency-cycle' ? code : `${code} ${path}`)));
  const theirs = new Set(said);
  const what = group.length === 1 ? `${group[0]!.kind} in ${group[0]!.path}` : `${group.length} mistakes`;
  // A block that stays open is seen by conf where the files end that read this one, too.
  const isOpen = (line: string) =>
    line.startsWith('unreadable-line ') && group.some(({ path }) => ours.has(`unreadable-line ${path}`));
  for (const line of theirs) {
    if (!ours.has(line) && !isOpen(line)) problems.push(`${what}, ${arch}: only conf: ${line}`);
  }
  for (const line of ours) if (!theirs.has(line)) problems.push(`${what}, ${arch}: only check: ${line}`);
}

function brief({ code, symbol, path, message }: Finding): string {
  return `${code} ${symbol} ${path}: ${message}`;
}
