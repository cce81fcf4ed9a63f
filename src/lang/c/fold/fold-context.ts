import type { Span } from '../../../text/span.js';
import type { Edit } from '../../../edit/edit.js';
import type { DerivedFact, Leftover, ReturnFact } from '../../facts.js';
import type { FlagShells } from '../syntax/flag-shells.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';
import type { Tokens } from '../syntax/lex.js';
import type { Constant } from './constants.js';
import type { CodeKnowledge } from './knowledge.js';
import type { LostStore } from './lost-return.js';
import type { LostParameters } from './lost-parameters.js';

/** A change of layout: lines that start in the span move by so many columns. */
export interface Shift extends Span {
  readonly columns: number;
}

/** The value of a local that the statement just before has set. */
export interface LocalValue {
  readonly name: string;
  readonly value: Constant;
  readonly causes: readonly string[];
}

/** All that folding one range reads, and where it puts what it finds. */
export interface FoldContext {
  readonly path: string;
  /** Live text of the whole file. */
  readonly text: string;
  /** Tokens of the whole file, comments and directives included. */
  readonly tokens: Tokens;
  readonly knowledge: CodeKnowledge;
  /** Whether constants may be written `true` and `false`: the file does so. */
  readonly usesBool: boolean;
  /** File-scope functions and objects, parameters and locals of type bool. */
  readonly booleans: ReadonlySet<string>;
  /** Names declared inside the function under way. */
  readonly locals: ReadonlySet<string>;
  /** Parameters that the function under way loses, by name. */
  readonly lost: LostParameters;
  /** Set in a function that returns nothing from now on. */
  readonly lostReturn: ReturnFact | null;
  /** Facts about other functions that follow from what the file says. */
  readonly spread: DerivedFact[];
  /** Values that locals took from calls which return nothing any more. */
  readonly stores: LostStore[];
  /** A macro's body: whether anybody asks for its value isn't known. */
  readonly isMacro?: true;
  /** Whether the function returns bool; null outside of functions. */
  readonly returnsBool: boolean;
  /** Spans of undecided conditional directives, sorted. */
  readonly conditionals: readonly Span[];
  /** `IF_X(…)` of symbols of which nothing is known. */
  readonly shells: FlagShells;
  /** Directives that define something or include a file: they must not go with dead code unseen. */
  readonly definitions: readonly Span[];
  /** Code that is known to go, sorted and disjoint: what an earlier pass over the file found. */
  readonly gone: readonly Span[];
  /** Labels that a goto (or &&label, or asm goto) names, with the places. */
  readonly jumps: ReadonlyMap<string, readonly number[]>;
  /** Text '' removes. May nest; a removal absorbs what lies within it. */
  readonly changes: Edit[];
  readonly shifts: Shift[];
  /** Statement heads whose own tokens were removed: they may be joined onto one line. */
  readonly heads: Span[];
  readonly leftovers: Leftover[];
  readonly questions: Set<string>;
  /** Folds `({ … })`; set by the statement folder, which the expression folder can't import. */
  readonly foldStatementExpression: (context: FoldContext, block: SyntaxNode) => void;
  local: LocalValue | null;
}

export function nodeText(context: FoldContext, node: Span): string {
  return context.text.slice(node.start, node.end);
}

export function report(context: FoldContext, at: Span, code: string, message: string, cause: string): void {
  context.leftovers.push({ code, path: context.path, offset: at.start, message, cause });
}
