import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import { openTurns, type InTurn } from './open-turns.js';
import type { TaskInput, TaskName, TaskResult } from './tasks.js';

/** Runs tasks (see tasks.ts) on other threads, or on this one where there is only one. */
export interface Pool {
  readonly threads: number;
  run<Name extends TaskName>(name: Name, input: TaskInput<Name>): Promise<TaskResult<Name>>;
  /**
   * For work that holds a text until a task is done with it: only a few pieces of it are under way at once, so that the
   * texts of thousands of files aren't held while their tasks wait. Such work must not wait for another piece of it.
   */
  readonly inTurn: InTurn;
  close(): Promise<void>;
}

const TURNS_PER_THREAD = 4;

/**
 * @param jobs how many threads; absent: as many as the machine has cores. With 1, tasks run on the calling thread,
 * and modules are loaded when first needed. Results don't depend on the number.
 */
export function openPool(jobs: number = availableParallelism()): Pool {
  if (jobs <= 1) {
    return {
      threads: 1,
      inTurn: openTurns(TURNS_PER_THREAD),
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
    inTurn: openTurns(jobs * TURNS_PER_THREAD),
    run: (name, input) => pool.run({ name, input }) as Promise<never>,
    close: () => pool.destroy(),
  };
}
