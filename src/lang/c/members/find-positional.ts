/** An initializer by position: where the struct's name stands, and the brace. */
export interface Positional {
  readonly start: number;
  readonly brace: number;
}

/** The initializers of a struct by position in a text (C11 6.7.9p17), compound literals included. */
export function findPositional(text: string, tag: string): Positional[] {
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
    .map(({ 0: { length }, index }) => ({ start: index, brace: index + length - 1 }))
    .sort((a, b) => a.start - b.start);
}
