import type { FoldContext } from '../fold/fold-context.js';
import { fieldOf, type SyntaxNode } from '../syntax/syntax-node.js';
import { recordOf, reduceTerm } from './reduce-term.js';
import { termOfExpression, type TermScope } from './term-of-expression.js';
import type { Term } from './term.js';

/** Whether a mention of a member means the member of a certain struct. */
export type Resolution = 'this' | 'other' | 'unknown';

/**
 * Whether `base.m` or `base->m` is the member of `of`: `struct s`, `union u`, or the typedef of one without a tag.
 * Where the tree must be asked first, `knowledge.types` notes the question and the answer is 'unknown' for now: the file
 * is analyzed again. Where the type of the base can't be found out but only one struct of the tree declares a member
 * of the name, it is that one's.
 */
export function resolveMember(context: FoldContext, node: SyntaxNode, of: string): Resolution {
  const base = fieldOf(node, 'argument');
  const field = fieldOf(node, 'field');
  if (!base || !field) return 'unknown';
  const name = context.text.slice(field.start, field.end);
  return resolveTerm(context, termOfExpression(scopeOf(context), base), name, of);
}

/** The same for the member `name` of what a term describes: a struct, or a pointer to one. */
export function resolveTerm(context: FoldContext, object: Term, name: string, of: string): Resolution {
  const { lookUp, isWaiting } = context.knowledge.types;
  const reduce = (term: Term) => reduceTerm(term, lookUp);
  const record = recordOf(reduce(object), reduce);
  if (record && record.key !== '') return record.key === of ? 'this' : 'other';
  // A struct without tag is none that has one.
  if (record?.shape && /^(?:struct|union) /.test(of)) return 'other';
  // While an answer is on its way, the whole tree isn't asked for the name.
  return isWaiting() ? 'unknown' : resolveByName(context, name, of);
}

/** By the name alone: only one struct in the tree has such a member. */
export function resolveByName(context: FoldContext, name: string, of: string): Resolution {
  const owners = context.knowledge.types.ownersOf(name);
  return owners?.length === 1 && owners[0] === of ? 'this' : 'unknown';
}

export function scopeOf(context: FoldContext): TermScope {
  // A parameter of a macro, or a local whose declaration wasn't found: not what the name means outside.
  const hide = (name: string): Term | undefined =>
    context.locals.has(name) ? { kind: 'unknown' } : undefined;
  const { text, tokens, knowledge } = context;
  const start = tokens.start[0] ?? 0;
  return { text, start, lookUp: hide, typeOf: () => undefined, locals: knowledge.types.locals };
}
