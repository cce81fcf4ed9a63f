import type { Removal } from '../../../edit/edit.js';
import { spanAt } from '../../../text/span.js';
import { TokenKind, tokenIndexAt, tokenText, type Tokens } from '../syntax/lex.js';
import type { Outline, OutlineItem } from '../syntax/outline.js';

/**
 * The lines that describe members which went in the kernel-doc comment directly above a struct or union
 * (Documentation/doc-guide/kernel-doc.rst): ` * @member: …` and what continues it.
 * @param dead sorted and disjoint: what goes of the file.
 */
export function pruneKernelDoc({ tokens, items }: Outline, dead: readonly Removal[]): Removal[] {
  if (dead.length === 0) return [];
  return items.flatMap((item) => {
    if (item.kind !== 'type' || !item.body || spanAt(dead, item.start)) return [];
    if (!dead.some((span) => span.start < item.body!.end && span.end > item.body!.start)) return [];
    const comment = item.firstToken - 1;
    if (
      comment < 0 ||
      tokens.kind[comment] !== TokenKind.Comment ||
      !tokenText(tokens, comment).startsWith('/**')
    )
      return [];
    return findMemberLines(tokens, comment, lostMembers(tokens, item, dead));
  });
}

/** Members whose every declaration in the body is dead, with the cause. */
function lostMembers(tokens: Tokens, item: OutlineItem, dead: readonly Removal[]): Map<string, string> {
  const lost = new Map<string, string>();
  const live = new Set<string>();
  const end = tokenIndexAt(tokens, item.body!.end - 1);
  for (let i = tokenIndexAt(tokens, item.body!.start); i < end; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier || !declaresMember(tokens, i)) continue;
    const name = tokenText(tokens, i);
    const span = spanAt(dead, tokens.start[i]!);
    if (span) lost.set(name, span.cause);
    else live.add(name);
  }
  for (const name of live) lost.delete(name);
  return lost;
}

function declaresMember(tokens: Tokens, i: number): boolean {
  const after = tokenText(tokens, i + 1);
  return /^[;,:[]$/.test(after) || (after === ')' && tokenText(tokens, i - 1) === '*');
}

/** The lines of a kernel-doc comment that describe what was lost. @param comment its token. @param lost causes by name. */
export function findMemberLines(
  tokens: Tokens,
  comment: number,
  lost: ReadonlyMap<string, string>,
): Removal[] {
  const removals: Removal[] = [];
  const lines = tokenText(tokens, comment).split('\n');
  let offset = tokens.start[comment]!;
  let cause: string | undefined;
  for (const line of lines) {
    const name = /^\s*\*\s*@([A-Za-z_]\w*)\s*:/.exec(line)?.[1];
    if (name !== undefined) cause = lost.get(name);
    // A blank line, a section or the comment's end closes a description.
    else if (/^\s*\*\s*(?:$|\/|[A-Z][\w ]*:)/.test(line)) cause = undefined;
    if (cause !== undefined) removals.push({ start: offset, end: offset + line.length + 1, cause });
    offset += line.length + 1;
  }
  return removals;
}
