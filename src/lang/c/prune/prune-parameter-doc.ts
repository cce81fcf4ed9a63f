import type { Removal } from '../../../edit/edit.js';
import { spanAt, type Span } from '../../../text/span.js';
import { TokenKind, tokenText } from '../syntax/lex.js';
import type { Outline, OutlineItem } from '../syntax/outline.js';
import { parameterToken, readSignature } from '../syntax/signature.js';
import { findMemberLines } from './prune-kernel-doc.js';

/**
 * The lines that describe parameters which went in the kernel-doc comment directly above a function's definition or
 * prototype.
 * @param gone sorted and disjoint: what goes of the file, or is replaced.
 */
export function pruneParameterDoc({ tokens, items }: Outline, gone: readonly Removal[]): Removal[] {
  if (gone.length === 0) return [];
  const spans: readonly Span[] = gone;
  return items.flatMap((item) => {
    const comment = item.firstToken - 1;
    const isDocumented =
      (item.kind === 'function' || item.kind === 'prototype') &&
      comment >= 0 &&
      tokens.kind[comment] === TokenKind.Comment &&
      tokenText(tokens, comment).startsWith('/**');
    if (!isDocumented || spanAt(spans, item.start)) return [];
    if (!gone.some((span) => span.start < item.head.end && span.end > item.start)) return [];
    return findMemberLines(tokens, comment, lostParameters(item));
  });

  function lostParameters(item: OutlineItem): Map<string, string> {
    const lost = new Map<string, string>();
    const signature = readSignature(tokens, item, item.names[0] ?? '');
    for (const part of signature?.list.parts ?? []) {
      const token = parameterToken(tokens, part);
      const removal = token < 0 ? undefined : (spanAt(spans, tokens.start[token]!) as Removal | undefined);
      if (removal) lost.set(tokenText(tokens, token), removal.cause);
    }
    return lost;
  }
}
