import { readDiskText, type DiskText } from '../scan/disk-text.js';
import type { TaskInput, TaskName } from './tasks.js';

/** A task as a thread is handed it. */
export interface JobInput {
  readonly name: TaskName;
  readonly input: object;
  /** The text of the input, where the thread is to read it. */
  readonly source?: DiskText;
}

/**
 * @returns undefined where its text can't be read.
 * @throws UserError when its text isn't the one any more that it was.
 */
export async function runJob({ name, input, source }: JobInput): Promise<unknown> {
  const { runTask } = await import('./tasks.js');
  if (!source) return await runTask(name, input as TaskInput<TaskName>);
  const text = readDiskText(source);
  return text === null ? undefined : await runTask(name, { ...input, text } as TaskInput<TaskName>);
}
