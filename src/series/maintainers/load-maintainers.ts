import { statSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { treePath } from '../../scan/tree-path.js';
import { readTreeFile } from '../../scan/read-tree-file.js';
import { walkTree } from '../../scan/walk-tree.js';
import { parseMaintainers, type Section } from './parse-maintainers.js';
import { readMailmap } from './read-mailmap.js';

/**
 * Reads a tree's MAINTAINERS: the file, or all files of a folder of that name. Where .get_maintainer.conf says
 * --find-maintainer-files (U-Boot's does), the files of that name in all folders. People go by what .mailmap says.
 * @throws UserError when there is none.
 */
export function loadMaintainers(tree: string): Section[] {
  const files = findFiles(tree);
  if (files.length === 0) {
    const why =
      kindOf(tree, 'MAINTAINERS.yml') === 'file'
        ? '; MAINTAINERS.yml names no addresses, so it is not read: use --split-by directory'
        : '';
    throw new UserError(`${tree} has no MAINTAINERS file, which --split-by maintainer and --cc read${why}`);
  }
  const isFolder = (path: string) => kindOf(tree, path) === 'folder';
  const sections = files.flatMap((path) => parseMaintainers(readTreeFile(tree, path), isFolder));
  const map = readMailmap(readOrEmpty(tree, '.mailmap'));
  return sections.map((section) => ({ ...section, people: section.people.map(map) }));
}

/** Sorted: the script takes them as the file system gives them, but a series must not depend on that. */
function findFiles(tree: string): string[] {
  if (/^\s*--find-maintainer-files\b/m.test(readOrEmpty(tree, '.get_maintainer.conf'))) {
    return walkTree(tree).paths.filter((path) => /(?:^|\/)MAINTAINERS$/.test(path));
  }
  const kind = kindOf(tree, 'MAINTAINERS');
  if (kind === 'file') return ['MAINTAINERS'];
  if (kind !== 'folder') return [];
  const names = walkTree(`${tree}/MAINTAINERS`).paths.filter((name) => !/\/|^\./.test(name));
  return names.map((name) => `MAINTAINERS/${name}`);
}

function kindOf(tree: string, path: string): 'file' | 'folder' | undefined {
  const info = statSync(treePath(tree, path), { throwIfNoEntry: false });
  return info?.isDirectory() ? 'folder' : info?.isFile() ? 'file' : undefined;
}

function readOrEmpty(tree: string, path: string): string {
  try {
    return readTreeFile(tree, path);
  } catch {
    return '';
  }
}
