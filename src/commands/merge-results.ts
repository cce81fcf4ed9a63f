import { arrangeUnits, type ArrangedUnits } from '../merge/arrange-units.js';
import { mergeUnits, type MergedDocument } from '../merge/merge-units.js';
import { readResult, wrong, type ReadResult } from '../merge/read-results.js';
import type { MergeOptions } from '../merge-options.js';
import { makePalette, wantsColor } from '../report/color.js';
import { decodeText, encodeText } from '../report/decode-text.js';
import { makeFileReports, sumReports, type FileReport } from '../report/file-reports.js';
import { makeFileJson } from '../report/json-report.js';
import type { ResultJson } from '../report/json-schema.js';
import { renderPatch } from '../report/patch-report.js';
import { describeTotals, renderStat } from '../report/stat-report.js';
import { traceReasons } from '../report/trace-causes.js';
import { readTreeFile } from '../scan/read-tree-file.js';
import { checkFolder } from './check-folder.js';
import type { ExitCode } from './run-rules.js';
import type { CommandIo } from './terminal.js';

/**
 * `excise merge RESULT…`: makes one result of several. Nothing is written to the tree.
 * @throws UserError where they don't go together.
 */
export async function mergeResults(options: MergeOptions, io: CommandIo): Promise<ExitCode> {
  await checkFolder(options.tree);
  const results = options.results.map(readResult);
  const arranged = arrangeUnits(results);
  const documents = mergeUnits(arranged.units, openTexts(options.tree));
  const reports = documents.map(({ changes }) => makeFileReports(changes));
  await io.stdout.write(renderMerged(options, io, { results, arranged, documents, reports }));
  if (!options.quiet) await io.stderr.write(summarize(arranged, documents, reports));
  const failed = documents.some(({ document }) => document.failures.length > 0);
  return failed || arranged.refused.length > 0 ? 1 : 0;
}

interface Merged {
  readonly results: readonly ReadResult[];
  readonly arranged: ArrangedUnits;
  readonly documents: readonly MergedDocument[];
  readonly reports: readonly (readonly FileReport[])[];
}

function openTexts(tree: string): (path: string) => string {
  return (path) => {
    try {
      return readTreeFile(tree, path);
    } catch {
      throw wrong(decodeText(path), `not in ${tree}; give the tree that the results were made from with -C`);
    }
  };
}

function renderMerged(options: MergeOptions, io: CommandIo, merged: Merged): string | Uint8Array {
  const palette = makePalette(wantsColor(options.color, io.env, io.stdout.isTerminal));
  const { documents, reports } = merged;
  switch (options.format) {
    case 'json':
      return `${JSON.stringify(makeMergedJson(merged))}\n`;
    case 'stat':
      return reports.map((files) => renderStat(files, io.stdout.columns, palette)).join('\n');
    case 'patch': {
      const parts = documents.map(({ document: { subject } }, i) => ({
        ...(subject === undefined ? {} : { subject }),
        files: reports[i]!,
      }));
      return Buffer.from(renderPatch(parts, palette), 'latin1');
    }
  }
}

function makeMergedJson({ results, arranged, documents, reports }: Merged): ResultJson {
  const { version, git } = results[0]!.result;
  return {
    version,
    written: false,
    filesScanned: Math.max(...results.map(({ result }) => result.filesScanned)),
    ...(git ? { git } : {}),
    ...(arranged.refused.length > 0 ? { refused: [...arranged.refused] } : {}),
    documents: documents.map(({ document }, i) => {
      const trace = traceReasons(
        document.facts.map(({ fact, because }) => [encodeText(fact), because.map((id) => encodeText(id))]),
      );
      return { ...document, files: reports[i]!.map((report) => makeFileJson(report, trace)) };
    }),
  };
}

function summarize(
  { units, refused }: ArrangedUnits,
  documents: readonly MergedDocument[],
  reports: readonly (readonly FileReport[])[],
): string {
  const count = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;
  const leftovers = documents.reduce((sum, { document }) => sum + document.leftovers.length, 0);
  const failures = documents.flatMap(({ document }) => document.failures);
  return [
    `${count(units.length, 'rule')}, ${count(documents.length, 'document')}: ${describeTotals(sumReports(reports.flat()))}`,
    ...(leftovers > 0 ? [`leftovers, for a person to look at: ${leftovers} (--json lists them)`] : []),
    ...failures.map(({ path, law, message }) => `left as it was: ${path}: ${law}: ${message}`),
    ...refused.map(({ message }) => `refused: ${message}`),
    '',
  ].join('\n');
}
