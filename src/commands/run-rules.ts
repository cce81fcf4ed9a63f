import { finalFiles } from '../final-files.js';
import type { Options } from '../options.js';
import { makePalette, wantsColor } from '../report/color.js';
import { makeFileReports, type FileReport } from '../report/file-reports.js';
import { makeResultJson } from '../report/json-report.js';
import { renderPatch } from '../report/patch-report.js';
import { makeProgressLine, type ProgressLine } from '../report/progress.js';
import { renderStat } from '../report/stat-report.js';
import { renderSummary } from '../report/summary.js';
import { traceCauses } from '../report/trace-causes.js';
import type { RunMemory } from '../remember/run-memory.js';
import type { RunOptions, RunResult } from '../result.js';
import type { RuleDocument } from '../rules/rule-document.js';
import type { TreeLock } from '../write/lock-tree.js';
import { checkFolder } from './check-folder.js';
import { guardReading } from './guard-reading.js';
import { readVersion } from './read-version.js';
import type { MadeCommit } from './save-result.js';
import type { CommandIo } from './terminal.js';

/** Exit codes: 0 done, 1 a check failed or leftovers count as failure, 2 trouble (thrown as an error). */
export type ExitCode = 0 | 1;

export type RunPipeline = (options: RunOptions) => Promise<RunResult>;

/**
 * `excise [RULE…]`: carries out rules, prints the patch on standard output (or writes it to the tree) and the summary
 * on standard error.
 * @param run the pipeline; called only once the rules are known to be right.
 * @param memory of earlier runs, which may know the result.
 * @throws UserError for trouble that the user can mend; nothing is changed then.
 */
export async function runRules(
  options: Options,
  io: CommandIo,
  run: RunPipeline,
  memory?: RunMemory,
): Promise<ExitCode> {
  // A run that was remembered had rules that are right.
  const documents = memory?.isKnown === true ? undefined : await readDocuments(options, memory);
  await checkFolder(options.tree);
  if (options.html !== undefined) await (await import('./save-page.js')).checkPagePath(options.html);

  // Before anything is read: what another run changed meanwhile would go into this one's result.
  const lock = options.write
    ? await (await import('./open-for-writing.js')).openForWriting(options, io)
    : undefined;
  try {
    const result =
      (await memory?.recall()) ??
      (await runDocuments(documents ?? (await readDocuments(options, memory)), options, io, run, lock));
    return await report(result, options, io, lock);
  } finally {
    await lock?.release();
  }
}

async function runDocuments(
  documents: readonly RuleDocument[],
  options: Options,
  io: CommandIo,
  run: RunPipeline,
  lock: TreeLock | undefined,
): Promise<RunResult> {
  const progress = startProgress(options, io, documents.length);
  const asks = options.interactive || options.answers !== undefined;
  const { openChooser } = asks ? await import('./open-chooser.js') : { openChooser: undefined };
  const chooser = await openChooser?.(options, io, () => progress?.clear(), lock?.signals);
  return await run({
    tree: options.tree,
    documents,
    cascade: options.cascade,
    verify: options.verify,
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    cache: options.cache,
    ...(options.shard === undefined ? {} : { shard: options.shard }),
    ...(progress ? { onProgress: progress.update } : {}),
    ...(chooser ? { choose: chooser.choose } : {}),
  }).finally(() => {
    progress?.clear();
    chooser?.close();
  });
}

/** Everything that becomes of a result. */
async function report(
  result: RunResult,
  options: Options,
  io: CommandIo,
  lock: TreeLock | undefined,
): Promise<ExitCode> {
  // What was read while another run wrote is of no one state.
  if (!options.write) await guardReading(options.tree);
  const files = result.documents.map((part) => makeFileReports(part.changes));
  const saved = await save(options, io, result, files, lock);
  await io.stdout.write(await renderOutput(options, io, result, files, saved));
  if (!options.quiet) {
    const palette = makePalette(wantsColor(options.color, io.env, io.stderr.isTerminal));
    const settings = {
      verbose: options.verbose,
      written: options.write,
      ...(options.series === undefined ? {} : { series: options.series }),
      stale: saved.stale,
      ...(options.answers === undefined ? {} : { answers: options.answers }),
    };
    await io.stderr.write(renderSummary(result, files, settings, palette));
  }
  return exitCodeOf(result, options);
}

/** What a run left behind beside its output. */
interface Saved {
  /** Files of --series, in order. */
  readonly series?: readonly string[];
  /** Patches of an earlier series in the same folder. */
  readonly stale: readonly string[];
  /** Of --commit, in order. */
  readonly commits?: readonly MadeCommit[];
}

/** --html, --series, --write and --commit: first all that can be refused, then the files beside the tree, at last it. */
async function save(
  options: Options,
  io: CommandIo,
  result: RunResult,
  files: readonly (readonly FileReport[])[],
  lock: TreeLock | undefined,
): Promise<Saved> {
  if (options.write) await (await import('./save-result.js')).checkWritable(options, result);
  if (options.html !== undefined) {
    const { savePage } = await import('./save-page.js');
    await savePage(options.html, options.tree, result, files);
  }
  if (options.series === undefined && !options.commit) {
    if (options.write) await writeResult(options, result, lock);
    return { stale: [] };
  }
  const { planSeries } = await import('../series/plan-series.js');
  const { loadMaintainers } = await import('../series/maintainers/load-maintainers.js');
  const maintainers = options.cc || options.splitBy === 'maintainer' ? loadMaintainers(options.tree) : [];
  const parts = planSeries(result.documents, files, options.splitBy, maintainers);
  const { saveSeries } = await import('./save-series.js');
  const series =
    options.series === undefined
      ? undefined
      : await saveSeries(options.series, options, io.env, result, parts, maintainers);
  if (options.write && !options.commit) await writeResult(options, result, lock);
  const { commitResult } = await import('./save-result.js');
  const commits =
    options.commit && lock ? await commitResult(options, result, parts, io.stderr, lock) : undefined;
  return {
    ...(series ? { series: series.paths } : {}),
    stale: series?.stale ?? [],
    ...(commits ? { commits } : {}),
  };
}

async function writeResult({ tree }: Options, result: RunResult, lock: TreeLock | undefined): Promise<void> {
  const { writeFiles } = await import('../write/write-files.js');
  await writeFiles(tree, finalFiles(result.documents), lock);
}

/** The rule files' documents, then the one of --remove-config. */
async function readDocuments(options: Options, memory: RunMemory | undefined): Promise<RuleDocument[]> {
  const { loadRules } = await import('../rules/load-rules.js');
  const { rulesFromOptions } = await import('../rules/option-rules.js');
  const own = rulesFromOptions(options);
  return [...loadRules(options.rules, memory?.rules), ...own];
}

function startProgress(options: Options, io: CommandIo, documents: number): ProgressLine | undefined {
  if (options.quiet || !io.stderr.isTerminal || io.env.TERM === 'dumb') return undefined;
  return makeProgressLine((text) => void io.stderr.write(text), io.stderr.columns, documents);
}

async function renderOutput(
  options: Options,
  io: CommandIo,
  result: RunResult,
  files: readonly (readonly FileReport[])[],
  saved: Saved,
): Promise<string | Uint8Array> {
  const palette = makePalette(wantsColor(options.color, io.env, io.stdout.isTerminal));
  switch (options.format) {
    case 'json':
      return `${JSON.stringify(makeResultJson(result, files, { written: options.write, ...saved }))}\n`;
    case 'stat':
      return files.map((reports) => renderStat(reports, io.stdout.columns, palette)).join('\n');
    case 'github':
    case 'unix':
    case 'sarif': {
      const { listAnnotations } = await import('../report/annotations.js');
      const { renderGithub, renderSarif, renderUnix } = await import('../report/render-annotations.js');
      const notes = listAnnotations(result.documents, files, options.write);
      if (options.format === 'sarif') return renderSarif(notes, readVersion());
      return options.format === 'github' ? renderGithub(notes) : renderUnix(notes);
    }
    case 'patch': {
      const { series, commits } = saved;
      if (series || commits) {
        const made = commits?.map(({ id, subject }) => `${id} ${subject}`);
        return [...(series ?? []), ...(made ?? [])].map((line) => `${line}\n`).join('');
      }
      if (options.write) return '';
      const parts = result.documents.map((part, index) => ({
        ...(part.document.subject === undefined ? {} : { subject: part.document.subject }),
        files: files[index]!,
        ...(options.explain ? { trace: traceCauses(part) } : {}),
      }));
      return Buffer.from(renderPatch(parts, palette), 'latin1');
    }
  }
}

function exitCodeOf(result: RunResult, options: Options): ExitCode {
  if (result.documents.some((part) => part.failures.length > 0)) return 1;
  if (result.shard?.units.some(({ refused }) => refused !== undefined)) return 1;
  return options.failOnLeftovers && result.documents.some((part) => part.leftovers.length > 0) ? 1 : 0;
}
