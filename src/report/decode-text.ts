// eslint-disable-next-line no-control-regex -- a range of bytes
const ASCII = /^[\x00-\x7f]*$/;

/**
 * Text of a tree (latin1, one byte a character) as people and JSON read it: UTF-8 where it is valid, else with
 * U+FFFD for each byte sequence that isn't.
 */
export function decodeText(bytes: string): string {
  // Most text is ASCII and needs no second look.
  if (ASCII.test(bytes)) return bytes;
  // A message of our own with a character that no byte is: not a tree's text, and decoded already.
  // eslint-disable-next-line no-control-regex -- a range of bytes
  if (/[^\x00-\xff]/.test(bytes)) return bytes;
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/**
 * The bytes of a decoded text, as latin1.
 * @param bytes what stands beside it where the text says too little: see lostBytes.
 */
export function encodeText(text: string, bytes?: string): string {
  return bytes === undefined
    ? Buffer.from(text).toString('latin1')
    : Buffer.from(bytes, 'base64').toString('latin1');
}

/** Bytes (latin1) that decodeText loses, in base64; undefined where it keeps all. */
export function lostBytes(bytes: string): string | undefined {
  if (ASCII.test(bytes)) return undefined;
  return encodeText(decodeText(bytes)) === bytes
    ? undefined
    : Buffer.from(bytes, 'latin1').toString('base64');
}

/** One line of a tree for the terminal: white space collapsed, control characters shown as `?`, at most `width` characters. */
export function decodeLine(bytes: string, width: number): string {
  const text = decodeText(bytes).trim().replace(/\s+/g, ' ');
  // eslint-disable-next-line no-control-regex -- they would act on the terminal
  const shown = text.replace(/[\x00-\x1f\x7f-\x9f]/g, '?');
  const characters = Array.from(shown.slice(0, 2 * width));
  return characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : shown;
}
