import type { Hunk } from '../../patch/hunks.js';
import { factId } from '../../lang/facts.js';
import { classifyFile } from '../../lang/file-kind.js';
import type { DocumentResult, LeftoverReport, RunResult } from '../../result.js';
import { partitionPoint } from '../../text/partition-point.js';
import { decodeText } from '../decode-text.js';
import type { FileReport } from '../file-reports.js';
import { nameLanguage } from '../language-names.js';
import { cutPieces, type Noted } from './leftover-pieces.js';
import { numberFacts } from './number-facts.js';
import type { PageData, PageDocument, PageFile, PageHunk } from './page-data.js';
import { openShownText, showLine, type ShownText } from './show-lines.js';

/**
 * The text of a file before a document of the series, latin1; undefined where it can't be read.
 * @param document index from 0.
 */
export type ReadBefore = (document: number, path: string) => string | undefined;

/** @param files the reports of each document's changes, in the result's order. */
export function makePageData(
  result: RunResult,
  files: readonly (readonly FileReport[])[],
  readBefore: ReadBefore,
  version: string,
): PageData {
  return {
    version,
    documents: result.documents.map((part, index) =>
      makeDocument(part, files[index]!, (path) => readBefore(index, path)),
    ),
  };
}

function makeDocument(
  part: DocumentResult,
  reports: readonly FileReport[],
  read: (path: string) => string | undefined,
): PageDocument {
  const { subject, message = '' } = part.document;
  const { facts, indexOf } = numberFacts(part);
  const noted = new Map<string, Noted[]>();
  for (const leftover of part.leftovers) {
    const { path, line, column, code } = leftover;
    const own = noted.get(path) ?? [];
    if (own.length === 0) noted.set(path, own);
    const note = {
      line,
      column,
      code,
      message: decodeText(leftover.message),
      cause: indexOf(leftover.cause),
    };
    own.push({ leftover, note });
  }
  const changed = reports.map((report) => {
    const own = noted.get(report.change.path) ?? [];
    noted.delete(report.change.path);
    return makeChangedFile(report, own, indexOf);
  });
  const kept = [...noted].map(([path, own]) => makeKeptFile(path, own, read(path)));
  return {
    title: subject ?? decodeText([...part.ruleFacts.map(factId), ...part.alterations].join(', ')),
    message,
    facts,
    files: [...changed, ...kept].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    failures: part.failures.map(({ path, law, message: why }) => ({
      path: decodeText(path),
      law,
      message: decodeText(why),
    })),
  };
}

function makeChangedFile(
  { change, hunks, insertions, deletions }: FileReport,
  noted: readonly Noted[],
  indexOf: (id: string) => number,
): PageFile {
  const text = openShownText(change.path, change.kind, change.before);
  const indexAt = (line: number) => {
    const index = partitionPoint(hunks.length, (i) => hunks[i]!.oldStart <= line) - 1;
    return index >= 0 && line < hunks[index]!.oldStart + hunks[index]!.oldCount ? index : -1;
  };
  const byHunk = new Map<number, Noted[]>();
  for (const one of noted) {
    const index = indexAt(one.note.line);
    const own = byHunk.get(index) ?? [];
    if (own.length === 0) byHunk.set(index, own);
    own.push(one);
  }
  const made = hunks.map((hunk, index) => makeHunk(hunk, byHunk.get(index) ?? [], text, indexOf));
  const pieces = cutPieces(byHunk.get(-1) ?? [], text, (line) => indexAt(line) < 0).map((piece) => {
    const before = hunks[partitionPoint(hunks.length, (i) => hunks[i]!.oldStart <= piece.oldStart) - 1];
    return before ? { ...piece, newStart: piece.oldStart + shiftBehind(before) } : piece;
  });
  return {
    path: decodeText(change.path),
    kind: change.kind,
    language: nameLanguage(change.kind),
    status: change.status,
    insertions,
    deletions,
    hunks: [...made, ...pieces].sort((a, b) => a.oldStart - b.oldStart),
  };
}

function makeKeptFile(path: string, noted: readonly Noted[], before: string | undefined): PageFile {
  const kind = classifyFile(path);
  const text = before === undefined ? undefined : openShownText(path, kind, before);
  // What was read for the leftovers may have changed since.
  const isSame = text !== undefined && noted.every(({ leftover }) => standsThere(leftover, text));
  return {
    path: decodeText(path),
    kind,
    language: nameLanguage(kind),
    status: 'kept',
    insertions: 0,
    deletions: 0,
    hunks: cutPieces(noted, isSame ? text : undefined, () => true),
  };
}

function standsThere({ line, excerpt }: LeftoverReport, { source }: ShownText): boolean {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return false;
  // A long line's excerpt begins with dots.
  return excerpt.startsWith('...') || source.text.startsWith(excerpt, start);
}

/** By how many lines a file has grown at the end of a hunk. */
function shiftBehind({ oldStart, oldCount, newStart, newCount }: Hunk): number {
  return newStart + newCount - oldStart - oldCount;
}

function makeHunk(
  hunk: Hunk,
  noted: readonly Noted[],
  text: ShownText,
  indexOf: (id: string) => number,
): PageHunk {
  const { oldStart, oldCount, newStart, newCount, heading, lines, causes } = hunk;
  return {
    oldStart,
    oldCount,
    newStart,
    newCount,
    heading: decodeText(heading),
    lines: lines.map(({ kind, text: line }) => kind + showLine(line)),
    unended: lines.flatMap(({ text: line }, index) => (line.endsWith('\n') ? [] : [index])),
    inComment: text.beginsInComment(oldStart),
    causes: causes.map(indexOf).filter((index) => index >= 0),
    notes: noted.map(({ note }) => note),
  };
}
