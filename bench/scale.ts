import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { drawSymbols } from './draw-symbols.js';
import { batchJob, exciseJob, FIRST_RULE, writeNeverRules, type Job } from './jobs.js';
import { measure, median } from './measure.js';
import { renderLines, type Point } from './render-lines.js';
import { makeScaledTree } from './scaled-tree.js';

const RULES = [1, 10, 100, 1000];
/** Sixteenths of the tree. */
const TREES = [1, 4, 16, 32];

export interface ScaleOptions {
  readonly rounds: number;
  readonly seed: number;
}

/**
 * What a run costs against the number of rules on one tree, and against the size of the tree for one rule.
 * @param folder for what is made on the way.
 * @returns a table in Markdown and charts by the names of their files.
 */
export function measureScale(
  tree: string,
  folder: string,
  { rounds, seed }: ScaleOptions,
): { readonly table: string; readonly charts: readonly (readonly [name: string, svg: string])[] } {
  const symbols = drawSymbols(tree, seed);
  const byRules = RULES.map((count): Point => {
    const path = join(folder, `${count}.yaml`);
    writeNeverRules(path, symbols.slice(0, count));
    // A thousand rules take minutes: one run says enough.
    return measureMedian(count, batchJob('', path, tree), count < 1000 ? rounds : 1);
  });
  const first = join(folder, 'first.yaml');
  writeFileSync(first, FIRST_RULE);
  const byTrees = TREES.map((sixteenths): Point => {
    const own = join(folder, `tree-${sixteenths}`);
    mkdirSync(own);
    makeScaledTree(tree, own, sixteenths);
    const point = measureMedian(sixteenths / 16, exciseJob('', first, own), rounds);
    rmSync(own, { recursive: true });
    return point;
  });
  const title = `${basename(tree)}, ${availableParallelism()} cores, medians of ${rounds}, seed ${seed}, load ${loadavg()[0]!.toFixed(1)}`;
  const table = [
    title,
    '',
    ...tableOf('rules', byRules),
    '',
    ...tableOf('times the kernel, the first rule', byTrees),
    '',
  ].join('\n');
  return {
    table,
    charts: [
      ['scale-rules.svg', renderLines(`against the number of rules: ${title}`, byRules)],
      ['scale-tree.svg', renderLines(`against the size of the tree: ${title}`, byTrees)],
    ],
  };
}

function measureMedian(x: number, job: Job, rounds: number): Point {
  const costs = Array.from({ length: rounds }, () => measure(job));
  const point = {
    x,
    seconds: median(costs.map(({ seconds }) => seconds)),
    cpuSeconds: median(costs.map(({ cpuSeconds }) => cpuSeconds)),
    megabytes: Math.max(...costs.map(({ megabytes }) => megabytes)),
  };
  console.error(`${x}: ${point.seconds.toFixed(2)} s, CPU ${point.cpuSeconds.toFixed(2)} s`);
  return point;
}

function tableOf(what: string, points: readonly Point[]): string[] {
  const rows = points.map(({ x, seconds, cpuSeconds, megabytes }) => [
    `${x}`,
    seconds.toFixed(2),
    cpuSeconds.toFixed(2),
    (cpuSeconds / x).toFixed(2),
    megabytes.toFixed(0),
  ]);
  const cells = [
    [what, 'clock, s', 'CPU, s', 'CPU, s for one', 'peak, MB'],
    ['---:', '---:', '---:', '---:', '---:'],
    ...rows,
  ];
  return cells.map((row) => `| ${row.join(' | ')} |`);
}
