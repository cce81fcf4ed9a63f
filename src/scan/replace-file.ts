import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** What a run left unfinished is of no use after an hour. */
const STALE_MS = 3_600_000;

/**
 * Writes a file of a cache: a reader sees the old one or the new one. Where that can't be done there is none, and the next
 * run does without.
 * @param write writes its content to a descriptor.
 */
export function replaceFile(file: string, write: (descriptor: number) => void): void {
  const folder = join(file, '..');
  const unfinished = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // A link would lead to where a hostile tree wants it.
    if (!lstatSync(folder).isDirectory()) return;
    removeUnfinished(folder);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const descriptor = openSync(unfinished, flags, 0o600);
    try {
      write(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, file);
  } catch {
    removeFile(unfinished);
  }
}

export function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It never was, or the next run takes it away.
  }
}

export function writeWhole(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;)
    at += writeSync(descriptor, bytes, at, bytes.length - at, position + at);
}

function removeUnfinished(folder: string): void {
  const before = Date.now() - STALE_MS;
  for (const name of readdirSync(folder)) {
    if (!/\.[0-9a-f]{12}\.new$/.test(name)) continue;
    const path = join(folder, name);
    if ((lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < before) removeFile(path);
  }
}
