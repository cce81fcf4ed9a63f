/**
 * What a piece of C says about a type, as far as that piece alone can tell. Terms are plain data: they cross threads,
 * and what one file says about a name is filled in where another file uses it (see reduce-term.ts).
 */
export type Term =
  | RecordTerm
  /** The type that a typedef names. */
  | { readonly kind: 'typedef'; readonly name: string }
  /**
   * Arrays are pointers, too, but for what is stored in the object itself. Those without a size, or with GNU's 0, take
   * theirs from an initializer.
   */
  | { readonly kind: 'pointer'; readonly to: Term; readonly isArray?: true; readonly isUnsized?: true }
  | { readonly kind: 'function'; readonly returns: Term }
  /** Anything without members: numbers, void, enumerations. */
  | { readonly kind: 'scalar' }
  /** The type of the object, function or macro of this name at file scope. */
  | { readonly kind: 'name'; readonly name: string }
  /** Within a macro's body: the type of an argument, or the type that the argument is. */
  | { readonly kind: 'parameter'; readonly index: number; readonly isType: boolean }
  /** `of.name` or `of->name`. */
  | { readonly kind: 'member'; readonly of: Term; readonly name: string }
  /** `*of`, `of[i]`. */
  | { readonly kind: 'target'; readonly of: Term }
  | { readonly kind: 'call'; readonly callee: Term; readonly arguments: readonly Argument[] }
  /** The branches of `?:`, the operands of a sum: the first that is more than a number counts. */
  | { readonly kind: 'either'; readonly terms: readonly Term[] }
  /** Several declarations of one thing: what those that are known agree on. */
  | { readonly kind: 'agree'; readonly terms: readonly Term[] }
  /** What a #define makes of a name; `parameters` null for an object-like macro. */
  | { readonly kind: 'macro'; readonly parameters: readonly string[] | null; readonly body: Term }
  | { readonly kind: 'unknown' };

/** A struct or union. `key` is `struct tag`, `union tag`, or the typedef's name of one without a tag. */
export interface RecordTerm {
  readonly kind: 'record';
  readonly key: string;
  /** Where the definition is at hand. */
  readonly shape?: RecordShape;
}

/** The members of a struct or union, those of anonymous structs and unions in it included. */
export interface RecordShape {
  readonly members: ReadonlyMap<string, Term>;
  /** A macro in the body may declare more members. */
  readonly isOpen: boolean;
  /** The members by position (C11 6.7.9p17); null where the body holds something that makes counting unsafe. */
  readonly order: readonly string[] | null;
}

/** An argument of a call: what it is as an expression, and as a type where it could be one. */
export interface Argument {
  readonly value: Term;
  readonly type: Term | null;
}

export const UNKNOWN: Term = { kind: 'unknown' };
export const SCALAR: Term = { kind: 'scalar' };

export function pointerTo(to: Term): Term {
  return { kind: 'pointer', to };
}
