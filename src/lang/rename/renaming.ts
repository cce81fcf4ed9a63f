import { flagWords } from '../config-flags.js';

/**
 * A Kconfig symbol gets another name. Plain data: it crosses threads. What it is called in a file depends on the
 * language: `CONFIG_X` everywhere, the bare X in Kconfig, and in prose where it can mean nothing else.
 */
export interface Renaming {
  readonly kind: 'renaming';
  /** Without CONFIG_. */
  readonly name: string;
  readonly to: string;
  /** False where another symbol is called X_MODULE, so that CONFIG_X_MODULE means that one. */
  readonly ownsModule: boolean;
  /** U-Boot: a phase has a symbol SPL_X of its own that keeps its name, so CONFIG_IS_ENABLED(X) means both. */
  readonly hasOtherPhases: boolean;
}

/** Identifies a renaming, as factId does a fact: for people to read, too. */
export function renamingId({ name, to }: Renaming): string {
  return `CONFIG_${name} is now CONFIG_${to}`;
}

/**
 * Whether the bare name can only be a symbol's when it stands in prose: it is put together of several words. One word
 * alone (`USB`) is mostly the name of what the symbol is about, and so is one with a number (`X_64`).
 */
export function isDistinctive(name: string): boolean {
  return /[A-Z]/.test(name) && name.split('_').filter((part) => /[A-Za-z].*[A-Za-z]/.test(part)).length > 1;
}

/** Macros of U-Boot whose arguments are bare names; each counts for the boot phase that is being built. */
export const PHASE_MACROS = ['CONFIG_IS_ENABLED', 'CONFIG_VAL', 'CONFIG_IF_ENABLED_INT'] as const;

/** The words by which files outside of Kconfig name a symbol; the search takes them as whole words. */
export function symbolWords(name: string, hasFlags: boolean): string[] {
  const spelled = [`CONFIG_${name}`, `CONFIG_${name}_MODULE`].flatMap((word) => [word, `-D${word}`]);
  const flags = hasFlags ? flagWords(name) : [];
  return [...spelled, ...flags, ...PHASE_MACROS.map((macro) => `${macro}(${name}`)];
}
