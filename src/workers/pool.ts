import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import { giveUp } from './give-up.js';
import { closeGuard, isClosed, makeGuard } from '../lang/c/syntax/native-guard.js';
import { openBatches, SMALL_JOB } from './open-batches.js';
import { openTurns, type InTurn } from './open-turns.js';
import { UserError } from '../errors.js';
import type { DiskText } from '../scan/disk-text.js';
import { runJob, type JobInput } from './run-job.js';
import type { TaskInput, TaskName, TaskResult, TextTaskName } from './tasks.js';
import type { Answer, Batch } from './worker.js';

/** Runs tasks (see tasks.ts) on other threads, or on this one where there is only one. */
export interface Pool {
  readonly threads: number;
  run<Name extends TaskName>(name: Name, input: TaskInput<Name>): Promise<TaskResult<Name>>;
  /**
   * The same about a text that the thread reads, so that this one neither reads nor holds it.
   * @returns undefined where it can't be read.
   * @throws UserError when it isn't the one any more that its edits were made for.
   */
  runOn<Name extends TextTaskName>(
    name: Name,
    source: DiskText,
    input: Omit<TaskInput<Name>, 'text'>,
  ): Promise<TaskResult<Name> | undefined>;
  /**
   * For work that holds a text until a task is done with it: only a few pieces of it are under way at once, so that the
   * texts of thousands of files aren't held while their tasks wait; it says how many bytes it holds. Such work must not
   * wait for another piece of it.
   */
  readonly inTurn: InTurn;
  /** Whether a task was stopped, so that what came of it depends on the machine. */
  readonly hasGivenUp: () => boolean;
  close(): Promise<void>;
}

/** Enough that a batch of jobs waits for each thread while it works on another one. */
const TURNS_PER_THREAD = 16;
const BYTES_PER_THREAD = 1 << 20;

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

/** A task under way, and who waits for it. */
interface Job extends JobInput {
  readonly bytes: number;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

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
  let givenUp = false;
  const limits: Limits = { mostSeconds, onGiveUp: () => void (givenUp = true) };
  const add = openBatches<Job>(threads, (batch) => runOnThread(open(), batch, limits));
  if (threads > 1) open();
  const start = (job: JobInput, bytes: number): Promise<never> => {
    // With one job, what is larger gets a thread of its own, which can be stopped.
    if (threads === 1 && bytes <= SMALL_JOB) return runJob(job) as Promise<never>;
    return new Promise((resolve, reject) => {
      add({ ...job, bytes, resolve, reject });
    });
  };
  return {
    threads,
    inTurn: openTurns(threads * TURNS_PER_THREAD, threads * BYTES_PER_THREAD),
    run: (name, input) => start({ name, input }, sizeOf(input)),
    runOn: (name, source, input) => start({ name, input, source }, Math.max(1, source.size)),
    hasGivenUp: () => givenUp,
    close: async () => await opened?.destroy(),
  };
}

interface Limits {
  readonly mostSeconds: number;
  readonly onGiveUp: () => void;
}

/** Settles all jobs of a batch. One of several in which a thread had to be stopped runs again, by itself. */
async function runOnThread(pool: Tinypool, jobs: readonly Job[], limits: Limits): Promise<void> {
  const { mostSeconds, onGiveUp } = limits;
  const stop = new AbortController();
  const guard = makeGuard();
  const timer = setTimeout(() => {
    // If this thread was busy itself, the answer may lie there already.
    setTimeout(() => {
      void closeGuard(guard).then(() => stop.abort());
    }, 50);
  }, mostSeconds * 1000);
  try {
    const batch: Batch = { guard, jobs: jobs.map(inputOf) };
    const answers = (await pool.run(batch, { signal: stop.signal })) as readonly Answer[];
    answers.forEach((answer, i) => {
      if ('result' in answer) jobs[i]!.resolve(answer.result as never);
      else jobs[i]!.reject('refusal' in answer ? new UserError(answer.refusal) : answer.error);
    });
  } catch (error) {
    const limit = isClosed(guard)
      ? `${mostSeconds} s`
      : (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? `${HEAP_MEGABYTES} MB of memory`
        : undefined;
    if (limit === undefined) for (const { reject } of jobs) reject(error);
    else if (jobs.length > 1) for (const job of jobs) await runOnThread(pool, [job], limits);
    else {
      onGiveUp();
      answerInPlace(jobs[0]!, `it takes more than ${limit}`);
    }
  } finally {
    clearTimeout(timer);
  }
}

function inputOf({ name, input, source }: Job): JobInput {
  return source ? { name, input, source } : { name, input };
}

/** Answers for a thread that was stopped. */
function answerInPlace({ name, input, resolve, reject }: Job, why: string): void {
  try {
    resolve(giveUp(name, input as never, why) as never);
  } catch (error) {
    reject(error);
  }
}

/** Characters of the text that a task is about. */
function sizeOf(input: object): number {
  if ('text' in input && typeof input.text === 'string') return input.text.length;
  return 'after' in input && typeof input.after === 'string' ? input.after.length : 0;
}
