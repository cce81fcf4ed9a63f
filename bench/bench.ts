/**
 * What excise costs on a whole kernel, beside its floor (`rg -l` reads the same files) and other tools, in one run and
 * interleaved. Writes a table and a chart to bench/results/. On a shared machine, trust the CPU seconds and the ratios.
 *
 *   npm run bench [-- --tree 6.12|PATH] [--rounds 5] [--only WORD] [--seed 1]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { findKernelTree } from '../test/kernel/kernel-tree.js';
import { drawSymbols } from './draw-symbols.js';
import { exciseJobs, floorJob, peerJobs, type Job } from './jobs.js';
import { measure, median, type Cost } from './measure.js';
import { renderChart, renderTable, type Row } from './render.js';

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', default: '6.12' },
    rounds: { type: 'string', default: '5' },
    /** Besides the floor, only jobs whose name holds it. */
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
  },
});
const tree = findKernelTree(options.tree);
if (tree === undefined) {
  console.log('bench: skipped, there is no ../shared/bin/kernel-tree to fetch a kernel with');
  process.exit(0);
}
const rounds = Number(options.rounds);
const folder = mkdtempSync(join(tmpdir(), 'excise-bench-'));
try {
  const symbols = drawSymbols(tree, Number(options.seed));
  const all = [...peerJobs(tree), ...exciseJobs(tree, folder, symbols)];
  const wanted = all.filter(({ name }) => name.includes(options.only));
  const skipped = wanted.filter((job) => 'why' in job);
  const jobs = [floorJob(tree), ...wanted.filter((job): job is Job => !('why' in job))];
  measure(jobs[0]!.command, jobs[0]!.args); // warms the page cache
  const costs = new Map<Job, Cost[]>(jobs.map((job) => [job, []]));
  for (let round = 0; round < rounds; round++) {
    for (const job of jobs) {
      const cost = measure(job.command, job.args, job.cwd);
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
  const title = `${basename(tree)}, ${availableParallelism()} cores, medians of ${rounds}, seed ${options.seed}`;
  const results = { title, rows, skipped };
  const target = new URL('../../bench/results/', import.meta.url);
  mkdirSync(target, { recursive: true });
  writeFileSync(new URL('table.md', target), renderTable(results));
  writeFileSync(new URL('chart.svg', target), renderChart(results));
  console.log(renderTable(results));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
