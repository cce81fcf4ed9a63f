import { firstAtOrAfter, overlapsSome } from '../../../text/partition-point.js';
import { containsSpan, mergeSpans, spanAt, type Span } from '../../../text/span.js';
import { blankWithinLines } from '../../../edit/blank-spans.js';
import type { Edit, Removal } from '../../../edit/edit.js';
import { factId, type DerivedFact, type Leftover } from '../../facts.js';
import { keepLayout } from '../names/keep-layout.js';
import { replaceMemberNames } from '../names/replace-members.js';
import { reportCallees } from '../names/report-calls.js';
import { replaceNames } from '../names/replace-names.js';
import { dropInitializers } from '../members/drop-initializers.js';
import { dropPositional } from '../members/drop-positional.js';
import { TokenKind, tokenIndexAt, tokenText } from '../syntax/lex.js';
import { findFlagShells, NO_SHELLS } from '../syntax/flag-shells.js';
import { maskItem } from '../syntax/mask.js';
import { directiveName, makeOutline, tokensOf, type Outline, type OutlineItem } from '../syntax/outline.js';
import { parseRange } from '../syntax/parser.js';
import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';
import { foldFunction } from './fold-function.js';
import { foldList } from './fold-list.js';
import { foldParts } from './fold-expression.js';
import { foldMacroBodies } from './fold-macro.js';
import { commit, foldStatement } from './fold-statement.js';
import { nodeText, type FoldContext } from './fold-context.js';
import { foldTokenMacros } from './fold-token-macros.js';
import { findMentions, type Mention } from './find-mentions.js';
import type { CodeKnowledge } from './knowledge.js';
import { foldParameters, mentionsOfLost } from './fold-parameters.js';
import { layOut } from './layout.js';
import { leaveOwnCalls, possibleCalls } from './own-patterns.js';
import { literalEdit } from './literal-words.js';
import { NONE_LOST, type LostParameter } from './lost-parameters.js';
import { foldMemberParameters } from './member-parameters.js';
import { renameParameters } from './rename-parameters.js';
import { foldReturnTypes } from './return-types.js';
import { resolveChanges } from './resolve-changes.js';
import { vanishMacros } from './vanish-macros.js';
import { foldFlagCalls, type FlagEdits } from './fold-flag-calls.js';
import { lineStartAt } from './trivia.js';

export interface FoldResult {
  /** Text that goes: disjoint, sorted. */
  readonly removals: readonly Removal[];
  /** Disjoint from each other and from the removals. */
  readonly replacements: readonly Edit[];
  /** What is dead now: the removals, and what replacements (white space aside) take the place of. */
  readonly dead: readonly Removal[];
  readonly leftovers: readonly Leftover[];
  /** Callees whose purity, were it known, would allow more. */
  readonly questions: readonly string[];
  /** Facts about other functions that follow. */
  readonly spread: readonly DerivedFact[];
}

/**
 * Folds what the facts make constant in the C code of one file.
 * @param live the original text with dead spans blanked; directives that are undecided still stand in it.
 * @param gone sorted, disjoint spans that are known to go: no jump starts from there.
 */
export function foldCode(
  path: string,
  live: string,
  knowledge: CodeKnowledge,
  gone: readonly Span[] = [],
): FoldResult {
  const vanished = vanishMacros(live, knowledge.vanishing);
  const { flags, configs } = knowledge;
  const flagged = flags ? foldFlagCalls(live, configs, (name) => flags.has(name)) : { edits: [], shifts: [] };
  const early = { edits: [...vanished, ...flagged.edits], shifts: flagged.shifts };
  return foldRest(path, blankWithinLines(live, mergeSpans(early.edits)), knowledge, early, gone);
}

function foldRest(
  path: string,
  live: string,
  knowledge: CodeKnowledge,
  vanished: FlagEdits,
  gone: readonly Span[],
): FoldResult {
  const tokens = tokensOf(live);
  const mentions = findMentions(tokens, knowledge);
  const isSilent =
    mentions.length === 0 &&
    vanished.edits.length === 0 &&
    knowledge.memberParameters.size + knowledge.renamedParameters.size === 0 &&
    knowledge.members.size + knowledge.memberParameters.size === 0;
  if (isSilent && !looksAtProse(knowledge))
    return { removals: [], replacements: [], dead: [], leftovers: [], questions: [], spread: [] };
  const outline = makeOutline(live, tokens);
  const file = makeFileContext(path, live, outline, knowledge, gone);
  file.changes.push(...vanished.edits);
  file.shifts.push(...vanished.shifts);
  const byName = [...knowledge.replacements.values()].flat().filter(({ what }) => what !== 'member');
  const named = replaceNames(path, outline, byName);
  file.changes.push(...named.edits, ...replaceMemberNames(file, outline));
  file.leftovers.push(...named.leftovers);
  file.heads.push(...named.heads);
  file.leftovers.push(...reportCallees(path, outline, [...knowledge.patterns.values()].flat()));
  const settled = new Set(byName.map(factId));
  const early = foldTokenMacros(file, outline.tokens);
  const initialized = dropInitializers(file, outline);
  dropPositional(file, outline);
  const rest = mentions.filter(
    (m) =>
      !settled.has(m.cause) &&
      !initialized.has(m.start) &&
      !early.some((span) => span.start <= m.start && m.end <= span.end),
  );
  const parameters = foldParameters(file, outline, rest);
  foldReturnTypes(file, outline);
  renameParameters(file, outline);
  const designated = foldMemberParameters(file, outline);
  // A call that loses an argument may do nothing any more, or be a constant.
  const { values, returns } = knowledge;
  const isOpen = (word: string) => values.has(word) || returns.has(word);
  const open = rest.filter(
    (m) => !designated.has(m.start) && (!parameters.done.has(m.start) || isOpen(live.slice(m.start, m.end))),
  );
  foldMacroBodies(file, outline, open);
  let at = 0;
  const inCode = open.filter((m) => !m.inDirective);
  for (const item of outline.items) {
    const own: Mention[] = [];
    while (at < inCode.length && inCode[at]!.start < item.end) {
      if (inCode[at]!.start >= item.start) own.push(inCode[at]!);
      at++;
    }
    const lost = parameters.lost.get(item.start) ?? [];
    const likely = own.length > 0 ? possibleCalls(knowledge, live.slice(item.start, item.end), own) : own;
    if (likely.length > 0 || lost.length > 0) foldItem(file, item, likely, lost);
  }
  return finish(file, outline, new Set([...replaceCauses(knowledge), ...callCauses(knowledge)]));
}

const replaceCauses = ({ replacements }: CodeKnowledge): string[] =>
  [...replacements.values()].flat().map(factId);

const callCauses = ({ patterns }: CodeKnowledge): string[] => [...patterns.values()].flat().map(factId);

/** Facts whose names are looked for in comments, too. */
const looksAtProse = ({ replacements, patterns }: CodeKnowledge): boolean =>
  replacements.size + patterns.size > 0;

function makeFileContext(
  path: string,
  text: string,
  outline: Outline,
  knowledge: CodeKnowledge,
  gone: readonly Span[],
): FoldContext {
  const { tokens } = outline;
  const conditionals: Span[] = [];
  const definitions: Span[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Directive) continue;
    const span = { start: tokens.start[i]!, end: tokens.end[i]! };
    const name = directiveName(tokens, i);
    if (/^(?:if|el|endif)/.test(name)) conditionals.push(span);
    else if (/^(?:define|undef|include|include_next|import)$/.test(name)) definitions.push(span);
  }
  const { shells, barriers } = knowledge.flags ? findFlagShells(text) : { shells: NO_SHELLS, barriers: [] };
  const booleans = new Set<string>();
  for (const item of outline.items) {
    if (!/^(?:function|prototype|variable)$/.test(item.kind) || !item.specifiers.includes('bool')) continue;
    if (!text.slice(item.head.start, item.head.end).split('(')[0]!.includes('*'))
      item.names.forEach((n) => booleans.add(n));
  }
  return {
    path,
    text,
    tokens,
    knowledge,
    usesBool: /\b(?:bool|true|false)\b/.test(text) || /#\s*include\s*<linux\//.test(text),
    booleans,
    locals: new Set(),
    lost: NONE_LOST,
    lostReturn: null,
    stores: [],
    spread: [],
    returnsBool: false,
    conditionals: [...conditionals, ...barriers].sort((a, b) => a.start - b.start),
    shells,
    definitions,
    gone,
    jumps: new Map(),
    changes: [],
    shifts: [],
    heads: [],
    leftovers: [],
    questions: new Set(),
    foldStatementExpression: (context, block) => void foldList(context, block, true),
    local: null,
  };
}

/** Folds one top-level range, or says for each mention why not. */
function foldItem(
  file: FoldContext,
  item: OutlineItem,
  direct: readonly Mention[],
  lost: readonly LostParameter[],
): void {
  const mentions = [...direct, ...mentionsOfLost(file.tokens, item, lost)];
  const isFunction = item.kind === 'function' || (item.kind === 'invocation' && item.body !== null);
  if (item.kind === 'unknown' && item.hasConditionalHead && item.body !== null) {
    refuse(file, mentions, 'its top-level range is cut by an undecided #if');
    return;
  }
  const masked = maskItem(file.tokens, item, file.shells);
  const { root } = parseRange(masked);
  const top = root?.children.filter((child) => child.isNamed) ?? [];
  const node = top[0];
  const agrees = isFunction
    ? top.length === 1 && node?.type === 'function_definition' && extentAgrees(node, item)
    : top.length > 0;
  if (!root || !node || !agrees) {
    refuse(file, mentions, 'the code around it could not be parsed');
    return;
  }
  const hidden = mentions.filter((m) =>
    masked.hidden.some((span) => span.start <= m.start && m.end <= span.end),
  );
  if (hidden.length > 0) refuse(file, hidden, "it stands in an #else whose braces don't match on their own");
  const from = file.changes.length;
  const inside = isFunction ? leaveOwnCalls(file, item.names, mentions) : file;
  if (isFunction) foldFunction(inside, node, lost);
  else for (const part of top) foldTopLevel(inside, part);
  keepToParsed(file, from, masked.hidden);
  keepWhole(file, from, item, mentions);
}

/** An edit across a blanked group would change code that the parser didn't see. */
function keepToParsed(file: FoldContext, from: number, hidden: readonly Span[]): void {
  if (hidden.length === 0) return;
  const added = file.changes.splice(from);
  const crosses = added.some((e) => hidden.some((span) => e.start < span.end && span.start < e.end));
  if (!crosses) file.changes.push(...added);
}

/** An edit that takes one bracket of `IF_X(…)` and not the other would leave no C: the range stays as it is. */
function keepWhole(file: FoldContext, from: number, item: OutlineItem, mentions: readonly Mention[]): void {
  const pairs = file.shells.pairs.filter(({ open, close }) =>
    containsSpan(item, { start: open.start, end: close.end }),
  );
  if (pairs.length === 0) return;
  const added = file.changes.slice(from);
  const cuts = (edit: Edit, span: Span) => edit.start < span.end && span.start < edit.end;
  if (!added.some((e) => pairs.some(({ open, close }) => cuts(e, open) !== cuts(e, close)))) return;
  file.changes.splice(from);
  refuse(file, mentions, 'it is woven into an IF_…() of another symbol');
}

/** tree-sitter must end the function where the brackets do. */
function extentAgrees(node: SyntaxNode, item: OutlineItem): boolean {
  const body = fieldOf(node, 'body');
  return (
    body !== undefined && item.body !== null && body.end === item.body.end && body.start === item.body.start
  );
}

/** What isn't parsed stays, with a leftover; but for literals, which need no parsing. */
function refuse(file: FoldContext, mentions: readonly Mention[], why: string): void {
  for (const m of mentions) {
    const edit = literalEdit(file.tokens, tokenIndexAt(file.tokens, m.start), file.knowledge);
    if (edit) {
      file.changes.push(edit);
      continue;
    }
    if (isPlainRead(file, m)) continue;
    file.leftovers.push({
      code: 'not-parsed',
      path: file.path,
      offset: m.start,
      message: why,
      cause: m.cause,
    });
  }
}

/** A mention of a pointer to function that loses a parameter, which neither calls nor sets it. */
function isPlainRead({ tokens, knowledge }: FoldContext, mention: Mention): boolean {
  const i = tokenIndexAt(tokens, mention.start);
  const name = tokens.text.slice(mention.start, mention.end);
  if (!/^(?:\.|->)$/.test(i > 0 ? tokenText(tokens, i - 1) : '')) return false;
  if (!knowledge.memberParameters.has(name) || knowledge.members.has(name)) return false;
  return i + 1 < tokens.count && !/^[(=]$/.test(tokenText(tokens, i + 1));
}

/** Declarations, types and invocations at file scope hold expressions, not statements to splice. */
function foldTopLevel(file: FoldContext, node: SyntaxNode): void {
  const context: FoldContext = { ...file, local: null };
  if (node.type === 'declaration' || node.type === 'expression_statement') {
    const inner = node.type === 'expression_statement' ? namedChildren(node)[0] : undefined;
    if (inner?.type === 'call_expression') foldTopLevelCall(context, node, inner);
    else foldStatement(context, node);
  } else commit(context, node, foldParts(context, node), 0, 'int');
}

/**
 * `static_assert(1, "…");` and BUILD_ASSERT at file scope go, and what is nothing all along; other invocations only get
 * their constants.
 */
function foldTopLevelCall(context: FoldContext, node: SyntaxNode, call: SyntaxNode): void {
  const outcome = foldStatement(context, node);
  if (outcome.kind !== 'gone') return;
  const callee = fieldOf(call, 'function');
  const name = callee ? nodeText(context, callee) : '';
  const fact = context.knowledge.values.get(name);
  const isKnown = /assert|BUILD_BUG/i.test(name) || fact?.goes === true || fact?.isEmpty === true;
  if (isKnown) context.changes.push({ start: node.start, end: node.end, text: '', cause: outcome.cause });
}

/** @param renewing facts that put words in the place of others: the columns of such lines stay. */
function finish(file: FoldContext, outline: Outline, renewing: ReadonlySet<string>): FoldResult {
  const changes = resolveChanges(file.changes);
  const spaces = layOutChanged(file, outline, changes);
  const removals = changes
    .filter((e) => e.text === '')
    .map(({ start, end, cause }) => ({ start, end, cause }));
  const written = changes.filter((e) => e.text !== '');
  const taken = mergeSpans(changes);
  const isWord = (e: Edit) =>
    renewing.has(e.cause) && e.text !== '' && !file.text.slice(e.start, e.end).includes('\n');
  const words = changes.filter(isWord);
  const columns = keepLayout(
    file.text,
    outline.macros,
    words,
    changes.filter((e) => !isWord(e)),
  );
  const layout = mergeLayout(spaces, columns).filter((e) => !overlapsSome(taken, e));
  // What has another name now is as alive as before.
  const renamings = new Set(
    [...file.knowledge.replacements.values()].flatMap((facts) =>
      facts.filter((f) => f.isRenaming).map(factId),
    ),
  );
  const replaced = written.filter((e) => e.end > e.start && !renamings.has(e.cause));
  const dead = [...removals, ...replaced].map(({ start, end, cause }) => ({
    start,
    end,
    cause,
  }));
  const seen = new Set<string>();
  const leftovers = file.leftovers.filter((l) => {
    const key = `${l.offset}:${l.code}:${l.cause}`;
    if (seen.has(key) || spanAt(removals, l.offset)) return false;
    seen.add(key);
    return true;
  });
  return {
    removals,
    replacements: [...written, ...layout].sort((a, b) => a.start - b.start || a.end - b.end),
    dead: dead.sort((a, b) => a.start - b.start),
    leftovers: leftovers.sort((a, b) => a.offset - b.offset),
    questions: [...file.questions],
    spread: file.spread,
  };
}

/** White space that both want to change follows the first. */
function mergeLayout(spaces: readonly Edit[], columns: readonly Edit[]): Edit[] {
  const free = columns.filter((e) => !overlapsSome(spaces, e));
  return [...spaces, ...free];
}

/** Lays out each top-level range that something changed in. */
function layOutChanged(file: FoldContext, outline: Outline, changes: readonly Edit[]): Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  const ranges = rangesOf(file, outline, changes);
  const shifts = [...file.shifts].sort(byStart);
  const heads = [...file.heads].sort(byStart);
  for (const range of ranges) {
    const own: Edit[] = [];
    while (at < changes.length && changes[at]!.start < range.end) own.push(changes[at++]!);
    const layout = layOut(file.text, range, own, startingIn(shifts, range), startingIn(heads, range));
    for (const edit of layout) edits.push(edit);
  }
  return edits;
}

const byStart = (a: Span, b: Span): number => a.start - b.start;

/** Those of the spans, sorted by their start, that lie in the range. */
function startingIn<T extends Span>(spans: readonly T[], { start, end }: Span): T[] {
  return spans.slice(firstAtOrAfter(spans, start), firstAtOrAfter(spans, end)).filter((s) => s.end <= end);
}

/** Whole lines around the items that hold changes; macro definitions keep their layout. */
function rangesOf(file: FoldContext, outline: Outline, changes: readonly Edit[]): Span[] {
  const ranges: Span[] = [];
  let at = 0;
  for (const item of outline.items) {
    while (at < changes.length && changes[at]!.start < item.start) at++;
    const change = changes[at];
    if (!change || change.start >= item.end || change.end > item.end) continue;
    const stop = file.text.indexOf('\n', item.end);
    ranges.push({ start: lineStartAt(file.text, item.start), end: stop < 0 ? file.text.length : stop });
  }
  return mergeSpans(ranges);
}
