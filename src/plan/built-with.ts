import { posix } from 'node:path';
import { classifyFile } from '../lang/file-kind.js';
import { listBuildLines, type BuildLine } from '../lang/kbuild/build-lines.js';
import { selectPaths } from '../scan/path-tables.js';
import { readText, type TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { findWords } from './find-words.js';

/**
 * Which source files are only built where a symbol is set: each line of a makefile that names the object adds it to a
 * list that a symbol of `symbols` selects, to an object that is only built so, or in a folder that is only entered so;
 * no other makefile names it, and no other file includes the source.
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
  const search = await openSearch(tree, sources, pool);
  for (const path of sources) {
    const needs = needsOfObject(search, posix.dirname(path), objectOf(path), 0);
    const own = [...needs].filter((name) => symbols.has(name));
    if (own.length === 0 || isIncluded(tree, path, search.files(posix.basename(path)))) continue;
    found.set(path, own[0]!);
  }
  return found;
}

const objectOf = (path: string) => posix.basename(path).replace(/\.[cS]$/, '.o');

interface Search {
  readonly tree: TreeView;
  /** Files that hold a word. */
  readonly files: (word: string) => readonly string[];
}

const isMakefile = (path: string): boolean => classifyFile(path) === 'kbuild';

/** Looks for all that the answers may ask for at once: objects, what they are linked into, and the folders above. */
async function openSearch(tree: TreeView, sources: readonly string[], pool: Pool): Promise<Search> {
  const words = new Set(sources.flatMap((path) => [objectOf(path), posix.basename(path)]));
  for (const path of sources) {
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder))
      words.add(`${posix.basename(folder)}/`);
  }
  const makefiles = selectPaths(tree.paths, isMakefile);
  const folders = new Set(sources.map((path) => posix.dirname(path)));
  for (const path of makefiles) {
    if (!folders.has(posix.dirname(path))) continue;
    for (const [, name] of readText(tree, path).matchAll(
      /^[ \t]*([\w.-]+?)-(?:y|m|objs|\$[({]CONFIG_\w+[)}])[ \t]*[:+]?=/gm,
    ))
      words.add(`${name!}.o`);
  }
  const isFolder = (word: string) => word.endsWith('/');
  const [all, inMakefiles] = await Promise.all([
    findWords(tree, [...words].filter((word) => !isFolder(word)).sort(), pool),
    findWords({ ...tree, paths: makefiles }, [...words].filter(isFolder).sort(), pool),
  ]);
  return { tree, files: (word) => all.get(word) ?? inMakefiles.get(word) ?? [] };
}

const NOTHING: ReadonlySet<string> = new Set();

/** Objects within objects, and folders within folders, aren't followed further. */
const DEEPEST = 8;

/** The symbols that are set wherever the object of a folder is built; none where nobody can tell. */
function needsOfObject(search: Search, folder: string, object: string, depth: number): ReadonlySet<string> {
  return needsOf(search, folder, object, depth, ({ list, needs }, home) => {
    const isOfFolder = /^(?:obj|lib|extra|always)$/.test(list);
    const rest = isOfFolder
      ? needsOfFolder(search, home, depth + 1)
      : needsOfObject(search, home, `${list}.o`, depth + 1);
    return new Set([...needs, ...rest]);
  });
}

/** The symbols that are set wherever the makefile of a folder is read. */
function needsOfFolder(search: Search, folder: string, depth: number): ReadonlySet<string> {
  if (folder === '.') return NOTHING;
  const parent = posix.dirname(folder);
  return needsOf(
    search,
    parent,
    `${posix.basename(folder)}/`,
    depth,
    ({ needs }, home) => new Set([...needs, ...needsOfFolder(search, home, depth + 1)]),
  );
}

/**
 * What all lines that name a thing need. A name in another folder's makefile is that of another thing, unless a path
 * leads from there to here.
 * @param folder the one that the thing lies in; @param name `foo.o` or `foo/`.
 */
function needsOf(
  { tree, files }: Search,
  folder: string,
  name: string,
  depth: number,
  ofLine: (line: BuildLine, home: string) => ReadonlySet<string>,
): ReadonlySet<string> {
  if (depth > DEEPEST) return NOTHING;
  let common: ReadonlySet<string> | undefined;
  for (const file of files(name)) {
    if (classifyFile(file) !== 'kbuild') continue;
    const home = posix.dirname(file);
    const text = readText(tree, file);
    // Another makefile may include a part of one, whose words mean its own folder then.
    const isPart = !/^(?:Makefile|Kbuild)$/.test(posix.basename(file));
    const mayLead =
      home === folder ||
      isPart ||
      text.includes(folder) ||
      text.includes(`${posix.basename(folder)}/${name}`);
    for (const line of listBuildLines(text, name)) {
      if (line && !isPart && isNamed(home, line.word, posix.join(folder, name))) {
        const own = new Set([...ofLine(line, home)].filter((symbol) => !assigns(text, symbol)));
        common = common ? new Set([...common].filter((symbol) => own.has(symbol))) : own;
        if (common.size === 0) return NOTHING;
      } else if (mayLead && (isPart || !line || line.word.includes('$'))) return NOTHING;
    }
  }
  return common ?? NOTHING;
}

/** Whether a makefile sets the symbol itself, which the code that it builds needn't see then. */
function assigns(text: string, symbol: string): boolean {
  return new RegExp(`^[ \\t]*(?:(?:export|override)[ \\t]+)?CONFIG_${symbol}[ \\t]*[:?+]*=`, 'm').test(text);
}

/** Whether a word of a makefile in `home` names the path: from its folder, or from the top of the tree. */
function isNamed(home: string, word: string, path: string): boolean {
  const isTop = home === '.' || /^arch\/[^/]+$/.test(home);
  return posix.join(home, word) === path || (isTop && word === path);
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
