import { useGuard } from '../lang/c/syntax/native-guard.js';
import { runTask, type TaskInput, type TaskName, type TaskResult } from './tasks.js';

/** The entry that a worker thread calls for each task. */
export default async function run<Name extends TaskName>(task: {
  name: Name;
  input: TaskInput<Name>;
  guard: SharedArrayBuffer;
}): Promise<TaskResult<Name>> {
  useGuard(task.guard);
  return await runTask(task.name, task.input);
}
