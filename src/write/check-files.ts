import { UserError } from '../errors.js';
import type { FinalFile } from '../final-files.js';
import { decodeText } from '../report/decode-text.js';
import { explainError, isCode } from './explain-error.js';
import { isUnchanged, NotAFileError, readRegular, type FileState } from './file-state.js';
import { NoFolderError, withFolder, type Folder } from './folder.js';
import { besideName, groupByFolder, mayBeWritten, nameOf } from './own-names.js';

/** A file of a write, checked. */
export interface PlannedFile {
  readonly path: string;
  readonly name: string;
  /** undefined: the file goes. */
  readonly content: Buffer | undefined;
  readonly state: FileState;
  /** Names beside it. */
  readonly newName: string;
  readonly oldName: string;
}

/** The files of a write in one folder. */
export interface PlannedFolder {
  readonly path: string;
  readonly identity: string;
  readonly files: readonly PlannedFile[];
}

/**
 * Holds the files of a write against the disk: each must lie below the tree, through no symbolic link, and hold what
 * was read.
 * @throws UserError
 */
export async function checkFiles(
  root: Folder,
  files: readonly FinalFile[],
  token: string,
): Promise<PlannedFolder[]> {
  const indexed = files.map((file, index) => ({ ...file, index }));
  for (const { path } of files) if (!mayBeWritten(path)) refuse(path, 'not below the tree');
  const planned: PlannedFolder[] = [];
  for (const [path, own] of groupByFolder(indexed)) {
    const check = async (folder: Folder): Promise<PlannedFolder> => {
      const checked: PlannedFile[] = [];
      for (const file of own) checked.push(await checkFile(folder, file, token));
      return { path, identity: folder.identity, files: checked };
    };
    planned.push(
      await withFolder(root, path, check).catch((error: unknown) => {
        if (error instanceof UserError) throw error;
        return refuse(own[0]!.path, reasonOf(error), error);
      }),
    );
  }
  return planned;
}

async function checkFile(
  folder: Folder,
  { path, before, after, index }: FinalFile & { readonly index: number },
  token: string,
): Promise<PlannedFile> {
  const name = nameOf(path);
  const { content, state } = await readRegular(folder, name).catch((error: unknown) =>
    refuse(path, reasonOf(error), error),
  );
  if (!content.equals(Buffer.from(before, 'latin1'))) refuse(path, CHANGED);
  return {
    path,
    name,
    content: after === undefined ? undefined : Buffer.from(after, 'latin1'),
    state,
    newName: besideName(token, index, 'new'),
    oldName: besideName(token, index, 'old'),
  };
}

const CHANGED = 'changed on disk since it was read';

/** Once more, in the moment before a file is replaced, or of the name that its old content has now. @throws UserError */
export async function checkStill(folder: Folder, file: PlannedFile, name = file.name): Promise<void> {
  if (!(await isUnchanged(folder, name, file.state))) refuse(file.path, CHANGED);
}

/** Opens a folder that was checked, which must be the same still. @throws UserError; the system's error. */
export async function withChecked(
  root: Folder,
  { path, identity, files }: PlannedFolder,
  use: (folder: Folder) => Promise<void>,
): Promise<void> {
  await withFolder(root, path, async (folder) => {
    if (folder.identity !== identity) refuse(files[0]!.path, 'its folder changed since it was read');
    await use(folder);
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof NoFolderError) {
    return error.isLink
      ? 'behind a symbolic link, which is not followed'
      : 'gone from disk since it was read';
  }
  if (error instanceof NotAFileError) return error.message;
  return isCode(error, 'ENOENT') ? 'gone from disk since it was read' : explainError(error);
}

function refuse(path: string, reason: string, cause?: unknown): never {
  throw new UserError(`${decodeText(path)}: ${reason}; nothing was changed`, { cause });
}
