import { createHash } from 'node:crypto';

const known = new Map<string, number>();

/** A number that depends on the text and the seed alone. */
export function hashText(text: string, seed: number): number {
  const key = `${seed} ${text}`;
  let value = known.get(key);
  if (value === undefined) {
    value = createHash('md5').update(key).digest().readUInt32LE();
    known.set(key, value);
  }
  return value;
}
