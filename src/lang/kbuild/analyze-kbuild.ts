import type { Edit, Removal } from '../../edit/edit.js';
import { factId, type ConfigFact, type FileFact, type Leftover } from '../facts.js';
import { findConfigMentions } from '../plain-text/mentions.js';
import { alignedColumn } from './align-operator.js';
import { removeOverwritten } from './dead-stores.js';
import { decideConditional, type ConditionalDecision } from './decide-conditionals.js';
import { removeStatement, type FileMarks } from './file-marks.js';
import { foldAssignment } from './fold-assignment.js';
import { foldCondition, type ConditionOutcome } from './fold-condition.js';
import { foldOperand, renderSpan, type FoldContext } from './fold-expansion.js';
import { knownValues, type StringStyle } from './known-values.js';
import { listLeftovers, type LeftoverReason } from './leftover-mentions.js';
import { cascadeObjects, type DroppedTarget } from './object-graph.js';
import { parseExpansion } from './parse-expansion.js';
import { parseMakefile } from './parse-makefile.js';
import { pruneGroups } from './prune-groups.js';
import type { Conditional, Item, Makefile } from './statements.js';
import { addReads, countReads, type VariableReads } from './variable-reads.js';

export interface KbuildQuery {
  readonly path: string;
  readonly text: string;
  readonly configs: readonly ConfigFact[];
  /** Files that are gone: their build lines go. */
  readonly files?: readonly FileFact[];
  /** Whether objects that nothing builds any more take their member lists and settings along (default: true). */
  readonly cascade?: boolean;
  readonly stringStyle?: StringStyle;
  /** Whether a path below the tree exists; without it, an object that lost its members becomes a leftover. */
  readonly hasFile?: (path: string) => boolean;
}

/** What the facts mean for one makefile. Nothing is edited yet: see compose-edits.ts. */
export interface KbuildAnalysis {
  readonly removals: readonly Removal[];
  /** Disjoint. */
  readonly replacements: readonly Edit[];
  readonly dropped: readonly DroppedTarget[];
  readonly leftovers: readonly Leftover[];
}

/** Applies facts to a makefile. Total: odd input gives leftovers, never an exception. */
export function analyzeKbuild(query: KbuildQuery): KbuildAnalysis {
  const makefile = parseMakefile(query.text);
  const causes = new Map(query.configs.map((fact) => [fact.name, factId(fact)]));
  const blocked = findBlocked(query, makefile, causes);
  const table = knownValues(
    query.configs.filter((fact) => !blocked.has(fact.name)),
    query.stringStyle ?? 'unknown',
  );
  const context: FoldContext = { text: query.text, lookup: (name) => table.get(name) };

  const marks: FileMarks = { removed: new Map(), edits: [] };
  const outcomes = foldStatements(context, makefile, marks);
  const decisions = new Map(
    makefile.conditionals.map((conditional) => [
      conditional,
      decideConditional(makefile, conditional, outcomes),
    ]),
  );
  const deadRungs = findDeadStatements(makefile, decisions);
  const goneFiles = new Map((query.files ?? []).map((fact) => [fact.path, factId(fact)]));
  const cascade =
    query.cascade === false || isForeign(query.path) || !makefile.balanced
      ? { dropped: [], edits: [], leftovers: [] }
      : cascadeObjects({
          path: query.path,
          makefile,
          marks,
          deadBy: (index) => marks.removed.get(index) ?? deadRungs.get(index) ?? null,
          hasFile: query.hasFile ?? null,
          goneFiles,
        });
  const pruned = pruneGroups({ makefile, marks, decisions, outcomes });
  const removals = pruned.removals;
  const replacements = joinEdits([...marks.edits, ...cascade.edits, ...pruned.edits]);
  const mentions = listLeftovers({
    path: query.path,
    makefile,
    causes,
    removals,
    edits: replacements,
    blocked,
  });
  return { removals, replacements, dropped: cascade.dropped, leftovers: [...mentions, ...cascade.leftovers] };
}

/**
 * Makefiles that see no Kconfig symbols: those of tools/ in Linux, which set CONFIG_ words themselves (`$(call
 * detected,CONFIG_X)`). A Kbuild file there belongs to a test module and is built like any other. tools/Makefile
 * itself is not one of them: U-Boot's reads Kconfig symbols.
 */
function isForeign(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name === 'Build' || (/^tools\/.+\//.test(path) && name !== 'Kbuild');
}

/** Symbols for which this file is no place to edit, with the reason. */
function findBlocked(
  query: KbuildQuery,
  makefile: Makefile,
  causes: ReadonlyMap<string, string>,
): Map<string, LeftoverReason> {
  const blocked = new Map<string, LeftoverReason>();
  const whole: LeftoverReason | null = isForeign(query.path)
    ? 'foreign'
    : makefile.balanced
      ? null
      : 'unbalanced';
  if (whole) {
    for (const name of causes.keys()) blocked.set(name, whole);
    return blocked;
  }
  for (const statement of makefile.statements) {
    const text = query.text.slice(statement.start, statement.end);
    if (statement.kind === 'assignment') {
      const name = query.text.slice(statement.name.start, statement.name.end).replace(/^CONFIG_/, '');
      if (causes.has(name) && query.text.startsWith('CONFIG_', statement.name.start))
        blocked.set(name, 'assigned');
    } else if (statement.kind === 'define' || (statement.kind === 'other' && /^\s*undefine\b/.test(text))) {
      const head = /^\s*(?:override\s+)?(?:un)?define\s+CONFIG_([A-Za-z0-9_]+)/.exec(text)?.[1];
      if (head !== undefined && causes.has(head)) blocked.set(head, 'assigned');
    }
  }
  return blocked;
}

/** Folds each statement on its own; the outcomes of conditions are by statement. */
function foldStatements(
  context: FoldContext,
  makefile: Makefile,
  marks: FileMarks,
): Map<number, ConditionOutcome> {
  const { text } = context;
  const outcomes = new Map<number, ConditionOutcome>();
  const reads = countBuildReads(makefile);
  for (const index of mentioningStatements(context, makefile)) {
    const statement = makefile.statements[index]!;
    if (statement.kind === 'directive') {
      outcomes.set(index, foldCondition(context, statement));
    } else if (statement.kind === 'assignment') {
      const outcome = foldAssignment(context, statement, reads, () => neighbourColumns(makefile, index));
      if (outcome.kind === 'removed') removeStatement(marks, index, outcome.cause);
      if (outcome.kind !== 'edited') continue;
      marks.edits.push(...outcome.edits);
      const [first] = outcome.edits;
      if (first!.start >= statement.operator.start) continue;
      const inName = outcome.edits.filter((edit) => edit.start < statement.name.end);
      const newName = renderSpan(text, statement.name, inName).trimEnd();
      removeOverwritten(makefile, marks, index, newName, first!.cause);
    } else if (statement.kind === 'rule') {
      for (const span of [statement.targets, statement.prerequisites]) {
        marks.edits.push(
          ...foldOperand(context, { ...span, parts: parseExpansion(text, span) }, 'list').edits,
        );
      }
    } else if (statement.kind === 'recipe') {
      const edits = foldRecipe(context, statement);
      const [first] = edits;
      if (first && /^[\s@+-]*$/.test(renderSpan(text, statement, edits)))
        removeStatement(marks, index, first.cause);
      else marks.edits.push(...edits);
    } else if (statement.kind === 'include' || statement.kind === 'other') {
      const span = { start: statement.start, end: statement.comment?.start ?? statement.end };
      marks.edits.push(
        ...foldOperand(context, { ...span, parts: parseExpansion(text, span) }, 'exact').edits,
      );
    }
  }
  return outcomes;
}

/** What the makefile reads to build; `clean-files` and variables such as `core-` only serve `make clean`. */
function countBuildReads(makefile: Makefile): VariableReads {
  const { text, statements } = makefile;
  const reads = countReads('');
  for (const statement of statements) {
    if (statement.kind === 'comment' || statement.kind === 'blank') continue;
    const name = statement.kind === 'assignment' ? text.slice(statement.name.start, statement.name.end) : '';
    if (!/^clean-files$|-$/.test(name)) addReads(reads, text.slice(statement.start, statement.end), 1);
  }
  return reads;
}

/**
 * In a recipe only `$(if $(CONFIG_X),…)` and numbers or strings are folded: `[ "$(CONFIG_X)" = y ]` is for a person
 * to simplify.
 */
function foldRecipe(
  context: FoldContext,
  span: { readonly start: number; readonly end: number },
): readonly Edit[] {
  const { text } = context;
  const edits: Edit[] = [];
  for (const part of parseExpansion(text, span)) {
    const known =
      part.kind === 'variable' && part.literal !== null ? context.lookup(part.literal) : undefined;
    if (part.kind === 'text' || part.kind === 'opaque' || known?.isTristate) continue;
    edits.push(...foldOperand(context, { start: part.start, end: part.end, parts: [part] }, 'exact').edits);
  }
  return edits;
}

function mentioningStatements(context: FoldContext, makefile: Makefile): number[] {
  const found: number[] = [];
  let index = 0;
  for (const { offset, word } of findConfigMentions(context.text)) {
    if (!context.lookup(`CONFIG_${word}`)) continue;
    while (makefile.statements[index]!.end <= offset) index++;
    if (found.at(-1) !== index) found.push(index);
  }
  return found;
}

/** The columns to which the assignments next to the one at `index`, in the same paragraph, align their operators. */
function neighbourColumns(makefile: Makefile, index: number): ReadonlySet<number> {
  const columns = new Set<number>();
  for (const step of [-1, 1]) {
    const other = makefile.statements[index + step];
    if (other?.kind !== 'assignment') continue;
    const column = alignedColumn(makefile.text, other.name, other.operator);
    if (column !== null) columns.add(column);
  }
  return columns;
}

/** The statements that make never reads under the facts, with the fact that says so. */
function findDeadStatements(
  makefile: Makefile,
  decisions: ReadonlyMap<Conditional, ConditionalDecision>,
): Map<number, string> {
  const dead = new Map<number, string>();
  const work: { readonly item: Item; readonly cause: string | null }[] = [];
  for (const item of makefile.root.items) work.push({ item, cause: null });
  for (let next = work.pop(); next; next = work.pop()) {
    const { item, cause } = next;
    if (item.kind === 'statement') {
      if (cause !== null) dead.set(item.index, cause);
      continue;
    }
    const decision = decisions.get(item)!;
    for (const [i, rung] of item.rungs.entries()) {
      const inner = cause ?? (decision.live.includes(i) ? null : decision.cause);
      for (const child of rung.group.items) work.push({ item: child, cause: inner });
    }
  }
  return dead;
}

/** Sorts edits; where two that only take away overlap, at the white space between words, they share it. */
function joinEdits(edits: readonly Edit[]): Edit[] {
  const joined: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (!last || edit.start >= last.end) joined.push(edit);
    else if (edit.text === '' && edit.end > last.end) joined.push({ ...edit, start: last.end });
    else if (last.text === '' && edit.end > last.end)
      joined.splice(-1, 1, { ...last, end: edit.start }, edit);
  }
  return joined;
}

/** Whether anything but comments and blank lines is left: a makefile without it builds nothing. */
export function isEmptyMakefile(text: string): boolean {
  return parseMakefile(text).statements.every(({ kind }) => kind === 'blank' || kind === 'comment');
}
