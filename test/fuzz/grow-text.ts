import type { Random } from './random.js';

/**
 * A grammar: each name stands for one of some texts, in which `<name>` stands for a text of that name. A text that
 * grows too deep takes the first choice, which must end.
 */
export type Grammar = Readonly<Record<string, readonly string[]>>;

const DEEPEST = 12;
const LONGEST = 6000;

/** A random text of `<start>`. */
export function growText(grammar: Grammar, random: Random): string {
  let written = 0;
  const grow = (name: string, depth: number): string => {
    const choices = grammar[name]!;
    const choice = depth > DEEPEST || written > LONGEST ? choices[0]! : random.pick(choices);
    return choice.replace(/<(\w+)>|[^<]+|</g, (part, inner: string | undefined) => {
      if (inner !== undefined && inner in grammar) return grow(inner, depth + 1);
      written += part.length;
      return part;
    });
  };
  return grow('start', 0);
}

/** Bytes that mean something in one of the languages. */
const ODD = [
  '\0', '\r', '\n', '\r\n', '\\\n', '\\', '"', "'", '/*', '*/', '//', '#', '(', ')', '{', '}', '[', ']', ',', ';', ':',
  '?', '!', '&&', '||', '$', '$(', '\t', ' ', '\xe9', '\xff', '<', '>', '=', '-', '+', '*', '0', '`', '\f', '\v', '@', '%', '~', '%:', '??/',
]; // prettier-ignore

/** The text with a few random injuries. @param words of the language; @param other a text to take pieces of. */
export function injure(text: string, words: readonly string[], other: string, random: Random): string {
  let hurt = text;
  for (let count = 1 + random.below(4); count > 0; count--) {
    const at = random.below(hurt.length + 1);
    const to = Math.min(hurt.length, at + 1 + random.below(random.once(4) ? 200 : 8));
    const from = random.below(other.length + 1);
    const piece = [
      '',
      random.pick(ODD),
      random.pick(words),
      hurt.slice(at, to).repeat(2),
      other.slice(from, from + random.below(80)),
      String.fromCharCode(random.below(256)),
    ][random.below(6)]!;
    hurt = hurt.slice(0, at) + piece + hurt.slice(random.once(2) ? to : at);
  }
  return hurt.slice(0, 2 * LONGEST);
}
