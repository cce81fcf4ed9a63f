import { factId, type Leftover, type MemberFact } from '../../facts.js';

/** Of a text: offsets of initializers of a struct by position (C11 6.7.9p17), compound literals included. */
export function findPositional(text: string, tag: string): number[] {
  if (!text.includes(tag)) return [];
  const code = text.replace(/\/\*.*?\*\/|\/\/[^\n]*|^[ \t]*#(?:[^\n\\]|\\.)*/gms, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  );
  const designated = String.raw`(?!\s*(?:\{\s*)?(?:\.|\[|\}|0\s*\}|[A-Za-z_]\w*\s*:))`;
  const object = new RegExp(String.raw`\b${tag}\b[^;{}()]*=\s*\{${designated}`, 'g');
  const literal = new RegExp(
    String.raw`\(\s*(?:const\s+)?(?:struct|union)\s+${tag}\s*(?:\[\s*\]\s*)?\)\s*\{${designated}`,
    'g',
  );
  return [...code.matchAll(object), ...code.matchAll(literal)]
    .map((match) => match.index)
    .sort((a, b) => a - b);
}

/** Initializers by position of structs that lose a member: whether a value there is the member's, a person must see. */
export function reportPositional(path: string, text: string, facts: readonly MemberFact[]): Leftover[] {
  return facts.flatMap((fact) => {
    if (!fact.positional?.includes(path)) return [];
    const message = `initializes ${fact.of} by position, perhaps ${fact.name}, too`;
    return findPositional(text, fact.of.slice(fact.of.indexOf(' ') + 1)).map((offset) => ({
      code: 'initialized-by-position',
      path,
      offset,
      message,
      cause: factId(fact),
    }));
  });
}
