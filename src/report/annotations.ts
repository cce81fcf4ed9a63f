import type { DocumentResult } from '../result.js';
import { decodeText } from './decode-text.js';
import type { FileReport } from './file-reports.js';
import { traceCauses } from './trace-causes.js';

/** Something to be shown beside lines of a file. Texts are UTF-16. */
export interface Annotation {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly endLine: number;
  /** In bytes, from 1; absent: whole lines. */
  readonly column?: number;
  readonly level: 'note' | 'warning' | 'error';
  /** `change`, a leftover's reason code, or the law that a change broke. */
  readonly code: string;
  /** One line. */
  readonly message: string;
}

/**
 * What a run has to say of each place: hunks with the facts behind them, leftovers, and files that stay as they were
 * because a check failed. Sorted by path and line within each document.
 * @param files the reports of each document's changes.
 * @param written whether lines are those of the changed files.
 */
export function listAnnotations(
  documents: readonly DocumentResult[],
  files: readonly (readonly FileReport[])[],
  written: boolean,
): Annotation[] {
  return documents.flatMap((part, index) =>
    [
      ...changeNotes(part, files[index]!, written),
      ...part.leftovers.map(({ path, line, column, code, message, cause }): Annotation => ({
        path: decodeText(path),
        line,
        endLine: line,
        column,
        level: 'warning',
        code,
        message: oneLine(`${message} (${cause})`),
      })),
      ...part.failures.map(({ path, law, message }): Annotation => ({
        path: decodeText(path),
        line: 1,
        endLine: 1,
        level: 'error',
        code: law,
        message: oneLine(`left as it was: ${message}`),
      })),
    ].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line)),
  );
}

function changeNotes(part: DocumentResult, files: readonly FileReport[], written: boolean): Annotation[] {
  const trace = traceCauses(part);
  return files.flatMap(({ change, hunks }) =>
    hunks.map((hunk): Annotation => {
      const isGone = change.status === 'deleted';
      const [start, kind] = written && !isGone ? [hunk.newStart, '-'] : [hunk.oldStart, '+'];
      const lines = hunk.lines.filter((line) => line.kind !== kind);
      const first = lines.findIndex((line) => line.kind !== ' ');
      const last = lines.findLastIndex((line) => line.kind !== ' ');
      // Of lines that only come, or only went, the place is where that is.
      const from = Math.max(1, start + (first < 0 ? 0 : first));
      const count = (wanted: string) => hunk.lines.filter((line) => line.kind === wanted).length;
      const why = hunk.causes.map((cause) => trace(cause).join(' -> ')).join('; ');
      const what = isGone ? 'the file goes' : `+${count('+')} -${count('-')} lines`;
      return {
        path: decodeText(change.path),
        line: from,
        endLine: Math.max(from, start + Math.max(0, last)),
        level: 'note',
        code: 'change',
        message: oneLine(`${what}: ${why}`),
      };
    }),
  );
}

function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- they would act on a terminal, or end the line
  return decodeText(text).replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ');
}
