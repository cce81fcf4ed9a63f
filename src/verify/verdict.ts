import type { FileKind } from '../lang/file-kind.js';

/** What the proof says of a change. Paths and texts are latin1. */

/** Something that is wrong with a change, or that nothing proves. */
export interface VerifyFinding {
  /** The law that the change breaks; docs/trust.md explains each. */
  readonly law: string;
  readonly path: string;
  readonly message: string;
  /** Where it shows, if one place does; from 1, the column in bytes. */
  readonly place?: { readonly line: number; readonly column: number };
}

export type Change = 'modified' | 'created' | 'deleted' | 'renamed' | 'none';

export interface FileVerdict {
  readonly path: string;
  readonly language: FileKind;
  /** `none` of a file that the rule would change and the patch leaves alone. */
  readonly change: Change;
  /** `unproved`: no law speaks of such a file, and none needs to (documentation). */
  readonly status: 'proved' | 'refused' | 'unproved';
  /** Whether all cases were tried, or some comparison was decided by draws. */
  readonly method: 'exact' | 'sampled';
  /** The laws that hold. */
  readonly laws: readonly string[];
  readonly findings: readonly VerifyFinding[];
}

/** The laws of each language, in the order in which they are asked. */
export const LAWS: Readonly<Partial<Record<FileKind, readonly string[]>>> = {
  c: ['balanced-conditionals', 'no-new-parse-errors', 'same-functions', 'readable', 'same-meaning'],
  asm: ['balanced-conditionals', 'readable', 'same-meaning'],
  dts: ['balanced-conditionals', 'readable', 'same-meaning'],
  kconfig: [
    'balanced-blocks',
    'entries-outside-help',
    'kconfig-blocks',
    'kconfig-comment',
    'kconfig-meaning',
    'kconfig-missing-line',
    'kconfig-stale-name',
    'kconfig-structure',
    'kconfig-type',
    'kconfig-unexplained-line',
    'kconfig-unexplained-removal',
    'one-type',
    'readable-lines',
    'typed-entries',
  ],
  kbuild: ['makefile-conditionals', 'makefile-meaning', 'makefile-stale-name'],
  defconfig: ['defconfig-lines'],
};
