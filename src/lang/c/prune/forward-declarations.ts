import type { Removal } from '../../../edit/edit.js';
import { spanAt } from '../../../text/span.js';
import { factId, type DerivedFact } from '../../facts.js';
import { endWithComment } from '../fold/trivia.js';
import { nextToken, type Outline } from '../syntax/outline.js';
import { tokenText } from '../syntax/lex.js';
import { isLive, type Word } from './word-index.js';

/**
 * `struct s;` in a file of which nothing names the struct any more, but dead code did. Only for files that no other
 * file includes: those may need a header's.
 * @param words of the original text; @param dead sorted and disjoint.
 */
export function pruneForwardDeclarations(
  path: string,
  { tokens, items }: Outline,
  words: readonly Word[],
  dead: readonly Removal[],
): { readonly removals: Removal[]; readonly facts: DerivedFact[] } {
  const removals: Removal[] = [];
  const facts: DerivedFact[] = [];
  for (const item of items) {
    if (item.kind !== 'type' || item.body !== null || item.names.length > 0) continue;
    const tag = nextToken(tokens, item.firstToken + 1);
    const last = nextToken(tokens, tag + 1);
    if (tag >= item.endToken || last !== item.endToken - 1 || tokenText(tokens, last) !== ';') continue;
    const name = tokenText(tokens, tag);
    const own = tokens.start[tag]!;
    const uses = words.filter((word) => word.name === name && word.isTag && word.start !== own);
    const gone = uses.map((word) => spanAt(dead, word.start)).find((span) => span);
    if (!gone || uses.some((word) => isLive(word, dead))) continue;
    const fact = { kind: 'unused', what: 'type', name, path } as const;
    facts.push({ fact, because: [gone.cause], path, offset: item.start });
    removals.push({ start: item.start, end: endWithComment(tokens, item.end), cause: factId(fact) });
  }
  return { removals, facts };
}
