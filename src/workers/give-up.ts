import { UserError } from '../errors.js';
import { leaveFile } from '../lang/leave-file.js';
import type { TaskInput, TaskName, TaskResult } from './tasks.js';

/** What a thread that was stopped would have to have found: the file stays as it is, and a person looks at it. */
const ANSWERS: { readonly [Name in TaskName]?: (input: TaskInput<Name>, why: string) => TaskResult<Name> } = {
  analyze: (task, why) => leaveFile(task, why),
  check: (_task, why) => [{ law: 'bounded-work', message: `can't be checked: ${why}` }],
  verify: (_task, why) => ({
    broken: [{ law: 'bounded-work', message: `can't be checked: ${why}` }],
    isSampled: false,
  }),
  checkText: (_task, why) => [{ law: 'bounded-work', message: `can't be checked: ${why}` }],
  reportPurity: () => new Map(),
  judgeMentions: ({ queries }) => queries.map(() => 'used'),
};

/**
 * The answer in place of a task that took too long or too much memory: one that keeps code.
 * @throws UserError where no answer is sure to keep it.
 */
export function giveUp<Name extends TaskName>(
  name: Name,
  input: TaskInput<Name>,
  why: string,
): TaskResult<Name> {
  const answer = ANSWERS[name];
  if (answer) return answer(input, why);
  const path = typeof input === 'object' && 'path' in input ? input.path : 'a file of the tree';
  throw new UserError(`${path}: error: ${why}; nothing was changed`);
}
