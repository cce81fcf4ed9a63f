import { blankSpans } from '../../edit/blank-spans.js';
import type { Edit, Removal } from '../../edit/edit.js';
import { mergeSpans, type Span } from '../../text/span.js';
import { factId, type DerivedFact, type Fact, type Leftover, type UnusedFact } from '../facts.js';
import { redefinedFlags } from '../config-flags.js';
import type { FileTask } from '../front-end.js';
import type { ConditionalResolution } from './cpp/resolve-conditionals.js';
import { foldCode, type FoldResult } from './fold/fold-code.js';
import { makeKnowledge } from './fold/knowledge.js';
import { writeLiterals } from './fold/literal-words.js';
import { readRoles } from './name-roles.js';
import { dropReplacedMembers } from './names/replace-members.js';
import { replaceInAssembly } from './names/replace-in-assembly.js';
import { pruneFile, type PruneResult } from './prune/prune.js';
import { findUnusedParameters, type ParameterResult } from './prune/unused-parameters.js';
import { removeUnusedNames } from './prune/remove-unused-names.js';
import { reportNamedMembers } from './members/report-named.js';
import { dropMembers } from './members/drop-members.js';
import { NO_ANSWERS } from './types/type-answers.js';
import { makeTypeKnowledge } from './types/type-knowledge.js';
import { findFlagShells, NO_SHELLS } from './syntax/flag-shells.js';
import { makeOutline } from './syntax/outline.js';

export interface CodeAnalysis {
  readonly removals: readonly Removal[];
  readonly replacements: readonly Edit[];
  readonly facts: readonly DerivedFact[];
  readonly leftovers: readonly Leftover[];
  readonly questions: readonly string[];
  readonly typeQuestions: readonly string[];
}

const NO_CODE: CodeAnalysis = {
  removals: [],
  replacements: [],
  facts: [],
  leftovers: [],
  questions: [],
  typeQuestions: [],
};

/** Assembly and device trees: only literals and new names are written in. */
export function writeValues(task: FileTask, conditionals: ConditionalResolution): CodeAnalysis {
  const live = blankSpans(task.text, mergeSpans(conditionals.removals));
  const replaced = replaceInAssembly(
    task.path,
    live,
    task.facts.filter((fact) => fact.kind === 'replace'),
  );
  const replacements = [...writeLiterals(live, makeKnowledge(task.path, task.facts)), ...replaced.edits];
  return {
    ...NO_CODE,
    replacements: replacements.filter((e) => !conditionals.replacements.some((whole) => overlaps(e, whole))),
    leftovers: replaced.leftovers,
  };
}

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Rounds after which what still follows within the file stays: parameters that others handed on, dead labels. */
const MOST_ROUNDS = 12;

/** The same until no static function of the file has a parameter left that the change made useless. */
export function analyzeToEnd(task: FileTask, conditionals: ConditionalResolution): CodeAnalysis {
  const derived: DerivedFact[] = [];
  const questions = new Set<string>();
  for (let round = 1; ; round++) {
    const facts = [...task.facts, ...derived.map(({ fact }) => fact)];
    const code = analyzeCode({ ...task, facts }, conditionals);
    const unused = round < MOST_ROUNDS ? code.parameters : { facts: [], questions: [] };
    for (const name of [...code.questions, ...unused.questions]) questions.add(name);
    const known = new Set(facts.map(factId));
    const fresh = [...unused.facts, ...code.spread.own].filter(({ fact }) => {
      const id = factId(fact);
      return !known.has(id) && known.add(id);
    });
    if (fresh.length === 0 || round === MOST_ROUNDS)
      return {
        ...code,
        facts: [...derived, ...code.facts, ...code.spread.shared],
        questions: [...questions],
      };
    derived.push(...fresh);
  }
}

/** Facts about functions that pointers point to: those that the file has to itself, and those of the whole tree. */
interface Spread {
  readonly own: readonly DerivedFact[];
  readonly shared: readonly DerivedFact[];
}

function partSpread(path: string, live: string, spread: readonly DerivedFact[]): Spread {
  if (spread.length === 0) return { own: [], shared: [] };
  const names = new Set(spread.flatMap(({ fact }) => (fact.kind === 'parameter' ? [fact.of] : [])));
  const roles = readRoles(path, makeOutline(live), names);
  const isOwn = ({ fact }: DerivedFact) => fact.kind === 'parameter' && roles.get(fact.of)?.isLocal === true;
  const own = spread
    .filter(isOwn)
    .map((derived) => ({ ...derived, fact: { ...derived.fact, path } as Fact }));
  return { own, shared: spread.filter((derived) => !isOwn(derived)) };
}

/** Folds and prunes the C code that the conditionals leave. */
function analyzeCode(
  task: FileTask,
  conditionals: ConditionalResolution,
): CodeAnalysis & { readonly parameters: ParameterResult; readonly spread: Spread } {
  const { path, text } = task;
  const decided = blankSpans(text, mergeSpans(conditionals.removals));
  const facts = factsOfOthers(task, decided);
  const unused = facts.filter(
    (fact): fact is UnusedFact => fact.kind === 'unused' && (fact.path ?? path) === path,
  );
  const names = removeUnusedNames(path, decided, unused);
  const goneMembers = facts.filter((fact) => fact.kind === 'member');
  const members = dropMembers(path, decided, goneMembers);
  members.leftovers.push(...reportNamedMembers(path, decided, goneMembers));
  const replaced = dropReplacedMembers(
    path,
    decided,
    facts.filter((fact) => fact.kind === 'replace'),
  );
  const gone = [...names.removals, ...members.removals, ...replaced.removals];
  const live = gone.length === 0 ? decided : blankSpans(decided, mergeSpans(gone));
  const knowledge = makeKnowledge(path, facts, {
    types: makeTypeKnowledge(decided, task.types ?? NO_ANSWERS),
    pureNames: task.pureNames,
    phases: task.surroundings.phases,
    declaresConfig: symbolQueries(task).isSymbol,
    flags: ownFlags(task, decided),
  });
  const prune = (folded: FoldResult): Pruned =>
    task.cascade
      ? pruneFile({
          path,
          text,
          live,
          dead: [...conditionals.removals, ...gone, ...folded.dead],
          replacements: [...conditionals.replacements, ...folded.replacements],
          ownsItsNames: path.endsWith('.c') && !task.isIncluded,
          isPure: knowledge.isPure,
          shells: knowledge.flags ? findFlagShells(live).shells : NO_SHELLS,
        })
      : { removals: [], facts: [], leftovers: [], questions: [] };
  const { folded, pruned } = foldToEnd((dead) => foldCode(path, live, knowledge, dead), prune);
  const analysis = {
    removals: [...gone, ...folded.removals, ...pruned.removals],
    // A condition that is rewritten as a whole is rewritten again when the name in it is all that is left to do.
    replacements: folded.replacements.filter(
      (e) => !conditionals.replacements.some((whole) => e.start < whole.end && whole.start < e.end),
    ),
    facts: pruned.facts,
    leftovers: [
      ...names.leftovers,
      ...members.leftovers,
      ...replaced.leftovers,
      ...folded.leftovers,
      ...pruned.leftovers,
    ],
    questions: [...folded.questions, ...pruned.questions],
    typeQuestions: [...knowledge.types.questions],
  };
  const ownsItsNames = task.cascade && path.endsWith('.c') && !task.isIncluded;
  const parameters = ownsItsNames
    ? findUnusedParameters({
        path,
        text,
        live: decided,
        removals: [...conditionals.removals, ...analysis.removals],
        replacements: [...conditionals.replacements, ...analysis.replacements],
        leftovers: analysis.leftovers,
        knowledge,
      })
    : { facts: [], questions: [] };
  return { ...analysis, parameters, spread: partSpread(path, decided, folded.spread) };
}

type Pruned = Pick<PruneResult, 'removals' | 'facts' | 'leftovers' | 'questions'>;

/**
 * Folds and prunes. Where dead code stays because a jump leads into it, and the jump goes, too, again: then nothing
 * holds it.
 */
function foldToEnd(
  fold: (gone: readonly Span[]) => FoldResult,
  prune: (folded: FoldResult) => Pruned,
): { readonly folded: FoldResult; readonly pruned: Pruned } {
  let length = 0;
  for (let gone: readonly Span[] = [], round = 1; ; round++) {
    const folded = fold(gone);
    const pruned = prune(folded);
    gone = mergeSpans([...folded.removals, ...pruned.removals]);
    const removed = gone.reduce((sum, { start, end }) => sum + end - start, 0);
    const isHeld = folded.leftovers.some(({ code }) => code === 'label-in-dead-branch');
    if (!isHeld || removed <= length || round === MOST_ROUNDS) return { folded, pruned };
    length = removed;
  }
}

/**
 * The facts but for those about names of the whole tree that this file has a thing of its own of.
 * @param live the file's text without what its conditionals leave out: a thing that goes with a branch hides nothing.
 */
export function factsOfOthers({ path, facts }: FileTask, live: string): readonly Fact[] {
  const names = facts.flatMap((fact) => (isAboutName(fact) ? [nameOf(fact)] : []));
  if (names.length === 0) return facts;
  const roles = readRoles(path, makeOutline(live), new Set(names));
  return facts.filter((fact) => {
    const isTreeWide = isAboutName(fact) && fact.path === undefined;
    // What looks like a thing of that name may be one that bears the attribute.
    const isAttribute = fact.kind === 'value' && fact.value === '';
    const role = isTreeWide && !isAttribute ? roles.get(nameOf(fact)) : undefined;
    // A macro of a .c file may stand beside the function of that name that the file defines for all.
    return !role?.isLocal || role.definitions.some(({ isExternal }) => isExternal);
  });
}

type NameFact = Extract<Fact, { kind: 'unused' | 'value' | 'replace' | 'call' | 'parameter' | 'return' }>;

const isAboutName = (fact: Fact): fact is NameFact =>
  /^(?:unused|value|replace|call|parameter|return)$/.test(fact.kind) &&
  !('what' in fact && fact.what === 'member') &&
  !('memberOf' in fact);

/** The name of the ordinary name space that a fact is about. */
const nameOf = (fact: NameFact): string =>
  fact.kind === 'call' ? fact.callee : fact.kind === 'parameter' ? fact.of : fact.name;

/** Of the symbols with macros like ENABLE_X those that the file doesn't define for itself; see config-flags.ts. */
function ownFlags({ surroundings }: FileTask, live: string): ReadonlySet<string> | null {
  if (!surroundings.flags) return null;
  const redefined = redefinedFlags(live);
  return new Set(surroundings.flags.filter((name) => !redefined.has(name)));
}

interface SymbolQueries {
  readonly isFlag: (name: string) => boolean;
  readonly isSymbol: (name: string) => boolean;
  readonly isString: (name: string) => boolean;
}

export function symbolQueries({ surroundings }: FileTask): SymbolQueries {
  const symbols = new Set(surroundings.symbols);
  const strings = new Set(surroundings.strings);
  const flags = new Set(surroundings.flags ?? []);
  return {
    isSymbol: (name) => symbols.has(name),
    isString: (name) => strings.has(name),
    isFlag: (name) => flags.has(name),
  };
}
