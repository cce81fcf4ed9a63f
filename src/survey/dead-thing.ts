/** What a tree could lose: a thing that can only be one way, or that nothing uses. */
export interface DeadThing {
  readonly kind: 'config' | 'function' | 'member';
  /** Latin1, as all text of a tree. */
  readonly name: string;
  /** Of a member: its `struct s`. */
  readonly of?: string;
  /** Of a symbol: the only value that it can have. */
  readonly value?: 'y' | 'n';
  /** Why it is dead, in one clause. */
  readonly why: string;
  /** Where it is defined. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** Lines that say or define it, as a first guess at what a removal touches. */
  readonly lines: number;
  /** Files that these stand in. */
  readonly files: number;
}

/** A rule entry that removes it, as YAML below `remove:`. */
export function ruleOf(thing: DeadThing): string {
  switch (thing.kind) {
    case 'config': {
      const name = /^[A-Za-z_]\w+$/.test(thing.name) ? thing.name : `"${thing.name}"`;
      return `- config: ${name}\n  value: ${thing.value!}\n${thing.value === 'y' ? '  drop-selects: true\n' : ''}`;
    }
    case 'function':
      return `- function: ${thing.name}\n`;
    case 'member':
      return `- member: ${thing.name}\n  of: ${thing.of!}\n`;
  }
}

/** The longest first; of equally long ones by kind and name. */
export function rankThings<T extends DeadThing>(things: readonly T[]): T[] {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...things].sort(
    (a, b) => b.lines - a.lines || order(a.kind, b.kind) || order(a.name, b.name) || order(a.path, b.path),
  );
}
