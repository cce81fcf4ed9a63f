import type { Fact } from '../lang/facts.js';
import type { Structs } from './c/read-structs.js';

/**
 * What the proof is told and what it answers, as plain data. The folder shares no code with the rewriter (`lang/`,
 * `plan/`): a mistake of one must not be repeated by the other. Of `lang/` only the types of facts are used.
 */

/** A change of one span of the old text; see edit/edit.ts. */
export interface ProofEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly cause: string;
}

/** One file's change. Texts are latin1. */
export interface ProofTask {
  /** Below the tree, with forward slashes. */
  readonly path: string;
  /** Language of the file, as lang/file-kind.ts names it. */
  readonly kind: string;
  readonly before: string;
  readonly after: string;
  /** Sorted and disjoint, into `before`. */
  readonly edits: readonly ProofEdit[];
  /** The facts that concern the file: what the rule states, and what the plan found to follow. */
  readonly facts: readonly Fact[];
  /** Places in `before` that the rewriter left to a person, where facts needn't be carried out. */
  readonly leftovers: readonly number[];
  /** A person made the change, and may have done what the rewriter leaves. */
  readonly isByHand?: boolean;
  /** Members of the structs and unions of headers that this file may include, as far as facts ask for types. */
  readonly structs?: Structs;
  /** Objects that these headers declare, with the structs or unions that they are or point to. */
  readonly objects?: readonly (readonly [name: string, type: string])[];
  /** Names of members of `facts` that no other struct or union of the tree has. */
  readonly ownMembers?: readonly string[];
  /** Functions and macros that stood in the way of a fold and only compute a value, by all their definitions. */
  readonly pureNames?: readonly string[];
  /** Facts of `facts` that some file doesn't carry out, with a leftover that says so: mentions may stay. */
  readonly open: readonly Fact[];
}

/** A law that a change breaks. */
export interface Violation {
  /** Kebab-case; documented in docs/trust.md. */
  readonly law: string;
  /** One line that says what is wrong and where. */
  readonly message: string;
  /** Offset in the old text, where one place shows it. */
  readonly offset?: number;
}
