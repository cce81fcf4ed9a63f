import { spanAt, type Span } from '../text/span.js';
import { firstAtOrAfter } from '../text/partition-point.js';
import { lineIndexAt, type SourceText } from '../text/source-text.js';
import type { Edit, Removal } from './edit.js';
import { OverlappingEditsError, sortEdits } from './edit-list.js';
import { mergeRemovals } from './merge-removals.js';
import { collapseBlankLines, type LayoutStyle } from './collapse-blank-lines.js';

/**
 * Makes one file's edits of what its front ends decided.
 *
 * `removals` may touch, overlap or nest: they are merged, and the first of a merged run names the cause.
 * `replacements` are disjoint; one that lies wholly within a removal is absorbed by it (the text it would have written
 * goes anyway), and a removal wholly within a replacement by that (who wrote it saw what stays). A removal is widened to
 * whole lines when only white space is left on its first and last line, or to the end of its line when only white space
 * follows; blank lines around removed lines are collapsed.
 *
 * @returns sorted, disjoint edits.
 * @throws OverlappingEditsError when a replacement crosses the border of a removal or another replacement: a bug.
 */
export function composeEdits(
  source: SourceText,
  removals: readonly Removal[],
  replacements: readonly Edit[],
  style: LayoutStyle,
): Edit[] {
  const merged = mergeRemovals(outsideReplacements(removals, replacements));
  const kept = sortEdits(source.path, absorbReplacements(source.path, merged, replacements));
  // A line's new indentation doesn't keep the line: it goes with what it would have indented.
  const indents = new Set(kept.filter((edit) => isIndentation(source, edit)));
  const texts = kept.filter((edit) => !indents.has(edit));
  const widened = mergeRemovals(merged.map((removal) => widenRemoval(source, removal, merged, texts)));
  const live = kept.filter((edit) => !indents.has(edit) || !spanAt(widened, edit.start));
  return sortEdits(source.path, [...collapseBlankLines(source, widened, live, style), ...live]);
}

/** Whether the edit gives its line another indentation, and nothing else. */
function isIndentation(source: SourceText, { start, end, text }: Edit): boolean {
  const lineStart = source.lineStarts[lineIndexAt(source, start)]!;
  return /^[ \t]*$/.test(text + source.text.slice(lineStart, end));
}

/** The removals that no wider replacement covers. */
function outsideReplacements(removals: readonly Removal[], replacements: readonly Edit[]): Removal[] {
  const wide = replacements.filter((edit) => edit.end - edit.start > 1).sort((a, b) => a.start - b.start);
  return removals.filter((removal) => {
    const edit = wide[firstAtOrAfter(wide, removal.start + 1) - 1];
    const covers = edit !== undefined && edit.start <= removal.start && removal.end <= edit.end;
    return !covers || edit.end - edit.start === removal.end - removal.start;
  });
}

/** The replacements that no removal covers. An insertion at a removal's border is outside of it. */
function absorbReplacements(
  path: string,
  removals: readonly Removal[],
  replacements: readonly Edit[],
): readonly Edit[] {
  return replacements.filter((edit) => {
    const next = firstAtOrAfter(removals, edit.start + 1);
    for (const removal of removals.slice(Math.max(0, next - 1), next + 1)) {
      if (edit.start >= removal.end || edit.end <= removal.start) continue;
      if (edit.start < removal.start || edit.end > removal.end) {
        throw new OverlappingEditsError(path, { ...removal, text: '' }, edit);
      }
      return false;
    }
    return true;
  });
}

/**
 * Widens a removal over the white space that it would leave alone on a line. Text that another edit puts on the line
 * keeps the line; another removal on the line doesn't.
 */
function widenRemoval(
  source: SourceText,
  removal: Removal,
  removals: readonly Removal[],
  replacements: readonly Edit[],
): Removal {
  const { text, lineStarts } = source;
  const lineStart = lineStarts[lineIndexAt(source, removal.start)]!;
  const endsAtLineStart = removal.end > removal.start && text[removal.end - 1] === '\n';
  const lastLine = lineIndexAt(source, endsAtLineStart ? removal.end - 1 : removal.end);
  const nextLine = lineStarts[lastLine + 1] ?? text.length;
  const emptyBefore = isBlankBut(text, { start: lineStart, end: removal.start }, removals, replacements);
  const emptyAfter =
    endsAtLineStart || isBlankBut(text, { start: removal.end, end: nextLine }, removals, replacements);
  if (emptyBefore && emptyAfter) return { ...removal, start: lineStart, end: nextLine };
  if (endsAtLineStart && !emptyBefore) {
    // The removal reached past its line end, but the text before it stays: so does the line end.
    return {
      ...removal,
      start: skipBlanksBack(text, removal.start, lineStart),
      end: lineEndBefore(text, removal.end),
    };
  }
  if (emptyAfter) {
    return {
      ...removal,
      start: skipBlanksBack(text, removal.start, lineStart),
      end: lineEndBefore(text, nextLine),
    };
  }
  return removal;
}

/** Whether the span is white space, apart from bytes that other removals take, and no edit puts text there. */
function isBlankBut(
  text: string,
  span: Span,
  removals: readonly Removal[],
  replacements: readonly Edit[],
): boolean {
  const edit = replacements[firstAtOrAfter(replacements, span.start)];
  if (edit && edit.start <= span.end && edit.text !== '') {
    // An insertion at the start of the next line is not on this one.
    const onNextLine = edit.start === span.end && span.end > span.start && text[span.end - 1] === '\n';
    if (!onNextLine) return false;
  }
  const before = replacements[firstAtOrAfter(replacements, span.start) - 1];
  if (before && before.end > span.start) return false;
  let at = span.start;
  let next = Math.max(0, firstAtOrAfter(removals, span.start) - 1);
  while (at < span.end) {
    const removal = removals[next];
    if (removal && removal.end <= at) next++;
    else if (removal && removal.start <= at) at = removal.end;
    else if (/\s/.test(text[at]!)) at++;
    else return false;
  }
  return true;
}

function skipBlanksBack(text: string, offset: number, stop: number): number {
  let at = offset;
  while (at > stop && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return at;
}

/** Offset of the line end (LF or CR LF) that stops right before `nextLine`; `nextLine` where there is none. */
function lineEndBefore(text: string, nextLine: number): number {
  if (text[nextLine - 1] !== '\n') return nextLine;
  return text[nextLine - 2] === '\r' ? nextLine - 2 : nextLine - 1;
}
