/**
 * The macros that BusyBox's Kconfig writes for each symbol X beside CONFIG_X (its scripts/kconfig/confdata.c):
 * `ENABLE_X` is 1 or 0 and always defined; `IF_X(…)` is its arguments or nothing, `IF_NOT_X(…)` the opposite. For int,
 * hex and string symbols they are those of y.
 */
export type FlagForm = 'ENABLE_' | 'IF_' | 'IF_NOT_';

/** Tells from the text of a tree's scripts/kconfig/confdata.c whether its Kconfig writes them. */
export function writesFlags(confdata: string): boolean {
  return confdata.includes('#define ENABLE_%s ') && /#\s*define IF_%s\(\.\.\.\)/.test(confdata);
}

/** The words that test the symbol. */
export function flagWords(symbol: string): string[] {
  return [`ENABLE_${symbol}`, `IF_${symbol}`, `IF_NOT_${symbol}`];
}

export interface Flag {
  readonly form: FlagForm;
  readonly symbol: string;
}

/** How a word tests one of the symbols; undefined where it doesn't. `IF_NOT_X` of a symbol NOT_X is that one's. */
export function readFlag(word: string, isSymbol: (name: string) => boolean): Flag | undefined {
  const match = /^(ENABLE_|IF_)(\w+)$/.exec(word);
  if (!match) return undefined;
  const form = match[1] as FlagForm;
  const symbol = match[2]!;
  if (isSymbol(symbol)) return { form, symbol };
  const inner = form === 'IF_' && symbol.startsWith('NOT_') ? symbol.slice('NOT_'.length) : '';
  return inner !== '' && isSymbol(inner) ? { form: 'IF_NOT_', symbol: inner } : undefined;
}

export interface FlagMention extends Flag {
  readonly offset: number;
  readonly word: string;
}

/** The words of a text that test one of the symbols, in order. */
export function findFlagMentions(text: string, isSymbol: (name: string) => boolean): FlagMention[] {
  const found: FlagMention[] = [];
  for (const match of text.matchAll(/(?<!\w)(?:ENABLE|IF)_\w+/g)) {
    const flag = readFlag(match[0], isSymbol);
    if (flag) found.push({ ...flag, offset: match.index, word: match[0] });
  }
  return found;
}

/** The symbols of which a text defines or undefines such a macro itself, so that it means what the text says. */
export function redefinedFlags(text: string): Set<string> {
  const symbols = new Set<string>();
  for (const [, word] of text.matchAll(/^[ \t]*#[ \t]*(?:define|undef)[ \t]+((?:ENABLE|IF)_\w+)/gm)) {
    symbols.add(word!.replace(/^(?:ENABLE|IF_NOT|IF)_/, ''));
  }
  return symbols;
}
