import type { Edit, Removal } from '../../edit/edit.js';
import type { ConditionalDecision } from './decide-conditionals.js';
import type { ConditionOutcome } from './fold-condition.js';
import { removeStatement, type FileMarks } from './file-marks.js';
import { findOrphanComments, type GroupLine } from './orphan-comments.js';
import { dedentLines, planStrip, type IndentPlan } from './reindent.js';
import type { Conditional, ConditionKeyword, Directive, Group, Item, Makefile } from './statements.js';

/** Everything that pruning works on. */
export interface PruneInput {
  readonly makefile: Makefile;
  readonly marks: FileMarks;
  readonly decisions: ReadonlyMap<Conditional, ConditionalDecision>;
  readonly outcomes: ReadonlyMap<number, ConditionOutcome>;
}

export interface PruneResult {
  readonly removals: readonly Removal[];
  readonly edits: readonly Edit[];
}

/** What became of a conditional or a group, as the group around it sees it. */
interface Remains {
  /** Whether nothing but blank lines is left. */
  readonly empty: boolean;
  /** The fact that changed it, if one did. */
  readonly cause: string | null;
}

interface PruneState extends PruneInput {
  readonly removals: Removal[];
  readonly edits: Edit[];
  readonly remains: Map<Conditional, Remains>;
  readonly indents: IndentPlan;
}

/**
 * Takes away what the facts left without effect: rungs that can't be chosen, conditionals that have nothing to choose
 * any more, groups left empty, and the comments that headed only removed lines. Inner conditionals come first, so
 * that one pass is enough.
 */
export function pruneGroups(input: PruneInput): PruneResult {
  const indents: IndentPlan = new Map();
  const state: PruneState = { ...input, removals: [], edits: [], remains: new Map(), indents };
  for (const conditional of input.makefile.conditionals) {
    state.remains.set(conditional, pruneConditional(state, conditional));
  }
  pruneGroup(state, input.makefile.root);
  for (const [index, cause] of input.marks.removed) {
    const { start, end } = input.makefile.statements[index]!;
    state.removals.push({ start, end, cause });
  }
  state.edits.push(...dedentLines(input.makefile, indents));
  return { removals: state.removals, edits: state.edits };
}

function pruneConditional(state: PruneState, conditional: Conditional): Remains {
  const decision = state.decisions.get(conditional)!;
  const groups = conditional.rungs.map((rung) => pruneGroup(state, rung.group));
  let live = [...decision.live];
  const causes = [decision.cause, ...live.map((i) => groups[i]!.cause)];
  const cause = causes.find((found) => found !== null) ?? null;
  if (cause === null) return { empty: false, cause: null };

  // A rung at the end that was emptied has no effect; emptied rungs further up still keep later ones from being tried.
  while (live.length > 0) {
    const last = live.at(-1)!;
    const emptied = groups[last]!.empty && (groups[last]!.cause !== null || decision.cause !== null);
    if (!emptied || mustStay(state, conditional, last)) break;
    live = live.slice(0, -1);
  }
  if (live.length === 0) {
    removeRungs(state, conditional, 0, conditional.rungs.length, cause);
    removeLine(state, conditional.endif, cause);
    return { empty: true, cause };
  }
  if (live.length === 1 && decision.lastHolds && decision.live.length === 1) {
    spliceRung(state, conditional, live[0]!, cause);
    return { empty: groups[live[0]!]!.empty, cause };
  }
  rewriteLadder(state, conditional, { live, decision, groups, cause });
  return { empty: false, cause };
}

/** An untouched condition that may do something when make expands it. */
function mustStay(state: PruneState, conditional: Conditional, rung: number): boolean {
  const { condition } = directiveOf(state, conditional, rung);
  if (!condition) return false;
  return /\$[({](?:eval|error|warning|info)\s/.test(
    state.makefile.text.slice(condition.start, condition.end),
  );
}

function directiveOf(state: PruneState, conditional: Conditional, rung: number): Directive {
  return state.makefile.statements[conditional.rungs[rung]!.line] as Directive;
}

/** Removes the rungs [from, to), their directive lines included. */
function removeRungs(
  state: PruneState,
  conditional: Conditional,
  from: number,
  to: number,
  cause: string,
): void {
  if (from >= to) return;
  const { start } = directiveOf(state, conditional, from);
  const next = conditional.rungs[to]?.line ?? conditional.endif;
  state.removals.push({ start, end: state.makefile.statements[next]!.start, cause });
}

function removeLine(state: PruneState, index: number, cause: string): void {
  const { start, end } = state.makefile.statements[index]!;
  state.removals.push({ start, end, cause });
}

/** The lines of one rung take the place of the conditional. */
function spliceRung(state: PruneState, conditional: Conditional, rung: number, cause: string): void {
  removeRungs(state, conditional, 0, rung, cause);
  removeLine(state, conditional.rungs[rung]!.line, cause);
  removeRungs(state, conditional, rung + 1, conditional.rungs.length, cause);
  removeLine(state, conditional.endif, cause);
  planDedent(state, conditional, rung, cause);
}

/** Notes by how much the lines of a spliced rung move to the left: what they were indented beyond the conditional. */
function planDedent(state: PruneState, conditional: Conditional, rung: number, cause: string): void {
  const { text, statements } = state.makefile;
  const outer = indentAt(text, statements[conditional.rungs[0]!.line]!.start);
  let common: string | null = null;
  for (const item of conditional.rungs[rung]!.group.items) {
    const index = item.kind === 'statement' ? item.index : item.rungs[0]!.line;
    const statement = statements[index]!;
    if (statement.kind === 'blank' || statement.kind === 'recipe' || state.marks.removed.has(index)) continue;
    if (item.kind === 'conditional' && state.remains.get(item)?.empty) continue;
    const indent = indentAt(text, statement.start);
    common = common === null ? indent : commonPrefix(common, indent);
  }
  if (!common?.startsWith(outer)) return;
  const first = conditional.rungs[rung]!.line + 1;
  const last = conditional.rungs[rung + 1]?.line ?? conditional.endif;
  planStrip(state.indents, first, last, common.slice(outer.length), cause);
}

function indentAt(text: string, start: number): string {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return text.slice(start, at);
}

function commonPrefix(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

const INVERSE: Record<ConditionKeyword, ConditionKeyword> = {
  ifdef: 'ifndef',
  ifndef: 'ifdef',
  ifeq: 'ifneq',
  ifneq: 'ifeq',
};

interface Ladder {
  readonly live: readonly number[];
  readonly decision: ConditionalDecision;
  readonly groups: readonly Remains[];
  readonly cause: string;
}

/**
 * Rewrites the directive lines of a conditional that stays. The first live rung becomes the `if`, a last one whose
 * condition always holds becomes `else`; an emptied first rung before a plain `else` makes the condition turn over.
 */
function rewriteLadder(state: PruneState, conditional: Conditional, ladder: Ladder): void {
  const { live, decision, groups, cause } = ladder;
  let done = 0;
  for (const [position, rung] of live.entries()) {
    removeRungs(state, conditional, done, rung, cause);
    done = rung + 1;
    const directive = directiveOf(state, conditional, rung);
    const isLast = rung === decision.live.at(-1);
    if (position === 0) {
      if (directive.otherwise && directive.keyword) {
        state.edits.push({ start: directive.otherwise.start, end: directive.keyword.start, text: '', cause });
      }
      pushConditionEdits(state, conditional, rung);
    } else if (isLast && decision.lastHolds) {
      if (directive.keyword && directive.otherwise) {
        const end = directive.comment?.end ?? directive.condition!.end;
        state.edits.push({ start: directive.otherwise.end, end, text: '', cause });
      }
    } else {
      pushConditionEdits(state, conditional, rung);
    }
  }
  removeRungs(state, conditional, done, conditional.rungs.length, cause);

  const [first, second] = live;
  const turns =
    live.length === 2 && decision.lastHolds && second === decision.live.at(-1) && groups[first!]!.empty;
  if (!turns || (groups[first!]!.cause === null && first === 0)) return;
  const { keyword } = directiveOf(state, conditional, first!);
  if (!keyword) return;
  state.edits.push({ start: keyword.start, end: keyword.end, text: INVERSE[keyword.word], cause });
  const elseLine = state.makefile.statements[conditional.rungs[second!]!.line]!;
  const firstLine = directiveOf(state, conditional, first!);
  state.removals.push({ start: firstLine.end, end: elseLine.end, cause });
}

function pushConditionEdits(state: PruneState, conditional: Conditional, rung: number): void {
  const outcome = state.outcomes.get(conditional.rungs[rung]!.line);
  if (outcome?.kind === 'open') state.edits.push(...outcome.edits);
}

/** Removes the comments of a group that head nothing any more, and tells what is left of the group. */
function pruneGroup(state: PruneState, group: Group): Remains {
  let cause: string | null = null;
  const lines = group.items.map((item): GroupLine => {
    const line = lineOf(state, item);
    if (line.removedBy !== null) cause ??= line.removedBy;
    else if (item.kind === 'conditional') cause ??= state.remains.get(item)?.cause ?? null;
    return line;
  });
  for (const orphan of findOrphanComments(state.makefile, lines)) {
    removeStatement(state.marks, orphan.index, orphan.cause);
  }
  const empty = group.items.every((item) => {
    const line = lineOf(state, item);
    return line.kind === 'blank' || line.removedBy !== null;
  });
  return { empty, cause };
}

function lineOf(state: PruneState, item: Item): GroupLine {
  if (item.kind === 'conditional') {
    const remains = state.remains.get(item);
    const removedBy = remains?.empty ? (remains.cause ?? null) : null;
    return { kind: 'code', index: item.rungs[0]!.line, removedBy };
  }
  const { kind } = state.makefile.statements[item.index]!;
  return {
    kind: kind === 'blank' ? 'blank' : kind === 'comment' ? 'comment' : 'code',
    index: item.index,
    removedBy: state.marks.removed.get(item.index) ?? null,
  };
}
