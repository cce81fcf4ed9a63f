import { spanAt } from '../text/span.js';
import { wordOf } from './c/names/name-subject.js';
import { factId, type Fact, type Leftover } from './facts.js';
import type { FileKind } from './file-kind.js';
import { findWord } from './plain-text/mentions.js';
import { findProse } from './rename/prose.js';

const REASONS: Partial<Record<FileKind, readonly [code: string, what: string]>> = {
  asm: ['mentioned-in-assembly', 'assembly'],
  kbuild: ['mentioned-in-makefile', 'a Makefile'],
  rust: ['mentioned-in-rust', 'Rust code'],
};

/**
 * Uses of what a rule replaces in languages that excise doesn't rewrite for it: with one of them left, the old
 * definition stays.
 */
export function reportReplacedNames(task: {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly facts: readonly Fact[];
}): Leftover[] {
  const { path, kind, text, facts } = task;
  const reason = REASONS[kind];
  if (!reason) return [];
  const [code, what] = reason;
  const { comments, strings } = findProse(kind, text);
  const leftovers: Leftover[] = [];
  for (const fact of facts) {
    const name = fact.kind === 'replace' ? wordOf(fact.name) : fact.kind === 'call' ? fact.callee : null;
    // Assembly gets new names, but no new calls.
    if (kind === 'asm' && fact.kind !== 'call') continue;
    if (name === null || (fact.kind === 'replace' && (fact.what === 'member' || fact.isRenaming))) continue;
    for (const offset of findWord(text, name)) {
      if (spanAt(comments, offset) ?? spanAt(strings, offset)) continue;
      // An object, a file, a folder or an option of that name is another thing.
      const around =
        text.slice(Math.max(0, offset - 1), offset) +
        text.slice(offset + name.length, offset + name.length + 1);
      if (kind === 'kbuild' && /[./-]/.test(around)) continue;
      leftovers.push({ code, path, offset, message: `${what} uses the name`, cause: factId(fact) });
    }
  }
  return leftovers;
}
