import { posix } from 'node:path';
import { classifyFile } from '../lang/file-kind.js';
import { listBuildConditions } from '../lang/kbuild/build-conditions.js';
import { readText, type TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { findWords } from './find-words.js';

/**
 * Which source files are only built where a symbol is set: each line of a makefile that names the object, in the
 * file's own folder, adds it to a list that a symbol of `symbols` selects, no other makefile names it, and no other
 * file includes the source.
 * @returns by path the symbols of which one is sure to be set; only paths with a single one.
 */
export async function findBuiltWith(
  tree: TreeView,
  paths: readonly string[],
  symbols: ReadonlySet<string>,
  pool: Pool,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const sources = paths.filter((path) => /\.[cS]$/.test(path));
  if (sources.length === 0) return found;
  const objectOf = (path: string) => posix.basename(path).replace(/\.[cS]$/, '.o');
  const words = new Set(sources.flatMap((path) => [objectOf(path), posix.basename(path)]));
  const hits = await findWords(tree, [...words].sort(), pool);
  for (const path of sources) {
    const builder = findBuilder(tree, path, objectOf(path), hits.get(objectOf(path)) ?? [], symbols);
    if (builder === undefined || isIncluded(tree, path, hits.get(posix.basename(path)) ?? [])) continue;
    found.set(path, builder);
  }
  return found;
}

function findBuilder(
  tree: TreeView,
  path: string,
  object: string,
  files: readonly string[],
  symbols: ReadonlySet<string>,
): string | undefined {
  const folder = posix.dirname(path);
  const builders = new Set<string>();
  for (const file of files) {
    if (classifyFile(file) !== 'kbuild') continue;
    const text = readText(tree, file);
    if (posix.dirname(file) !== folder) {
      // An object of that name in another folder is another one, unless something leads from there to here.
      const leadsHere = text.includes(`${posix.basename(folder)}/${object}`) || text.includes(folder);
      if (leadsHere) return undefined;
      continue;
    }
    for (const condition of listBuildConditions(text, object)) {
      if (condition === null || !symbols.has(condition)) return undefined;
      builders.add(condition);
    }
  }
  return builders.size === 1 ? [...builders][0] : undefined;
}

function isIncluded(tree: TreeView, path: string, files: readonly string[]): boolean {
  const name = posix.basename(path);
  return files.some((file) => {
    const kind = classifyFile(file);
    if (kind !== 'c' && kind !== 'asm') return false;
    return [...readText(tree, file).matchAll(/^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]*)[">]/gm)].some(
      (match) => posix.basename(match[1]!) === name,
    );
  });
}
