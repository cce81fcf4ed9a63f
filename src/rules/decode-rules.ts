import { RuleError } from './rule-errors.js';

/**
 * The text of a rule file, which is UTF-8; a byte order mark goes.
 * @param file its name for messages. @throws RuleError that names the first byte that isn't text.
 */
export function decodeRules(bytes: Uint8Array, file: string): string {
  const refuse = (offset: number, message: string): never => {
    const before = Buffer.from(bytes.buffer, bytes.byteOffset, offset).toString('latin1');
    const line = before.split('\n').length;
    const column = offset - before.lastIndexOf('\n');
    throw new RuleError([{ at: { kind: 'file', file, line, column }, message }]);
  };
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    refuse(0, 'UTF-16 text; save it as UTF-8');
  const zero = bytes.indexOf(0);
  if (zero >= 0) refuse(zero, 'a NUL byte; is it a rule file, saved as UTF-8?');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse(firstWrongByte(bytes), 'not UTF-8 text; save it as UTF-8');
  }
}

/** How many bytes at the start are UTF-8: found by halves, as a longer start is never better. */
function firstWrongByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isStartOfText(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  // In a stream a character may be cut off at the end: that one is wrong from its first byte.
  while (low > 0 && !isStartOfText(bytes.subarray(0, low), false)) low--;
  return low;
}

function isStartOfText(bytes: Uint8Array, stream = true): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
