import { classifyFile } from '../lang/file-kind.js';
import type { NameReport } from '../lang/front-end.js';
import type { Pool } from '../workers/pool.js';
import type { NamesTask } from '../workers/tasks.js';

export type NameReports = ReadonlyMap<string, NameReport>;

interface Question {
  readonly path: string;
  readonly names: readonly string[];
  readonly answer: (reports: NameReports) => void;
  readonly fail: (error: unknown) => void;
}

/** Files of one task: to hand a task out costs as much as to read a small file. */
const MOST_FILES = 12;
/** So many tasks for each thread, so that none waits long for the others. */
const TASKS_PER_THREAD = 4;
/** A larger text is a task of its own, which can be stopped without the others. */
const SMALL_TEXT = 64 * 1024;

/**
 * Asks threads how names stand in files; what is asked for in the same turn of the event loop goes together.
 * @param textOf null for a file that says nothing.
 */
export function openNameQuestions(
  textOf: (path: string) => string | null,
  pool: Pool,
): (path: string, names: readonly string[]) => Promise<NameReports> {
  let waiting: Question[] = [];

  const askAll = async (questions: readonly Question[]): Promise<void> => {
    const few: { readonly task: NamesTask; readonly question: Question }[] = [];
    const own: Promise<void>[] = [];
    for (const question of questions) {
      const { path, names, answer } = question;
      const text = textOf(path);
      const task = { path, kind: classifyFile(path), text: text ?? '', names };
      if (text === null) answer(new Map());
      else if (text.length <= SMALL_TEXT) few.push({ task, question });
      else own.push(pool.run('reportNames', task).then(answer, question.fail));
    }
    if (few.length > 0) {
      const reports = await pool.run('reportNamesOfFiles', { files: few.map(({ task }) => task) });
      for (const [i, { question }] of few.entries()) question.answer(reports[i]!);
    }
    await Promise.all(own);
  };
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    const size = Math.min(MOST_FILES, Math.ceil(all.length / (pool.threads * TASKS_PER_THREAD)));
    for (let at = 0; at < all.length; at += size) {
      const some = all.slice(at, at + size);
      pool
        .inTurn(() => askAll(some))
        .catch((error: unknown) => {
          for (const { fail } of some) fail(error);
        });
    }
  };
  return (path, names) =>
    new Promise((answer, fail) => {
      if (waiting.length === 0) queueMicrotask(flush);
      waiting.push({ path, names, answer, fail });
    });
}
