import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

/**
 * What any program on Node pays to find the files of a word: each is opened, read, searched and closed, on as many
 * threads as there are cores, and nothing else is done. Prints how many hold it.
 *
 *   node dist/bench/node-floor.js WORD TREE
 */

interface Share {
  readonly word: string;
  readonly folders: readonly string[];
  /** Which folder is the next; then how many files hold the word. */
  readonly shared: Int32Array;
}

const LARGEST = 32 << 20;

/** Folders that lie below `root`, the files of which are searched with them or, of the upper two levels, alone. */
function listFolders(root: string): string[] {
  const below = (folder: string) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== '.git')
      .map((entry) => `${folder}/${entry.name}`);
  const top = below(root);
  return [`${root}/.`, ...top.map((folder) => `${folder}/.`), ...top.flatMap(below)];
}

function search({ word, folders, shared }: Share): void {
  const room = Buffer.allocUnsafe(LARGEST);
  const searchFolder = (folder: string, isDeep: boolean) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory() && isDeep) searchFolder(path, true);
      if (!entry.isFile()) continue;
      const file = openSync(path, 'r');
      const length = readSync(file, room, 0, LARGEST, 0);
      closeSync(file);
      if (room.subarray(0, length).includes(word)) Atomics.add(shared, 1, 1);
    }
  };
  for (let i = Atomics.add(shared, 0, 1); i < folders.length; i = Atomics.add(shared, 0, 1))
    searchFolder(folders[i]!, !folders[i]!.endsWith('/.'));
}

if (isMainThread) {
  const [word, root] = process.argv.slice(2);
  if (word === undefined || root === undefined) throw new Error('node-floor WORD TREE');
  const share: Share = {
    word,
    folders: listFolders(root),
    shared: new Int32Array(new SharedArrayBuffer(8)),
  };
  const others = Array.from(
    { length: availableParallelism() - 1 },
    () => new Worker(new URL(import.meta.url), { workerData: share }),
  );
  search(share);
  await Promise.all(others.map((worker) => new Promise((resolve) => worker.on('exit', resolve))));
  console.log(share.shared[1]);
} else search(workerData as Share);
