import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import type { TaskInput, TaskName, TaskResult } from './tasks.js';

/** Runs tasks (see tasks.ts) on other threads, or on this one where there is only one. */
export interface Pool {
  readonly threads: number;
  run<Name extends TaskName>(name: Name, input: TaskInput<Name>): Promise<TaskResult<Name>>;
  close(): Promise<void>;
}

/**
 * @param jobs how many threads; absent: as many as the machine has cores. With 1, tasks run on the calling thread,
 * and modules are loaded when first needed. Results don't depend on the number.
 */
export function openPool(jobs: number = availableParallelism()): Pool {
  if (jobs <= 1) {
    return {
      threads: 1,
      run: (name, input) => import('./tasks.js').then(({ runTask }) => runTask(name, input)),
      close: () => Promise.resolve(),
    };
  }
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    runtime: 'worker_threads',
    minThreads: jobs,
    maxThreads: jobs,
  });
  return {
    threads: jobs,
    run: (name, input) => pool.run({ name, input }) as Promise<never>,
    close: () => pool.destroy(),
  };
}
