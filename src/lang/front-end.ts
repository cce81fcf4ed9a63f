import type { Edit } from '../edit/edit.js';
import type { FileKind } from './file-kind.js';
import type { CNameKind, DerivedFact, Fact, Leftover } from './facts.js';
import type { TypeAnswers } from './c/types/type-answers.js';

/**
 * What the planner asks of a language about one file, and what it learns. Both sides are plain data: they cross
 * threads, and no text, tree or node outlives the task.
 */
export interface FileTask {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  /** The facts that concern this file; the analysis starts from the original text each time. */
  readonly facts: readonly Fact[];
  /** Names of functions and macros that are known to have no side effects. */
  readonly pureNames: readonly string[];
  /** What the tree says to the questions about types that the analysis before asked. */
  readonly types?: TypeAnswers;
  /** A .c file that another file includes: its static names are not its own. */
  readonly isIncluded: boolean;
  readonly surroundings: Surroundings;
  /** Whether to go on to what the facts leave unused in this file. */
  readonly cascade: boolean;
}

export interface NameDefinition {
  readonly what: CNameKind;
  readonly offset: number;
  /** A function or object with external linkage, which declarations in other files mean (C11 6.2.2). */
  readonly isExternal: boolean;
  /** Set where a use of it is a constant (null: nothing at all), whatever the arguments. */
  readonly constant: {
    readonly value: string | null;
    readonly evaluatesArguments: boolean;
    /** A macro without a body, which may stand where no statement does. */
    readonly isEmpty?: true;
  } | null;
  /** A function-like macro. */
  readonly isFunctionLike?: true;
  /** For a member, the tag of its struct, where nothing suggests that the layout of that struct is given from outside. */
  readonly memberOf?: string;
  /**
   * What it can't go without: macros on the lines next to it whose names begin alike, for together they describe
   * something, such as a register; the enumeration constants behind it.
   */
  readonly siblings?: readonly string[];
  /** Of a type: what goes with it, as it is defined within: enumeration constants, inner structs. */
  readonly holds?: readonly string[];
}

/** What the tree says of the subjects of a file's facts. */
export interface Surroundings {
  /** Of the symbols that the facts could touch (X_MODULE, and U-Boot's boot phases SPL, SPL_X…) those that exist. */
  readonly symbols: readonly string[];
  /** Boot phases that the tree has beside its main one, as prefixes: `SPL_`. */
  readonly phases: readonly string[];
  /**
   * BusyBox: those among the symbols that the facts name of which ENABLE_X, IF_X() and IF_NOT_X() tell (config-flags.ts);
   * null where the tree's Kconfig writes no such macros.
   */
  readonly flags: readonly string[] | null;
  /** Symbols of type string among those that the facts name. */
  readonly strings: readonly string[];
  /** How auto.conf writes strings for make (scripts/kconfig/confdata.c). */
  readonly stringStyle: 'bare' | 'quoted' | 'unknown';
  /** For a Makefile, the paths of the files in its folder. */
  readonly nearby: readonly string[];
}

export const NO_SURROUNDINGS: Surroundings = {
  symbols: [],
  phases: [],
  flags: null,
  strings: [],
  stringStyle: 'unknown',
  nearby: [],
};

/** How a name stands in a text. */
export interface NameReport {
  /** Everything that needs the name: calls, addresses, macro bodies, initializers. */
  readonly uses: number;
  /** Mentions behind `.` or `->`: uses of a member of that name, which is no use of a function or a macro. */
  readonly memberUses: number;
  readonly definitions: readonly NameDefinition[];
  /** Prototypes, extern declarations, forward declarations. */
  readonly declarations: number;
  /** Those among them that only declare a tag: `struct s;`. */
  readonly forwards?: number;
  /** EXPORT_SYMBOL and the like. */
  readonly exports: number;
  /** Whether the file has a definition of its own with internal linkage: another thing of the same name. */
  readonly isLocal: boolean;
  /** A mention that C can't judge (assembly, a Makefile, documentation, `##`): the name must stay. */
  readonly mention: { readonly code: string; readonly offset: number } | null;
}

/** A member that code mentioned which is gone; see findLostMembers. */
export interface LostMember {
  readonly name: string;
  /** `struct s` or `union u`; null where the file alone can't tell. */
  readonly of: string | null;
  readonly cause: string;
}

/** A name that lost a use or its definition in a file. */
export interface DroppedName {
  readonly name: string;
  readonly lost: 'use' | 'definition';
  readonly cause: string;
}

/** A definition that the change left without any effect but one value. */
export interface ConstantDefinition {
  readonly name: string;
  readonly what: 'function' | 'macro';
  readonly value: string | null;
  readonly evaluatesArguments: boolean;
  /** Macros without a body, all of them. */
  readonly isEmpty?: true;
  /** Static in a .c file: other files can't mean it. */
  readonly isLocal: boolean;
  readonly cause: string;
  readonly offset: number;
}

/** An object or folder that a Makefile built before the change and names no more after it. */
export interface DroppedObject {
  /** Below the tree, without suffix (`drivers/a/foo`); with a `/` at its end for a folder. */
  readonly stem: string;
  readonly cause: string;
  readonly offset: number;
}

export interface FileAnalysis {
  readonly path: string;
  /** Sorted and disjoint, into the task's text. */
  readonly edits: readonly Edit[];
  /** Ids of all facts that the edits count on; absent: those that the edits name. */
  readonly causes?: readonly string[];
  /** Set when the file itself goes: the fact that caused it. */
  readonly deleted: string | null;
  /** New facts that hold in this file alone, already applied here. */
  readonly facts: readonly DerivedFact[];
  readonly leftovers: readonly Leftover[];
  /** Names that lost something here and have no use left in this file. */
  readonly dropped: readonly DroppedName[];
  readonly lostMembers: readonly LostMember[];
  /** Targets of `#include` lines that went, as written (`asm/foo.h`). */
  readonly droppedIncludes: readonly { readonly target: string; readonly cause: string }[];
  readonly droppedObjects: readonly DroppedObject[];
  readonly constants: readonly ConstantDefinition[];
  /** Set when the change left nothing of a .c file but comments and #includes of headers: the fact that caused it. */
  readonly hollow: string | null;
  /** Names whose side effects, were they known to have none, would allow more. */
  readonly questions: readonly string[];
  /** Everything that the file wanted to know of types declared elsewhere, answered or not; see TypeAnswers. */
  readonly typeQuestions: readonly string[];
}

export const NOTHING_FOUND: Omit<FileAnalysis, 'path'> = {
  edits: [],
  deleted: null,
  facts: [],
  leftovers: [],
  dropped: [],
  lostMembers: [],
  droppedIncludes: [],
  droppedObjects: [],
  constants: [],
  hollow: null,
  questions: [],
  typeQuestions: [],
};
