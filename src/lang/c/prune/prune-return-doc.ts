import type { Removal } from '../../../edit/edit.js';
import { factId, type ReturnFact } from '../../facts.js';
import { TokenKind, tokenText } from '../syntax/lex.js';
import type { Outline } from '../syntax/outline.js';

/**
 * The `Return:` section of the kernel-doc comment directly above a function that returns nothing from now on, with the
 * empty comment line that parts it from the rest.
 */
export function pruneReturnDoc({ tokens, items }: Outline, facts: readonly ReturnFact[]): Removal[] {
  if (facts.length === 0) return [];
  const byName = new Map(facts.map((fact) => [fact.name, fact]));
  return items.flatMap((item) => {
    const fact = byName.get(item.names[0] ?? '');
    const comment = item.firstToken - 1;
    const isDocumented =
      fact !== undefined &&
      (item.kind === 'function' || item.kind === 'prototype') &&
      comment >= 0 &&
      tokens.kind[comment] === TokenKind.Comment &&
      tokenText(tokens, comment).startsWith('/**');
    return isDocumented ? findSection(tokenText(tokens, comment), tokens.start[comment]!, factId(fact)) : [];
  });
}

const EMPTY = /^\s*\*\s*$/;
const END = /^\s*\*+\/\s*$/;

function findSection(text: string, start: number, cause: string): Removal[] {
  const lines = text.split('\n');
  let first = lines.findIndex((line) => /^\s*\*\s*Returns?\s*:/i.test(line));
  if (first < 0) return [];
  let end = first + 1;
  while (
    end < lines.length &&
    !EMPTY.test(lines[end]!) &&
    !/\*\/\s*$/.test(lines[end]!) &&
    !isSection(lines[end]!)
  )
    end++;
  if (end >= lines.length || (/\*\/\s*$/.test(lines[end]!) && !END.test(lines[end]!))) return [];
  if (END.test(lines[end]!)) {
    if (EMPTY.test(lines[first - 1] ?? '')) first--;
  } else if (EMPTY.test(lines[end]!) && EMPTY.test(lines[first - 1] ?? '')) end++;
  const offset = (line: number) => lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, start);
  return [{ start: offset(first), end: offset(end), cause }];
}

function isSection(line: string): boolean {
  return /^\s*\*\s*(?:@\w+|[A-Z]\w+(?: \w+)?)\s*:/.test(line);
}
