import type { Term } from './term.js';

/**
 * What the tree says of types, by question: to `struct s`, `union u`, `typedef t` and `name n` (an object, function or
 * macro) a term, to `owners m` the keys of the structs and unions that declare a member m. Null: nobody can tell.
 */
export interface TypeAnswers {
  readonly terms: ReadonlyMap<string, Term | null>;
  readonly owners: ReadonlyMap<string, readonly string[] | null>;
}

export const NO_ANSWERS: TypeAnswers = { terms: new Map(), owners: new Map() };
