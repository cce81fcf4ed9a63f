import { parseExpansion } from './parse-expansion.js';

/** How often a makefile reads its variables. */
export interface VariableReads {
  readonly literal: Map<string, number>;
  /** By what stands before the first reference of a computed name: `foo-` of `$(foo-$(bar))`. */
  readonly prefixes: Map<string, number>;
}

/** Counts what `$(name)` and `$(name:a=b)` read in a text, recipes and defines included. */
export function countReads(text: string): VariableReads {
  const reads: VariableReads = { literal: new Map(), prefixes: new Map() };
  addReads(reads, text, 1);
  return reads;
}

/**
 * Adds the reads of `text` to the counts, or takes them away again (`by` 1 or -1).
 * @returns the names that nothing reads any more.
 */
export function addReads(reads: VariableReads, text: string, by: 1 | -1): string[] {
  const lost: string[] = [];
  for (const match of text.matchAll(/\$[({]([^(){}$,\s:=]*)(.?)/g)) {
    const [, name = '', next] = match;
    if (name === '') continue;
    const table = next === '$' ? reads.prefixes : reads.literal;
    const count = (table.get(name) ?? 0) + by;
    if (count > 0) {
      table.set(name, count);
    } else {
      table.delete(name);
      if (table === reads.literal) lost.push(name);
    }
  }
  return lost;
}

/** The names that a variable may turn out to have: references in `name` stand for anything. */
export interface NamePattern {
  /** What stands before the first reference. */
  readonly prefix: string;
  readonly isLiteral: boolean;
  readonly matches: (name: string) => boolean;
}

export function makeNamePattern(name: string): NamePattern {
  const parts = parseExpansion(name, { start: 0, end: name.length });
  const [first] = parts;
  const isLiteral = parts.every((part) => part.kind === 'text');
  const prefix = first?.kind === 'text' ? name.slice(0, first.end) : '';
  if (isLiteral) return { prefix, isLiteral, matches: (other) => other === name };
  const source = parts.map((part) =>
    part.kind === 'text' ? name.slice(part.start, part.end).replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '.*',
  );
  const pattern = new RegExp(`^${source.join('').replace(/(?:\.\*)+/g, '.*')}$`);
  return { prefix, isLiteral, matches: (other) => pattern.test(other) };
}

/** Whether some read could mean a variable of this name; a wholly computed name is taken to mean another. */
export function mayRead(reads: VariableReads, pattern: NamePattern): boolean {
  for (const prefix of reads.prefixes.keys()) {
    if (pattern.prefix.startsWith(prefix) || (!pattern.isLiteral && prefix.startsWith(pattern.prefix)))
      return true;
  }
  if (pattern.isLiteral) return reads.literal.has(pattern.prefix);
  for (const name of reads.literal.keys()) if (pattern.matches(name)) return true;
  return false;
}
