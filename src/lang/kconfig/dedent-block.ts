import type { Span } from '../../text/span.js';
import type { Block, KconfigFile } from './syntax.js';

const INDENT = /[ \t]*/y;

function indentAt(text: string, start: number): string {
  INDENT.lastIndex = start;
  return INDENT.exec(text)![0];
}

/**
 * The white space to take from the lines in a block whose two lines go, where its content was indented by it: what
 * its first item has more than the block itself. Empty where a line has less, as then it was not laid out that way.
 */
export function dedentBlock(file: KconfigFile, block: Block): Span[] {
  const { text } = file;
  const first = block.items[0];
  if (!first || !block.tail) return [];
  const outer = indentAt(text, block.start);
  const inner = indentAt(text, first.start);
  if (inner.length <= outer.length || !inner.startsWith(outer)) return [];
  const spans: Span[] = [];
  for (let at = block.head.end; at < block.tail.start; at = text.indexOf('\n', at) + 1) {
    const indent = indentAt(text, at);
    if (/[\r\n]/.test(text.charAt(at + indent.length))) continue;
    if (!indent.startsWith(inner)) return [];
    spans.push({ start: at + outer.length, end: at + inner.length });
  }
  return spans;
}
