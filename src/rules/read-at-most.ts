import { readSync } from 'node:fs';
import { UserError } from '../errors.js';

/** How long a pipe without a writer is waited for, and one whose writer stays silent; in milliseconds. */
const PATIENCE = { writer: 5000, text: 60_000 };
/** How often it is asked. */
const STEP = 20;

/**
 * The bytes of an open file, pipe or device up to a number of them, so that `/dev/zero` ends, too.
 * @param name for messages. A pipe that has a name must have been opened so as not to wait (O_NONBLOCK): opened the
 * common way it waits for someone who writes into it, for ever if need be.
 * @throws the system's error; UserError for a pipe that gives nothing.
 */
export function readAtMost(
  descriptor: number,
  most: number,
  { isPipe, name }: { isPipe: boolean; name: string },
): Buffer {
  const buffer = Buffer.allocUnsafe(most);
  let length = 0;
  let waited = 0;
  let hasWriter = false;
  while (length < most) {
    const count = readSome(descriptor, buffer, length);
    if (count !== undefined && count > 0) {
      length += count;
      waited = 0;
      continue;
    }
    if (count === undefined) hasWriter = true;
    // The end; but before anything was read, the end of a pipe may be that nobody has opened it yet.
    else if (!isPipe || hasWriter || length > 0) break;
    if (waited >= (hasWriter ? PATIENCE.text : PATIENCE.writer))
      throw new UserError(`${name}: error: a pipe that gives nothing; name a rule file`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STEP);
    waited += STEP;
  }
  return buffer.subarray(0, length);
}

/** How many bytes were read: 0 at the end, undefined where there are none yet. */
function readSome(descriptor: number, buffer: Buffer, at: number): number | undefined {
  try {
    return readSync(descriptor, buffer, at, buffer.length - at, null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EOF') return 0;
    if (code === 'EAGAIN') return undefined;
    throw error;
  }
}
