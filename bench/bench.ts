/**
 * What excise costs on a whole kernel, beside its floor (`rg -l` reads the same files) and other tools, in one run and
 * interleaved. Writes a table and a chart to bench/results/. On a shared machine, trust the CPU seconds and the ratios.
 *
 *   npm run bench [-- --tree 6.12|PATH] [--rounds 5] [--only WORD] [--seed 1]
 *   npm run bench -- --scale: time and memory against the number of rules and the size of the tree
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { findKernelTree } from '../test/kernel/kernel-tree.js';
import { drawSymbols } from './draw-symbols.js';
import { exciseJobs, floorJob, openLaidTrees, peerJobs, type Job } from './jobs.js';
import { measure, median, type Cost } from './measure.js';
import { renderChart, renderTable, type Row } from './render.js';
import { measureScale } from './scale.js';

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', default: '6.12' },
    rounds: { type: 'string', default: '5' },
    /** Besides the floor, only jobs whose name holds it. */
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    scale: { type: 'boolean', default: false },
  },
});
const tree = findKernelTree(options.tree);
if (tree === undefined) {
  console.log('bench: skipped, there is no ../shared/bin/kernel-tree to fetch a kernel with');
  process.exit(0);
}
const rounds = Number(options.rounds);
const folder = mkdtempSync(join(tmpdir(), 'excise-bench-'));
const target = new URL('../../bench/results/', import.meta.url);
mkdirSync(target, { recursive: true });
try {
  if (options.scale) {
    const { table, charts } = measureScale(tree, folder, { rounds, seed: Number(options.seed) });
    writeFileSync(new URL('scale.md', target), table);
    for (const [name, svg] of charts) writeFileSync(new URL(name, target), svg);
    console.log(table);
  } else runAll(tree);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** All jobs, beside the floor and the peers. */
function runAll(tree: string): void {
  const symbols = drawSymbols(tree, Number(options.seed));
  const laid = openLaidTrees(tree, folder);
  const all = [...peerJobs(tree, laid), ...exciseJobs(tree, folder, symbols, laid)];
  const wanted = all.filter(({ name }) => name.includes(options.only));
  const skipped = wanted.filter((job) => 'why' in job);
  const jobs = [floorJob(tree), ...wanted.filter((job): job is Job => !('why' in job))];
  measure(jobs[0]!); // warms the page cache
  for (const job of jobs) if (job.isWarmedUp) measure(job);
  const loads: number[] = [];
  const costs = new Map<Job, Cost[]>(jobs.map((job) => [job, []]));
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another job, so that none always follows the same one.
    for (const job of [...jobs.slice(round % jobs.length), ...jobs.slice(0, round % jobs.length)]) {
      if (round >= (job.mostRounds ?? rounds)) continue;
      loads.push(loadavg()[0]!);
      const cost = measure(job);
      costs.get(job)!.push(cost);
      console.error(
        `${round + 1}/${rounds} ${job.name}: ${cost.seconds.toFixed(2)} s, CPU ${cost.cpuSeconds.toFixed(2)} s`,
      );
    }
  }
  const rows = jobs.map((job): Row => {
    const own = costs.get(job)!;
    return {
      name: job.name,
      seconds: median(own.map(({ seconds }) => seconds)),
      cpuSeconds: median(own.map(({ cpuSeconds }) => cpuSeconds)),
      megabytes: Math.max(...own.map(({ megabytes }) => megabytes)),
    };
  });
  const load = `load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}`;
  const title = `${basename(tree)}, ${availableParallelism()} cores, medians of ${rounds}, seed ${options.seed}, ${load}`;
  const results = { title, rows, skipped };
  writeFileSync(new URL('table.md', target), renderTable(results));
  writeFileSync(new URL('chart.svg', target), renderChart(results));
  console.log(renderTable(results));
}
