import { HOSTED_KINDS, isBlankView, viewPath } from '../scan/hosted-lines.js';
import type { DerivedFact, Leftover } from '../lang/facts.js';
import type { LostMember } from '../lang/front-end.js';
import { configFacts, type FactBook } from './fact-book.js';
import { judgeConstants } from './judge-constants.js';
import { judgeHeaders } from './judge-headers.js';
import { judgeHollowFiles } from './judge-hollow-files.js';
import { judgeIncludes } from './judge-includes.js';
import { judgeMembers } from './judge-members.js';
import { judgeNames } from './judge-names.js';
import { judgeObjects } from './judge-objects.js';
import { judgeTracepoints } from './judge-tracepoints.js';
import { judgeSymbols } from './judge-symbols.js';
import { learnPurity } from './learn-purity.js';
import type { PlannedFile, PlannedFiles } from './plan-files.js';
import type { KconfigPlan } from './plan-kconfig.js';
import type { PlannedTree } from './planned-tree.js';

export interface FollowUps {
  readonly facts: readonly DerivedFact[];
  readonly leftovers: readonly Leftover[];
  /** Names now known to have no side effects, the ones known before included. */
  readonly pureNames: ReadonlySet<string>;
  /** Files to analyze once more because of them. */
  readonly again: readonly string[];
}

export interface FollowUpInput {
  /** The files that this round analyzed, sorted by path. */
  readonly analyzed: readonly PlannedFile[];
  readonly files: PlannedFiles;
  /** Members that dead code mentions, in all files so far: one may lose its last use long after another. */
  readonly lostMembers: readonly LostMember[];
  readonly book: FactBook;
  readonly kconfig: KconfigPlan;
  readonly tree: PlannedTree;
  /** Names that macros put together, so that they are used though nothing spells them; see pasted-names.ts. */
  readonly isPasted: ((name: string) => boolean) | null;
  readonly pureNames: ReadonlySet<string>;
}

/** Whether lines of Kconfig, makefiles or the applet table that a C file hosts stay, as far as the plan goes. */
function hostsOther(path: string, { tree, kconfig, book }: FollowUpInput): boolean {
  return HOSTED_KINDS.some((kind) => {
    const view = viewPath(path, kind);
    // Usage texts go with their program.
    if (kind === 'usage' || !tree.exists(view)) return false;
    const text = kind === 'config' ? kconfig.textAfter(view, configFacts(book)) : tree.textOf(view);
    return text !== null && !isBlankView(kind, text);
  });
}

/** What follows, across files, from the analyses of one round. */
export async function followUps(input: FollowUpInput): Promise<FollowUps> {
  const { analyzed, book, kconfig, tree } = input;
  const each = <T, R>(
    pick: (file: PlannedFile) => readonly T[],
    add: (item: T, file: PlannedFile) => R,
  ): R[] => analyzed.flatMap((file) => pick(file).map((item) => add(item, file)));

  const objects = each(
    (file) => file.analysis.droppedObjects,
    (object, file) => ({ ...object, makefile: file.path }),
  );
  const includes = each(
    (file) => file.analysis.droppedIncludes,
    (include, file) => ({ ...include, from: file.path }),
  );
  const constants = each(
    (file) => file.analysis.constants,
    (constant, file) => ({ ...constant, path: file.path }),
  ).filter(({ name }) => input.isPasted?.(name) !== true);
  const dropped = each(
    (file) => file.analysis.dropped,
    (name) => name,
  ).filter(({ name }) => input.isPasted?.(name) !== true);
  const isSymbol = (name: string) => name.startsWith('CONFIG_');

  const questions = each(
    (file) => file.analysis.questions,
    (name, file) => ({ name, path: file.path }),
  );
  // At the same time, so that the words of all are one pass over the tree.
  const constantNames = new Set(constants.map(({ name }) => name));
  const names = dropped.filter(({ name }) => !isSymbol(name));
  const tracepoints = judgeTracepoints(names, tree);
  const members = judgeMembers(input.lostMembers, book, tree);
  const [byObject, byHeader, bySymbol, constantFacts, purity, byName] = await Promise.all([
    judgeObjects(objects, tree, (path) => hostsOther(path, input)),
    judgeHeaders(includes, tree),
    judgeSymbols(
      dropped.filter(({ name }) => isSymbol(name)),
      book,
      kconfig,
      tree,
    ),
    judgeConstants(constants, tree),
    learnPurity(questions, input.pureNames, tree),
    judgeNames(
      names.filter(({ name }) => !constantNames.has(name)),
      tree,
    ),
  ]);
  // A name that is about to fold keeps its definition until its users have folded.
  const folding = new Set(constantFacts.map(({ fact }) => (fact.kind === 'value' ? fact.name : '')));
  const byConstant = await judgeNames(
    names.filter(({ name }) => constantNames.has(name) && !folding.has(name)),
    tree,
  );
  return {
    facts: [
      ...(await judgeHollowFiles(analyzed, tree, (path) => hostsOther(path, input))),
      ...(await judgeIncludes(input.files, analyzed, tree)),
      ...byObject.facts,
      ...byHeader.facts,
      ...(await tracepoints).facts,
      ...(await members).facts,
      ...bySymbol.facts,
      ...constantFacts,
      ...byName.facts,
      ...byConstant.facts,
    ],
    leftovers: [
      ...(await tracepoints).leftovers,
      ...(await members).leftovers,
      ...byObject.leftovers,
      ...bySymbol.leftovers,
      ...byName.leftovers,
      ...byConstant.leftovers,
    ],
    pureNames: purity.pureNames,
    again: [...new Set(purity.again)].sort(),
  };
}
