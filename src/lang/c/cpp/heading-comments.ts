import { lineSpanAt, type SourceText } from '../../../text/source-text.js';
import { firstAtOrAfter } from '../../../text/partition-point.js';
import type { Span } from '../../../text/span.js';
import type { ConditionalFile } from './conditional-file.js';
import type { IfSection } from './conditional-tree.js';
import type { Directive } from './directives.js';

const CLOSES: ReadonlySet<string> = new Set(['else', 'elif', 'elifdef', 'elifndef', 'endif']);
/** Comments that speak of the file and not of what follows them. */
const OF_FILE = /SPDX-License|Copyright|\(C\)|GPL|This program is free/i;
/** A rule or a banner: it divides the file and heads all that follows. */
const DIVIDER = /([^\w\s])\1{5}/;

/**
 * The comment block that heads an if-section and nothing else, as a span of whole lines; undefined where that isn't
 * certain. It must end on the line above the section and stand by itself (after a blank line, a brace or a
 * directive), and the section must be followed by a blank line, a closing brace or a closing directive: else the
 * comment may head the lines after the section, too.
 */
export function headingCommentOf(
  source: SourceText,
  file: ConditionalFile,
  section: IfSection,
): Span | undefined {
  if (!isFollowedByGap(source, file.directives, section.end)) return undefined;
  const block = commentBlockAbove(source, file.comments, section.start);
  if (!block || block.start === 0) return undefined;
  const comment = source.text.slice(block.start, block.end);
  if (OF_FILE.test(comment) || DIVIDER.test(comment) || !/[A-Za-z]/.test(comment)) return undefined;
  const above = lineSpanAt(source, block.start - 1);
  const line = source.text.slice(above.start, above.end).trim();
  if (line === '' || /[{}]$|^\};$/.test(line)) return block;
  return directiveEndingAt(file.directives, above.end) ? block : undefined;
}

function isFollowedByGap(source: SourceText, directives: readonly Directive[], end: number): boolean {
  if (end >= source.text.length) return true;
  const next = lineSpanAt(source, end);
  const line = source.text.slice(next.start, next.end).trim();
  if (line === '' || line.startsWith('}')) return true;
  const directive = directives[firstAtOrAfter(directives, end)];
  return directive?.start === next.start && CLOSES.has(directive.kind);
}

/** The comment, or run of line comments, whose last line is the one above `start`; both fill their lines. */
function commentBlockAbove(source: SourceText, comments: readonly Span[], start: number): Span | undefined {
  const { text } = source;
  let at = start;
  let top: number | undefined;
  for (let i = firstAtOrAfter(comments, start) - 1; i >= 0; i--) {
    const comment = comments[i]!;
    const line = lineSpanAt(source, comment.start);
    const fillsLines =
      /^[ \t]*\r?\n$/.test(text.slice(comment.end, at)) &&
      text.slice(line.start, comment.start).trim() === '';
    const isLineComment = text.startsWith('//', comment.start);
    if (!fillsLines || (top !== undefined && !isLineComment)) break;
    top = at = line.start;
    if (!isLineComment) break;
  }
  return top === undefined ? undefined : { start: top, end: start };
}

function directiveEndingAt(directives: readonly Directive[], end: number): boolean {
  const place = firstAtOrAfter(directives, end);
  return place > 0 && directives[place - 1]!.end === end;
}
