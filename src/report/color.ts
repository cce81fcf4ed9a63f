import type { ColorMode } from '../options.js';

/** Wraps text in escape sequences, or leaves it alone. Git's own colours for a patch. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly yellow: (text: string) => string;
}

const PLAIN = (text: string) => text;

export function makePalette(enabled: boolean): Palette {
  const paint = (code: number) =>
    enabled ? (text: string) => (text === '' ? '' : `\x1b[${code}m${text}\x1b[m`) : PLAIN;
  return { bold: paint(1), red: paint(31), green: paint(32), yellow: paint(33), cyan: paint(36) };
}

/**
 * Whether a stream gets colours. The option wins; then NO_COLOR (https://no-color.org: any text but none), then
 * FORCE_COLOR (any text but 0 and false), then whether it is a terminal.
 */
export function wantsColor(
  mode: ColorMode,
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  if (mode !== 'auto') return mode === 'always';
  if (env.NO_COLOR) return false;
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}
