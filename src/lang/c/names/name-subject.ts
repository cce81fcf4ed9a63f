import { isKeyword } from '../syntax/words.js';

/** A name of C's ordinary name space (C11 6.2.3), or the tag of a struct, union or enum. */
export interface NameSubject {
  readonly name: string;
  /** The word before it, where it is a tag. */
  readonly tag: 'struct' | 'union' | 'enum' | null;
}

/** Splits `struct s` into tag and name. */
export function subjectOf(name: string): NameSubject {
  const match = /^(struct|union|enum)\s+(\w+)$/.exec(name.trim());
  if (!match) return { name: name.trim(), tag: null };
  return { name: match[2]!, tag: match[1] as NameSubject['tag'] };
}

/** The word of a name by which text can be searched for it. */
export const wordOf = (name: string): string => subjectOf(name).name;

/** Whether the text is one identifier that is no keyword. */
export function isPlainName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text) && !isKeyword(text);
}
