/**
 * Breaks each line of a text at spaces so that it fits in `width` columns where it can. Lines keep their order.
 * @param first columns that are taken on the first line; @param indent what a continuation starts with.
 */
export function wrapText(text: string, width: number, first = 0, indent = ''): string {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const margin = /^ */.exec(line)![0];
    let current = '';
    let taken = lines.length === 0 ? first : 0;
    for (const word of line.slice(margin.length).split(' ')) {
      if (current === '') {
        current = margin + word;
      } else if (taken + current.length + 1 + word.length <= width) {
        current += ` ${word}`;
      } else {
        lines.push(current);
        current = indent + word;
        taken = 0;
      }
    }
    lines.push(current);
  }
  return lines.join('\n');
}
