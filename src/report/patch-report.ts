import type { Palette } from './color.js';
import type { FileReport } from './file-reports.js';

/** One document of a series, ready to be printed. */
export interface DocumentPatch {
  readonly subject?: string;
  readonly files: readonly FileReport[];
}

/**
 * The patch of a series, as latin1 text. With more than one document, a line `# 1/2: subject` stands before each
 * one's part; git and patch(1) skip it.
 */
export function renderPatch(documents: readonly DocumentPatch[], palette: Palette): string {
  const parts: string[] = [];
  documents.forEach((document, index) => {
    if (documents.length > 1) {
      const subject =
        document.subject === undefined ? '' : `: ${Buffer.from(document.subject).toString('latin1')}`;
      parts.push(`${palette.yellow(`# ${index + 1}/${documents.length}${subject}`)}\n`);
    }
    for (const file of document.files) parts.push(colorPatch(file.patch, palette));
  });
  return parts.join('');
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
