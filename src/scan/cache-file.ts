import { createHash } from 'node:crypto';
import { accessSync, constants, lstatSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { DiskFiles } from './disk-files.js';
import { replaceFile, writeWhole } from './replace-file.js';
import { encodeSection, layOutCache, type CacheSection } from './word-cache.js';

/** Of the files, so many must have been read anew before the cache is written again: until then reading them costs less. */
const WORTH_WRITING = 1 / 200;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the cache of a tree lies: in its git directory, where that is a folder that can be written; else in the user's cache folder, under a
 * name made of the tree's real path.
 */
export function placeCache(root: string, env: Environment): string {
  const real = realpathSync(root);
  const git = join(real, '.git');
  if (lstatSync(git, { throwIfNoEntry: false })?.isDirectory() && isWritable(git))
    return join(git, 'excise', 'words');
  const name = createHash('sha256').update(real).digest('hex').slice(0, 32);
  return join(userCache(env), `${name}.words`);
}

/** What is ours of the user's cache folder. */
export function userCache({ XDG_CACHE_HOME: given = '' }: Environment): string {
  return join(isAbsolute(given) ? given : join(homedir(), '.cache'), 'excise');
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
  const sections: CacheSection[] = [];
  let fresh = 0;
  for (const { paths, index, marks, readAnew = 0 } of parts) {
    if (!index || !marks) return;
    sections.push({ paths, marks, index });
    fresh += readAnew;
  }
  if (fresh === 0 || fresh < count * WORTH_WRITING) return;
  replaceFile(file, (descriptor) => {
    let position = Math.ceil(((sections.length + 1) * 4) / 8) * 8;
    const sizes: number[] = [];
    for (const section of sections) {
      const bytes = encodeSection(section);
      writeWhole(descriptor, bytes, position);
      position += bytes.length;
      sizes.push(bytes.length);
    }
    writeWhole(descriptor, new Uint8Array(layOutCache(sizes).buffer), 0);
  });
}
