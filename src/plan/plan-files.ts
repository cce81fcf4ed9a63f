import { applyEdits } from '../edit/apply-edits.js';
import type { Fact } from '../lang/facts.js';
import { classifyFile, type FileKind } from '../lang/file-kind.js';
import type { TypeAnswers } from '../lang/c/types/type-answers.js';
import type { FileAnalysis, FileTask, Surroundings } from '../lang/front-end.js';
import { hashText, type DiskText } from '../scan/disk-text.js';
import { pathsIn } from '../scan/path-tables.js';
import { readText, type TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';

/** A file that some fact concerns, as far as the plan has come. */
export interface PlannedFile {
  readonly path: string;
  readonly kind: FileKind;
  /** As it is; null where it stays so, and can be read again: most files that are looked into do. */
  readonly text: string | null;
  readonly facts: readonly Fact[];
  /** Whether another file of C includes it; false until it was looked up. */
  readonly isIncluded: boolean;
  readonly analysis: FileAnalysis;
}

/** The files of a plan by path. A file is analyzed from its original text each time a new fact concerns it. */
export type PlannedFiles = ReadonlyMap<string, PlannedFile>;

export interface AnalyzeOptions {
  readonly cascade: boolean;
  readonly pureNames: ReadonlySet<string>;
  /** .c files that another file includes. */
  readonly includedFiles: ReadonlySet<string>;
  readonly typeAnswers: (questions: readonly string[]) => TypeAnswers;
  readonly describe: (facts: readonly Fact[]) => Omit<Surroundings, 'nearby'>;
}

/**
 * Analyzes the files that new facts concern.
 * @param concerns new facts by path; facts that a file has already are kept.
 * @returns the plan's files with the new analyses in place of the old ones.
 */
export async function analyzeFiles(
  tree: TreeView,
  files: PlannedFiles,
  concerns: ReadonlyMap<string, readonly Fact[]>,
  options: AnalyzeOptions,
  pool: Pool,
): Promise<PlannedFiles> {
  const planned = await Promise.all(
    [...concerns].map(([path, fresh]) =>
      pool.inTurn(async (hold): Promise<PlannedFile> => {
        const task = makeTask(tree, files.get(path), path, fresh, options);
        hold(task.text.length);
        const { kind, facts, isIncluded } = task;
        const analysis = await pool.run('analyze', task);
        const isChanged = analysis.edits.length > 0 || analysis.deleted !== null;
        return {
          path,
          kind,
          text: isChanged ? task.text : null,
          facts,
          isIncluded,
          analysis,
        };
      }),
    ),
  );
  const merged = new Map(files);
  for (const file of planned) merged.set(file.path, file);
  return merged;
}

/**
 * What a thread is asked about one file.
 * @param before what the plan knows of it already; @param fresh the facts that are new to it.
 */
export function makeTask(
  tree: TreeView,
  before: PlannedFile | undefined,
  path: string,
  fresh: readonly Fact[],
  options: AnalyzeOptions,
): FileTask {
  const kind = before?.kind ?? classifyFile(path);
  const facts = [...(before?.facts ?? []), ...fresh];
  const nearby = kind === 'kbuild' ? filesBeside(tree.paths, path) : [];
  return {
    path,
    kind,
    text: before?.text ?? readText(tree, path),
    facts,
    pureNames: [...options.pureNames],
    types: options.typeAnswers(before?.analysis.typeQuestions ?? []),
    isIncluded: options.includedFiles.has(path),
    surroundings: { ...options.describe(facts), nearby },
    cascade: options.cascade,
  };
}

const hashes = new WeakMap<PlannedFile, string>();

/** What the plan changes in a file that has a text. */
export function changesOf(file: PlannedFile, text: string): NonNullable<DiskText['changed']> {
  let hash = hashes.get(file);
  if (hash === undefined) hashes.set(file, (hash = hashText(text)));
  return { edits: file.analysis.edits, hash };
}

/** The text of a file as the plan would leave it; null for one that goes. */
export function plannedText(tree: TreeView, files: PlannedFiles, path: string): string | null {
  const file = files.get(path);
  if (file?.text == null) return readText(tree, path);
  return file.analysis.deleted === null ? applyEdits(file.text, file.analysis.edits) : null;
}

/** Files in the folder of `path`; `paths` must be sorted. */
function filesBeside(paths: readonly string[], path: string): string[] {
  return pathsIn(paths, path.slice(0, path.lastIndexOf('/') + 1));
}
