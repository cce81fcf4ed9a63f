import { append } from '../../text/append.js';
import type { Edit } from '../../edit/edit.js';
import type { Leftover } from '../facts.js';
import type { FileKind } from '../file-kind.js';
import { findFlagMentions } from '../config-flags.js';
import { findConfigMentions, findWord } from '../plain-text/mentions.js';
import type { RenamedFile } from '../rename/rename-file.js';
import { findProse } from '../rename/prose.js';
import { spanAt } from '../../text/span.js';
import { replacementId, type Replacement } from './replacement.js';
import { spellInC } from './spell-in-c.js';
import { spellInKconfig } from './spell-in-kconfig.js';
import { spellInMakefile } from './spell-in-makefile.js';
import type { SubstituteTask } from './substitute-file.js';

/** Edits of one replacement in a file; what none of them covers is left to a person. */
export type SpellInFile = (path: string, text: string, replacement: Replacement, cause: string) => Edit[];

const SPELLED: Partial<Record<FileKind, SpellInFile>> = {
  kconfig: spellInKconfig,
  kbuild: spellInMakefile,
  c: spellInC,
  asm: spellInC,
  dts: spellInC,
};

/** Why a mention stays, by the kind of file that it stands in. */
const REASONS: Partial<Record<FileKind, readonly [code: string, message: string]>> = {
  documentation: [
    'mentioned-in-documentation',
    'the expression that takes its place is no word for a document',
  ],
  script: ['mentioned-in-script', 'a script may read the symbol, which an expression replaces'],
  rust: ['mentioned-in-rust-cfg', 'Rust code reads the symbol, which an expression replaces'],
  text: ['mentioned-in-text', 'the text names the symbol, which an expression replaces'],
};

const IN_COMMENT = [
  'mentioned-in-comment',
  'the comment names the symbol, which an expression replaces',
] as const;
const UNSPELLED = [
  'expression-not-spelled',
  'no expression can be written in place of the symbol here',
] as const;

/**
 * Writes an expression in place of symbols, as the file's language spells it. A mention of CONFIG_OLD that stays is a
 * leftover; the bare name in Kconfig is looked after by those who remove the entries.
 */
export function spellExpressions({ path, kind, text, replacements, hasFlags }: SubstituteTask): RenamedFile {
  const edits: Edit[] = [];
  const leftovers: Leftover[] = [];
  const isCovered = (offset: number) => edits.some(({ start, end }) => start <= offset && offset < end);
  for (const replacement of replacements) {
    const cause = replacementId(replacement);
    append(edits, SPELLED[kind]?.(path, text, replacement, cause) ?? []);
    const { comments } = findProse(kind, text);
    const words = [replacement.name, `${replacement.name}_MODULE`];
    const mentions = findConfigMentions(text).filter(({ word }) => words.includes(word));
    const offsets = mentions.map(({ offset }) => offset);
    if (hasFlags) {
      const flags = findFlagMentions(text, (name) => name === replacement.name);
      append(
        offsets,
        flags.map(({ offset }) => offset),
      );
    }
    if (kind === 'c') append(offsets, findPhaseUses(text, replacement.name));
    for (const offset of offsets) {
      if (kind === 'other' || kind === 'kconfig' || isCovered(offset)) continue;
      const [code, message] = REASONS[kind] ?? (spanAt(comments, offset) ? IN_COMMENT : UNSPELLED);
      leftovers.push({ code, path, offset, message, cause });
    }
  }
  return { edits: edits.sort((a, b) => a.start - b.start || a.end - b.end), leftovers };
}

/** U-Boot's macros take the bare name. */
function findPhaseUses(text: string, name: string): number[] {
  return findWord(text, name).filter((offset) =>
    /\bCONFIG_(?:IS_ENABLED|VAL)\(\s*$/.test(text.slice(Math.max(0, offset - 40), offset)),
  );
}
