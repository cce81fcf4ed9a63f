import { append } from '../text/append.js';
import type { ConfigFact, DerivedFact, Fact, Leftover, MemberFact } from '../lang/facts.js';
import type { RuleProblem } from '../rules/rule-errors.js';
import { viewPaths } from '../scan/hosted-lines.js';
import { openUseMemory } from './use-memory.js';
import { openWordSearch, type FoundWords, type WordSearch } from './word-search.js';
import { pathsOf, type TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { analyzeWithTypes } from './analyze-with-types.js';
import { configFacts, openFactBook, type FactBook } from './fact-book.js';
import { openEarlyAnalyses } from './early-analyses.js';
import { factWords } from './fact-words.js';
import { treeWritesFlags } from './flagged-symbols.js';
import { findIncludedFiles } from './find-included-files.js';
import { followUps } from './follow-ups.js';
import { judgeReplaced } from './judge-replaced.js';
import { judgeWrappers } from './judge-wrappers.js';
import { keepSymbols } from './keep-symbols.js';
import { loadKconfig, type KconfigPlan } from './plan-kconfig.js';
import type { KconfigModel } from '../lang/kconfig/model.js';
import { makeTask, type AnalyzeOptions, type PlannedFiles } from './plan-files.js';
import { openTypeMemory } from './learn-types.js';
import { openNameMemory } from './name-memory.js';
import { findPastedNames } from './pasted-names.js';
import { openPlannedTree, type PlannedTree } from './planned-tree.js';
import { refuseLeftovers } from './refuse-leftovers.js';
import type { StatedDocument } from './state-code.js';
import { spanAt } from '../text/span.js';

export interface Plan {
  /** Of the tree that was planned for. */
  readonly model: KconfigModel;
  readonly facts: FactBook;
  readonly files: PlannedFiles;
  readonly leftovers: readonly Leftover[];
  /** Functions and macros that stood in the way of a fold and turned out to have no side effects. */
  readonly pureNames: ReadonlySet<string>;
  /** The tree as the plan leaves it. */
  readonly tree: PlannedTree;
}

export interface PlanInput {
  readonly tree: TreeView;
  /** What the rule states of Kconfig symbols. */
  readonly configFacts: readonly ConfigFact[];
  /** What the rule states of C, which depends on what the tree holds; and what of it the tree contradicts. */
  readonly stateCode: (tree: PlannedTree) => Promise<StatedDocument>;
  /**
   * Throws a UserError when the rule contradicts the tree. `isMentioned`: whether any file holds a fact's words;
   * `problems`: those that stateCode found.
   */
  readonly checkRule: (
    kconfig: KconfigPlan,
    isMentioned: (fact: Fact) => boolean,
    problems: readonly RuleProblem[],
  ) => void;
  /** Symbols that stay although nothing may read them any more. */
  readonly keptSymbols: ReadonlySet<string>;
  readonly cascade: boolean;
  /** Files outside of the rule's scope stay as they are, so no fact of C reaches them. */
  readonly inScope: (path: string) => boolean;
  /** The documents before or after it search the same tree. */
  readonly isOneOfMany: boolean;
  readonly pool: Pool;
  readonly onRound?: (round: number, files: number) => void;
}

/** Rounds after which a cascade is cut short, with a leftover: far more than any real one takes. */
const MOST_ROUNDS = 40;

/**
 * The worklist: facts concern files, files yield new facts, until nothing new follows. The plan never parses and never
 * edits; it asks the languages, and decides across files.
 */
export async function makePlan(input: PlanInput): Promise<Plan> {
  const { tree } = input;
  const hasFlags = treeWritesFlags(tree);
  const isPasted = findPastedNames(tree);
  const early = openEarlyAnalyses(input.configFacts, hasFlags, input.pool);
  const { pool } = early;
  // What a rule says of C leads to one question after the other; a symbol's words are often all there is to find.
  const isQuick = input.configFacts.length > 0 && !input.isOneOfMany;
  const search = openWordSearch(tree, pool, isQuick ? early.onHit : undefined);
  const uses = openUseMemory(tree);
  const types = openTypeMemory(tree, search, pool);
  const memory = { search, uses, types, names: openNameMemory() };
  let files: PlannedFiles = new Map();
  let pureNames: ReadonlySet<string> = new Set();
  let includedFiles: ReadonlySet<string> = new Set();
  // The other threads search the tree while this one reads Kconfig.
  const located = locateFacts(tree, search, hasFlags, files, input.configFacts, input.inScope);
  const statedCode = input.stateCode(openPlannedTree(tree, files, memory, pool));
  const optionsWith = (kconfig: KconfigPlan): AnalyzeOptions => ({
    cascade: input.cascade,
    pureNames,
    includedFiles,
    typeAnswers: (questions) => types.pick(questions),
    describe: (facts) => kconfig.describe(facts),
  });
  const loaded = loadKconfig(tree).then((model) => {
    const plan = keepSymbols(model, input.keptSymbols);
    early.start((path, facts) => makeTask(tree, undefined, path, facts, optionsWith(plan)));
    return plan;
  });
  const [kconfig, code] = await Promise.all([loaded, statedCode]);
  const noted: Leftover[] = [...code.leftovers];
  let concerns = mergeConcerns(
    await located,
    await locateFacts(tree, search, hasFlags, files, code.facts, input.inScope),
  );
  const mentioned = new Set([...concerns.values()].flat());
  input.checkRule(kconfig, (fact) => mentioned.has(fact), code.problems);
  const book = openFactBook([...input.configFacts, ...code.facts]);
  const note = (derived: readonly DerivedFact[]) => derived.filter((entry) => book.add(entry));
  if (input.cascade) {
    const fromKconfig = note(kconfig.deduce(configFacts(book)));
    concerns = mergeConcerns(
      concerns,
      await locateFacts(
        tree,
        search,
        hasFlags,
        files,
        fromKconfig.map((d) => d.fact),
        input.inScope,
      ),
    );
  }
  for (let round = 1; concerns.size > 0 && round <= MOST_ROUNDS; round++) {
    input.onRound?.(round, concerns.size);
    files = await analyzeWithTypes(tree, files, concerns, optionsWith(kconfig), types, pool);
    const paths = [...concerns.keys()].sort();
    // Judges must not see such a file without what others may use of it: what they find to follow holds from then on.
    const included = input.cascade
      ? await findIncludedFiles(
          paths.map((path) => files.get(path)!),
          includedFiles,
          openPlannedTree(tree, files, memory, pool),
        )
      : [];
    if (included.length > 0) {
      includedFiles = new Set([...includedFiles, ...included]);
      const again = new Map(included.map((path) => [path, []]));
      files = await analyzeWithTypes(tree, files, again, optionsWith(kconfig), types, pool);
    }
    const analyzed = paths.map((path) => files.get(path)!);
    const planned = openPlannedTree(tree, files, memory, pool);
    const told = await judgeWrappers(
      analyzed.flatMap((file) => file.analysis.facts),
      planned,
    );
    append(noted, told.leftovers);
    // Functions that a pointer points to follow its type, wherever they are; so do macros around a function.
    const spread = note(told.facts).filter(
      ({ fact }) => fact.kind === 'parameter' && fact.path === undefined,
    );
    const replaced = [...spread, ...note(judgeReplaced(files.values(), book))];
    if (!input.cascade) {
      concerns = await locateFacts(
        tree,
        search,
        hasFlags,
        files,
        replaced.map((d) => d.fact),
        input.inScope,
      );
      continue;
    }
    const lostMembers = [...files.keys()].sort().flatMap((path) => files.get(path)!.analysis.lostMembers);
    const next = await followUps({
      tree: planned,
      analyzed,
      files,
      lostMembers,
      book,
      kconfig,
      isPasted,
      pureNames,
    });
    ({ pureNames } = next);
    for (const leftover of next.leftovers) noted.push(leftover);
    const fresh = [...replaced, ...note(next.facts)];
    concerns = await locateFacts(
      tree,
      search,
      hasFlags,
      files,
      fresh.map((d) => d.fact),
      input.inScope,
    );
    for (const path of next.again) if (!concerns.has(path)) concerns.set(path, []);
  }
  const rewritten = kconfig.rewrite(configFacts(book));
  const all = new Map(files);
  for (const file of rewritten.files) all.set(file.path, file);
  // A later round may have taken out what an earlier one still kept.
  const leftovers = noted.filter((leftover) => !isGone(files, leftover));
  for (const leftover of rewritten.leftovers) leftovers.push(leftover);
  for (const { analysis } of files.values())
    for (const leftover of analysis.leftovers) leftovers.push(leftover);
  refuseLeftovers(tree, leftovers, code.entries, book);
  const left = openPlannedTree(tree, all, memory, pool);
  return { model: kconfig.model, facts: book, files: all, leftovers, pureNames, tree: left };
}

function isExcepted(fact: Fact, path: string): boolean {
  return 'except' in fact && fact.except.includes(path);
}

function isGone(files: PlannedFiles, { path, offset }: Leftover): boolean {
  const analysis = files.get(path)?.analysis;
  if (!analysis) return false;
  return analysis.deleted !== null || spanAt(analysis.edits, offset)?.text === '';
}

/** The files that each fact concerns: those that mention its words, and the file that it names. */
async function locateFacts(
  tree: TreeView,
  search: WordSearch,
  hasFlags: boolean,
  files: PlannedFiles,
  facts: readonly Fact[],
  inScope: (path: string) => boolean,
): Promise<Map<string, readonly Fact[]>> {
  const words = new Map<string, Fact[]>();
  const concerns = new Map<string, Set<Fact>>();
  const paths = pathsOf(tree);
  const viewsOf = (path: string) => viewPaths(path).filter((view) => paths.has(view));
  const concern = (path: string, fact: Fact) => {
    if (files.get(path)?.analysis.deleted != null) return;
    if (isExcepted(fact, path)) return;
    // What a symbol's value does out of the scope is looked at, for the sake of what the tree knows of it.
    if (fact.kind !== 'config' && !inScope(path)) return;
    const known = concerns.get(path);
    if (known) known.add(fact);
    else concerns.set(path, new Set([fact]));
  };
  for (const fact of facts) {
    for (const word of factWords(fact, hasFlags)) words.set(word, [...(words.get(word) ?? []), fact]);
    if ('path' in fact) concern(fact.path, fact);
    if (fact.kind === 'file') for (const path of viewsOf(fact.path)) concern(path, fact);
    if (fact.kind === 'member') for (const path of fact.files ?? []) concern(path, fact);
    if (fact.kind === 'member') fact.positional?.forEach((path) => concern(path, fact));
  }
  const near = facts.flatMap((fact) => (fact.kind === 'member' ? (fact.via ?? []) : []));
  const found = await search.find([...words.keys(), ...near.filter((word) => word.length > 2)]);
  for (const [word, located] of words) {
    for (const fact of located) {
      const paths = found.get(word)!;
      for (const path of fact.kind === 'member' ? nearFiles(fact, paths, found) : paths) concern(path, fact);
    }
  }
  return new Map([...concerns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, set]) => [path, [...set]]));
}

/** Of the files that hold a member's name, those that may hold its struct. */
function nearFiles(fact: MemberFact, paths: readonly string[], found: FoundWords): readonly string[] {
  if (!fact.via) return paths;
  const near = new Set(fact.via.flatMap((word) => found.get(word) ?? []));
  return paths.filter((path) => near.has(path));
}

function mergeConcerns(
  a: ReadonlyMap<string, readonly Fact[]>,
  b: ReadonlyMap<string, readonly Fact[]>,
): Map<string, readonly Fact[]> {
  const merged = new Map(a);
  for (const [path, facts] of b) merged.set(path, [...(merged.get(path) ?? []), ...facts]);
  return merged;
}
