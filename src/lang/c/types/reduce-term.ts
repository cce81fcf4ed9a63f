import type { RecordShape, RecordTerm, Term } from './term.js';

/** What a term comes to: a struct, a pointer, a function, a number; a macro that takes arguments stays one. */
export type Type = Extract<Term, { kind: 'record' | 'pointer' | 'function' | 'scalar' | 'macro' }>;

/**
 * Answers a question about a name: `struct s`, `union u`, `typedef t`, `name n`. Null: nobody knows, or nobody has
 * been asked yet.
 */
export type LookUp = (question: string) => Term | null;

/** Terms refer to names whose terms refer to others; nobody writes chains as long as this. */
const LONGEST = 60;

/** Works out the type that a term stands for; null where something on the way isn't known. */
export function reduceTerm(term: Term, lookUp: LookUp, steps = 0): Type | null {
  if (steps > LONGEST) return null;
  const reduce = (part: Term) => reduceTerm(part, lookUp, steps + 1);
  const ask = (question: string) => {
    const answer = lookUp(question);
    return answer && reduce(answer);
  };
  switch (term.kind) {
    case 'record':
    case 'pointer':
    case 'function':
    case 'scalar':
      return term;
    case 'macro':
      return term.parameters === null ? reduce(term.body) : term;
    case 'unknown':
    case 'parameter':
      return null;
    case 'typedef':
      return ask(`typedef ${term.name}`);
    case 'name':
      return ask(`name ${term.name}`);
    case 'member': {
      const record = recordOf(reduce(term.of), reduce);
      const member = record && shapeOf(record, lookUp)?.members.get(term.name);
      return member ? reduce(member) : null;
    }
    case 'target': {
      const type = reduce(term.of);
      return type?.kind === 'pointer' ? reduce(type.to) : type?.kind === 'function' ? type : null;
    }
    case 'either': {
      const types = term.terms.map(reduce);
      return types.find((type) => type && type.kind !== 'scalar') ?? types.find((type) => type) ?? null;
    }
    case 'agree':
      return agreement(term.terms.map(reduce), reduce);
    case 'call': {
      const answer = term.callee.kind === 'name' ? lookUp(`name ${term.callee.name}`) : term.callee;
      const callees = answer?.kind === 'agree' ? answer.terms : answer ? [answer] : [];
      return agreement(
        callees.map((callee) => {
          const type =
            callee.kind === 'macro' && callee.parameters !== null ? callee : called(callee, reduce);
          if (type?.kind === 'function') return reduce(type.returns);
          return type?.kind === 'macro' ? reduce(substitute(type.body, term)) : null;
        }),
        reduce,
      );
    }
  }
}

/** The struct that `.` or `->` looks into. */
export function recordOf(type: Type | null, reduce: (term: Term) => Type | null): RecordTerm | null {
  const target = type?.kind === 'pointer' ? reduce(type.to) : type;
  return target?.kind === 'record' ? target : null;
}

/** The members of a struct, wherever it is defined. */
export function shapeOf(record: RecordTerm, lookUp: LookUp): RecordShape | undefined {
  if (record.shape) return record.shape;
  const isTag = /^(?:struct|union) /.test(record.key);
  const definition = isTag ? lookUp(record.key) : null;
  return definition?.kind === 'record' ? definition.shape : undefined;
}

/** A function, whether it is called by its name or through a pointer. */
function called(callee: Term, reduce: (term: Term) => Type | null): Type | null {
  const type = reduce(callee);
  return type?.kind === 'pointer' ? reduce(type.to) : type;
}

/** The one type that all which are known come to; of structs and functions by what they are and return. */
function agreement(types: readonly (Type | null)[], reduce: (term: Term) => Type | null): Type | null {
  const known = types.filter((type) => type !== null);
  const [first] = known;
  if (!first) return null;
  const sign = signOf(first, reduce, 0);
  return known.every((type) => signOf(type, reduce, 0) === sign) ? first : null;
}

function signOf(type: Type | null, reduce: (term: Term) => Type | null, depth: number): string {
  if (type === null || depth > 4) return '?';
  switch (type.kind) {
    case 'record':
      return type.key;
    case 'pointer':
      return `*${signOf(reduce(type.to), reduce, depth + 1)}`;
    case 'function':
      return `()${signOf(reduce(type.returns), reduce, depth + 1)}`;
    default:
      return type.kind;
  }
}

/** The members, objects and functions that an expression may end in, by name; null where something else may be. */
export function endsOfTerm(term: Term, lookUp: LookUp, steps = 0): readonly string[] | null {
  if (steps > LONGEST) return null;
  const ends = (part: Term) => endsOfTerm(part, lookUp, steps + 1);
  switch (term.kind) {
    case 'member':
      return [term.name];
    case 'pointer':
      return ends(term.to);
    case 'target':
      return ends(term.of);
    case 'either':
    case 'agree': {
      const all = term.terms.filter(({ kind }) => kind !== 'scalar').map(ends);
      return all.some((names) => names === null) ? null : all.flatMap((names) => names ?? []);
    }
    case 'name': {
      const answer = lookUp(`name ${term.name}`);
      return answer?.kind === 'macro' ? ends(answer.body) : [term.name];
    }
    case 'call': {
      const answer = term.callee.kind === 'name' ? lookUp(`name ${term.callee.name}`) : null;
      if (answer?.kind === 'agree' || answer?.kind === 'function')
        return term.callee.kind === 'name' ? [term.callee.name] : null;
      return answer?.kind === 'macro' ? ends(substitute(answer.body, term)) : null;
    }
    default:
      return null;
  }
}

/** A macro's body with the call's arguments in place of its parameters. */
function substitute(body: Term, call: Extract<Term, { kind: 'call' }>): Term {
  const of = (term: Term): Term => {
    switch (term.kind) {
      case 'parameter': {
        const argument = call.arguments[term.index];
        return (term.isType ? argument?.type : argument?.value) ?? { kind: 'unknown' };
      }
      case 'pointer':
        return { ...term, to: of(term.to) };
      case 'function':
        return { ...term, returns: of(term.returns) };
      case 'member':
      case 'target':
        return { ...term, of: of(term.of) };
      case 'either':
      case 'agree':
        return { ...term, terms: term.terms.map(of) };
      case 'call':
        return {
          ...term,
          callee: of(term.callee),
          arguments: term.arguments.map(({ value, type }) => ({ value: of(value), type: type && of(type) })),
        };
      default:
        return term;
    }
  };
  return of(body);
}
