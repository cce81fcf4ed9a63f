import { clip } from '../errors.js';
import type { ConfigValue } from '../lang/facts.js';

/** What people write for a tristate out of habit. */
const HABITS: Readonly<Record<string, 'y' | 'n' | 'm'>> = {
  yes: 'y',
  true: 'y',
  on: 'y',
  no: 'n',
  false: 'n',
  off: 'n',
  y: 'y',
  n: 'n',
  m: 'm',
  mod: 'm',
  module: 'm',
};

const NUMBER = /^(?:-?[0-9]+|0[xX][0-9a-fA-F]+)$/;

/**
 * Reads the value of a symbol from the text that the user wrote: a tristate, a number in its own spelling (`0x10`
 * stays so), or a string. A string is quoted, so that a misspelt `y` isn't taken for one.
 * @param quoted whether the text stood in quotes, which are not part of it. Quotes within it are a string, too.
 * @returns the value, or what is wrong with it.
 */
export function readConfigValue(
  text: string,
  quoted: boolean,
): ConfigValue | { kind: 'wrong'; message: string } {
  if (text === 'y' || text === 'n' || text === 'm') return { kind: 'tristate', value: text };
  // eslint-disable-next-line no-control-regex -- no string of Kconfig holds one
  if (/[\x00-\x1f]/.test(text)) return { kind: 'wrong', message: 'a value is one line of text' };
  const inner = /^"((?:[^"\\]|\\.)*)"$/.exec(text);
  if (inner) return { kind: 'literal', value: toBytes(inner[1]!) };
  if (quoted || NUMBER.test(text)) return { kind: 'literal', value: toBytes(text) };
  if (text === '')
    return { kind: 'wrong', message: 'the value is missing: y, n, m, a number, or a string in quotes' };
  const habit = HABITS[text.toLowerCase()];
  if (habit) return { kind: 'wrong', message: `'${text}' is no Kconfig value; did you mean '${habit}'?` };
  return {
    kind: 'wrong',
    message: `'${clip(text)}' is neither y, n, m nor a number; a string takes quotes: "${clip(text)}"`,
  };
}

/** Facts are compared with trees' text, which is latin1, one byte a character. */
function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
