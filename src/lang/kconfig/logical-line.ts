/** One logical line: physical lines that a backslash at the end joins. All byte offsets. */
export interface LogicalLine {
  /** The first byte that is neither blank nor tab; contentEnd on an empty line. */
  readonly first: number;
  /** Past the last byte before the line end. */
  readonly contentEnd: number;
  /** Past the line end. */
  readonly end: number;
}

/** Reads the logical line that starts at `start`. */
export function readLogicalLine(text: string, start: number): LogicalLine {
  let newline = text.indexOf('\n', start);
  while (newline >= 0 && isContinued(text, start, newline)) newline = text.indexOf('\n', newline + 1);
  const end = newline < 0 ? text.length : newline + 1;
  let contentEnd = newline < 0 ? text.length : newline;
  if (contentEnd > start && text.charCodeAt(contentEnd - 1) === 13) contentEnd--;
  let first = start;
  while (first < contentEnd) {
    const c = text.charCodeAt(first);
    if (c === 32 || c === 9 || c === 12) first++;
    else break;
  }
  return { first, contentEnd, end };
}

function isContinued(text: string, start: number, newline: number): boolean {
  let at = newline - 1;
  if (at > start && text.charCodeAt(at) === 13) at--;
  return at >= start && text.charCodeAt(at) === 92;
}

/** Depth of the physical line at `start` in columns, tabs to 8, and whether it holds nothing but white space. */
export function lineIndent(text: string, start: number): { width: number; blank: boolean } {
  let width = 0;
  for (let at = start; ; at++) {
    const c = text.charCodeAt(at);
    if (c === 9) width = (width & ~7) + 8;
    else if (c === 32) width++;
    else return { width, blank: Number.isNaN(c) || c === 10 || c === 13 };
  }
}
