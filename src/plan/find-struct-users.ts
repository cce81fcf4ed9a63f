import { classifyFile } from '../lang/file-kind.js';
import type { PlannedTree } from './planned-tree.js';

/** By what code can get at the members of a struct. */
export interface StructAccess {
  /** The words of its names: the tag, and typedefs of it. */
  readonly types: readonly string[];
  /** Members, functions, objects and macros whose type leads to it; see findCarriers. */
  readonly carriers: readonly string[];
  /** Those of them that are members or objects, no arrays. */
  readonly plain: readonly string[];
  /** C files that name it, sorted. */
  readonly files: readonly string[];
}

/** A struct that more files than this name isn't looked into. */
const MANY_FILES = 400;

/**
 * Finds what may lead to the objects of a struct, so that files which mention none of it can't mean its members.
 * @param most files that may name it.
 * @returns null for one that too many files name.
 */
export async function findStructAccess(
  key: string,
  tree: PlannedTree,
  most = MANY_FILES,
): Promise<StructAccess | null> {
  const types = new Set([key.slice(key.indexOf(' ') + 1)]);
  const carriers = new Set<string>();
  const others = new Set<string>();
  const files = new Set<string>();
  let open = [...types];
  while (open.length > 0) {
    const fresh = new Set<string>();
    const found = await tree.findWords(open.filter((word) => word.length > 2));
    for (const paths of found.values()) {
      const code = paths.filter((path) => classifyFile(path) === 'c');
      if (code.length > most) return null;
      for (const path of code) {
        if (!files.has(path)) fresh.add(path);
        files.add(path);
      }
    }
    const keys = [key, ...types];
    const reports = await Promise.all([...fresh].sort().map((path) => tree.findCarriers(path, keys)));
    open = [];
    for (const report of reports) {
      const plain = new Set(report?.plain);
      for (const name of report?.names ?? []) {
        carriers.add(name);
        if (!plain.has(name)) others.add(name);
      }
      for (const alias of report?.aliases ?? []) {
        if (!types.has(alias)) open.push(alias);
        types.add(alias);
      }
    }
  }
  const plain = [...carriers].filter((name) => !others.has(name)).sort();
  return { types: [...types], carriers: [...carriers].sort(), plain, files: [...files].sort() };
}
