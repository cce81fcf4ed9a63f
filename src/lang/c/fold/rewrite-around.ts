import type { Edit } from '../../../edit/edit.js';
import type { Span } from '../../../text/span.js';
import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';

/** A stretch of a new text: words of its own, or a part of the original, with what it has become. */
export interface Piece {
  readonly text: string;
  readonly span?: Span;
}

export interface Rewritten {
  /** Sorted and disjoint. */
  readonly edits: readonly Edit[];
  /** Whether the parts stay in place, so that edits within them go beside these; otherwise one edit writes all. */
  readonly keepsParts: boolean;
}

/**
 * The edits that make a new text of a stretch of the original. Where the parts that it takes over keep their order,
 * only the tokens between them that differ are written, so that line breaks and comments stay.
 */
export function rewriteAround(text: string, whole: Span, pieces: readonly Piece[], cause: string): Rewritten {
  const parts = pieces.flatMap(({ span }) => span ?? []);
  let reach = whole.start;
  const keepsParts = parts.every(({ start, end }) => {
    const isInOrder = start >= reach && end <= whole.end;
    reach = end;
    return isInOrder;
  });
  if (!keepsParts) {
    const written = pieces.map((piece) => piece.text).join('');
    return { edits: [{ start: whole.start, end: whole.end, text: written, cause }], keepsParts };
  }
  const edits: Edit[] = [];
  let from = whole.start;
  let written = '';
  for (const piece of [...pieces, null]) {
    if (piece && !piece.span) {
      written += piece.text;
      continue;
    }
    const to = piece?.span?.start ?? whole.end;
    edits.push(...rewriteGap(text, from, to, written, cause));
    from = piece?.span?.end ?? whole.end;
    written = '';
  }
  return { edits, keepsParts };
}

/** The edits that change the tokens in [start, end) which differ from those of the new text, with their white space. */
function rewriteGap(text: string, start: number, end: number, written: string, cause: string): Edit[] {
  const old = lex(text, start, end);
  const now = lex(written);
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...commonTokens(old, now), [old.count, now.count] as const]) {
    const isCommentOnly = nextJ === j && allComments(old, i, nextI);
    if ((nextI > i || nextJ > j) && !isCommentOnly) {
      const from = i > 0 ? old.end[i - 1]! : start;
      const to = nextI < old.count ? old.start[nextI]! : end;
      const first = j > 0 ? now.end[j - 1]! : 0;
      const last = nextJ < now.count ? now.start[nextJ]! : written.length;
      edits.push({
        ...fitSpace(text, { start: from, end: to }, written.slice(first, last), nextI > i),
        cause,
      });
    }
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return edits.filter((edit) => edit.end > edit.start || edit.text !== '');
}

/**
 * The edit that puts words in place of those in a span: white space at its ends stays where it is the same or breaks
 * the line.
 */
function fitSpace(text: string, span: Span, words: string, hasTokens: boolean): Span & { text: string } {
  let { start, end } = span;
  let written = words;
  if (!hasTokens) {
    // An insertion stands before the white space that was there.
    const trimmed = end > start ? written.trimEnd() : written;
    return { start, end: start, text: trimmed };
  }
  const before = /^\s*/.exec(text.slice(start, end))![0];
  const newBefore = /^\s*/.exec(written)![0];
  if (written.trim() !== '' && (before.includes('\n') || before === newBefore)) {
    start += before.length;
    written = written.slice(newBefore.length);
  }
  const behind = /\s*$/.exec(text.slice(start, end))![0];
  const newBehind = /\s*$/.exec(written)![0];
  if (behind.includes('\n') || behind === newBehind) {
    end -= behind.length;
    written = written.slice(0, written.length - newBehind.length);
  }
  return { start, end, text: written };
}

/** A longest common subsequence of two short token lists, as pairs of indexes. */
function commonTokens(old: Tokens, now: Tokens): (readonly [number, number])[] {
  const lengths = Array.from({ length: old.count + 1 }, () => new Uint16Array(now.count + 1));
  const same = (i: number, j: number) => tokenText(old, i) === tokenText(now, j);
  for (let i = old.count - 1; i >= 0; i--) {
    for (let j = now.count - 1; j >= 0; j--) {
      lengths[i]![j] = same(i, j)
        ? lengths[i + 1]![j + 1]! + 1
        : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < old.count && j < now.count;) {
    if (same(i, j)) pairs.push([i++, j++]);
    // One word in the place of another, where that costs nothing: of `f((` and `g(` the first brackets are the same.
    else if (lengths[i]![j] === lengths[i + 1]![j + 1]) [i, j] = [i + 1, j + 1];
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}

function allComments(tokens: Tokens, first: number, end: number): boolean {
  if (end === first) return false;
  for (let i = first; i < end; i++) if (tokens.kind[i] !== TokenKind.Comment) return false;
  return true;
}
