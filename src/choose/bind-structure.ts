import { blockMarkAt, type BlockMark } from './block-marks.js';
import type { BondMaker } from './bonds.js';
import { lex, TokenKind } from '../lang/c/syntax/lex.js';
import { oldLines, type ChangedFile, type Piece } from './pieces.js';

const C_LIKE: ReadonlySet<string> = new Set(['c', 'asm', 'dts']);

/**
 * Joins the pieces of a file that change one construct: directives of one if-section, ends of one block of a makefile
 * or of Kconfig, a bracket and its partner.
 */
export function bindStructure(file: ChangedFile, bonds: BondMaker): void {
  if (file.pieces.length < 2) return;
  bindBlocks(file, bonds);
  if (C_LIKE.has(file.change.kind)) bindBrackets(file, bonds);
}

/** Blocks nest, and each of their lines may belong to a piece. */
function bindBlocks({ change, source, pieces }: ChangedFile, bonds: BondMaker): void {
  /** The first piece that touches each block that is open. */
  const open: (Piece | undefined)[] = [];
  let next = 0;
  source.lineStarts.forEach((start, line) => {
    const mark = blockMarkAt(change.kind, source.text, start);
    if (mark === undefined) return;
    while (next < pieces.length && pieces[next]!.lines.last <= line) next++;
    const piece = pieces[next];
    const own = piece && piece.lines.first <= line ? piece : undefined;
    if (mark === 'open') open.push(own);
    else if (own && open.length > 0) {
      const first = open.at(-1);
      if (first && first !== own) bonds.join(first, own);
      else open[open.length - 1] = own;
    }
    if (mark === ('close' satisfies BlockMark)) open.pop();
  });
}

const PARTNERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** A piece that takes more opening brackets than it puts is joined to the one that takes their partners. */
function bindBrackets({ source, pieces }: ChangedFile, bonds: BondMaker): void {
  const open = new Map<string, Piece[]>(Object.values(PARTNERS).map((bracket) => [bracket, []]));
  for (const piece of pieces) {
    const before = countBrackets(oldLines(source, piece.lines));
    const after = countBrackets(piece.lines.lines.join(''));
    for (const [bracket, stack] of open) {
      const lost = before.get(bracket)!;
      const put = after.get(bracket)!;
      // Where one is put in place of none, its partner is put further down: the same bond.
      for (let i = Math.abs(lost.closed - put.closed); i > 0; i--) {
        const partner = stack.pop();
        if (partner) bonds.join(partner, piece);
      }
      for (let i = Math.abs(lost.opened - put.opened); i > 0; i--) stack.push(piece);
    }
  }
}

/** For each kind of bracket how many a text closes that it hasn't opened, and opens that it doesn't close. */
function countBrackets(text: string): Map<string, { closed: number; opened: number }> {
  const counts = new Map(Object.values(PARTNERS).map((bracket) => [bracket, { closed: 0, opened: 0 }]));
  const tokens = lex(text);
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Punctuator || tokens.end[i]! - tokens.start[i]! !== 1) continue;
    const char = text[tokens.start[i]!]!;
    const opened = counts.get(char);
    const closed = counts.get(PARTNERS[char] ?? '');
    if (opened) opened.opened++;
    else if (closed && closed.opened > 0) closed.opened--;
    else if (closed) closed.closed++;
  }
  return counts;
}
