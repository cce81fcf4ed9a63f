/** The names of the variables that a makefile reads. */
export interface VariableReads {
  readonly literal: ReadonlySet<string>;
  /** What stands before the first reference of a computed name: `foo-` of `$(foo-$(bar))`. */
  readonly prefixes: readonly string[];
}

/** Collects the names that `$(name)` and `$(name:a=b)` read, those in recipes and defines included. */
export function collectReads(text: string): VariableReads {
  const literal = new Set<string>();
  const prefixes = new Set<string>();
  for (const match of text.matchAll(/\$[({]([^(){}$,\s:=]*)(.?)/g)) {
    const [, name = '', next] = match;
    if (name === '') continue;
    if (next === '$') prefixes.add(name);
    else literal.add(name);
  }
  return { literal, prefixes: [...prefixes] };
}

/** Whether some read could mean a variable whose name starts with `start` and, if `whole`, ends there. */
export function mayRead(reads: VariableReads, start: string, whole: boolean): boolean {
  if (reads.prefixes.some((prefix) => start.startsWith(prefix) || (!whole && prefix.startsWith(start)))) return true;
  if (whole) return reads.literal.has(start);
  for (const name of reads.literal) if (name.startsWith(start)) return true;
  return false;
}
