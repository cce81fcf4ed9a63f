import { spanAt, type Span } from '../../text/span.js';
import { factId, type ConfigFact, type Leftover } from '../facts.js';
import { findFlagMentions } from '../config-flags.js';
import type { FileTask } from '../front-end.js';
import { findConfigMentions, namedSymbol } from '../plain-text/mentions.js';
import type { ConditionalFile } from './cpp/conditional-file.js';

/**
 * The `CONFIG_` words of removed symbols that no edit takes and no other leftover names: in comments, strings, error
 * texts, and code that a C parser doesn't read.
 * @param edited spans that edits replace, sorted.
 */
export function reportMentions(
  { path, text, surroundings }: FileTask,
  file: ConditionalFile,
  configs: readonly ConfigFact[],
  edited: readonly Span[],
  reported: readonly Leftover[],
): Leftover[] {
  const symbols = new Map(configs.map((fact) => [fact.name, fact]));
  const offsets = new Set(reported.map((leftover) => leftover.offset));
  const directives = file.directives;
  const flags = (surroundings.flags ?? []).filter((name) => symbols.has(name));
  const tests = flags.length === 0 ? [] : findFlagMentions(text, (name) => flags.includes(name));
  const mentions = [
    ...findConfigMentions(text).map(({ offset, word }) => ({ offset, fact: namedSymbol(symbols, word) })),
    ...tests.map(({ offset, symbol }) => ({ offset, fact: symbols.get(symbol) })),
  ];
  return mentions.flatMap(({ offset, fact }) => {
    if (!fact || offsets.has(offset) || spanAt(edited, offset)) return [];
    if (reported.some((leftover) => isOnDirective(leftover.offset, offset))) return [];
    const inComment = spanAt(file.comments, offset) !== undefined;
    const code = inComment ? 'mentioned-in-comment' : 'mentioned-in-code';
    const message = `mentions the removed symbol in ${inComment ? 'a comment' : 'code that was not folded'}`;
    return [{ code, path, offset, message, cause: factId(fact) }];
  });

  /** A leftover that points at a directive's `#` speaks for the words in it. */
  function isOnDirective(at: number, offset: number): boolean {
    const directive = spanAt(directives, offset);
    return directive !== undefined && at >= directive.start && at < directive.end;
  }
}
