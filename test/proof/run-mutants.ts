import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { classifyFile } from '../../src/lang/file-kind.js';
import { describeChange, goneFilesOf, proveBuildFile, statementsOf } from '../../src/plan/prove-settings.js';
import { proveKconfig } from '../../src/proof/kconfig/prove-kconfig.js';
import type { DocumentResult } from '../../src/result.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { runDocument } from '../../src/run-document.js';
import { layOver, openTree, readText, type TreeView } from '../../src/scan/tree-view.js';
import type { Pool } from '../../src/workers/pool.js';
import { meansTheSame } from './kconfig-oracle.js';
import { isSameMakefile, MAKEFILE_OPERATORS, mutateMakefile } from './mutate-makefile.js';
import { KCONFIG_OPERATORS, mutateKconfig } from './mutate-kconfig.js';

/** What a document did to a tree: what mutants are made from. */
export interface ProvedRun {
  readonly name: string;
  readonly tree: TreeView;
  readonly result: DocumentResult;
}

/** Runs the rule of each folder below `cases` (rule.yaml, input/) that can be run. */
export async function runCases(cases: string, pool: Pool): Promise<ProvedRun[]> {
  const runs: ProvedRun[] = [];
  for (const name of readdirSync(cases).sort()) {
    const folder = join(cases, name);
    if (existsSync(join(folder, 'stderr'))) continue;
    runs.push(...(await runRule(name, join(folder, 'rule.yaml'), join(folder, 'input'), pool)));
  }
  return runs;
}

/** Runs the documents of a rule file, each on the result of the one before. */
export async function runRule(name: string, rule: string, root: string, pool: Pool): Promise<ProvedRun[]> {
  const runs: ProvedRun[] = [];
  let tree = openTree(root);
  for (const document of loadRules([rule])) {
    const result = await runDocument(tree, document, { pool, cascade: document.cascade });
    runs.push({ name, tree, result });
    tree = layOver(
      tree,
      new Map(
        result.changes.map((change) => [
          change.path,
          change.status === 'deleted' ? null : applyEdits(change.before, change.edits),
        ]),
      ),
    );
  }
  return runs;
}

export interface Tally {
  killed: number;
  survived: number;
  /** Mutants that mean the same, so that nothing is wrong with them. */
  equal: number;
}

export interface MutationReport {
  readonly tallies: ReadonlyMap<string, Tally>;
  /** A line about each mutant that was taken for right. */
  readonly survivors: readonly string[];
}

/** Makes `each` mutants per operator and changed Kconfig file of the runs, and lets the proof judge them. */
export function mutateKconfigRuns(
  runs: readonly ProvedRun[],
  each: number,
  random: () => number,
): MutationReport {
  const tallies = new Map(
    KCONFIG_OPERATORS.map((operator): [string, Tally] => [operator, { killed: 0, survived: 0, equal: 0 }]),
  );
  const survivors: string[] = [];
  for (const { name, tree, result } of runs) {
    const changes = result.changes.filter(({ path }) => classifyFile(path) === 'kconfig');
    const modified = changes.filter(({ status }) => status === 'modified');
    if (modified.length === 0) continue;
    const texts = readKconfigTexts(tree);
    const statements = statementsOf({ document: result.document, derived: result.facts });
    const gone = new Set(
      [...statements.removed, ...statements.replaced].map((one) => one.name).concat(statements.derived),
    );
    const asked = changes.map((change) => describeChange(change, result.leftovers));
    for (const change of modified) {
      const right = applyEdits(change.before, change.edits);
      const judged = new Set<string>();
      for (const operator of KCONFIG_OPERATORS) {
        for (let i = 0; i < each; i++) {
          const mutant = mutateKconfig(change, operator, random);
          if (!mutant || judged.has(mutant.after)) continue;
          judged.add(mutant.after);
          const tally = tallies.get(operator)!;
          if (meansTheSame(right, mutant.after, gone) && !namesGone(right, mutant.after, gone)) {
            tally.equal++;
            continue;
          }
          const wrong = asked.map((one) =>
            one.path === change.path ? { ...one, after: mutant.after } : one,
          );
          if (proveKconfig(wrong, texts, statements).length > 0) tally.killed++;
          else {
            tally.survived++;
            survivors.push(`${name} ${change.path}: ${operator}\n${differenceOf(right, mutant.after)}`);
          }
        }
      }
    }
  }
  return { tallies, survivors };
}

/** The same for makefiles and configurations, which are proved one by one. */
export async function mutateBuildRuns(
  runs: readonly ProvedRun[],
  each: number,
  random: () => number,
): Promise<MutationReport> {
  const tallies = new Map(
    MAKEFILE_OPERATORS.map((operator): [string, Tally] => [operator, { killed: 0, survived: 0, equal: 0 }]),
  );
  const survivors: string[] = [];
  for (const { name, tree, result } of runs) {
    const { document, facts: derived, leftovers } = result;
    const known = { leftovers, kconfigTexts: readKconfigTexts(tree) };
    const statements = statementsOf({ document, derived });
    const goneFiles = goneFilesOf({ document, derived }, result.changes);
    for (const change of result.changes) {
      const kind = classifyFile(change.path);
      if (change.status === 'deleted' || (kind !== 'kbuild' && kind !== 'defconfig')) continue;
      const right = applyEdits(change.before, change.edits);
      const judged = new Set<string>();
      for (const operator of MAKEFILE_OPERATORS) {
        for (let i = 0; i < each; i++) {
          const mutant = mutateMakefile(change, operator, random);
          if (mutant === undefined || judged.has(mutant)) continue;
          judged.add(mutant);
          const tally = tallies.get(operator)!;
          if (isSameMakefile(right, mutant)) {
            tally.equal++;
            continue;
          }
          const { before } = change;
          const edits = [{ start: 0, end: before.length, text: mutant, cause: '' }];
          const broken = await proveBuildFile({ ...change, edits }, known, statements, goneFiles);
          if (broken.length > 0) tally.killed++;
          else {
            tally.survived++;
            survivors.push(`${name} ${change.path}: ${operator}\n${differenceOf(right, mutant)}`);
          }
        }
      }
    }
  }
  return { tallies, survivors };
}

/** Whether the mutant names a symbol that is gone where the right text doesn't. */
function namesGone(right: string, mutant: string, gone: ReadonlySet<string>): boolean {
  const count = (text: string) =>
    (text.replace(/^\s*#.*/gm, '').match(/\w+/g) ?? []).filter((word) => gone.has(word)).length;
  return count(mutant) > count(right);
}

function readKconfigTexts(tree: TreeView): Map<string, string> {
  const paths = tree.paths.filter((path) => classifyFile(path) === 'kconfig');
  return new Map(paths.map((path) => [path, readText(tree, path)]));
}

function differenceOf(a: string, b: string): string {
  const [left, right] = [a.split('\n'), b.split('\n')];
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end))
    end++;
  const part = (lines: readonly string[], sign: string) =>
    lines
      .slice(start, lines.length - end)
      .slice(0, 12)
      .map((line) => `    ${sign}${line}`);
  return [
    ...left.slice(Math.max(0, start - 3), start).map((line) => `     ${line}`),
    ...part(left, '-'),
    ...part(right, '+'),
  ].join('\n');
}

/** One line per operator, and the kill rate. */
export function printReport({ tallies, survivors }: MutationReport): {
  readonly text: string;
  readonly rate: number;
} {
  let killed = 0;
  let survived = 0;
  const lines: string[] = [];
  for (const [operator, tally] of tallies) {
    killed += tally.killed;
    survived += tally.survived;
    lines.push(`${operator}: ${tally.killed} caught, ${tally.survived} missed, ${tally.equal} mean the same`);
  }
  const rate = killed + survived === 0 ? 1 : killed / (killed + survived);
  lines.push(...survivors, `${killed} of ${killed + survived} caught: ${(100 * rate).toFixed(2)} %`);
  return { text: lines.join('\n'), rate };
}
