import { offsetBefore } from '../edit/chain-edits.js';
import { classifyFile } from '../lang/file-kind.js';
import type { SignatureReport } from '../lang/c/report-signatures.js';
import type { NameReport } from '../lang/front-end.js';
import type { MemberDescription, MemberName } from '../lang/c/members/describe-member.js';
import type { CarrierReport } from '../lang/c/members/find-carriers.js';
import type { MentionQuery, MentionVerdict } from '../lang/c/members/member-mentions.js';
import type { TypeReport } from '../lang/c/types/read-types.js';
import type { TypeMemory } from './learn-types.js';
import { gatherQuestions } from './gather-questions.js';
import { findNearName } from './find-near-name.js';
import type { NameMemory } from './name-memory.js';
import type { UseMemory } from './use-memory.js';
import type { FoundWords, WordJudge, WordSearch } from './word-search.js';
import { sizeOnDisk } from '../scan/disk-files.js';
import { pathsNamed, pathsOf, type TreeView } from '../scan/tree-view.js';
import { locateText, type DiskText } from '../scan/disk-text.js';
import type { Pool } from '../workers/pool.js';
import type { TaskInput, TaskResult, TextTaskName } from '../workers/tasks.js';
import { changesOf, plannedText, type PlannedFiles } from './plan-files.js';

/** The tree as the plan would leave it so far: what the judges ask. */
export interface PlannedTree {
  /**
   * Paths of the files that hold each word, sorted; files that go are left out.
   * @param enough of a word in more files than this not all need be told; absent: all are.
   */
  findWords(words: readonly string[], enough?: number): Promise<FoundWords>;
  /** The same over the tree in parts: see WordSearch. Of a word in more than `enough` files not all need be told. */
  findOpenWords(words: readonly string[], judge: WordJudge, enough: number): Promise<void>;
  /** How each of the names stands in one file. */
  reportNames(path: string, names: readonly string[]): Promise<ReadonlyMap<string, NameReport>>;
  /** Which of the functions and macros that a file defines have no side effects, as far as it can tell. */
  reportPurity(
    path: string,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[] | null>>;
  /** What one file answers of questions about types; undefined where it can't be read. */
  readTypes(path: string, questions: readonly string[]): Promise<TypeReport | undefined>;
  /** Names in one file by which code can come to a struct: see findCarriers. */
  findCarriers(path: string, keys: readonly string[]): Promise<CarrierReport | undefined>;
  /** How one file declares a member of a struct. */
  describeMember(path: string, of: string, name: string): Promise<readonly MemberDescription[]>;
  /** Whether one file may use members, each asked for by a query. */
  judgeMentions(path: string, queries: readonly MentionQuery[]): Promise<readonly MentionVerdict[]>;
  /** What the headers of the tree before the document say of types. */
  readonly types: TypeMemory;
  /** How one file defines and declares functions and function-like macros. */
  reportSignatures(
    path: string,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, readonly SignatureReport[]>>;
  /** The identifier of the tree's C files that is nearest to a name that none of them has, for an error message. */
  findNearName(name: string): Promise<string | undefined>;
  /** Whether the name was seen in use, in a file that is still the same; see UseMemory. */
  isKnownUsed(name: string): boolean;
  /**
   * Notes a use: its file, or null where there are too many to look at.
   * @param isInText whether the file's text alone shows it, so that it is one to other documents, too.
   */
  noteUse(name: string, path: string | null, isInText?: boolean): void;
  exists(path: string): boolean;
  /** Bytes of a file before the plan, as far as is known; else 0. */
  sizeOf(path: string): number;
  /** The paths that end in `/` and the given path, or are it. */
  pathsEndingIn(tail: string): readonly string[];
  /** Where a place of a file as the plan would leave it stands in the file as it is. */
  originalOffset(path: string, offset: number): number;
  /** The text of a file as the plan would leave it; null for one that goes or can't be read. */
  textOf(path: string): string | null;
}

/** What is remembered while a document is planned. */
export interface PlanMemory {
  readonly search: WordSearch;
  readonly uses: UseMemory;
  readonly types: TypeMemory;
  readonly names: NameMemory;
}

export function openPlannedTree(
  tree: TreeView,
  files: PlannedFiles,
  { search, uses, types, names: nameMemory }: PlanMemory,
  pool: Pool,
): PlannedTree {
  const paths = pathsOf(tree);
  const isDeleted = (path: string) => files.get(path)?.analysis.deleted != null;
  const countGone = () => [...files.keys()].filter(isDeleted).length;
  const textOf = (path: string): string | null => {
    if (!paths.has(path)) return null;
    try {
      return plannedText(tree, files, path);
    } catch {
      return null; // unreadable: it says nothing
    }
  };
  /** What a thread is to read; null where it must be handed the text, or there is none. */
  const sourceOf = (path: string): DiskText | null => {
    if (!paths.has(path) || isDeleted(path) || tree.overlay.has(path)) return null;
    const file = files.get(path);
    return locateText(tree.root, path, file?.text == null ? undefined : changesOf(file, file.text));
  };
  /** Asks a thread about a file; undefined where there is no text. */
  const ask = async <Name extends TextTaskName>(
    name: Name,
    path: string,
    input: Omit<TaskInput<Name>, 'text'>,
  ): Promise<TaskResult<Name> | undefined> => {
    const source = sourceOf(path);
    if (source) return await pool.runOn(name, source, input);
    return await pool.inTurn(async (hold) => {
      const text = textOf(path);
      if (text === null) return undefined;
      hold(text.length);
      // The compiler can't see that this is what `input` lacked.
      return await pool.run(name, { ...input, text } as unknown as TaskInput<Name>);
    });
  };
  const describeMembers = gatherQuestions<MemberName, readonly MemberDescription[]>(
    async (path, members) => (await ask('describeMembers', path, { members })) ?? members.map(() => []),
  );
  const judgeMentions = gatherQuestions<MentionQuery, MentionVerdict>(
    async (path, queries) => (await ask('judgeMentions', path, { queries })) ?? queries.map(() => 'none'),
  );
  return {
    async findWords(words, enough = Infinity) {
      const found = await search.find(words, enough + countGone());
      return new Map(words.map((word) => [word, found.get(word)!.filter((path) => !isDeleted(path))]));
    },
    async findOpenWords(words, judge, enough) {
      const alive = (found: FoundWords): FoundWords =>
        new Map([...found].map(([word, paths]) => [word, paths.filter((path) => !isDeleted(path))]));
      await search.findOpen(words, (found) => judge(alive(found)), enough + countGone());
    },
    async reportNames(path, names) {
      const known = nameMemory.of(path, files);
      const fresh = names.filter((name) => !known.has(name));
      if (fresh.length > 0) {
        const reports = await ask('reportNames', path, { path, kind: classifyFile(path), names: fresh });
        for (const name of fresh) known.set(name, reports?.get(name));
      }
      return new Map(
        names.flatMap((name): [string, NameReport][] => {
          const report = known.get(name);
          return report ? [[name, report]] : [];
        }),
      );
    },
    async reportPurity(path, names) {
      return (await ask('reportPurity', path, { path, kind: classifyFile(path), names })) ?? new Map();
    },
    readTypes: (path, questions) => ask('readTypes', path, { questions }),
    findCarriers: (path, keys) => ask('findCarriers', path, { keys }),
    describeMember: async (path, of, name) => (await describeMembers(path, [{ of, name }]))[0]!,
    judgeMentions,
    types,
    async reportSignatures(path, names) {
      return (await ask('reportSignatures', path, { path, kind: classifyFile(path), names })) ?? new Map();
    },
    findNearName: (name) => findNearName(tree, name, pool),
    isKnownUsed: (name) => uses.holds(name, files),
    noteUse: (name, path, isInText = false) => uses.note(name, path, files, isInText),
    sizeOf: (path) => tree.overlay.get(path)?.length ?? sizeOnDisk(tree.disk(), path),
    exists: (path) => paths.has(path) && !isDeleted(path),
    pathsEndingIn: (tail) =>
      pathsNamed(tree, tail.slice(tail.lastIndexOf('/') + 1)).filter(
        (path) => (path === tail || path.endsWith(`/${tail}`)) && !isDeleted(path),
      ),
    originalOffset: (path, offset) => offsetBefore(files.get(path)?.analysis.edits ?? [], offset),
    textOf,
  };
}
