import type { ConfigValue } from '../lang/facts.js';

/** Where the user wrote something: a place in a rule file or an option of the command line. */
export type RulePosition =
  | {
      readonly kind: 'file';
      /** As the user named it; `<stdin>` for standard input. */
      readonly file: string;
      /** From 1. */
      readonly line: number;
      /** In characters, from 1. */
      readonly column: number;
    }
  | {
      readonly kind: 'option';
      /** The option as it was given: `--remove-config X=y`. */
      readonly option: string;
    };

export type EntryAction = 'remove' | 'replace' | 'rename' | 'add';

interface EntryBase {
  /** Place of the entry's first key. */
  readonly at: RulePosition;
  /** Place of each key's value, by the key's name in the rule file (`drop-selects`). */
  readonly fieldsAt: ReadonlyMap<string, RulePosition>;
}

/** Kconfig symbol `name` (without CONFIG_) always has this value, and goes. */
export interface RemoveConfigEntry extends EntryBase {
  readonly action: 'remove';
  readonly kind: 'config';
  readonly name: string;
  readonly value: ConfigValue;
  /** Symbols that take over its select and imply lines; empty when the rule names none. */
  readonly inherit: readonly string[];
  readonly dropSelects: boolean;
}

export type RemoveKind =
  | 'function'
  | 'macro'
  | 'member'
  | 'parameter'
  | 'call'
  | 'return'
  | 'variable'
  | 'enumerator'
  | 'type'
  | 'tracepoint'
  | 'file'
  | 'header';

/** Something in C, or a file, that goes. */
export interface RemoveOtherEntry extends EntryBase {
  readonly action: 'remove';
  readonly kind: RemoveKind;
  /** The thing: a name, a call pattern, a type (`struct s`) or a path, by kind. */
  readonly name: string;
  /** The struct, union, typedef or function that it belongs to. */
  readonly of?: string;
  readonly value?: string;
  readonly returns?: string;
  readonly shift?: boolean;
}

export type NameKind = 'config' | 'function' | 'macro' | 'member' | 'variable' | 'enumerator' | 'type';

export interface ReplaceEntry extends EntryBase {
  readonly action: 'replace';
  readonly kind: NameKind | 'call';
  readonly name: string;
  readonly of?: string;
  readonly with: string;
  readonly inherit: readonly string[];
  readonly keepOld: boolean;
}

export interface RenameEntry extends EntryBase {
  readonly action: 'rename';
  readonly kind: NameKind | 'parameter';
  readonly name: string;
  readonly of?: string;
  readonly to: string;
}

export interface AddEntry extends EntryBase {
  readonly action: 'add';
  readonly kind: 'depends-on' | 'select' | 'imply' | 'default';
  /** What stands behind the keyword: an expression, or `SYMBOL if EXPR`. */
  readonly text: string;
  readonly to: string;
}

export type RuleEntry = RemoveConfigEntry | RemoveOtherEntry | ReplaceEntry | RenameEntry | AddEntry;

/** Globs below the tree; an empty `include` means every file. */
export interface RuleScope {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** One document of a rule file: one patch. Its entries hold at once; their order doesn't matter. */
export interface RuleDocument {
  readonly at: RulePosition;
  readonly subject?: string;
  readonly message?: string;
  readonly entries: readonly RuleEntry[];
  readonly cascade: boolean;
  readonly scope: RuleScope;
}
