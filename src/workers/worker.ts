import { useGuard } from '../lang/c/syntax/native-guard.js';
import { runTask, type TaskInput, type TaskName } from './tasks.js';

/** Tasks that a thread is handed together: each message between threads has its price. */
export interface Batch {
  readonly guard: SharedArrayBuffer;
  readonly jobs: readonly { readonly name: TaskName; readonly input: object }[];
}

export type Answer = { readonly result: unknown } | { readonly error: unknown };

/** The entry that a worker thread calls for each batch. @returns an answer for each job, in their order. */
export default async function run({ guard, jobs }: Batch): Promise<Answer[]> {
  useGuard(guard);
  const answers: Answer[] = [];
  for (const { name, input } of jobs) {
    try {
      answers.push({ result: await runTask(name, input as TaskInput<TaskName>) });
    } catch (error) {
      answers.push({ error });
    }
  }
  return answers;
}
