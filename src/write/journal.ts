import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { UserError } from '../errors.js';
import { isCode } from './explain-error.js';
import { closeRead, entryOf, removeEntry, syncFolder, type Folder } from './folder.js';
import { DONE, JOURNAL, mayBeWritten, OWN_FOLDER, TOKEN, UNFINISHED } from './own-names.js';

/** What a write is about to do, so that another run can undo or finish it. */
export interface Journal {
  /** Part of the names of the files beside those that are written. */
  readonly token: string;
  readonly files: readonly JournalFile[];
}

export interface JournalFile {
  /** Below the tree, latin1. */
  readonly path: string;
  /** SHA-256 of the new content; null: the file goes. */
  readonly after: string | null;
}

/** How far a write has come: `journal`, it is to be undone; `done`, everything is in place and it is to be tidied up. */
export type Stage = typeof JOURNAL | typeof DONE;

/** A journal is refused beyond this size: one of a million files is smaller. */
const MOST_BYTES = 2 ** 28;

export function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Puts a journal up, whole or not at all; it lasts when this returns. */
export async function writeJournal(root: Folder, own: Folder, journal: Journal): Promise<void> {
  const text = JSON.stringify({ version: 1, ...journal });
  const place = entryOf(own, UNFINISHED);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const handle = await open(place, flags, 0o600);
  try {
    await handle.writeFile(`${text}\n${hashOf(Buffer.from(text))}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(place, entryOf(own, JOURNAL));
  await syncFolder(own);
  await syncFolder(root);
}

/** From here on the write is finished, never undone; once the folder is synced, also when the machine fails. */
export async function markDone(own: Folder): Promise<void> {
  await rename(entryOf(own, JOURNAL), entryOf(own, DONE));
}

/** One that comes back when the machine fails now does no harm: there is nothing left to undo or finish. */
export async function removeJournal(own: Folder): Promise<void> {
  for (const name of [UNFINISHED, JOURNAL, DONE]) await removeEntry(own, name);
}

/**
 * The journal that a write has left, if any. It may be anyone's work: its paths are checked.
 * @throws UserError where it is damaged.
 */
export async function readJournal(
  own: Folder,
): Promise<{ readonly stage: Stage; readonly journal: Journal } | undefined> {
  for (const stage of [JOURNAL, DONE] as const) {
    const text = await readIfThere(own, stage);
    if (text === undefined) continue;
    const journal = parseJournal(text);
    if (journal !== undefined) return { stage, journal };
    throw damaged(stage);
  }
  return undefined;
}

async function readIfThere(own: Folder, stage: Stage): Promise<string | undefined> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    const handle = await open(entryOf(own, stage), flags);
    try {
      const info = await handle.stat();
      if (!info.isFile() || info.size > MOST_BYTES) throw damaged(stage);
      return await handle.readFile('utf8');
    } finally {
      await closeRead(handle);
    }
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw isCode(error, 'ELOOP', 'ENXIO') ? damaged(stage) : error;
  }
}

function damaged(stage: Stage): UserError {
  return new UserError(
    `${OWN_FOLDER}/${stage}: no journal that excise wrote; nothing was changed. Old contents, if any, are in files ` +
      `named .excise-*.old beside the files of the tree: put back what you need, then delete ${OWN_FOLDER}`,
  );
}

function parseJournal(text: string): Journal | undefined {
  const [json = '', sum] = text.split('\n');
  if (sum !== hashOf(Buffer.from(json))) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  return isJournal(value) ? value : undefined;
}

function isJournal(value: unknown): value is Journal {
  const { version, token, files } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (version !== 1 || typeof token !== 'string' || !TOKEN.test(token) || !Array.isArray(files)) return false;
  return files.every((file: unknown) => {
    const { path, after } = (file ?? {}) as Readonly<Record<string, unknown>>;
    // eslint-disable-next-line no-control-regex -- a range of bytes
    if (typeof path !== 'string' || !/^[\x01-\xff]+$/.test(path) || !mayBeWritten(path)) return false;
    return after === null || (typeof after === 'string' && /^[0-9a-f]{64}$/.test(after));
  });
}
