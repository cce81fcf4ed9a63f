import { editsOf } from '../patch/format-patch.js';
import { makeLineChanges, type LineChange } from '../patch/hunks.js';
import type { FileChange } from '../result.js';
import { makeSourceText, type SourceText } from '../text/source-text.js';

/** The smallest part of a change that can be taken or left: one run of changed lines, or a file that goes. */
export interface Piece {
  /** Its index among all pieces of the document. */
  readonly id: number;
  readonly file: ChangedFile;
  readonly lines: LineChange;
  /** Words, and in build files names of files, that the new lines hold less often than the old ones. */
  readonly lost: ReadonlySet<string>;
  /** The same the other way round. */
  readonly gained: ReadonlySet<string>;
}

/** A changed file with the pieces of its change, in order. */
export interface ChangedFile {
  readonly change: FileChange;
  readonly source: SourceText;
  readonly pieces: readonly Piece[];
}

/** Cuts a document's changes into pieces. */
export function cutPieces(changes: readonly FileChange[]): { files: ChangedFile[]; pieces: Piece[] } {
  const pieces: Piece[] = [];
  const files = changes.map((change) => {
    const source = makeSourceText(change.path, change.before);
    const own: Piece[] = [];
    const file: ChangedFile = { change, source, pieces: own };
    for (const lines of linesOf(change, source)) {
      const before = countWords(oldLines(source, lines), change.kind);
      const after = countWords(lines.lines.join(''), change.kind);
      own.push({ id: pieces.length, file, lines, lost: less(after, before), gained: less(before, after) });
      pieces.push(own.at(-1)!);
    }
    return file;
  });
  return { files, pieces };
}

function linesOf(change: FileChange, source: SourceText): LineChange[] {
  const edits = editsOf(change);
  const found = makeLineChanges(source, edits);
  if (change.status === 'modified' || found.length > 0) return found;
  // An empty file has no lines, but can go all the same.
  return [{ first: 0, last: 0, lines: [], causes: edits.map(({ cause }) => cause), edits }];
}

/** The lines of the old text that the change covers. */
export function oldLines({ text, lineStarts }: SourceText, { first, last }: LineChange): string {
  return text.slice(lineStarts[first] ?? text.length, lineStarts[last] ?? text.length);
}

const WORD = /[A-Za-z_][\w]*/g;
/** `foo-bar.o`, `sub/`: files and folders as makefiles and #include lines name them. */
const FILE_NAME = /[\w+-][\w.+-]*[.\-+][\w.+-]*\w/g;

function countWords(text: string, kind: string): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (word: string) => counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const [word] of text.matchAll(WORD)) add(word);
  if (kind === 'kbuild' || kind === 'kconfig') for (const [name] of text.matchAll(FILE_NAME)) add(name);
  else
    for (const [, target] of text.matchAll(/^[ \t]*#[ \t]*include[ \t]*["<](?:[^">\n]*\/)?([^">\n/]+)/gm))
      add(target!);
  return counts;
}

/** The words that `a` has fewer of than `b`. */
function less(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): Set<string> {
  return new Set([...b].filter(([word, count]) => (a.get(word) ?? 0) < count).map(([word]) => word));
}
