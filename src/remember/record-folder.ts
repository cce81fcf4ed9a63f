import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { userCache } from '../scan/cache-file.js';
import { removeFile, replaceFile, writeWhole } from '../scan/replace-file.js';

/** All records together take no more than this; those that weren't used for longest go. */
const MOST_BYTES = 256 * 1024 * 1024;
/** A larger one isn't kept. */
const LARGEST = 64 * 1024 * 1024;

/**
 * The user's records, each under the id of its run. They lie in the user's cache folder and never in a tree: what they say is
 * taken as it is, and a tree may come from anywhere.
 */
export interface RecordFolder {
  readonly path: string;
  readonly read: (id: string) => Buffer | undefined;
  readonly has: (id: string) => boolean;
  readonly write: (id: string, bytes: Buffer) => void;
}

/** @returns undefined where there can be no folder that nobody else may write to. */
export function openRecordFolder(
  env: Readonly<Record<string, string | undefined>>,
): RecordFolder | undefined {
  const path = join(userCache(env), 'runs');
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (!isOwn(path)) return undefined;
  } catch {
    return undefined;
  }
  const place = (id: string) => join(path, `${id}.run`);
  return {
    path,
    has: (id) => lstatSync(place(id), { throwIfNoEntry: false })?.isFile() ?? false,
    read: (id) => readOwn(place(id)),
    write(id, bytes) {
      if (bytes.length > LARGEST) return;
      replaceFile(place(id), (descriptor) => writeWhole(descriptor, bytes, 0));
      removeOldest(path);
    },
  };
}

function isOwn(folder: string): boolean {
  const info = lstatSync(folder);
  return info.isDirectory() && info.uid === (process.geteuid?.() ?? info.uid) && (info.mode & 0o022) === 0;
}

function readOwn(file: string): Buffer | undefined {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const info = fstatSync(descriptor);
      if (!info.isFile() || info.size > LARGEST) return undefined;
      const bytes = readFileSync(descriptor);
      // It counts as used.
      const now = new Date();
      utimesSync(file, now, now);
      return bytes;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

function removeOldest(folder: string): void {
  const records = readdirSync(folder)
    .filter((name) => name.endsWith('.run'))
    .flatMap((name) => {
      const path = join(folder, name);
      const info = lstatSync(path, { throwIfNoEntry: false });
      return info ? [{ path, size: info.size, used: info.mtimeMs }] : [];
    })
    .sort((a, b) => b.used - a.used);
  let sum = 0;
  for (const { path, size } of records) if ((sum += size) > MOST_BYTES) removeFile(path);
}
