import type { ConfigWordsHit, ConfigWordsTask } from '../check/scan-config-words.js';
import type { BrokenLaw, CheckTask } from '../lang/check-file.js';
import type { Census, CensusTask } from '../survey/take-census.js';
import type { ProofTask, Violation } from '../proof/proof-task.js';
import type { FileAnalysis, FileTask, NameReport } from '../lang/front-end.js';
import type { SignatureReport } from '../lang/c/report-signatures.js';
import type { FileKind } from '../lang/file-kind.js';
import type { MemberDescription, MemberName } from '../lang/c/members/describe-member.js';
import type { CarrierReport } from '../lang/c/members/find-carriers.js';
import type { MentionQuery, MentionVerdict } from '../lang/c/members/member-mentions.js';
import type { TypeReport } from '../lang/c/types/read-types.js';
import { indexFiles, indexTexts, type FilesToIndex, type IndexedFiles } from '../scan/index-files.js';
import type { PackedPaths } from '../scan/packed-paths.js';
import { scanFiles, scanTexts, type FileHit, type ScannedFiles } from '../scan/scan-files.js';
import type { WordIndex } from '../scan/word-index.js';
import { makeWordMatcher } from '../scan/word-matcher.js';

export interface ScanTask {
  readonly root: string;
  readonly packed: PackedPaths;
  readonly words: readonly string[];
  /** For each file indexes of the only words that it may hold; absent: any. */
  readonly among?: readonly (readonly number[])[];
}

/** Asks for the nearest name in some files: see nearestIdentifier. */
export interface NearNameTask {
  readonly root: string;
  /** Below the root, parted by NUL bytes. */
  readonly paths: string;
  readonly name: string;
}

/** A question about names in one text. */
export interface NamesTask {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly names: readonly string[];
}

/** What a thread can be asked to do. Inputs and results are plain data; languages are loaded when first needed. */
const tasks = {
  /** The paths in a folder of a tree, parted by NUL bytes; with a `/` at their end those of folders that can't be read. */
  async walk({ root, folder }: { root: string; folder: string }): Promise<string> {
    const { walkFolder } = await import('../scan/walk-tree.js');
    const { paths, unreadable } = walkFolder(root, folder);
    return [...paths, ...unreadable].join('\0');
  },

  scan({ root, packed, words, among }: ScanTask): ScannedFiles {
    return scanFiles(root, packed, makeWordMatcher(words), among);
  },

  scanTexts({ texts, words, among }: Omit<ScanTask, 'root' | 'packed'> & { texts: string[] }): FileHit[] {
    return scanTexts(texts, makeWordMatcher(words), among);
  },

  index(task: FilesToIndex): IndexedFiles {
    return indexFiles(task);
  },

  indexTexts({ texts }: { texts: readonly string[] }): WordIndex {
    return indexTexts(texts);
  },

  async nearName({ root, paths, name }: NearNameTask): Promise<string | undefined> {
    const { nearestIdentifier } = await import('../scan/near-names.js');
    const { readTreeFiles } = await import('../scan/tree-view.js');
    return nearestIdentifier(readTreeFiles(root, paths.split('\0')), name);
  },

  async configWords(task: ConfigWordsTask): Promise<ConfigWordsHit[]> {
    const { scanConfigWords } = await import('../check/scan-config-words.js');
    return scanConfigWords(task);
  },

  async takeCensus(task: CensusTask): Promise<Census> {
    const { takeCensus } = await import('../survey/take-census.js');
    const census = takeCensus(task);
    const { forgetOutlines } = await import('../lang/c/syntax/outline.js');
    forgetOutlines();
    return census;
  },

  async analyze(task: FileTask): Promise<FileAnalysis> {
    const { analyzeFile } = await import('../lang/analyze-file.js');
    const analysis = await analyzeFile(task);
    await nextTurn();
    return analysis;
  },

  async reportNames(task: NamesTask): Promise<ReadonlyMap<string, NameReport>> {
    const { reportNames } = await import('../lang/report-names.js');
    return reportNames(task);
  },

  async readTypes(task: {
    readonly text: string;
    readonly questions: readonly string[];
  }): Promise<TypeReport> {
    const { readTypes } = await import('../lang/c/types/read-types.js');
    const report = readTypes(task.text, task.questions);
    await nextTurn();
    return report;
  },

  async findCarriers(task: {
    readonly text: string;
    readonly keys: readonly string[];
  }): Promise<CarrierReport> {
    const { findCarriers } = await import('../lang/c/members/find-carriers.js');
    const report = findCarriers(task.text, task.keys);
    await nextTurn();
    return report;
  },

  async describeMembers(task: {
    readonly text: string;
    readonly members: readonly MemberName[];
  }): Promise<readonly (readonly MemberDescription[])[]> {
    const { describeMember } = await import('../lang/c/members/describe-member.js');
    return task.members.map(({ of, name }) => describeMember(task.text, of, name));
  },

  async judgeMentions(task: {
    readonly text: string;
    readonly queries: readonly MentionQuery[];
  }): Promise<readonly MentionVerdict[]> {
    const { judgeMentions } = await import('../lang/c/members/member-mentions.js');
    return judgeMentions(task.text, task.queries);
  },

  async reportPurity(task: NamesTask): Promise<ReadonlyMap<string, readonly string[] | null>> {
    const { reportPurity } = await import('../lang/c/report-purity.js');
    const report = reportPurity(task.kind, task.text, task.names);
    await nextTurn();
    return report;
  },

  async reportSignatures(task: NamesTask): Promise<ReadonlyMap<string, readonly SignatureReport[]>> {
    const { reportSignatures } = await import('../lang/c/report-signatures.js');
    return reportSignatures(task.kind, task.text, task.names);
  },

  /** The checks of a file's language. */
  async checkText(task: CheckTask): Promise<readonly BrokenLaw[]> {
    const { checkFile } = await import('../lang/check-file.js');
    const broken = await checkFile(task);
    await nextTurn();
    return broken;
  },

  /** The checks of a file's language, and the proof. */
  async check(task: ProofTask & CheckTask): Promise<readonly Violation[]> {
    const { checkFile } = await import('../lang/check-file.js');
    const { proveChange } = await import('../proof/prove-change.js');
    const broken = [...(await checkFile(task)), ...(await proveChange(task))];
    await nextTurn();
    return broken;
  },

  /** The same of a change that a person made: C is always proved, and whether by draws is told. */
  async verify(
    task: ProofTask & CheckTask,
  ): Promise<{ readonly broken: readonly Violation[]; readonly isSampled: boolean }> {
    const { checkFile } = await import('../lang/check-file.js');
    const { watchSampling } = await import('../proof/sampling.js');
    const { proveC } = await import('../proof/c/prove-c.js');
    const broken = await checkFile(task);
    const isSampled = watchSampling();
    const violations = /^(?:c|asm|dts)$/.test(task.kind) ? proveC(task) : [];
    const verdict = { broken: [...broken, ...violations], isSampled: isSampled() };
    await nextTurn();
    return verdict;
  },
};

export type TaskName = keyof typeof tasks;
/** Tasks about one text. */
export type TextTaskName = {
  [Name in TaskName]: TaskInput<Name> extends { readonly text: string } ? Name : never;
}[TaskName];
export type TaskInput<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[0];
export type TaskResult<Name extends TaskName> = Awaited<ReturnType<(typeof tasks)[Name]>>;

export async function runTask<Name extends TaskName>(
  name: Name,
  input: TaskInput<Name>,
): Promise<TaskResult<Name>> {
  // The compiler can't see that `name` picks both the function and its input.
  const task = tasks[name] as (input: TaskInput<Name>) => TaskResult<Name> | Promise<TaskResult<Name>>;
  return await task(input);
}

/** Lets the event loop turn once: native syntax trees are freed only then. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
