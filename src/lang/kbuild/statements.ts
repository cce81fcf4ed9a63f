import type { Span } from '../../text/span.js';

/**
 * The statements of a makefile. A statement's span covers its whole logical line (backslash-newline joins physical
 * lines), its line end included; all other spans lie within it and are trimmed of white space.
 */
export type Statement = Assignment | Rule | Directive | PlainStatement;

interface StatementBase extends Span {
  /** The comment at its end, from `#` on. */
  readonly comment: Span | null;
}

export interface Assignment extends StatementBase {
  readonly kind: 'assignment';
  /** The targets of a target-specific assignment. */
  readonly targets: Span | null;
  readonly name: Span;
  readonly operator: Span;
  readonly value: Span;
}

export interface Rule extends StatementBase {
  readonly kind: 'rule';
  readonly targets: Span;
  readonly prerequisites: Span;
  /** What follows a `;`. */
  readonly recipe: Span | null;
}

export type ConditionKeyword = 'ifdef' | 'ifndef' | 'ifeq' | 'ifneq';

/** `ifeq (a,b)`, `else`, `else ifdef X`, `endif`. */
export interface Directive extends StatementBase {
  readonly kind: 'directive';
  /** The `else` that starts the line. */
  readonly otherwise: Span | null;
  readonly keyword: (Span & { readonly word: ConditionKeyword }) | null;
  /** What the keyword tests. */
  readonly condition: Span | null;
  readonly isEnd: boolean;
}

export interface PlainStatement extends StatementBase {
  /** `define`: from `define` to `endef`. `other`: export, undefine, a bare `$(call …)`, anything unknown. */
  readonly kind: 'blank' | 'comment' | 'recipe' | 'include' | 'define' | 'other';
}

/** The lines between two directives of a conditional, or of the whole file. */
export interface Group {
  readonly items: Item[];
}

export type Item = { readonly kind: 'statement'; readonly index: number } | Conditional;

export interface Rung {
  /** Index of the directive's statement. */
  readonly line: number;
  readonly group: Group;
}

export interface Conditional {
  readonly kind: 'conditional';
  readonly rungs: readonly Rung[];
  /** Index of the `endif` statement. */
  readonly endif: number;
}

export interface Makefile {
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly root: Group;
  /** Inner ones before outer ones. */
  readonly conditionals: readonly Conditional[];
  /** False when an `else` or `endif` has no `if`, or an `if` no `endif`: then no conditional can be trusted. */
  readonly balanced: boolean;
}
