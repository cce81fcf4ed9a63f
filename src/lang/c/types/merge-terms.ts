import type { RecordShape, RecordTerm, Term } from './term.js';

/** Declarations of one thing that are remembered; a name with more of them means too much. */
const MOST = 12;

/**
 * What two declarations of one thing say together: of two definitions of a struct (those of several architectures,
 * or of the branches of an `#if`) all members; of anything else what they agree on.
 */
export function mergeTerms(a: Term, b: Term): Term {
  if (a.kind === 'record' && b.kind === 'record' && a.key === b.key) return mergeRecords(a, b);
  const spelled = spell(a);
  if (spelled === spell(b)) return a;
  const terms = [a, b].flatMap((term) => (term.kind === 'agree' ? term.terms : [term]));
  const each = new Map(terms.map((term) => [spell(term), term]));
  return each.size > MOST ? { kind: 'unknown' } : { kind: 'agree', terms: [...each.values()] };
}

function mergeRecords(a: RecordTerm, b: RecordTerm): RecordTerm {
  if (!a.shape || !b.shape) return a.shape ? a : b;
  return { ...a, shape: mergeShapes(a.shape, b.shape) };
}

function mergeShapes(a: RecordShape, b: RecordShape): RecordShape {
  const members = new Map(a.members);
  for (const [name, term] of b.members) {
    const known = members.get(name);
    members.set(name, known === undefined ? term : mergeTerms(known, term));
  }
  const sameOrder = a.order !== null && b.order !== null && a.order.join() === b.order.join();
  return { members, isOpen: a.isOpen || b.isOpen, order: sameOrder ? a.order : null };
}

function spell(term: Term): string {
  return JSON.stringify(term, (key, value: unknown) =>
    value instanceof Map
      ? [...(value as ReadonlyMap<string, unknown>)]
      : key === 'isArray' || key === 'isUnsized'
        ? undefined
        : value,
  );
}
