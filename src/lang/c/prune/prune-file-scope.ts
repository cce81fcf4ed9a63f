import { containsSpan, spanAt, type Span } from '../../../text/span.js';
import type { Removal } from '../../../edit/edit.js';
import { factId, type CNameKind, type UnusedFact } from '../../facts.js';
import { endWithComment, startWithComment, tokenStartAfter } from '../fold/trivia.js';
import { TokenKind, tokenSpan, tokenText, type Tokens } from '../syntax/lex.js';
import { directiveName, type Outline, type OutlineItem } from '../syntax/outline.js';
import { findPasting, mayBePasted } from './pasting.js';
import { isLive, type Word } from './word-index.js';

/** A name of this file alone, with all the ranges that define or declare it. */
export interface Candidate {
  readonly name: string;
  readonly what: CNameKind;
  readonly ranges: readonly Span[];
  /** Why it must stay though nothing in the file uses it; null: it may go. */
  readonly kept: string | null;
}

export interface Unused {
  readonly fact: UnusedFact;
  readonly because: readonly string[];
  readonly offset: number;
  readonly removals: readonly Removal[];
}

/** Macros that headers and the build read behind the file's back. */
const READ_ELSEWHERE =
  /^(?:pr_fmt|dev_fmt|dbg_fmt|KBUILD_\w+|KMSG_\w+|TRACE_\w+|CREATE_TRACE_POINTS|DEBUG|VERBOSE_DEBUG|DEFAULT_SYMBOL_NAMESPACE|MODULE_PARAM_PREFIX|LOG_CATEGORY|LOG_\w*LEVEL|DT_DRV_COMPAT|_GNU_SOURCE|_[A-Z]\w*|__KERNEL__|__\w+__|ARCH_\w+|__ARCH\w*|__HAVE_\w+|HAVE_\w+)$/;

const STAYS =
  /^(?:__used|__maybe_unused|__always_unused|__visible|__section|__weak|__attribute__|__unused|UNUSED_PARAM|EXTERNALLY_VISIBLE|__bpf_kfunc|noinstr|__init_or_module)$/;

/** What of a .c file's file scope could be nobody's: static functions and objects, and macros. */
export function findCandidates(outline: Outline): Candidate[] {
  const found = new Map<string, { what: CNameKind; ranges: Span[]; kept: string | null; others: boolean }>();
  const add = (name: string, what: CNameKind, range: Span, kept: string | null) => {
    const entry = found.get(name);
    if (!entry) found.set(name, { what, ranges: [range], kept, others: false });
    else {
      entry.ranges.push(range);
      entry.kept ??= kept;
      if (entry.what !== what) entry.others = true;
    }
  };
  const lastInclude = findLastInclude(outline.tokens);
  for (const item of outline.items) addItem(item, add);
  const takenOver = new Set<string>();
  for (const macro of outline.macros) {
    // An #undef before the #define takes a header's macro over, which the header's other macros may expand to.
    if (macro.kind === 'undef' && !found.has(macro.name)) takenOver.add(macro.name);
    const isRead = READ_ELSEWHERE.test(macro.name) || macro.start < lastInclude || takenOver.has(macro.name);
    add(macro.name, 'macro', macro, isRead ? 'read-by-headers' : null);
  }
  const pasting = findPasting(outline);
  const inAssembly = wordsInAssembly(outline.tokens);
  const result: Candidate[] = [];
  for (const [name, { what, ranges, kept, others }] of found) {
    if (others) continue;
    const seen = mayBePasted(name, pasting)
      ? 'maybe-pasted'
      : inAssembly.has(name)
        ? 'named-in-assembly'
        : null;
    result.push({ name, what, ranges, kept: kept ?? seen });
  }
  return result;
}

type Add = (name: string, what: CNameKind, range: Span, kept: string | null) => void;

function addItem(item: OutlineItem, add: Add): void {
  const name = item.names[0];
  const kept = item.specifiers.some((word) => STAYS.test(word)) ? 'attribute' : null;
  if (item.kind === 'function' || item.kind === 'prototype') {
    if (name) add(name, item.isStatic ? 'function' : 'member', item, kept);
  } else if (item.kind === 'variable') {
    const isOnly = item.names.length === 1 && item.isStatic;
    for (const each of item.names) add(each, isOnly ? 'variable' : 'member', item, kept);
  } else if (
    item.kind === 'invocation' &&
    item.isStatic &&
    /^(?:DEFINE_|DECLARE_|H?LIST_HEAD$)/.test(name ?? '')
  ) {
    const isPerCpu = (name ?? '').includes('PER_CPU');
    const object = isPerCpu ? item.arguments.at(-1) : item.arguments[0];
    if (object && item.body === null) add(object, 'variable', item, kept);
  } else if (item.kind === 'type' || item.kind === 'unknown') {
    for (const each of item.names) add(each, 'type', item, 'type');
  }
}

/** Words in the string literals of asm statements and alias attributes: asm("call foo"). */
function wordsInAssembly(tokens: Tokens): Set<string> {
  const words = new Set<string>();
  for (const { start, end } of stringsOfAssembly(tokens)) {
    const text = tokens.text.slice(start, end).replace(/\\[nt]/g, ' ');
    for (const word of text.match(/[A-Za-z_]\w*/g) ?? []) words.add(word);
  }
  return words;
}

/** The string literals of asm statements and alias attributes, and the macros that write assembly, in order. */
export function stringsOfAssembly(tokens: Tokens): Span[] {
  const found: Span[] = [];
  let depth = 0;
  let isAssembly = false;
  for (let i = 0; i < tokens.count; i++) {
    const text = tokenText(tokens, i);
    if (tokens.kind[i] === TokenKind.Directive) {
      // A macro that writes assembly, used later on.
      if (/^#\s*define\b/.test(text) && /\basm|__asm__/.test(text)) found.push(tokenSpan(tokens, i));
    } else if (tokens.kind[i] === TokenKind.String) {
      if (isAssembly) found.push(tokenSpan(tokens, i));
    } else if (text === '(') {
      if (isAssembly) depth++;
    } else if (text === ')') {
      if (isAssembly && --depth <= 0) isAssembly = false;
    } else if (/^(?:__)?asm(?:__|_\w+)?$|^(?:__)?(?:alias|ifunc|weakref)(?:__)?$/.test(text)) {
      isAssembly = true;
      depth = 0;
    }
  }
  return found;
}

function findLastInclude(tokens: Tokens): number {
  for (let i = tokens.count - 1; i >= 0; i--) {
    if (tokens.kind[i] === TokenKind.Directive && directiveName(tokens, i).startsWith('include'))
      return tokens.start[i]!;
  }
  return -1;
}

/** A range that defines or declares a name. */
export interface NamedRange extends Span {
  readonly name: string;
}

/** The ranges of static functions and objects in the original text: a dead definition is no use of its own name. */
export function findOriginalRanges(outline: Outline): NamedRange[] {
  return outline.items.flatMap((item) =>
    item.kind === 'function' || item.kind === 'prototype' || item.kind === 'variable'
      ? item.names.map((name) => ({ name, start: item.start, end: item.end }))
      : [],
  );
}

/**
 * Candidates that something used before and nothing uses now. Uses are followed from the code that stays, so that two
 * functions which only call each other go together; what was unused before stays.
 * @param dead sorted, disjoint, with causes.
 * @param written names that replacement texts mention.
 */
export function findUnused(
  path: string,
  candidates: readonly Candidate[],
  words: readonly Word[],
  dead: readonly Removal[],
  written: ReadonlySet<string>,
  deadRanges: readonly NamedRange[],
): {
  readonly unused: Candidate[];
  readonly because: ReadonlyMap<string, string[]>;
  readonly kept: Candidate[];
} {
  const byName = new Map(
    candidates.filter((c) => c.what !== 'member' && c.what !== 'type').map((c) => [c.name, c]),
  );
  const owners = makeOwners([...byName.values()], deadRanges);
  const before = new Map<string, Set<string>>();
  const after = new Map<string, Set<string>>();
  const because = new Map<string, string[]>();
  const jumps = new Set(words.filter(({ label }) => label === 'jump').map(({ name }) => name));
  for (const word of words) {
    const target = byName.get(word.name);
    if (!target || word.isMember || word.directive === 'undef') continue;
    // A macro would stand in a label's place, too.
    if (target.what !== 'macro' && word.label !== null && jumps.has(word.name)) continue;
    const owner = owners(word.start);
    if (owner === target.name) continue;
    link(before, owner, target.name);
    if (isLive(word, dead)) link(after, owner, target.name);
    else note(because, target.name, spanAt(dead, word.start));
  }
  for (const name of written) if (byName.has(name)) link(after, '', name);
  const was = reach(before, ['']);
  // What nothing used before stays, and so does what it uses.
  const roots = ['', ...[...byName.keys()].filter((name) => !was.has(name))];
  const isNow = reach(after, roots);
  const lost = [...byName.values()].filter((c) => was.has(c.name) && !isNow.has(c.name) && !isDead(c, dead));
  const kept = lost.filter((c) => c.kept !== null);
  const still = reach(after, [...roots, ...kept.map((c) => c.name)]);
  const unused = lost.filter((c) => !still.has(c.name));
  for (const c of unused) {
    for (const other of unused) {
      if (before.get(other.name)?.has(c.name)) noteCause(because, c.name, factId(unusedFact(path, other)));
    }
  }
  return { unused, because, kept };
}

export function unusedFact(path: string, candidate: Pick<Candidate, 'name' | 'what'>): UnusedFact {
  return { kind: 'unused', what: candidate.what, name: candidate.name, path };
}

function isDead(candidate: Candidate, dead: readonly Removal[]): boolean {
  return candidate.ranges.every((range) => dead.some((span) => containsSpan(span, range)));
}

function link(edges: Map<string, Set<string>>, from: string, to: string): void {
  const set = edges.get(from);
  if (set) set.add(to);
  else edges.set(from, new Set([to]));
}

function note(because: Map<string, string[]>, name: string, span: Span | undefined): void {
  if (span) noteCause(because, name, (span as Removal).cause);
}

function noteCause(because: Map<string, string[]>, name: string, cause: string): void {
  const list = because.get(name);
  if (!list) because.set(name, [cause]);
  else if (!list.includes(cause)) list.push(cause);
}

function reach(edges: ReadonlyMap<string, ReadonlySet<string>>, from: readonly string[]): Set<string> {
  const seen = new Set(from);
  const stack = [...from];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    for (const to of edges.get(next) ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      stack.push(to);
    }
  }
  return seen;
}

/** The name whose range holds an offset; '' for code that stays anyway. */
function makeOwners(
  candidates: readonly Candidate[],
  deadRanges: readonly NamedRange[],
): (offset: number) => string {
  const own = candidates
    .flatMap((c) => c.ranges.map((range) => ({ start: range.start, end: range.end, name: c.name })))
    .sort((a, b) => a.start - b.start);
  const names = new Set(candidates.map((c) => c.name));
  const others = deadRanges.filter((range) => names.has(range.name)).sort((a, b) => a.start - b.start);
  return (offset) => {
    const found = spanAt(own, offset) ?? spanAt(others, offset);
    return found?.name ?? '';
  };
}

/**
 * The removals that take a candidate's ranges out, with the comment above each. A comment above the first of several
 * macros or objects in a row belongs to them all: it stays while one of them does.
 */
export function removeRanges(
  tokens: Tokens,
  candidate: Candidate,
  cause: string,
  isGone: (offset: number) => boolean,
): Removal[] {
  return candidate.ranges.map((range) => {
    const end = endWithComment(tokens, range.end);
    const next = tokenStartAfter(tokens, end);
    const isRun =
      candidate.what !== 'function' &&
      /^[ \t]*\r?\n[ \t]*$/.test(tokens.text.slice(end, next)) &&
      next < tokens.text.length &&
      !/^\/[*/]/.test(tokens.text.slice(next, next + 2)); // the next one has a comment of its own
    const start = isRun && !isGone(next) ? range.start : startWithComment(tokens, range.start);
    return { start, end, cause };
  });
}
