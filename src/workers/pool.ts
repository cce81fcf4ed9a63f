import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import { giveUp } from './give-up.js';
import { closeGuard, isClosed, makeGuard } from '../lang/c/syntax/native-guard.js';
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
  /** Whether a task was stopped, so that what came of it depends on the machine. */
  readonly hasGivenUp: () => boolean;
  close(): Promise<void>;
}

const TURNS_PER_THREAD = 4;

/**
 * Seconds that a thread may work on one task; then it is stopped and another one takes its place. The largest files of
 * a kernel take two. What bounds the work is sizes and depths (lang/leave-file.ts, syntax/parser.ts):
 * the clock is there for what nobody thought of.
 */
export const MOST_SECONDS = 600;

/** A megabyte of stack holds 7,000 calls: expressions of a hostile file nest deeper. */
const STACK_MEGABYTES = 64;
/** Of each thread's heap; a run over a kernel needs a tenth. */
const HEAP_MEGABYTES = 4096;

/** With one job, what is larger than this gets a thread of its own, which can be stopped. */
const SMALL_TEXT = 64 * 1024;

/**
 * @param jobs how many threads; absent: as many as the machine has cores. With 1, tasks run on the calling thread,
 * but for large texts, and modules are loaded when first needed. Results don't depend on the number.
 * @param mostSeconds see MOST_SECONDS.
 */
export function openPool(jobs: number = availableParallelism(), mostSeconds: number = MOST_SECONDS): Pool {
  const threads = Math.max(1, jobs);
  let opened: Tinypool | undefined;
  const open = () =>
    (opened ??= new Tinypool({
      filename: new URL('./worker.js', import.meta.url).href,
      runtime: 'worker_threads',
      minThreads: threads,
      maxThreads: threads,
      resourceLimits: { stackSizeMb: STACK_MEGABYTES, maxOldGenerationSizeMb: HEAP_MEGABYTES },
    }));
  // What waits for a thread costs no time of its own.
  const queue = openTurns(threads);
  let givenUp = false;
  const onGiveUp = () => void (givenUp = true);
  if (threads > 1) open();
  return {
    threads,
    inTurn: openTurns(threads * TURNS_PER_THREAD),
    run: (name, input) => {
      if (threads === 1 && sizeOf(input) <= SMALL_TEXT)
        return import('./tasks.js').then(({ runTask }) => runTask(name, input));
      return queue(() => runOnThread(open(), name, input, { mostSeconds, onGiveUp }));
    },
    hasGivenUp: () => givenUp,
    close: async () => await opened?.destroy(),
  };
}

async function runOnThread<Name extends TaskName>(
  pool: Tinypool,
  name: Name,
  input: TaskInput<Name>,
  { mostSeconds, onGiveUp }: { readonly mostSeconds: number; readonly onGiveUp: () => void },
): Promise<TaskResult<Name>> {
  const stop = new AbortController();
  const guard = makeGuard();
  const timer = setTimeout(() => {
    // If this thread was busy itself, the answer may lie there already.
    setTimeout(() => {
      void closeGuard(guard).then(() => stop.abort());
    }, 50);
  }, mostSeconds * 1000);
  try {
    return (await pool.run({ name, input, guard }, { signal: stop.signal })) as TaskResult<Name>;
  } catch (error) {
    const limit = isClosed(guard)
      ? `${mostSeconds} s`
      : (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? `${HEAP_MEGABYTES} MB of memory`
        : undefined;
    if (limit === undefined) throw error;
    onGiveUp();
    return giveUp(name, input, `it takes more than ${limit}`);
  } finally {
    clearTimeout(timer);
  }
}

/** Characters of the text that a task is about. */
function sizeOf(input: object): number {
  if ('text' in input && typeof input.text === 'string') return input.text.length;
  return 'after' in input && typeof input.after === 'string' ? input.after.length : 0;
}
