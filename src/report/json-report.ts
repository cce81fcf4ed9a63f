import { factId } from '../lang/facts.js';
import type { DocumentResult, RunResult } from '../result.js';
import { decodeText, lostBytes } from './decode-text.js';
import type { FileReport } from './file-reports.js';
import type { ResultJson } from './json-schema.js';
import { traceCauses, type TraceCause } from './trace-causes.js';

/** What a run did beside finding the changes. */
export interface DoneJson {
  readonly written: boolean;
  readonly series?: readonly string[];
  readonly commits?: readonly { readonly id: string; readonly subject: string }[];
}

/**
 * The document of --json; json-schema.ts describes it.
 * @param files the reports of each document's changes, in the result's order.
 */
export function makeResultJson(
  result: RunResult,
  files: readonly (readonly FileReport[])[],
  done: DoneJson,
): ResultJson {
  const { git } = result;
  return {
    version: 1,
    written: done.written,
    filesScanned: result.filesScanned,
    ...(git?.kind === 'work-tree' ? { git: { untracked: git.untracked, absent: git.absent } } : {}),
    ...(done.series ? { series: [...done.series] } : {}),
    ...(done.commits ? { commits: done.commits.map(({ id, subject }) => ({ id, subject })) } : {}),
    ...(result.shard
      ? { shard: { ...result.shard, units: result.shard.units.map((unit) => ({ ...unit })) } }
      : {}),
    documents: result.documents.map((part, index) => makeDocumentJson(part, files[index]!)),
  };
}

function makeDocumentJson(
  part: DocumentResult,
  files: readonly FileReport[],
): ResultJson['documents'][number] {
  const trace = traceCauses(part);
  return {
    ...(part.document.subject === undefined ? {} : { subject: part.document.subject }),
    ...(part.document.message === undefined ? {} : { message: part.document.message }),
    ruleFacts: [...part.ruleFacts.map(factId), ...part.alterations].map(decodeText),
    facts: part.facts.map((derived) => ({
      fact: decodeText(factId(derived.fact)),
      because: derived.because.map(decodeText),
      ...(derived.path === undefined ? {} : { path: decodeText(derived.path) }),
      ...(derived.offset === undefined ? {} : { offset: derived.offset }),
    })),
    files: files.map((report) => makeFileJson(report, trace)),
    leftovers: part.leftovers.map(({ code, path, line, column, offset, message, cause, excerpt }) => ({
      code,
      path: decodeText(path),
      line,
      column,
      offset,
      message: decodeText(message),
      cause: decodeText(cause),
      text: decodeText(excerpt),
    })),
    failures: part.failures.map(({ path, law, message }) => ({
      path: decodeText(path),
      law,
      message: decodeText(message),
    })),
  };
}

/** @param trace of the document's facts (latin1). */
export function makeFileJson(
  { change, patch, hunks, insertions, deletions }: FileReport,
  trace: TraceCause,
): ResultJson['documents'][number]['files'][number] {
  const pathBytes = lostBytes(change.path);
  return {
    path: decodeText(change.path),
    ...(pathBytes === undefined ? {} : { pathBytes }),
    language: change.kind,
    status: change.status,
    mode: change.mode.toString(8).padStart(6, '0'),
    insertions,
    deletions,
    edits: change.edits.map(({ start, end, text, cause }) => {
      const bytes = lostBytes(text);
      return {
        start,
        end,
        text: decodeText(text),
        ...(bytes === undefined ? {} : { bytes }),
        cause: decodeText(cause),
      };
    }),
    hunks: hunks.map(({ oldStart, oldCount, newStart, newCount, causes }) => ({
      oldStart,
      oldCount,
      newStart,
      newCount,
      chains: causes.map((cause) => trace(cause).map(decodeText)),
    })),
    patch: decodeText(patch),
  };
}
