import { link, rename } from 'node:fs/promises';
import { checkStill, withChecked, type PlannedFile, type PlannedFolder } from './check-files.js';
import { isCode } from './explain-error.js';
import { entryOf, syncFolder, type Folder } from './folder.js';
import { keepOwner, stageFile } from './stage-file.js';

/**
 * The steps of a write between its journal and its end. Each is one pass over the folders; what the steps before have
 * done lasts when the next one begins.
 * @param proceed is called before each file, and throws when the write is to be broken off.
 */
export async function swapFiles(
  root: Folder,
  folders: readonly PlannedFolder[],
  proceed: () => void,
): Promise<void> {
  const pass = async (step: (folder: Folder, file: PlannedFile) => Promise<void>) => {
    for (const planned of folders) {
      await withChecked(root, planned, async (folder) => {
        for (const file of planned.files) {
          proceed();
          await step(folder, file);
        }
        await syncFolder(folder);
      });
    }
  };
  await pass(async (folder, file) => {
    if (file.content !== undefined)
      await stageFile(folder, file.newName, file.content, (handle) => keepOwner(handle, file.state));
    if (file.content !== undefined) await keepOld(folder, file);
  });
  await pass(replaceFile);
  proceed();
}

/** File systems and links that hard links are impossible for: FAT, a name on another mount, other people's files. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'];

/** Gives the old content a second name. Where that can't be, it is moved there in the moment it is replaced. */
async function keepOld(folder: Folder, file: PlannedFile): Promise<void> {
  try {
    await link(entryOf(folder, file.name), entryOf(folder, file.oldName));
  } catch (error) {
    if (!isCode(error, ...NO_LINKS)) throw error;
  }
}

/** Puts the new content in place, or takes the file away; its old content stays beside it. */
async function replaceFile(folder: Folder, file: PlannedFile): Promise<void> {
  const [name, newName, oldName] = [file.name, file.newName, file.oldName].map((own) => entryOf(folder, own));
  await checkStill(folder, file);
  // Does nothing where both are names of one file already.
  await rename(name!, oldName!);
  await checkStill(folder, file, file.oldName);
  if (file.content !== undefined) await rename(newName!, name!);
}
