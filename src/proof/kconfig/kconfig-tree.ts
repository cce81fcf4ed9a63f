import { posix } from 'node:path';
import { indexFile, makeWordSearch, type FileIndex } from './index-words.js';
import { readKconfig, type Item, type KconfigText } from './read-kconfig.js';

/** One Kconfig file's change; `after` is null for a file that goes. */
export interface KconfigChange {
  readonly path: string;
  readonly before: string;
  readonly after: string | null;
  /** Offsets into `before` of the places that the run reports as left over. */
  readonly leftovers: readonly number[];
}

/** An item and the file that holds it. */
export interface Place {
  readonly path: string;
  readonly item: Item;
}

/** All Kconfig files of a tree, before or after a change; a file is read when something asks for it. */
export interface KconfigTree {
  readonly paths: readonly string[];
  readonly textOf: (path: string) => string | undefined;
  readonly read: (path: string) => KconfigText;
  /** The blocks of a file that anything stands in. */
  readonly holders: (path: string) => ReadonlySet<Item>;
  /** The entries of a symbol, in the order of the paths. */
  readonly entriesOf: (name: string) => readonly Place[];
  /** The entries that select or imply a symbol. */
  readonly settersOf: (name: string) => readonly Place[];
  /** The items whose expressions name a symbol. */
  readonly readersOf: (name: string) => readonly Place[];
  /** The `source` lines that may read a file. */
  readonly sourcesOf: (path: string) => readonly Place[];
}

export function openKconfigTree(texts: ReadonlyMap<string, string>): KconfigTree {
  const paths = [...texts.keys()];
  const files = new Map<string, KconfigText>();
  const indexes = new Map<string, FileIndex>();
  const sources = new Map<string, readonly Place[]>();
  const holding = makeWordSearch(texts);
  const indexOf = (path: string): FileIndex => {
    let index = indexes.get(path);
    if (!index) indexes.set(path, (index = indexFile(tree.read(path))));
    return index;
  };
  const lookUp = (part: 'entries' | 'setters' | 'readers', name: string, paths = holding(name)): Place[] =>
    paths.flatMap((path) => (indexOf(path)[part].get(name) ?? []).map((item) => ({ path, item })));
  const entries = new Map<string, readonly Place[]>();
  const findEntries = (name: string): Place[] => {
    const isDefined = new RegExp(`config(?:default)?[ \\t]+${name.replace(/[.]/g, '\\.')}(?![\\w-])`);
    const mayDefine = (path: string) => indexes.has(path) || isDefined.test(texts.get(path)!);
    return lookUp('entries', name, holding(name).filter(mayDefine));
  };
  const tree: KconfigTree = {
    paths,
    textOf: (path) => texts.get(path),
    read(path) {
      let file = files.get(path);
      if (!file) files.set(path, (file = readKconfig(texts.get(path) ?? '')));
      return file;
    },
    holders: (path) => indexOf(path).holders,
    entriesOf(name) {
      let found = entries.get(name);
      if (!found) entries.set(name, (found = findEntries(name)));
      return found;
    },
    settersOf: (name) => lookUp('setters', name),
    readersOf: (name) => lookUp('readers', name),
    sourcesOf(path) {
      let found = sources.get(path);
      if (!found) sources.set(path, (found = findSources(tree, path)));
      return found;
    },
  };
  return tree;
}

/**
 * Lines that name the file, or may: a macro in a path stands for any text, `*` for any within a folder. Paths count
 * from the top of the tree or of any folder above the file that names it (kernels within a tree).
 */
function findSources(tree: KconfigTree, path: string): Place[] {
  const found: Place[] = [];
  const base = posix.basename(path);
  for (const holder of tree.paths) {
    const text = tree.textOf(holder)!;
    // A name that a macro or wildcard makes up is found by the macro.
    if (!text.includes(base) && !/source[^\n]*[$*?[]/.test(text)) continue;
    for (const item of tree.read(holder).items) {
      if (item.kind === 'source' && mayName(holder, item, path)) found.push({ path: holder, item });
    }
  }
  return found;
}

/** Whether a `source` line may name a file. */
export function mayName(holder: string, item: Item, path: string): boolean {
  const folder = posix.dirname(holder);
  if (item.isRelative) return matches(posix.normalize(posix.join(folder, item.name)), path);
  const wanted = posix.normalize(item.name);
  for (let at = folder; ; at = posix.dirname(at)) {
    if (matches(at === '.' ? wanted : posix.join(at, wanted), path)) return true;
    if (at === '.' || at === '/') return false;
  }
}

function matches(pattern: string, path: string): boolean {
  if (!/[$*?[]/.test(pattern)) return pattern === path;
  const parts = pattern
    .split(/(\$\([^()]*\)|\$\w+|\*|\?|\[[^\]]*\])/)
    .map((part, i) =>
      i % 2 === 0 ? part.replace(/[\\^$.|+(){}[\]]/g, '\\$&') : part.startsWith('$') ? '.*' : '[^/]*',
    );
  // More could keep the pattern busy for long; such a line may name anything.
  return parts.length > 15 || new RegExp(`^${parts.join('')}$`).test(path);
}
