import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readlink, symlink, utimes } from 'node:fs/promises';

/** Files that are copied at the same time. */
const AT_ONCE = 32;

const join = (folder: Uint8Array, name: Uint8Array) => Buffer.concat([folder, Buffer.from('/'), name]);

/**
 * Copies a tree with its files' times and modes, links as links; blocks of files are shared where the file system can do
 * that. Git's own folder stays behind, and so do pipes, sockets and devices.
 * @param isStopped asked between files: the rest stays away then.
 */
export async function copyTree(from: string, to: string, isStopped: () => boolean): Promise<void> {
  const folders = [{ source: Buffer.from(from), target: Buffer.from(to) }];
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    const { source, target } = folder;
    await mkdir(target, { recursive: true });
    const entries = await readdir(source, { encoding: 'buffer' as BufferEncoding, withFileTypes: true });
    const pending: Promise<void>[] = [];
    for (const entry of entries) {
      if (isStopped()) return;
      const name = Buffer.from(entry.name as unknown as Buffer);
      const [own, copy] = [join(source, name), join(target, name)];
      if (entry.isDirectory()) {
        if (name.toString('latin1') !== '.git') folders.push({ source: own, target: copy });
      } else if (entry.isSymbolicLink()) {
        pending.push(readlink(own, { encoding: 'buffer' }).then((link) => symlink(link, copy)));
      } else if (entry.isFile()) pending.push(copyOne(own, copy));
      if (pending.length >= AT_ONCE) await Promise.all(pending.splice(0));
    }
    await Promise.all(pending);
  }
}

async function copyOne(from: Buffer, to: Buffer): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  const { atime, mtime } = await lstat(from);
  await utimes(to, atime, mtime);
}
