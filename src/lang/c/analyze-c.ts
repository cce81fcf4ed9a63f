import { applyEdits } from '../../edit/apply-edits.js';
import { chainEdits } from '../../edit/chain-edits.js';
import { blankSpans } from '../../edit/blank-spans.js';
import { composeEdits } from '../../edit/compose-edits.js';
import type { Edit, Removal } from '../../edit/edit.js';
import { mergeRemovals } from '../../edit/merge-removals.js';
import { overlapsSome } from '../../text/partition-point.js';
import { makeSourceText, type SourceText } from '../../text/source-text.js';
import { mergeSpans, spanAt, type Span } from '../../text/span.js';
import {
  factId,
  type ConfigFact,
  type DerivedFact,
  type Fact,
  type FileFact,
  type Leftover,
  type MergedFact,
  type ReturnFact,
  type UnusedFact,
} from '../facts.js';
import { hostOf } from '../../scan/hosted-lines.js';
import { redefinedFlags } from '../config-flags.js';
import { NOTHING_FOUND, type ConstantDefinition, type FileAnalysis, type FileTask } from '../front-end.js';
import { scanConditionals, type ConditionalFile } from './cpp/conditional-file.js';
import { makeConfigMacros } from './cpp/config-macros.js';
import { makeMergedSymbols } from './cpp/merged-symbols.js';
import { pruneEmptySections } from './cpp/empty-sections.js';
import { resolveConditionals, type ConditionalResolution } from './cpp/resolve-conditionals.js';
import { findDroppedIncludes, findDroppedNames } from './dropped-names.js';
import { foldCode, type FoldResult } from './fold/fold-code.js';
import { makeKnowledge } from './fold/knowledge.js';
import { writeLiterals } from './fold/literal-words.js';
import { readRoles } from './name-roles.js';
import { dropReplacedMembers } from './names/replace-members.js';
import { replaceInAssembly } from './names/replace-in-assembly.js';
import { pruneKernelDoc } from './prune/prune-kernel-doc.js';
import { pruneParameterDoc } from './prune/prune-parameter-doc.js';
import { pruneReturnDoc } from './prune/prune-return-doc.js';
import { pruneFile, type PruneResult } from './prune/prune.js';
import { findUnusedParameters, type ParameterResult } from './prune/unused-parameters.js';
import { removeUnusedNames } from './prune/remove-unused-names.js';
import { findLostMembers } from './members/find-lost-members.js';
import { reportNamedMembers } from './members/report-named.js';
import { dropMembers } from './members/drop-members.js';
import { NO_ANSWERS } from './types/type-answers.js';
import { makeTypeKnowledge } from './types/type-knowledge.js';
import { removeIncludes } from './remove-includes.js';
import { reportAssemblyCallers, reportGoneNames } from './report-gone-names.js';
import { reportMentions } from './report-mentions.js';
import { wrapLines } from './wrap-lines.js';
import { TokenKind, tokenText } from './syntax/lex.js';
import { findFlagShells, NO_SHELLS } from './syntax/flag-shells.js';
import { forgetOutlines, makeOutline, type MacroItem, type Outline } from './syntax/outline.js';

/** Analyzes a file of C, assembly or device tree source: conditionals, then code, then what both leave unused. */
export function analyzeC(task: FileTask): FileAnalysis {
  try {
    return analyzeText(task);
  } finally {
    forgetOutlines();
  }
}

function analyzeText(task: FileTask): FileAnalysis {
  const source = makeSourceText(task.path, task.text);
  const ownEnd = task.facts.find((fact) => fact.kind === 'file' && fact.path === hostOf(task.path));
  if (ownEnd) return deleteFile(source, factId(ownEnd));

  const file = scanConditionals(task.text);
  const configs = task.facts.filter((fact): fact is ConfigFact => fact.kind === 'config');
  const conditionals = resolveConditionals(
    source,
    file,
    makeConfigMacros(configs, symbolQueries(task)),
    makeMergedSymbols(task.facts.filter((fact): fact is MergedFact => fact.kind === 'merged')),
  );
  const code = task.kind === 'c' ? analyzeToEnd(task, conditionals) : writeValues(task, conditionals);
  const outline = makeOutline(task.text);
  const fileFacts = task.facts.filter((fact): fact is FileFact => fact.kind === 'file');
  const unneeded = task.facts.filter((fact) => fact.kind === 'include');
  const includes = removeIncludes(task.path, task.text, file, fileFacts, unneeded);
  const dead = mergeRemovals([...conditionals.removals, ...code.removals, ...includes.removals]);
  const returns = factsOfOthers(task).filter((fact): fact is ReturnFact => fact.kind === 'return');
  const changed = mergeRemovals([...dead, ...code.replacements.filter(({ text }) => text === 'void')]);
  const { removals, replacements } = pruneEmptySections(
    source,
    file,
    [
      ...dead,
      ...pruneKernelDoc(outline, dead),
      ...pruneParameterDoc(outline, changed),
      ...pruneReturnDoc(outline, returns),
    ],
    [...conditionals.replacements, ...code.replacements],
  );
  const removed = mergeSpans(removals);
  const composed = composeEdits(source, removals, replacements, { braces: task.kind === 'c' });
  const edits = task.kind === 'c' ? wrapEdits(source, composed, task.facts) : composed;
  const after = applyEdits(task.text, edits);
  const outlineAfter = makeOutline(after);
  const leftovers = [...conditionals.leftovers, ...code.leftovers, ...includes.leftovers];
  leftovers.push(...reportMentions(task, file, configs, edits, leftovers));
  const gone = [...factsOfOthers(task), ...code.facts.map(({ fact }) => fact)];
  const isAssembly = task.kind !== 'c';
  const reported = new Set(leftovers.map(({ code: reason, offset }) => `${reason}:${offset}`));
  const speaking = reportGoneNames({ path: task.path, text: task.text, isAssembly }, file, gone, edits);
  leftovers.push(
    ...reportAssemblyCallers({ path: task.path, text: task.text, isAssembly }, file, factsOfOthers(task)),
  );
  leftovers.push(...speaking.filter(({ code: reason, offset }) => !reported.has(`${reason}:${offset}`)));
  return {
    ...NOTHING_FOUND,
    path: task.path,
    edits,
    facts: code.facts,
    leftovers: leftovers.filter(({ offset }) => !spanAt(removed, offset)),
    questions: code.questions,
    typeQuestions: code.typeQuestions,
    dropped: findDroppedNames(task.path, outline, outlineAfter, edits),
    lostMembers: task.cascade
      ? findLostMembers(outline, mergeRemovals([...removals, ...code.replacements]))
      : [],
    droppedIncludes: findDroppedIncludes(task.text, after, edits),
    hollow: task.cascade && isHollow(task, outline, outlineAfter) ? (edits[0]?.cause ?? null) : null,
    constants: findConstants(
      task.path,
      outline,
      outlineAfter,
      edits,
      settledSections(file, conditionals, configs),
      mergeSpans(conditionals.removals),
    ),
  };
}

/** The edits with line breaks where new words made lines too long. */
function wrapEdits(source: SourceText, edits: readonly Edit[], facts: readonly Fact[]): readonly Edit[] {
  const renewing = facts.filter(({ kind }) => kind === 'replace' || kind === 'call').map(factId);
  if (renewing.length === 0 || edits.length === 0) return edits;
  const after = makeSourceText(source.path, applyEdits(source.text, edits));
  const { tokens } = makeOutline(after.text);
  const wraps = wrapLines(source, edits, after, tokens, ({ cause }) => renewing.includes(cause));
  return chainEdits(source.text, edits, wraps);
}

/** The facts but for those about names of the whole tree that this file has a thing of its own of. */
function factsOfOthers({ path, text, facts }: FileTask): readonly Fact[] {
  const names = facts.flatMap((fact) => (isAboutName(fact) ? [nameOf(fact)] : []));
  if (names.length === 0) return facts;
  const roles = readRoles(path, makeOutline(text), new Set(names));
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

function symbolQueries({ surroundings }: FileTask): SymbolQueries {
  const symbols = new Set(surroundings.symbols);
  const strings = new Set(surroundings.strings);
  const flags = new Set(surroundings.flags ?? []);
  return {
    isSymbol: (name) => symbols.has(name),
    isString: (name) => strings.has(name),
    isFlag: (name) => flags.has(name),
  };
}

/**
 * If-sections that lose their first directive to a symbol that is never set: what stays of them was the fallback, and
 * is all there is now.
 */
function settledSections(
  file: ConditionalFile,
  { removals }: ConditionalResolution,
  configs: readonly ConfigFact[],
): Span[] {
  const unset = new Set(configs.filter(({ value }) => value.value === 'n').map(factId));
  const starts = new Set(removals.filter(({ cause }) => unset.has(cause)).map(({ start }) => start));
  return file.tree.sections.filter((section) => starts.has(section.start));
}

interface CodeAnalysis {
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
function writeValues(task: FileTask, conditionals: ConditionalResolution): CodeAnalysis {
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
function analyzeToEnd(task: FileTask, conditionals: ConditionalResolution): CodeAnalysis {
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
  const facts = factsOfOthers(task);
  const unused = facts.filter(
    (fact): fact is UnusedFact => fact.kind === 'unused' && (fact.path ?? path) === path,
  );
  const decided = blankSpans(text, mergeSpans(conditionals.removals));
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

function deleteFile(source: SourceText, cause: string): FileAnalysis {
  const { path, text } = source;
  const whole = [{ start: 0, end: text.length, text: '', cause }];
  return {
    ...NOTHING_FOUND,
    path,
    deleted: cause,
    dropped: findDroppedNames(path, makeOutline(text), makeOutline(''), whole),
    droppedIncludes: findDroppedIncludes(text, '', whole),
  };
}

/** Whether a .c file had code and has none any more: only #includes of headers are left. */
function isHollow({ path, isIncluded }: FileTask, before: Outline, { tokens, items }: Outline): boolean {
  if (!path.endsWith('.c') || isIncluded || items.length > 0 || before.items.length === 0) return false;
  for (let i = 0; i < tokens.count; i++) {
    const text = tokenText(tokens, i);
    const isHeader = /^#\s*include\s*(?:<[^>]*\.h>|"[^"]*\.h")/.test(text);
    if (tokens.kind[i] === TokenKind.Directive ? !isHeader : tokens.kind[i] !== TokenKind.Comment)
      return false;
  }
  return true;
}

/** Whether a macro's body holds one of its parameters. */
function usesParameters({ tokens: { text } }: Outline, { parameters, body }: MacroItem): boolean {
  const words = new Set(text.slice(body.start, body.end).match(/\w+/g) ?? []);
  return parameters?.some((name) => words.has(name === '...' ? '__VA_ARGS__' : name)) ?? false;
}

/** What the text defines or declares in the spans, or across their borders: nothing else can have become constant. */
function namesTouched({ items, macros }: Outline, ...spans: readonly (readonly Span[])[]): Set<string> {
  const isTouched = (place: Span) => spans.some((list) => overlapsSome(list, place));
  const names = new Set<string>();
  for (const macro of macros) {
    if (isTouched(macro)) names.add(macro.name);
  }
  for (const item of items) if (isTouched(item)) for (const name of item.names) names.add(name);
  return names;
}

/**
 * Functions and function-like macros of which every definition in the file is the same constant now, where that is news:
 * another definition or a prototype went, or a condition around it.
 */
function findConstants(
  path: string,
  before: Outline,
  after: Outline,
  edits: readonly Edit[],
  settled: readonly Span[],
  dead: readonly Span[],
): ConstantDefinition[] {
  const cause = edits[0]?.cause;
  if (cause === undefined) return [];
  const names = namesTouched(before, edits, mergeSpans(settled));
  if (names.size === 0) return [];
  const old = readRoles(path, before, names);
  const constants: ConstantDefinition[] = [];
  for (const [name, { definitions, declarations, isLocal }] of readRoles(path, after, names)) {
    const [first] = definitions;
    if (!first?.constant || (first.what !== 'function' && first.what !== 'macro')) continue;
    const same = (d: typeof first) => d.what === first.what && d.constant?.value === first.constant!.value;
    const was = old.get(name);
    if (!was || !definitions.every(same)) continue;
    const isNews =
      !was.definitions.every(same) ||
      was.declarations > declarations ||
      was.definitions.some(({ offset }) => settled.some((s) => s.start <= offset && offset < s.end));
    if (!isNews) continue;
    const offset = was.definitions[0]?.offset ?? 0;
    // A macro that folded to a constant evaluated what it was given, unless it never used it.
    const evaluatesArguments =
      first.constant.evaluatesArguments ||
      before.macros.some(
        (macro) => macro.name === name && !spanAt(dead, macro.start) && usesParameters(before, macro),
      );
    constants.push({ name, what: first.what, ...first.constant, evaluatesArguments, isLocal, cause, offset });
  }
  return constants;
}
