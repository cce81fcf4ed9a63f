import { closeSync, constants, openSync, readSync } from 'node:fs';

/** Where files are read to, one after the other: it saves an allocation per file. */
export interface Room {
  /** A place of at least `size` bytes; what was written to an earlier one is there, too. */
  room(size: number): Buffer;
}

const ROOM_AT_FIRST = 1 << 18;
/** Larger files are seen in pieces, so that a thread's room stays small (a kernel has headers of 24 MB). */
const WINDOW = 1 << 20;

/** Room of a thread's own; it grows to the longest line, or to the largest file that is read whole. */
export function openRoom(): Room {
  let buffer = Buffer.allocUnsafeSlow(ROOM_AT_FIRST);
  return {
    room(size) {
      if (size > buffer.length) {
        const larger = Buffer.allocUnsafeSlow(size);
        buffer.copy(larger);
        buffer = larger;
      }
      return buffer;
    },
  };
}

/**
 * Shows a file in pieces that end where a line ends; most files are one piece.
 * @param see told how many bytes stand in the room, and whether they follow others of the file. It may overwrite or move
 * the room.
 * @param onOpen told of the descriptor first.
 * @returns false when the file can't be read.
 */
export function readWindows(
  room: Room,
  path: string | Buffer,
  see: (length: number, isMore: boolean) => void,
  onOpen?: (descriptor: number) => void,
): boolean {
  const descriptor = openToRead(path);
  if (descriptor === undefined) return false;
  try {
    onOpen?.(descriptor);
    let length = 0;
    let isMore = false;
    for (let target = room.room(ROOM_AT_FIRST); ;) {
      const free = target.length - length;
      const count = readSync(descriptor, target, length, free, null);
      length += count;
      // A short read of a regular file is its end.
      if (count < free) {
        see(length, isMore);
        return true;
      }
      const cut = target.length < WINDOW ? 0 : target.lastIndexOf(LINE_END) + 1;
      if (cut === 0) target = room.room(target.length * 2);
      else {
        const rest = Buffer.from(target.subarray(cut));
        see(cut, isMore);
        target = room.room(rest.length);
        rest.copy(target);
        length = rest.length;
        isMore = true;
      }
    }
  } catch {
    return false;
  } finally {
    closeSync(descriptor);
  }
}

const LINE_END = 0x0a;

/** Reads a whole file; returns its length, -1 when it can't be read. */
export function readWhole(room: Room, path: string | Buffer): number {
  const descriptor = openToRead(path);
  if (descriptor === undefined) return -1;
  try {
    let target = room.room(ROOM_AT_FIRST);
    for (let length = 0; ; target = room.room(target.length * 2)) {
      const free = target.length - length;
      const count = readSync(descriptor, target, length, free, null);
      length += count;
      if (count < free) return length;
    }
  } catch {
    return -1;
  } finally {
    closeSync(descriptor);
  }
}

/** A regular file; a link isn't followed, and nothing is waited for. */
function openToRead(path: string | Buffer): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}
