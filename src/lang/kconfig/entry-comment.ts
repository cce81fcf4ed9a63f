import type { Span } from '../../text/span.js';
import { firstAtOrAfter } from '../../text/partition-point.js';
import { lineIndent } from './logical-line.js';
import type { Holder } from './model.js';
import type { KconfigFile, Property } from './syntax.js';

/**
 * Where the block of `#` lines directly above the line at `start` begins; `start` where there is none. Not part of
 * it: a line that is indented deeper (it belongs to the entry above). A block that opens the file or holds its SPDX
 * line speaks of the file, and is none.
 */
export function commentStartAbove(file: KconfigFile, start: number): number {
  const { commentLines, text } = file;
  const depth = lineIndent(text, start).width;
  let from = start;
  for (let i = firstAtOrAfter(file.commentLines, start) - 1; i >= 0; i--) {
    const line = commentLines[i]!;
    if (line.end !== from || lineIndent(text, line.start).width > depth) break;
    if (line.start === 0 || text.slice(line.start, line.end).includes('SPDX-License-Identifier'))
      return start;
    from = line.start;
  }
  return from;
}

/**
 * The comment block directly above a property that goes, where it speaks of that property alone: nothing but a
 * blank line, another comment, a help text or the end of the entry follows the property. Else it may head a group.
 */
export function propertyComment(
  file: KconfigFile,
  holder: Holder,
  property: Property,
  isDropped: (property: Property) => boolean,
): Span | undefined {
  const start = commentStartAbove(file, property.lines.start);
  if (start === property.lines.start) return undefined;
  const next = holder.properties[holder.properties.indexOf(property) + 1];
  const follows = next && next.kind !== 'help' && next.lines.start === property.lines.end && !isDropped(next);
  return follows ? undefined : { start, end: property.lines.start };
}
