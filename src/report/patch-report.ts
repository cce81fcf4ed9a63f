import type { Palette } from './color.js';
import { formatRange } from '../patch/format-patch.js';
import type { FileReport } from './file-reports.js';
import type { TraceCause } from './trace-causes.js';

/** One document of a series, ready to be printed. */
export interface DocumentPatch {
  readonly subject?: string;
  readonly files: readonly FileReport[];
  /** Set to say before each file why its hunks are there. */
  readonly trace?: TraceCause;
}

/**
 * The patch of a series, as latin1 text. With more than one document, a line `# 1/2: subject` stands before each
 * one's part; git and patch(1) skip it.
 */
export function renderPatch(documents: readonly DocumentPatch[], palette: Palette): string {
  // Git takes an empty patch, but none that has only comments.
  if (documents.every(({ files }) => files.length === 0)) return '';
  const parts: string[] = [];
  documents.forEach((document, index) => {
    if (documents.length > 1) {
      const subject =
        document.subject === undefined ? '' : `: ${Buffer.from(document.subject).toString('latin1')}`;
      parts.push(`${palette.yellow(`# ${index + 1}/${documents.length}${subject}`)}\n`);
    }
    for (const file of document.files) {
      if (document.trace) parts.push(explainHunks(file, document.trace, palette));
      parts.push(colorPatch(file.patch, palette));
    }
  });
  return parts.join('');
}

/** A line for each cause of each hunk: `# @@ -12,7 +12,5 @@ CONFIG_X=n → f() does nothing`; git and patch(1) skip it. */
function explainHunks({ hunks }: FileReport, trace: TraceCause, palette: Palette): string {
  const lines = hunks.flatMap((hunk) =>
    hunk.causes.map((cause) => `# ${formatRange(hunk)} ${trace(cause).join(' -> ')}`),
  );
  return lines.map((line) => `${palette.yellow(line)}\n`).join('');
}

/** Colours as git's: bold header, cyan hunk header, red and green lines. */
function colorPatch(patch: string, palette: Palette): string {
  if (palette.bold('x') === 'x') return patch;
  let inHunk = false;
  return patch
    .split('\n')
    .map((line) => {
      const range = /^@@ [^@]* @@/.exec(line)?.[0];
      if (range !== undefined) {
        inHunk = true;
        return palette.cyan(range) + line.slice(range.length);
      }
      if (!inHunk) return palette.bold(line);
      if (line.startsWith('+')) return palette.green(line);
      return line.startsWith('-') ? palette.red(line) : line;
    })
    .join('\n');
}
