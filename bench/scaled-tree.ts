import { copyFileSync, linkSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { classifyFile } from '../src/lang/file-kind.js';
import { openTree } from '../src/scan/tree-view.js';

/** Files of a tree are dealt to so many heaps, by their order. */
const HEAPS = 16;

/**
 * Makes a tree of a part of a kernel's files, or of two times as many. All Kconfig files are in it once, as symbols mean what
 * they say together.
 * @param sixteenths 1 to 16 for a part; 32: every file but Kconfig's has a copy in the folder `copy`.
 */
export function makeScaledTree(tree: string, target: string, sixteenths: number): void {
  const made = new Set<string>();
  const place = (path: string, as: string) => {
    const to = join(target, as);
    const folder = dirname(to);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    try {
      linkSync(join(tree, path), to);
    } catch {
      // Another file system.
      copyFileSync(join(tree, path), to);
    }
  };
  for (const [i, path] of openTree(tree).paths.entries()) {
    const isKconfig = classifyFile(path) === 'kconfig';
    if (isKconfig || i % HEAPS < sixteenths) place(path, path);
    if (!isKconfig && sixteenths > HEAPS) place(path, join('copy', path));
  }
}
