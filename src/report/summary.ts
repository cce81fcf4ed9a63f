import type { GitState } from '../git/tracked-files.js';
import { factId } from '../lang/facts.js';
import type { DocumentResult, LeftoverReport, RunResult } from '../result.js';
import type { Palette } from './color.js';
import { decodeLine, decodeText } from './decode-text.js';
import { sumReports, type FileReport } from './file-reports.js';
import { nameLanguage } from './language-names.js';
import { describeTotals } from './stat-report.js';

/** Leftovers of one code, and facts, that are listed without --verbose. */
const LISTED = 5;
const LISTED_FACTS = 20;
const LINE_WIDTH = 100;

export interface SummaryOptions {
  readonly verbose: boolean;
  readonly written: boolean;
  /** Folder of --series. */
  readonly series?: string;
  /** Patches of an earlier series in that folder. */
  readonly stale?: readonly string[];
  /** The file of --answers. */
  readonly answers?: string;
}

/**
 * The summary for standard error: files and lines by language, new facts with what caused them, leftovers by reason.
 * @param files the reports of each document's changes, in the result's order.
 */
export function renderSummary(
  result: RunResult,
  files: readonly (readonly FileReport[])[],
  options: SummaryOptions,
  palette: Palette,
): string {
  const lines: string[] = [];
  result.documents.forEach((part, index) => {
    const { subject } = part.document;
    const name =
      subject === undefined
        ? [...part.ruleFacts.map(factId), ...part.alterations].join(', ')
        : Buffer.from(subject).toString('latin1');
    const place = result.documents.length > 1 ? `${index + 1}/${result.documents.length} ` : '';
    lines.push(palette.bold(`${place}${decodeLine(name, LINE_WIDTH)}`));
    const parts = [
      summarizeFiles(files[index]!, options.written),
      summarizeChoice(part, options, palette),
      summarizeFacts(part, options.verbose),
      summarizeFailures(part, palette),
      summarizeLeftovers(part.leftovers, options.verbose, palette),
    ];
    for (const line of parts.flat()) lines.push(line);
  });
  for (const { refused } of result.shard?.units ?? [])
    if (refused !== undefined) lines.push(palette.red(`refused: ${refused}`));
  lines.push(...summarizeSeries(options, palette), ...summarizeGit(result.git, palette));
  return `${lines.join('\n')}\n`;
}

function summarizeSeries({ series, stale = [] }: SummaryOptions, palette: Palette): string[] {
  if (series === undefined || stale.length === 0) return [];
  const shown = stale.slice(0, LISTED).join(', ') + (stale.length > LISTED ? ', …' : '');
  return [palette.yellow(`${series} also holds patches of an earlier series: ${shown}`)];
}

/** What of the tree was left alone, or should have been. */
function summarizeGit(git: GitState | undefined, palette: Palette): string[] {
  if (git === undefined || git.kind === 'none') return [];
  if (git.kind === 'refused') {
    return [
      palette.yellow(
        `git can't read this work tree, so all files were taken: ${decodeLine(git.reason, LINE_WIDTH)}`,
      ),
    ];
  }
  const files = (count: number) => `${count} ${count === 1 ? 'file' : 'files'}`;
  return [
    ...(git.untracked > 0 ? [`left alone, because git doesn't track them: ${files(git.untracked)}`] : []),
    ...(git.absent > 0 ? [palette.yellow(`tracked by git, but not on disk: ${files(git.absent)}`)] : []),
  ];
}

function summarizeFiles(reports: readonly FileReport[], written: boolean): string[] {
  if (reports.length === 0) return ['  nothing to change'];
  const lines = [`  ${describeTotals(sumReports(reports))}${written ? ', written' : ''}`];
  const kinds = [...new Set(reports.map((report) => report.change.kind))];
  for (const kind of kinds) {
    const own = reports.filter((report) => report.change.kind === kind);
    const { files, insertions, deletions } = sumReports(own);
    const gone = own.filter((report) => report.change.status === 'deleted').length;
    const name = `${nameLanguage(kind)}:`.padEnd(13);
    const count = `${files} ${files === 1 ? 'file' : 'files'}`.padEnd(10);
    lines.push(`    ${name}${count} +${insertions} -${deletions}${gone > 0 ? ` (${gone} deleted)` : ''}`);
  }
  return lines;
}

/** What a person left, and changed. */
function summarizeChoice(
  { choice }: DocumentResult,
  { answers }: SummaryOptions,
  palette: Palette,
): string[] {
  if (!choice) return [];
  const { left, unanswered, edited } = choice;
  const lines: string[] = [];
  if (left - unanswered > 0) lines.push(`  left by choice: ${left - unanswered}`);
  if (unanswered > 0) lines.push(palette.yellow(`  left, as ${answers ?? ''} has no answer: ${unanswered}`));
  if (edited.length > 0) {
    const paths = edited.map((path) => decodeLine(path, LINE_WIDTH)).join(', ');
    lines.push(palette.yellow(`  edited by hand, so neither checked nor proved: ${paths}`));
  }
  return lines;
}

function summarizeFacts({ facts }: DocumentResult, verbose: boolean): string[] {
  if (facts.length === 0) return [];
  const shown = verbose ? facts : facts.slice(0, LISTED_FACTS);
  const lines = shown.map(({ fact, because, path }) => {
    const place = path === undefined ? '' : ` (${decodeText(path)})`;
    return `    ${decodeText(factId(fact))}, because ${decodeText(because.join(' and '))}${place}`;
  });
  if (shown.length < facts.length)
    lines.push(`    … and ${facts.length - shown.length} more (-v lists them)`);
  return [`  new facts: ${facts.length}`, ...lines];
}

function summarizeFailures({ failures }: DocumentResult, palette: Palette): string[] {
  if (failures.length === 0) return [];
  const lines = failures.map(
    (f) => `    ${decodeText(f.path)}: ${f.law}: ${decodeLine(f.message, 2 * LINE_WIDTH)}`,
  );
  return [palette.red(`  left as they were, because a check failed: ${failures.length}`), ...lines];
}

function summarizeLeftovers(
  leftovers: readonly LeftoverReport[],
  verbose: boolean,
  palette: Palette,
): string[] {
  if (leftovers.length === 0) return [];
  const byCode = new Map<string, LeftoverReport[]>();
  for (const leftover of leftovers) {
    const list = byCode.get(leftover.code);
    if (list) list.push(leftover);
    else byCode.set(leftover.code, [leftover]);
  }
  const lines = [palette.yellow(`  leftovers, for a person to look at: ${leftovers.length}`)];
  for (const [code, list] of [...byCode].sort(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push(`    ${code}: ${list.length}`);
    const shown = verbose ? list : list.slice(0, LISTED);
    for (const { path, line, column, excerpt, message } of shown) {
      lines.push(`      ${decodeText(path)}:${line}:${column}: ${decodeLine(excerpt, LINE_WIDTH)}`);
      if (verbose) lines.push(`        ${decodeLine(message, 2 * LINE_WIDTH)}`);
    }
    if (shown.length < list.length)
      lines.push(`      … and ${list.length - shown.length} more (-v lists them)`);
  }
  return lines;
}
