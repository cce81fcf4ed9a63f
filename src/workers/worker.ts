import { UserError } from '../errors.js';
import { useGuard } from '../lang/c/syntax/native-guard.js';
import { runJob, type JobInput } from './run-job.js';

/** Tasks that a thread is handed together: each message between threads has its price. */
export interface Batch {
  readonly guard: SharedArrayBuffer;
  readonly jobs: readonly JobInput[];
}

/** Errors lose their class between threads, so what a UserError says is told apart. */
export type Answer =
  { readonly result: unknown } | { readonly refusal: string } | { readonly error: unknown };

/** The entry that a worker thread calls for each batch. @returns an answer for each job, in their order. */
export default async function run({ guard, jobs }: Batch): Promise<Answer[]> {
  useGuard(guard);
  const answers: Answer[] = [];
  for (const job of jobs) {
    try {
      answers.push({ result: await runJob(job) });
    } catch (error) {
      answers.push(error instanceof UserError ? { refusal: error.message } : { error });
    }
  }
  return answers;
}
