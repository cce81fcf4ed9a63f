import type { Edit, Removal } from '../../../edit/edit.js';
import { firstAtOrAfter } from '../../../text/partition-point.js';
import type { SourceText } from '../../../text/source-text.js';
import { mergeSpans, type Span } from '../../../text/span.js';
import type { ConditionalFile } from './conditional-file.js';
import type { IfSection } from './conditional-tree.js';
import type { Directive } from './directives.js';
import { parseExpression } from './expression.js';
import { headingCommentOf } from './heading-comments.js';
import { oppositeOf } from './opposite.js';

export interface PrunedSections {
  /** The given removals and those of what became empty. */
  readonly removals: readonly Removal[];
  /** The given replacements; one whose directive is turned round reads differently now. */
  readonly replacements: readonly Edit[];
}

/** A directive of a section that stays, with the content of the group that it opens. */
interface LiveGroup {
  readonly directive: Directive;
  readonly wasEmpty: boolean;
  readonly isEmpty: boolean;
  /** To the next directive that stays. */
  readonly contentEnd: number;
}

/** The lines of text that belong to a group itself, not to a section inside it. */
interface OwnText {
  wasEmpty: boolean;
  isEmpty: boolean;
}

/**
 * Drops what removals left empty: a section all of whose groups are empty now, an `#else` or a last `#elif` that
 * became empty, and the first group before an `#else`, for which the condition is turned round (`#ifdef A` + nothing +
 * `#else` becomes `#ifndef A`). A group is empty if only white space stays in it: comments that stay keep it. What was
 * empty before stays, and a comment that heads a section which goes goes with it. Inner sections first, so one that goes may empty the one around it.
 *
 * `removals` and `replacements` are those of all layers; they must be fit for composeEdits. `cause` of what is added
 * is that of the removal that emptied it.
 */
export function pruneEmptySections(
  source: SourceText,
  file: ConditionalFile,
  removals: readonly Removal[],
  replacements: readonly Edit[],
): PrunedSections {
  const { text } = source;
  const { sections, defects } = file.tree;
  const added: Removal[] = [];
  const spellings = new Map<number, Edit>();
  const gone = mergeSpans(removals);
  const insertions = [...replacements].sort((a, b) => a.start - b.start);
  const doubtful = mergeSpans(defects.map(({ region }) => region));
  /** By section: whether nothing of it stays. */
  const vanished: boolean[] = [];
  const children = childrenByGroup(sections);

  for (let index = sections.length - 1; index >= 0; index--) {
    const section = sections[index]!;
    vanished[index] = pruneSection(section, index);
  }
  const kept = replacements.map((edit) => spellings.get(edit.start) ?? edit);
  const starts = new Set(replacements.map(({ start }) => start));
  const extra = [...spellings.values()].filter(({ start }) => !starts.has(start));
  return { removals: [...removals, ...added], replacements: [...kept, ...extra] };

  function pruneSection(section: IfSection, index: number): boolean {
    const own = section.groups.map((group, i) =>
      readOwnText(group.content, children.get(groupKey(index, i)) ?? []),
    );
    const live = liveGroups(section, own);
    const isWrapped = !isGone(section.endif.hash);
    if (!isWrapped) return own.every(({ isEmpty }) => isEmpty) && live.length === 0;
    // Where nothing inside changed there is nothing to do; and a doubtful pairing is no base for anything.
    const hasEmptied = live.some(({ isEmpty, wasEmpty }) => isEmpty && !wasEmpty);
    const isWholeEmpty = live.every(({ isEmpty }) => isEmpty);
    const changes = hasEmptied || (isWholeEmpty && live.length < section.groups.length);
    if (!changes || live.length === 0 || doubtful.some((d) => d.start < section.end && section.start < d.end))
      return false;
    if (isWholeEmpty) {
      const start = headingCommentOf(source, file, section)?.start ?? section.start;
      added.push({ start, end: section.end, cause: causeWithin(section) });
      return true;
    }
    dropLastGroups(live);
    return false;
  }

  function dropLastGroups(live: readonly LiveGroup[]): void {
    let last = live.length;
    while (last > 1 && live[last - 1]!.isEmpty && !live[last - 1]!.wasEmpty) last--;
    const dropped = live.slice(last);
    if (dropped.length > 0) {
      const span = { start: dropped[0]!.directive.start, end: dropped.at(-1)!.contentEnd };
      added.push({ ...span, cause: causeWithin(span) });
      return;
    }
    const [first, second] = live;
    if (live.length !== 2 || !first || !second || !first.isEmpty || first.wasEmpty) return;
    if (spelledKind(second.directive) !== 'else') return;
    turnRound(first.directive, second.directive);
  }

  /** `first` takes the opposite condition, and all up to the end of the `#else` line goes. */
  function turnRound(first: Directive, otherwise: Directive): void {
    const span = { start: first.end, end: otherwise.end };
    const cause = causeWithin(span);
    const edit = insertions.find(
      ({ start, end }) => start >= first.hash && end <= first.end && start < first.body.end,
    );
    if (edit && edit.start !== first.keyword.start) return;
    const spelled = edit ? spellOpposite(edit.text) : spellOppositeOfSource(first);
    if (spelled === undefined) return;
    const end = edit ? edit.end : Math.max(first.keyword.end, first.body.end);
    spellings.set(first.keyword.start, {
      start: first.keyword.start,
      end,
      text: spelled,
      cause: edit?.cause ?? cause,
    });
    added.push({ ...span, cause });
  }

  function spellOppositeOfSource(first: Directive): string | undefined {
    return spellOpposite(text.slice(first.keyword.start, first.body.end));
  }

  function spelledKind(directive: Directive): string {
    const edit = insertions[firstAtOrAfter(insertions, directive.keyword.start)];
    if (edit?.start !== directive.keyword.start || edit.end <= edit.start) return directive.kind;
    return /^\w+/.exec(edit.text)?.[0] ?? directive.kind;
  }

  /** The directives that stay; content of a group whose own directive went belongs to the one before it. */
  function liveGroups(section: IfSection, own: readonly OwnText[]): LiveGroup[] {
    const live: { directive: Directive; wasEmpty: boolean; isEmpty: boolean; contentEnd: number }[] = [];
    section.groups.forEach(({ directive, content }, i) => {
      const { wasEmpty, isEmpty } = own[i]!;
      const previous = live.at(-1);
      if (!isGone(directive.hash)) live.push({ directive, wasEmpty, isEmpty, contentEnd: content.end });
      else if (previous) {
        previous.contentEnd = content.end;
        previous.isEmpty &&= isEmpty;
      }
    });
    return live;
  }

  function readOwnText(content: Span, inner: readonly number[]): OwnText {
    let at = content.start;
    let wasEmpty = inner.length === 0;
    let isEmpty = true;
    for (const index of inner) {
      const section = sections[index]!;
      isEmpty &&= vanished[index]! && staysBlank(at, section.start);
      at = section.end;
    }
    if (wasEmpty) wasEmpty = isBlank(text, at, content.end);
    isEmpty &&= staysBlank(at, content.end);
    return { wasEmpty, isEmpty };
  }

  function isGone(offset: number): boolean {
    const next = firstAtOrAfter(gone, offset + 1);
    return next > 0 && gone[next - 1]!.end > offset;
  }

  /** Whether only white space stays of [start, end), and no edit puts text there. */
  function staysBlank(start: number, end: number): boolean {
    let at = start;
    for (let i = Math.max(0, firstAtOrAfter(gone, start) - 1); at < end; i++) {
      const hole = gone[i];
      const stop = hole ? Math.min(end, Math.max(at, hole.start)) : end;
      if (!isBlank(text, at, stop)) return false;
      if (!hole || hole.start >= end) break;
      at = Math.max(at, hole.end);
    }
    for (
      let i = firstAtOrAfter(insertions, start);
      i < insertions.length && insertions[i]!.start < end;
      i++
    ) {
      const edit = insertions[i]!;
      if (edit.text.trim() !== '' && !(edit.end > edit.start && isGone(edit.start))) return false;
    }
    return true;
  }

  function causeWithin(span: Span): string {
    const inside = removals.find(({ start, end }) => start < span.end && span.start < end);
    return inside?.cause ?? '';
  }
}

/** The directive `#<text>` with the opposite condition, in its shortest form; undefined where it is no plain one. */
function spellOpposite(spelled: string): string | undefined {
  const def = /^(ifn?def)([ \t]+)([\w$]+)\s*$/.exec(spelled);
  if (def) return `${def[1] === 'ifdef' ? 'ifndef' : 'ifdef'}${def[2]!}${def[3]!}`;
  const condition = /^if(\s*)(\S[^]*)$/.exec(spelled);
  if (!condition || /\/\*|\/\/|\\/.test(spelled)) return undefined;
  const node = parseExpression(condition[2]!, 0);
  if (node.kind === 'unknown') return undefined;
  const opposite = oppositeOf(node, condition[2]!);
  if (opposite.test) {
    return `${opposite.test.isDefined ? 'ifdef' : 'ifndef'} ${opposite.test.name}`;
  }
  return `if ${opposite.text}`;
}

function groupKey(section: number, group: number): string {
  return `${section}:${group}`;
}

function childrenByGroup(sections: readonly IfSection[]): ReadonlyMap<string, readonly number[]> {
  const children = new Map<string, number[]>();
  sections.forEach(({ parent, parentGroup }, index) => {
    if (parent < 0) return;
    const key = groupKey(parent, parentGroup);
    const list = children.get(key);
    if (list) list.push(index);
    else children.set(key, [index]);
  });
  return children;
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && (code < 9 || code > 13)) return false;
  }
  return true;
}
