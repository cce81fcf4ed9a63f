/** Jobs of more bytes than this go to a thread alone. */
export const SMALL_JOB = 64 * 1024;
/** A message costs as much as half a millisecond of work, a job on a file of C takes one to ten. */
const MOST_JOBS = 16;
const MOST_BYTES = 256 * 1024;

export interface Batched {
  /** Of the text that the job is about; 0 where there is none: then it may be long, and goes alone. */
  readonly bytes: number;
}

/**
 * Hands jobs to threads in the order in which they come, as many in one batch as have come in one turn of the event loop or
 * while all threads were busy, and no more than leave some for the others.
 * @param threads batches at once. @param run never rejects.
 * @returns adds a job.
 */
export function openBatches<Job extends Batched>(
  threads: number,
  run: (jobs: readonly Job[]) => Promise<void>,
): (job: Job) => void {
  let waiting: Job[] = [];
  let next = 0;
  let running = 0;
  const takeBatch = (): Job[] => {
    const most = Math.min(MOST_JOBS, Math.ceil((waiting.length - next) / threads));
    const batch = [waiting[next++]!];
    let bytes = batch[0]!.bytes;
    while (batch.length < most && isSmall(batch[0]!) && isSmall(waiting[next]!)) {
      bytes += waiting[next]!.bytes;
      if (bytes > MOST_BYTES) break;
      batch.push(waiting[next++]!);
    }
    return batch;
  };
  const start = (): void => {
    while (running < threads && next < waiting.length) {
      running++;
      void run(takeBatch()).then(() => {
        running--;
        startSoon();
      });
    }
    if (next < waiting.length) return;
    waiting = [];
    next = 0;
  };
  // What is asked in one turn of the event loop can go together.
  let isStarting = false;
  const startSoon = (): void => {
    if (isStarting) return;
    isStarting = true;
    setImmediate(() => {
      isStarting = false;
      start();
    });
  };
  return (job) => {
    waiting.push(job);
    startSoon();
  };
}

function isSmall({ bytes }: Batched): boolean {
  return bytes > 0 && bytes <= SMALL_JOB;
}
