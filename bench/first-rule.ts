/**
 * The main job against its floor, in one run and interleaved: a dry run of the first corpus rule on a whole kernel, and
 * `rg -l` for the same word. Prints medians, their ratio and the peak memory.
 *
 *   npm run bench [-- --tree 7.2|PATH] [--rounds 5] [--rule rules/kvm-generic-mmu-notifier.yaml] [--word CONFIG_X]
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { findKernelTree } from '../test/kernel/kernel-tree.js';

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', default: '7.2' },
    rounds: { type: 'string', default: '5' },
    rule: { type: 'string', default: 'rules/kvm-generic-mmu-notifier.yaml' },
    word: { type: 'string', default: 'KVM_GENERIC_MMU_NOTIFIER' },
  },
});
const tree = findKernelTree(options.tree);
if (tree === undefined) {
  console.log('bench: skipped, there is no ../shared/bin/kernel-tree to fetch a kernel with');
  process.exit(0);
}
const cli = new URL('../bundle/bin/cli.js', import.meta.url).pathname;
const jobs: readonly [name: string, command: string, args: readonly string[]][] = [
  ['rg -l', 'rg', ['-l', options.word, tree]],
  ['excise', process.execPath, [cli, '-q', options.rule, '-C', tree]],
];
const measured = new Map<string, { seconds: number[]; kilobytes: number[] }>();
for (let round = 0; round <= Number(options.rounds); round++) {
  for (const [name, command, args] of jobs) {
    const result = measure(command, args);
    if (round === 0) continue; // warms the page cache
    const entry = measured.get(name) ?? { seconds: [], kilobytes: [] };
    entry.seconds.push(result.seconds);
    entry.kilobytes.push(result.kilobytes);
    measured.set(name, entry);
  }
}
const floor = median(measured.get('rg -l')!.seconds);
console.log(`${tree}, ${availableParallelism()} cores, medians of ${options.rounds}`);
for (const [name, { seconds, kilobytes }] of measured) {
  const wall = median(seconds);
  const memory = Math.round(Math.max(...kilobytes) / 1024);
  console.log(
    `${name.padEnd(8)} ${wall.toFixed(2)} s  ${(wall / floor).toFixed(2)} x rg -l  peak ${memory} MB`,
  );
}

function measure(command: string, args: readonly string[]): { seconds: number; kilobytes: number } {
  const started = performance.now();
  const result = spawnSync('/usr/bin/time', ['-f', '%M', command, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const seconds = (performance.now() - started) / 1000;
  if (result.status === null || result.status > 1) throw new Error(`${command} failed: ${result.stderr}`);
  return { seconds, kilobytes: Number(result.stderr.trim().split('\n').at(-1)) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
