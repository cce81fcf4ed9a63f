import type { PageData } from '../page-data.js';
import type { TreeNode } from './tree.js';

interface Folder {
  readonly path: string;
  readonly folders: Map<string, Folder>;
  readonly files: Set<string>;
  /** Files below it, each once for each document that touches it. */
  count: number;
}

/** The folders and files of a run, as nodes whose key is the path; a folder with nothing but a folder is one with it. */
export function folderNodes(data: PageData): readonly TreeNode[] {
  const root: Folder = { path: '', folders: new Map(), files: new Set(), count: 0 };
  for (const { files } of data.documents) for (const { path } of files) put(root, path);
  return nodesOf(root);
}

function put(root: Folder, path: string): void {
  let at = root;
  at.count++;
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const own = path.slice(0, slash);
    let next = at.folders.get(own);
    if (next === undefined)
      at.folders.set(own, (next = { path: own, folders: new Map(), files: new Set(), count: 0 }));
    next.count++;
    at = next;
  }
  at.files.add(path);
}

function nodesOf(folder: Folder): TreeNode[] {
  const start = folder.path === '' ? 0 : folder.path.length + 1;
  const folders = [...folder.folders.values()].map((own): TreeNode => {
    let last = own;
    while (last.files.size === 0 && last.folders.size === 1) last = [...last.folders.values()][0]!;
    return {
      key: last.path,
      label: `${last.path.slice(start)}/`,
      title: last.path,
      count: last.count,
      children: () => nodesOf(last),
      isLeaf: false,
    };
  });
  const files = [...folder.files].map((path): TreeNode => ({
    key: path,
    label: path.slice(start),
    title: path,
    count: 0,
    children: () => [],
    isLeaf: true,
  }));
  return [...folders, ...files];
}
