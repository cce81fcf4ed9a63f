import { constants, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { lstat, mkdir, open, readdir, rmdir } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { clip, UserError } from '../errors.js';
import { explainError, isCode } from './explain-error.js';
import {
  closeRead,
  entryOf,
  NoFolderError,
  openBelow,
  openRoot,
  removeEntry,
  type Folder,
} from './folder.js';
import { holdSignals, InterruptedError, type SignalHold } from './hold-signals.js';
import { IGNORE, OWN_FOLDER, UNFINISHED } from './own-names.js';
import { lifeOf, lockName, readLockName, type Life } from './process-mark.js';

/** A tree that no other run of excise writes for now. Release it whatever happens. */
export interface TreeLock {
  /** As the user named it. */
  readonly tree: string;
  readonly root: Folder;
  /** Where the journal lies. */
  readonly own: Folder;
  readonly signals: SignalHold;
  readonly release: () => Promise<void>;
}

/** A process that holds a lock, or held one when it ended. */
export interface Holder {
  readonly name: string;
  readonly pid: number;
  readonly life: Life;
}

/**
 * Takes a tree for one run that writes. Each run puts up a file of its own, named after its process, and only then
 * looks whether another one's stands there: so two never both go on, whoever comes first, and the file of a process
 * that has died is told by its name. Two that start in the same moment may both see the other, so they try again.
 * @throws UserError where another run has the tree, or nothing can be written in it; InterruptedError.
 */
export async function lockTree(tree: string): Promise<TreeLock> {
  const root = await openRoot(tree).catch((error: unknown) => {
    throw new UserError(`can't write to ${clip(tree, 500)}: ${explainError(error)}; nothing was changed`, {
      cause: error,
    });
  });
  const flag = lockName();
  let own: Folder | undefined;
  const signals = holdSignals(() => own !== undefined && leaveAtOnce(root, own, flag));
  const release = () =>
    signals
      .during(async () => {
        HELD.delete(flag);
        if (own !== undefined) await leaveFolder(root, own, flag);
        await closeRead(root.handle);
      })
      .finally(() => signals.end());
  try {
    return await signals.during(async () => {
      for (let attempt = 1; ; attempt++) {
        own = await makeOwnFolder(root);
        const other = await raiseFlag(own, flag).catch((error: unknown) => {
          // A run that ended in this moment took the folder along.
          if (!isCode(error, 'ENOENT')) throw error;
          return undefined;
        });
        if (other === 'none') break;
        if (attempt >= ATTEMPTS && other !== undefined)
          throw new UserError(`${await describeHolder(own, other)}; nothing was changed`);
        await leaveFolder(root, own, flag);
        own = undefined;
        await wait(10 + 40 * Math.random());
      }
      const signal = signals.taken();
      if (signal !== undefined) throw new InterruptedError(signal, 'nothing was changed');
      return { tree, root, own, signals, release };
    });
  } catch (error) {
    await release();
    if (error instanceof UserError) throw error;
    const what = error instanceof NoFolderError ? error.message : explainError(error);
    throw new UserError(`can't write to ${clip(tree, 500)}: ${what}; nothing was changed`, { cause: error });
  }
}

const ATTEMPTS = 3;

/** Locks of this process. One that it doesn't hold is one that it could not remove. */
const HELD = new Set<string>();

/** Who holds a tree's locks, and who died with one. @param own the folder of the journal. */
export async function listHolders(own: Folder): Promise<Holder[]> {
  const names = await readdir(own.base);
  return names.flatMap((name) => {
    const mark = readLockName(name);
    if (mark === undefined) return [];
    const life = lifeOf(mark);
    const isLost = life === 'alive' && mark.pid === process.pid && !HELD.has(name);
    return [{ name, pid: mark.pid, life: isLost ? 'dead' : life }];
  });
}

/** Says in one line that another run has the tree. */
export async function describeHolder(own: Folder, { name, pid, life }: Holder): Promise<string> {
  const since = await lstat(entryOf(own, name)).then(
    ({ mtime }) => `, since ${mtime.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
    () => '',
  );
  if (life === 'alive')
    return `another excise writes to this tree (process ${pid}${since}); try again when it has ended`;
  return (
    `an excise of another machine or container may be writing to this tree (process ${pid}${since}); ` +
    `if it has ended, delete ${OWN_FOLDER}/${name}`
  );
}

/** Opens the folder of the journal, made where it is missing. */
async function makeOwnFolder(root: Folder): Promise<Folder> {
  for (;;) {
    await mkdir(entryOf(root, OWN_FOLDER)).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error;
    });
    try {
      return await openBelow(root, OWN_FOLDER);
    } catch (error) {
      // A run that ends has removed it in this moment.
      if (!isCode(error, 'ENOENT')) throw error;
    }
  }
}

/** Puts up a lock. @returns another one that stands there; then this one is taken down again. */
async function raiseFlag(own: Folder, flag: string): Promise<Holder | 'none'> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  await open(entryOf(own, IGNORE), flags, 0o644).then(
    async (handle) => {
      await handle.writeFile('*\n').finally(() => handle.close());
    },
    (error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error;
    },
  );
  HELD.add(flag);
  const handle = await open(entryOf(own, flag), flags, 0o644);
  await handle.close();
  const holders = (await listHolders(own)).filter(({ name }) => name !== flag);
  const other = holders.find(({ life }) => life !== 'dead');
  if (other !== undefined) {
    await removeEntry(own, flag);
    return other;
  }
  for (const { name } of holders) await removeEntry(own, name);
  await removeEntry(own, UNFINISHED);
  return 'none';
}

/**
 * Takes the lock away, and the folder of the journal unless others use it or a journal is left in it. What can't be
 * done is left to the next run: this one's result doesn't depend on it.
 */
async function leaveFolder(root: Folder, own: Folder, flag: string): Promise<void> {
  try {
    await removeEntry(own, flag);
    const names = await readdir(own.base);
    if (names.some((name) => name !== IGNORE)) return;
    await removeEntry(own, IGNORE);
    await rmdir(entryOf(root, OWN_FOLDER));
  } catch {
    return;
  } finally {
    await closeRead(own.handle);
  }
}

/** The same, for a signal that ends the process. */
function leaveAtOnce(root: Folder, own: Folder, flag: string): void {
  try {
    unlinkSync(entryOf(own, flag));
    if (readdirSync(own.base).some((name) => name !== IGNORE)) return;
    unlinkSync(entryOf(own, IGNORE));
    rmdirSync(entryOf(root, OWN_FOLDER));
  } catch {
    return;
  }
}
