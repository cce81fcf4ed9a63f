import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { isCode } from './explain-error.js';
import type { FileState } from './file-state.js';
import { entryOf, type Folder } from './folder.js';

/**
 * Writes a new file that lasts when this returns.
 * @param name of nothing that exists. @param modeOf the file's mode; it may do more to the file before that. Absent:
 * as any new file's.
 */
export async function stageFile(
  folder: Folder,
  name: string,
  content: Buffer,
  modeOf?: (handle: FileHandle) => Promise<number>,
): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const handle = await open(entryOf(folder, name), flags, modeOf === undefined ? 0o666 : 0o600);
  try {
    await handle.writeFile(content);
    if (modeOf !== undefined) await handle.chmod(await modeOf(handle));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** To chown(), an owner or group that stays. */
const SAME = -1;

/**
 * Gives a new file the owner and the group of the old one where that is allowed (only root may give files away).
 * @returns the mode for it: without the set-id bit of whoever it doesn't belong to.
 */
export async function keepOwner(handle: FileHandle, { uid, gid, mode }: FileState): Promise<number> {
  const own = await handle.stat();
  let kept = mode;
  const give = async (user: number, group: number, setId: number) => {
    await handle.chown(user, group).catch((error: unknown) => {
      if (!isCode(error, 'EPERM', 'EINVAL', 'ENOTSUP')) throw error;
      kept &= ~setId;
    });
  };
  if (own.gid !== gid) await give(SAME, gid, 0o2000);
  if (own.uid !== uid) await give(uid, SAME, 0o4000);
  return kept;
}
