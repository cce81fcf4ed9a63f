import { spawnSync } from 'node:child_process';
import type { Job } from './jobs.js';

/** What one run of a command took, its threads and children included. */
export interface Cost {
  /** By the clock; on a shared machine it says little. */
  readonly seconds: number;
  /** Of all cores, in the program and in the system. */
  readonly cpuSeconds: number;
  /** The most memory that the largest process held. */
  readonly megabytes: number;
}

/** @throws when the command can't be run, or its exit code is none of a search or a codemod (0 or 1). */
export function measure({ command, args, cwd, env, before }: Job): Cost {
  before?.();
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '\n%e %U %S %M', command, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env: { ...process.env, ...env } }),
  });
  if (status === null || status > 1) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
  const [seconds, user, system, kilobytes] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  return { seconds: seconds!, cpuSeconds: user! + system!, megabytes: kilobytes! / 1024 };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
