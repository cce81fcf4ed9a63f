import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { DiskFiles } from './disk-files.js';
import { encodeSection, layOutCache } from './word-cache.js';

/** Of the files, so many must have been read anew before the cache is written again: until then reading them costs less. */
const WORTH_WRITING = 1 / 200;
/** What a run left unfinished is of no use after an hour. */
const STALE_MS = 3_600_000;

/**
 * Where the cache of a tree lies: in its git directory, where that is a folder that can be written; else in the user's cache folder, under a
 * name made of the tree's real path.
 */
export function placeCache(root: string, env: Readonly<Record<string, string | undefined>>): string {
  const real = realpathSync(root);
  const git = join(real, '.git');
  if (lstatSync(git, { throwIfNoEntry: false })?.isDirectory() && isWritable(git))
    return join(git, 'excise', 'words');
  const { XDG_CACHE_HOME: given = '' } = env;
  const folder = isAbsolute(given) ? given : join(homedir(), '.cache');
  const name = createHash('sha256').update(real).digest('hex').slice(0, 32);
  return join(folder, 'excise', `${name}.words`);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Writes what a run has found out, if that is the whole tree and enough of it is new. A reader sees the old file or the new
 * one. A cache that can't be written is none: the next run reads the tree.
 */
export function saveCache(file: string, { parts, count }: DiskFiles): void {
  const sections = [];
  let fresh = 0;
  for (const { paths, index, marks, readAnew = 0 } of parts) {
    if (!index || !marks) return;
    sections.push({ paths, marks, index });
    fresh += readAnew;
  }
  if (fresh === 0 || fresh < count * WORTH_WRITING) return;
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
      let position = Math.ceil(((sections.length + 1) * 4) / 8) * 8;
      const sizes: number[] = [];
      for (const section of sections) {
        const bytes = encodeSection(section);
        writeWhole(descriptor, bytes, position);
        position += bytes.length;
        sizes.push(bytes.length);
      }
      writeWhole(descriptor, new Uint8Array(layOutCache(sizes).buffer), 0);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, file);
  } catch {
    removeFile(unfinished);
  }
}

function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It never was, or the next run takes it away.
  }
}

function writeWhole(descriptor: number, bytes: Uint8Array, position: number): void {
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
