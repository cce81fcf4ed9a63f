import { blankSpans } from '../../../edit/blank-spans.js';
import type { Edit, Removal } from '../../../edit/edit.js';
import { mergeSpans, spanAt, type Span } from '../../../text/span.js';
import { factId, type DerivedFact, type Leftover, type UnusedFact } from '../../facts.js';
import { findUnknownCallees } from '../fold/purity.js';
import { lex, TokenKind, tokenText } from '../syntax/lex.js';
import type { FlagShells } from '../syntax/flag-shells.js';
import { maskItem } from '../syntax/mask.js';
import { directiveName, makeOutline, tokensOf, type Outline } from '../syntax/outline.js';
import { parseRange } from '../syntax/parser.js';
import {
  findCandidates,
  findOriginalRanges,
  findUnused,
  removeRanges,
  unusedFact,
  type Candidate,
} from './prune-file-scope.js';
import {
  pruneLabels,
  pruneLocals,
  readFunctionNames,
  type FunctionNames,
  type FunctionView,
  type HeldLocal,
} from './prune-function.js';
import { pruneForwardDeclarations } from './forward-declarations.js';
import { pruneLoops } from './prune-loops.js';
import { reportUnsetLocals } from './report-unset-locals.js';
import { indexWords, wordsOf, type Word } from './word-index.js';

export interface PruneInput {
  readonly path: string;
  /** The original text. */
  readonly text: string;
  /** The original with the preprocessor's dead spans blanked, before folding: what functions are parsed from. */
  readonly live: string;
  /** Everything dead, with the fact that killed it: the preprocessor's spans and foldCode's `dead`. May overlap. */
  readonly dead: readonly Removal[];
  /** Replacement texts: names in them are uses. */
  readonly replacements: readonly Edit[];
  /** Whether no other file can see this one's statics and macros: a .c file that nobody includes. */
  readonly ownsItsNames: boolean;
  /** `IF_X(…)`, see flag-shells.ts. */
  readonly shells?: FlagShells;
  readonly isPure: (name: string) => boolean;
}

export interface PruneResult {
  readonly removals: readonly Removal[];
  /** What became unused, each with the facts it follows from. */
  readonly facts: readonly DerivedFact[];
  readonly leftovers: readonly Leftover[];
  /** Identifiers of dead code (prune's own included), each with the fact that killed the first place. */
  readonly dropped: ReadonlyMap<string, string>;
  /** Functions and macros that keep a local from going unless somebody vouches for them. */
  readonly questions: readonly string[];
}

/**
 * Removes what only dead code used in this file: static functions and objects, macros, labels, locals and the code
 * behind dead labels, until nothing more follows. What nobody used before the change stays.
 */
export function pruneFile(input: PruneInput): PruneResult {
  const removals: Removal[] = [];
  const facts: DerivedFact[] = [];
  const kept = new Map<string, { candidate: Candidate; cause: string }>();
  const held = new Map<number, HeldLocal>();
  const questions = new Set<string>();
  const unset: Leftover[] = [];
  let dead = mergeRemovals(input.dead);
  const functions = readFunctions(input, dead);
  // A header of 24 MB holds millions of words, but only those of functions and dead code matter there.
  const where = input.ownsItsNames ? undefined : mergeSpans([...dead, ...functions.map((f) => f.node)]);
  const words = where ? indexWords(input.text, where) : wordsOf(input.text);
  const written = namesWritten(input.replacements);
  if (dead.length > 0) {
    const outline = makeOutline(blankSpans(input.text, mergeSpans(dead)));
    const candidates = input.ownsItsNames ? findCandidates(outline) : [];
    const originals = candidates.length > 0 ? findOriginalRanges(makeOutline(input.text)) : [];
    const view = makeView(input, words, written, outline);
    for (let round = 0; round < 50; round++) {
      const found: Removal[] = [];
      const add = (fact: UnusedFact, because: readonly string[], offset: number, spans: readonly Span[]) => {
        const cause = factId(fact);
        found.push(...spans.map(({ start, end }) => ({ start, end, cause })));
        facts.push({ fact, because, path: input.path, offset });
      };
      const file = findUnused(input.path, candidates, words, dead, written, originals);
      const goneAt = file.unused.flatMap((c) => c.ranges.map((range) => range.start));
      for (const candidate of file.unused) {
        const fact = unusedFact(input.path, candidate);
        const spans = removeRanges(outline.tokens, candidate, factId(fact), (offset) =>
          goneAt.includes(offset),
        );
        add(fact, file.because.get(candidate.name) ?? [], candidate.ranges[0]!.start, spans);
      }
      for (const candidate of file.kept) {
        kept.set(candidate.name, { candidate, cause: file.because.get(candidate.name)?.[0] ?? '' });
      }
      const now = { ...view, dead, dropped: collectDropped(words, dead) };
      for (const names of functions) {
        if (spanAt(dead, names.node.end - 1)) continue;
        const locals = pruneLocals(now, names);
        for (const local of locals.held) held.set(local.offset, local);
        for (const pruned of [...pruneLabels(now, names), ...locals.pruned]) {
          const fact: UnusedFact = { kind: 'unused', what: pruned.what, name: pruned.name, path: input.path };
          add(fact, pruned.because, pruned.offset, pruned.spans);
        }
        const loops = pruneLoops(now, names);
        found.push(...loops.removals);
        for (const callee of loops.questions) questions.add(callee);
      }
      const added = found.filter((r) => r.end > r.start);
      if (added.length === 0) break;
      removals.push(...added);
      dead = mergeRemovals([...dead, ...added]);
    }
    if (input.ownsItsNames) {
      const forward = pruneForwardDeclarations(input.path, outline, words, dead);
      removals.push(...forward.removals);
      facts.push(...forward.facts);
      dead = mergeRemovals([...dead, ...forward.removals]);
    }
    const now = { ...view, dead, dropped: collectDropped(words, dead) };
    for (const names of functions) {
      if (!spanAt(dead, names.node.end - 1)) unset.push(...reportUnsetLocals(input.path, now, names));
    }
  }
  return {
    removals,
    facts,
    leftovers: [
      ...[...kept.values()].flatMap((k) => makeLeftover(input.path, k.candidate, k.cause)),
      ...[...held.values()].map(({ name, offset, cause }) => ({
        code: 'unused-local',
        path: input.path,
        offset,
        message: `nothing reads ${name} any more, but its value may have side effects`,
        cause,
      })),
      ...unset,
    ],
    dropped: collectDropped(words, dead),
    questions: [...new Set([...questions, ...[...held.values()].flatMap((local) => local.callees)])],
  };
}

/** A name that stays only because of what can't be seen is worth a look; an attribute speaks for itself. */
function makeLeftover(path: string, { name, kept, ranges }: Candidate, cause: string): Leftover[] {
  if (kept !== 'maybe-pasted' && kept !== 'named-in-assembly') return [];
  const why = kept === 'maybe-pasted' ? '`##` may build its name' : 'assembly names it';
  return [
    { code: kept, path, offset: ranges[0]!.start, message: `${name} has no use left, but ${why}`, cause },
  ];
}

function makeView(
  input: PruneInput,
  words: readonly Word[],
  written: ReadonlySet<string>,
  outline: Outline,
): Omit<FunctionView, 'dead' | 'dropped'> {
  const { tokens } = outline;
  const conditionals: Span[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] === TokenKind.Directive && /^(?:if|el|endif)/.test(directiveName(tokens, i))) {
      conditionals.push({ start: tokens.start[i]!, end: tokens.end[i]! });
    }
  }
  const inMacros = new Set<string>();
  for (const { body, parameters } of outline.macros) {
    // A parameter stands for the argument.
    for (const { name } of indexWords(input.text, [body]))
      if (!parameters?.includes(name)) inMacros.add(name);
  }
  const unknownCallees: FunctionView['unknownCallees'] = (node) =>
    findUnknownCallees(input.text, node, input.isPure);
  return {
    text: input.text,
    tokens: tokensOf(input.text),
    words,
    written,
    replacements: input.replacements,
    conditionals,
    unknownCallees,
    inMacros,
  };
}

/** Syntax trees of the functions that hold dead code; those that can't be parsed are left alone. */
function readFunctions(input: PruneInput, dead: readonly Removal[]): FunctionNames[] {
  if (dead.length === 0) return [];
  const outline = makeOutline(input.live);
  const result: FunctionNames[] = [];
  for (const item of outline.items) {
    if (item.kind !== 'function' && !(item.kind === 'invocation' && item.body)) continue;
    const touched = dead.some((span) => span.start < item.end && span.end > item.start);
    // Its type may have been replaced; its last brace goes with the whole only.
    if (!touched || spanAt(dead, item.end - 1)) continue;
    const { root } = parseRange(maskItem(outline.tokens, item, input.shells));
    const node = root?.children.find((child) => child.type === 'function_definition');
    if (root?.children.length === 1 && node?.end === item.end)
      result.push(readFunctionNames(input.text, node));
  }
  return result;
}

function mergeRemovals(removals: readonly Removal[]): Removal[] {
  const sorted = [...removals]
    .filter((r) => r.end > r.start)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Removal[] = [];
  for (const removal of sorted) {
    const last = merged.at(-1);
    const start = Math.max(removal.start, last?.end ?? 0);
    if (removal.end > start) merged.push({ ...removal, start });
  }
  return merged;
}

function namesWritten(replacements: readonly Edit[]): Set<string> {
  const names = new Set<string>();
  for (const edit of replacements) {
    const tokens = lex(edit.text);
    for (let i = 0; i < tokens.count; i++)
      if (tokens.kind[i] === TokenKind.Identifier) names.add(tokenText(tokens, i));
  }
  return names;
}

function collectDropped(words: readonly Word[], dead: readonly Removal[]): Map<string, string> {
  const dropped = new Map<string, string>();
  for (const word of words) {
    if (dropped.has(word.name)) continue;
    const span = spanAt(dead, word.start);
    if (span) dropped.set(word.name, span.cause);
  }
  return dropped;
}
