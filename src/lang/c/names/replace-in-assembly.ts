import type { Edit } from '../../../edit/edit.js';
import { makeSourceText } from '../../../text/source-text.js';
import { spanAt } from '../../../text/span.js';
import { factId, type Leftover, type ReplaceFact } from '../../facts.js';
import { findWord } from '../../plain-text/mentions.js';
import { keepColumns } from '../../rename/keep-columns.js';
import { findProse } from '../../rename/prose.js';
import { isPlainName, subjectOf } from './name-subject.js';
import { isSpokenOf } from './rename-prose.js';

/** Directives and macros by which assembly defines a symbol or gives it properties. */
const DEFINES =
  /(?:^|[;\s])(?:\.(?:globl|global|type|size|weak|set|hidden|local|comm)\s+|#\s*(?:define|undef)\s+|\w*(?:SYM_\w+|ENTRY|ENDPROC|END|GLOBAL|WEAK|EXPORT\w*|NOKPROBE)\w*\s*\(\s*)$/;

/**
 * Writes new names where assembly (or a device tree) uses the old ones; where it defines one itself, that one's
 * mentions stay, unless it is renamed. C's types mean nothing here, and neither do members.
 */
export function replaceInAssembly(
  path: string,
  live: string,
  facts: readonly ReplaceFact[],
): { readonly edits: readonly Edit[]; readonly leftovers: readonly Leftover[] } {
  const edits: Edit[] = [];
  const leftovers: Leftover[] = [];
  const { comments, strings } = findProse('asm', live);
  for (const fact of facts) {
    if (fact.what === 'type' || fact.what === 'member') continue;
    const { name } = subjectOf(fact.name);
    const words = findWord(live, name).filter((at) => !spanAt(strings, at));
    const offsets = words.filter(
      (at) =>
        !spanAt(comments, at) ||
        (fact.isRenaming && isSpokenOf(live, at, at + name.length, { name, tag: null })),
    );
    const defines =
      !fact.isRenaming &&
      offsets.some((at) => {
        const lineStart = live.lastIndexOf('\n', at - 1) + 1;
        return (
          DEFINES.test(live.slice(lineStart, at)) ||
          /^\s*:/.test(live.slice(at + name.length, at + name.length + 9))
        );
      });
    for (const start of offsets) {
      const cause = factId(fact);
      if (!defines && isPlainName(fact.with) && live[start - 1] !== '.') {
        edits.push({ start, end: start + name.length, text: fact.with, cause });
        continue;
      }
      const message = defines ? 'assembly defines the name' : 'assembly uses the name';
      leftovers.push({ code: 'mentioned-in-assembly', path, offset: start, message, cause });
    }
  }
  edits.sort((a, b) => a.start - b.start);
  const columns = keepColumns(makeSourceText(path, live), edits);
  return { edits: [...edits, ...columns].sort((a, b) => a.start - b.start), leftovers };
}
