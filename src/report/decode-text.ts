/**
 * Text of a tree (latin1, one byte a character) as people and JSON read it: UTF-8 where it is valid, else with
 * U+FFFD for each byte sequence that isn't.
 */
export function decodeText(bytes: string): string {
  /* eslint-disable no-control-regex -- ranges of bytes */
  // Most text is ASCII and needs no second look.
  if (/^[\x00-\x7f]*$/.test(bytes)) return bytes;
  // A message of our own with a character that no byte is: not a tree's text, and decoded already.
  if (/[^\x00-\xff]/.test(bytes)) return bytes;
  /* eslint-enable no-control-regex */
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** One line of a tree for the terminal: white space collapsed, control characters shown as `?`, at most `width` characters. */
export function decodeLine(bytes: string, width: number): string {
  const text = decodeText(bytes).trim().replace(/\s+/g, ' ');
  // eslint-disable-next-line no-control-regex -- they would act on the terminal
  const shown = text.replace(/[\x00-\x1f\x7f-\x9f]/g, '?');
  const characters = Array.from(shown.slice(0, 2 * width));
  return characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : shown;
}
