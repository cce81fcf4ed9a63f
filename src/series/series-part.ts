import type { FileReport } from '../report/file-reports.js';

/** One patch of a series: a document's changes, or those of them that belong to one maintainer or directory. */
export interface SeriesPart {
  /** Index of its document. */
  readonly document: number;
  /** In UTF-16, one line. */
  readonly subject: string;
  readonly body: string;
  /** Sorted by path; never empty. */
  readonly files: readonly FileReport[];
}

/** The whole message of a commit. */
export function messageOf({ subject, body }: SeriesPart): string {
  return `${subject}\n\n${body}\n`;
}
