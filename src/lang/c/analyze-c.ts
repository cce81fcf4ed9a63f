import { blankSpans } from '../../edit/blank-spans.js';
import { analyzeToEnd, factsOfOthers, symbolQueries, writeValues } from './analyze-code.js';
import { applyEdits } from '../../edit/apply-edits.js';
import { chainEdits } from '../../edit/chain-edits.js';
import { composeEdits } from '../../edit/compose-edits.js';
import type { Edit } from '../../edit/edit.js';
import { causesOf, mergeRemovals } from '../../edit/merge-removals.js';
import { overlapsSome } from '../../text/partition-point.js';
import { makeSourceText, type SourceText } from '../../text/source-text.js';
import { mergeSpans, spanAt, type Span } from '../../text/span.js';
import {
  factId,
  type ConfigFact,
  type Fact,
  type FileFact,
  type MergedFact,
  type ReturnFact,
} from '../facts.js';
import { hostOf } from '../../scan/hosted-lines.js';
import { NOTHING_FOUND, type ConstantDefinition, type FileAnalysis, type FileTask } from '../front-end.js';
import { scanConditionals, type ConditionalFile } from './cpp/conditional-file.js';
import { makeConfigMacros } from './cpp/config-macros.js';
import { makeMergedSymbols } from './cpp/merged-symbols.js';
import { pruneEmptySections } from './cpp/empty-sections.js';
import { resolveConditionals, type ConditionalResolution } from './cpp/resolve-conditionals.js';
import { findDroppedIncludes, findDroppedNames } from './dropped-names.js';
import { readRoles } from './name-roles.js';
import { pruneKernelDoc } from './prune/prune-kernel-doc.js';
import { pruneParameterDoc } from './prune/prune-parameter-doc.js';
import { forgetWords } from './prune/word-index.js';
import { pruneReturnDoc } from './prune/prune-return-doc.js';
import { findLostMembers } from './members/find-lost-members.js';
import { removeIncludes } from './remove-includes.js';
import { reportAssemblyCallers, reportGoneNames } from './report-gone-names.js';
import { reportMentions } from './report-mentions.js';
import { wrapLines } from './wrap-lines.js';
import { TokenKind, tokenText } from './syntax/lex.js';
import { forgetOutlines, makeOutline, type MacroItem, type Outline } from './syntax/outline.js';
import { forgetTrees } from './syntax/parser.js';

/** Analyzes a file of C, assembly or device tree source: conditionals, then code, then what both leave unused. */
export function analyzeC(task: FileTask): FileAnalysis {
  try {
    return analyzeText(task);
  } finally {
    forgetOutlines();
    forgetTrees();
    forgetWords();
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
  const gone = [...conditionals.removals, ...code.removals, ...includes.removals];
  const written = [...conditionals.replacements, ...code.replacements];
  const dead = mergeRemovals(gone);
  const others = factsOfOthers(task, blankSpans(task.text, mergeSpans(conditionals.removals)));
  const returns = others.filter((fact): fact is ReturnFact => fact.kind === 'return');
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
    written,
  );
  const removed = mergeSpans(removals);
  const composed = composeEdits(source, removals, replacements, { braces: task.kind === 'c' });
  const edits = task.kind === 'c' ? wrapEdits(source, composed, task.facts) : composed;
  const after = applyEdits(task.text, edits);
  const outlineAfter = makeOutline(after);
  const leftovers = [...conditionals.leftovers, ...code.leftovers, ...includes.leftovers];
  leftovers.push(...reportMentions(task, file, configs, edits, leftovers));
  const goneFacts = [...others, ...code.facts.map(({ fact }) => fact)];
  const isAssembly = task.kind !== 'c';
  const reported = new Set(leftovers.map(({ code: reason, offset }) => `${reason}:${offset}`));
  const speaking = reportGoneNames({ path: task.path, text: task.text, isAssembly }, file, goneFacts, edits);
  leftovers.push(...reportAssemblyCallers({ path: task.path, text: task.text, isAssembly }, file, others));
  leftovers.push(...speaking.filter(({ code: reason, offset }) => !reported.has(`${reason}:${offset}`)));
  return {
    ...NOTHING_FOUND,
    path: task.path,
    edits,
    causes: causesOf(gone, written),
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
    const { value } = first.constant;
    const form = definitions.every((d) => d.constant!.isEmpty) ? ({ isEmpty: true } as const) : {};
    constants.push({ name, what: first.what, value, ...form, evaluatesArguments, isLocal, cause, offset });
  }
  return constants;
}
