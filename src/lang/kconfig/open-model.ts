import { posix } from 'node:path';
import { lazyMap } from '../lazy-map.js';
import {
  eachItem,
  indexItem,
  type Definition,
  type KconfigModel,
  type SymbolInfo,
  type SymbolSites,
} from './model.js';
import { openParsedFiles } from './parsed-files.js';
import { findSources } from './source-graph.js';
import type { Item, KconfigFile, SymbolType } from './syntax.js';

/** More words than this aren't looked for one by one. */
const MOST_WORDS = 40;

/**
 * Opens the model of a tree on the texts (latin1) of all its Kconfig files; paths are below the tree. Files are
 * parsed, and symbols looked up, when they are first asked for: most rules touch a few files of thousands. Never
 * throws: what can't be read stays in the files as unreadable items.
 * @param like a model of nearly the same texts: what it knows of single files is used, and added to.
 */
export function openModel(
  given: Iterable<{ readonly path: string; readonly text: string }>,
  like?: KconfigModel,
): KconfigModel {
  const texts = new Map<string, string>();
  for (const { path, text } of given) texts.set(isPlain(path) ? path : posix.normalize(path), text);
  const paths = [...texts.keys()];
  const memory = like?.memory ?? openParsedFiles();
  const parsed = new Map<string, KconfigFile>();
  const owners = new Map<Item, KconfigFile>();
  const fileAt = (path: string): KconfigFile | undefined => {
    const known = parsed.get(path);
    if (known) return known;
    const text = texts.get(path);
    if (text === undefined) return undefined;
    const file = memory.parse(path, text);
    parsed.set(path, file);
    for (const top of file.items) owners.set(top, file);
    return file;
  };
  const files = lazyMap(fileAt, () => paths);
  const filesOf = (some: readonly string[]) => some.map((path) => fileAt(path)!);

  const definingFiles = (name: string): readonly string[] => memory.definers(texts, name);
  /** Everything about one symbol, from the files that hold its name. */
  const sitesOf = (name: string): SymbolSites =>
    joinSites(filesOf(memory.holders(texts, name)).flatMap((file) => sitesIn(file).get(name) ?? []));
  let all: ReadonlyMap<string, SymbolSites> | undefined;
  const readAll = () => (all ??= indexSymbols(filesOf(paths)));
  const definitionsOf = (name: string): Definition[] =>
    filesOf(definingFiles(name)).flatMap((file) => entriesOf(file, name));

  const infos = new Map<string, SymbolInfo>();
  const infoOf = (name: string): SymbolInfo => {
    const known = infos.get(name);
    if (known) return known;
    let definitions: Definition[] | undefined;
    let sites: SymbolSites | undefined;
    const info: SymbolInfo = {
      name,
      get definitions() {
        return (definitions ??= definitionsOf(name));
      },
      get type() {
        return firstType(this.definitions);
      },
      get selectedBy() {
        return (sites ??= sitesOf(name)).selectedBy;
      },
      get impliedBy() {
        return (sites ??= sitesOf(name)).impliedBy;
      },
      get references() {
        return (sites ??= sitesOf(name)).references;
      },
    };
    infos.set(name, info);
    return info;
  };
  const isNamed = (info: SymbolInfo) =>
    info.definitions.length > 0 ||
    info.references.length + info.selectedBy.length + info.impliedBy.length > 0;
  const symbols = lazyMap(
    (name: string) => {
      const info = infoOf(name);
      return isNamed(info) ? info : undefined;
    },
    () => [...readAll().keys()],
  );

  let graph: ReturnType<typeof findSources> | undefined;
  const readGraph = () => (graph ??= findSources(files));
  return {
    texts,
    files,
    symbols,
    get sourcedBy() {
      return readGraph().sourcedBy;
    },
    get sources() {
      return readGraph().sources;
    },
    definingFiles,
    memory,
    isDefined: (name) => infoOf(name).definitions.length > 0,
    mentioning(words) {
      if (words.length > MOST_WORDS) return filesOf(paths);
      return filesOf(paths.filter((path) => words.some((word) => texts.get(path)!.includes(word))));
    },
    ownerOf: (top) => owners.get(top),
  };
}

/** Whether a path is as posix.normalize() would make it. */
const isPlain = (path: string): boolean => !/\/\/|\/$|(?:^|\/)\.\.?(?:\/|$)/.test(path) && path !== '';

const NO_SITES: SymbolSites = { selectedBy: [], impliedBy: [], references: [] };

/** Where each symbol stands in the files. A symbol that only has entries is in it. */
export function indexSymbols(files: readonly KconfigFile[]): Map<string, SymbolSites> {
  const found = new Map<string, SymbolSites>();
  const sitesOf = (name: string): SymbolSites => {
    let sites = found.get(name);
    if (!sites) found.set(name, (sites = { selectedBy: [], impliedBy: [], references: [] }));
    return sites;
  };
  for (const file of files) {
    for (const item of eachItem(file.items)) if ('properties' in item) indexItem(file, item, sitesOf);
  }
  return found;
}

const sites = new WeakMap<KconfigFile, ReadonlyMap<string, SymbolSites>>();

/** Where each symbol stands in one file. */
function sitesIn(file: KconfigFile): ReadonlyMap<string, SymbolSites> {
  let byName = sites.get(file);
  if (!byName) sites.set(file, (byName = indexSymbols([file])));
  return byName;
}

function joinSites(some: readonly SymbolSites[]): SymbolSites {
  if (some.length < 2) return some[0] ?? NO_SITES;
  return {
    selectedBy: some.flatMap(({ selectedBy }) => selectedBy),
    impliedBy: some.flatMap(({ impliedBy }) => impliedBy),
    references: some.flatMap(({ references }) => references),
  };
}

const entries = new WeakMap<KconfigFile, ReadonlyMap<string, readonly Definition[]>>();

/** A file's entries of a symbol; all of them are noted at once, as a file may define thousands. */
function entriesOf(file: KconfigFile, name: string): readonly Definition[] {
  let byName = entries.get(file);
  if (!byName) entries.set(file, (byName = indexEntries(file)));
  return byName.get(name) ?? [];
}

function indexEntries(file: KconfigFile): Map<string, Definition[]> {
  const byName = new Map<string, Definition[]>();
  for (const item of eachItem(file.items)) {
    const isEntry = item.kind === 'config' || item.kind === 'menuconfig' || item.kind === 'configdefault';
    if (!isEntry) continue;
    const definitions = byName.get(item.name.name);
    if (definitions) definitions.push({ file, entry: item });
    else byName.set(item.name.name, [{ file, entry: item }]);
  }
  return byName;
}

/** The first type given in any of the entries. */
function firstType(definitions: readonly Definition[]): SymbolType | undefined {
  for (const { entry } of definitions) {
    for (const property of entry.properties)
      if (property.kind === 'type' || property.kind === 'typed-default') return property.type;
  }
  return undefined;
}
