import { parsePatch, type StructuredPatch } from 'diff';
import { clip, UserError } from '../errors.js';
import { mayBeWritten } from '../write/own-names.js';
import { splitMails, type MailPart } from './split-mails.js';

/** A line of a hunk, with its line end, if it has one. */
export interface PatchLine {
  readonly kind: ' ' | '-' | '+';
  readonly text: string;
}

export interface PatchHunk {
  /** The first line that it speaks of, from 0, in the text before. */
  readonly start: number;
  readonly lines: readonly PatchLine[];
  /** Line of its header in the patch file, from 1. */
  readonly at: number;
}

/** What a patch does to one file. Paths are below the tree, latin1; null on one side where the file comes or goes. */
export interface PatchFile {
  readonly oldPath: string | null;
  readonly newPath: string | null;
  readonly isCopy: boolean;
  readonly isBinary: boolean;
  readonly hunks: readonly PatchHunk[];
  /** Git's mode, where the patch gives a new one. */
  readonly mode?: number;
  /** Line of its header in the patch file, from 1. */
  readonly at: number;
}

/** One patch of a series. */
export interface Patch {
  /** Of the patch file, for messages. */
  readonly name: string;
  readonly files: readonly PatchFile[];
}

/**
 * Reads a unified or git diff, or a series of them as mails (git format-patch, an mbox).
 * @param text latin1. @param name of the patch file, for messages.
 * @throws UserError that names the line of the patch which isn't right.
 */
export function readPatches(text: string, name: string): Patch[] {
  const parts = splitMails(text);
  if (parts.length === 0) throw new UserError(`${name}: error: no diff in it; is it a patch?`);
  return parts.map((part) => ({ name, files: readPart(part, name) }));
}

function readPart(part: MailPart, name: string): PatchFile[] {
  const lines = part.text.split('\n');
  // The parser keeps no line numbers: headers are found again, in order.
  let line = 0;
  const findLine = (pattern: RegExp): number => {
    while (line < lines.length && !pattern.test(lines[line]!)) line++;
    return line;
  };
  return parse(part, name)
    .filter(({ oldFileName, hunks }) => oldFileName !== undefined || hunks.length > 0)
    .map((file) => {
      const first = findLine(/^(?:diff |Index: |--- |@@ )/);
      const header = readHeader(lines, first);
      const at = part.linesBefore + first + 1;
      const [oldPath, newPath] = readPaths(file, header, `${name}:${at}:1`);
      if (!lines[first]?.startsWith('@@')) line++;
      const hunks = file.hunks.map(({ oldStart, lines: own }): PatchHunk => {
        const place = findLine(/^@@ /);
        line += own.length + 1;
        return { start: Math.max(0, oldStart - 1), lines: readLines(own), at: part.linesBefore + place + 1 };
      });
      const mode = file.newMode === undefined ? undefined : parseInt(file.newMode, 8);
      return {
        oldPath: file.isCreate === true ? null : oldPath,
        newPath: file.isDelete === true ? null : newPath,
        isCopy: file.isCopy === true,
        isBinary: file.isBinary === true || header.includes('\nGIT binary patch'),
        hunks,
        ...(mode === undefined || file.isDelete === true ? {} : { mode }),
        at,
      };
    });
}

function parse({ text, linesBefore }: MailPart, name: string): StructuredPatch[] {
  try {
    return parsePatch(text);
  } catch (error) {
    const { message } = error as Error;
    const line = linesBefore + Number(/at line (\d+)/.exec(message)?.[1] ?? 1);
    const what = clip(message.replace(/ (?:for hunk )?at line \d+/, ''), 200);
    throw new UserError(`${name}:${line}:1: error: not a patch: ${what}`, { cause: error });
  }
}

/** The lines of a file's header, up to its first hunk or the next file. */
function readHeader(lines: readonly string[], from: number): string {
  let end = from + 1;
  while (end < lines.length && !/^(?:@@ |diff --git )/.test(lines[end]!)) end++;
  return lines.slice(from, end).join('\n');
}

/** Names with their first folder, `a/` and `b/`, taken off, as patch -p1 does; those of `--no-prefix` as they are. */
function readPaths(
  { oldFileName = '', newFileName = '' }: StructuredPatch,
  header: string,
  place: string,
): [string | null, string | null] {
  // The parser decodes octal escapes, which are bytes, as UTF-8.
  const isQuoted = /^(?:diff --git |--- |\+\+\+ |rename |copy ).*"/m.test(header);
  const names = [oldFileName, newFileName].map((name) =>
    isQuoted ? Buffer.from(name).toString('latin1') : name,
  );
  const hasPrefix = names.every((name) => name === '/dev/null' || /^[abciow12]\/./.test(name));
  const [old, now] = names.map((name) => {
    if (name === '/dev/null') return null;
    const path = hasPrefix ? name.slice(2) : name.replace(/^\.\//, '');
    if (isQuoted && path.includes('\u00ef\u00bf\u00bd')) {
      throw new UserError(`${place}: error: a file name that is not UTF-8, which can't be read from a patch`);
    }
    if (path === '' || !mayBeWritten(path)) {
      throw new UserError(`${place}: error: '${clip(path || name)}' is no path of a file in the tree`);
    }
    return path;
  });
  return [old!, now!];
}

function readLines(lines: readonly string[]): PatchLine[] {
  const read: { kind: PatchLine['kind']; text: string }[] = [];
  for (const line of lines) {
    // `\ No newline at end of file`
    if (line.startsWith('\\')) {
      const last = read.at(-1);
      if (last) last.text = last.text.slice(0, -1);
    } else {
      // A blank line of context whose blank was lost on the way.
      const kind = line === '' ? ' ' : (line[0] as PatchLine['kind']);
      read.push({ kind, text: `${line.slice(1)}\n` });
    }
  }
  return read;
}
