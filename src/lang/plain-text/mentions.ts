/** A word of the form CONFIG_NAME in a text. */
export interface ConfigMention {
  /** Byte offset of the `C` of CONFIG_. */
  readonly offset: number;
  /** What follows CONFIG_, `_MODULE` included. */
  readonly word: string;
}

/** Whether the character may be part of a word (ISO C's identifiers): [A-Za-z0-9_]. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122)
  );
}

/** Byte offsets of `word` in `text` where it stands as a whole word, in order. */
export function findWord(text: string, word: string): number[] {
  const found: number[] = [];
  if (word === '') return found;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = at === 0 ? 0 : text.charCodeAt(at - 1);
    const end = at + word.length;
    const after = end === text.length ? 0 : text.charCodeAt(end);
    if (!isWordCode(before) && !isWordCode(after)) found.push(at);
  }
  return found;
}

/**
 * The words CONFIG_… of a text, in order, in one pass whatever the number of facts. A word starts where no word
 * character stands before it, or after the `-D` of a compiler's command line.
 */
export function findConfigMentions(text: string): ConfigMention[] {
  const found: ConfigMention[] = [];
  for (let at = text.indexOf('CONFIG_'); at >= 0; at = text.indexOf('CONFIG_', at + 7)) {
    if (at > 0 && isWordCode(text.charCodeAt(at - 1)) && !isDefineFlag(text, at - 1)) continue;
    let end = at + 7;
    while (end < text.length && isWordCode(text.charCodeAt(end))) end++;
    if (end > at + 7) found.push({ offset: at, word: text.slice(at + 7, end) });
  }
  return found;
}

function isDefineFlag(text: string, at: number): boolean {
  return text[at] === 'D' && text[at - 1] === '-' && (at < 2 || !isWordCode(text.charCodeAt(at - 2)));
}

/** The key of `table` that a mention's word names: the word itself, or the word without `_MODULE`. */
export function namedSymbol<T>(table: ReadonlyMap<string, T>, word: string): T | undefined {
  const exact = table.get(word);
  if (exact !== undefined) return exact;
  return word.endsWith('_MODULE') ? table.get(word.slice(0, -'_MODULE'.length)) : undefined;
}
