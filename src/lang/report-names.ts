import type { FileKind } from './file-kind.js';
import type { NameReport } from './front-end.js';
import { readRoles } from './c/name-roles.js';
import { makeOutline } from './c/syntax/outline.js';
import { findWord } from './plain-text/mentions.js';

/** The reason code for a name that a language mentions which can't tell a use from a remark. */
const MENTION_CODES: Partial<Record<FileKind, string>> = {
  asm: 'mentioned-in-assembly',
  dts: 'mentioned-in-device-tree',
  kbuild: 'mentioned-in-makefile',
  rust: 'mentioned-in-rust',
  script: 'mentioned-in-script',
  documentation: 'mentioned-in-documentation',
};

/** Whether a C name may stand in a file of this kind without that meaning anything (data, configurations). */
export function isNoMention(kind: FileKind): boolean {
  return kind !== 'c' && MENTION_CODES[kind] === undefined;
}

/** Larger files (generated register headers) aren't outlined for a question about names: a mention counts as a use. */
const LARGEST = 4 << 20;

/**
 * How names stand in a text. In C, by their roles; `CONFIG_` names and other languages by whole words, where every
 * mention outside of a comment counts as a use of a `CONFIG_` name, and as a reason to keep a C name.
 */
export function reportNames(task: {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly names: readonly string[];
}): ReadonlyMap<string, NameReport> {
  const { path, kind, text, names } = task;
  if (kind === 'c' && text.length <= LARGEST) return readRoles(path, makeOutline(text), new Set(names));
  const reports = new Map<string, NameReport>();
  const code = MENTION_CODES[kind];
  const read =
    kind === 'asm' || kind === 'dts'
      ? blankCComments(text)
      : kind === 'kbuild'
        ? blankHashComments(text)
        : text;
  for (const name of names) {
    const [offset] = findWord(read, name);
    if (offset === undefined) continue;
    const isSymbol = name.startsWith('CONFIG_');
    reports.set(name, {
      uses: kind === 'c' || (isSymbol && code !== undefined && kind !== 'documentation') ? 1 : 0,
      memberUses: 0,
      definitions: [],
      declarations: 0,
      exports: 0,
      isLocal: false,
      mention: code !== undefined && !isSymbol ? { code, offset } : null,
    });
  }
  return reports;
}

function blankCComments(text: string): string {
  return text.replace(/\/\*.*?\*\//gs, (comment) => comment.replace(/[^\n]/g, ' '));
}

function blankHashComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, (comment) => ' '.repeat(comment.length));
}
