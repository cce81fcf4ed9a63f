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
import { parseKconfig } from './parse-kconfig.js';
import { findSources } from './source-graph.js';
import type { Item, KconfigFile, SymbolType } from './syntax.js';

/** Searches of all texts for one name, after which reading every file once is the cheaper way. */
const MOST_SEARCHES = 60;
/** More words than this aren't looked for one by one. */
const MOST_WORDS = 40;

/**
 * Opens the model of a tree on the texts (latin1) of all its Kconfig files; paths are below the tree. Files are
 * parsed, and symbols looked up, when they are first asked for: most rules touch a few files of thousands. Never
 * throws: what can't be read stays in the files as unreadable items.
 * @param like a model of nearly the same texts: files whose text is the same aren't parsed again.
 */
export function openModel(
  given: Iterable<{ readonly path: string; readonly text: string }>,
  like?: KconfigModel,
): KconfigModel {
  const texts = new Map<string, string>();
  for (const { path, text } of given) texts.set(posix.normalize(path), text);
  const paths = [...texts.keys()];
  const parsed = new Map<string, KconfigFile>();
  const owners = new Map<Item, KconfigFile>();
  const fileAt = (path: string): KconfigFile | undefined => {
    const known = parsed.get(path);
    if (known) return known;
    const text = texts.get(path);
    if (text === undefined) return undefined;
    const isSame = like?.texts.get(path) === text;
    const file = (isSame ? like.files.get(path) : undefined) ?? parseKconfig(path, text);
    parsed.set(path, file);
    for (const top of file.items) owners.set(top, file);
    return file;
  };
  const files = lazyMap(fileAt, () => paths);
  const filesOf = (some: readonly string[]) => some.map((path) => fileAt(path)!);

  let defining: ((name: string) => readonly string[]) | undefined;
  let searches = 0;
  let all: ReadonlyMap<string, SymbolSites> | undefined;
  const readAll = () => (all ??= indexSymbols(filesOf(paths)));
  /** Everything about one symbol: from the files that hold its name, or, after many such searches, from all. */
  const sitesOf = (name: string): SymbolSites => {
    if (all || ++searches > MOST_SEARCHES) return readAll().get(name) ?? NO_SITES;
    const holding = paths.filter((path) => texts.get(path)!.includes(name));
    return indexSymbols(filesOf(holding), name).get(name) ?? NO_SITES;
  };
  const definitionsOf = (name: string): Definition[] => {
    defining ??= listDefiningFiles(texts, like);
    return filesOf(defining(name)).flatMap((file) => entriesOf(file, name));
  };

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
    definingFiles: (name) => (defining ??= listDefiningFiles(texts, like))(name),
    isDefined: (name) => definitionsOf(name).length > 0,
    mentioning(words) {
      if (words.length > MOST_WORDS) return filesOf(paths);
      return filesOf(paths.filter((path) => words.some((word) => texts.get(path)!.includes(word))));
    },
    ownerOf: (top) => owners.get(top),
  };
}

const NO_SITES: SymbolSites = { selectedBy: [], impliedBy: [], references: [] };

/** Where each symbol stands in the files; with `only`, that symbol alone. A symbol that only has entries is in it. */
export function indexSymbols(files: readonly KconfigFile[], only?: string): Map<string, SymbolSites> {
  const found = new Map<string, SymbolSites>();
  const sitesOf = (name: string): SymbolSites => {
    let sites = found.get(name);
    if (!sites) found.set(name, (sites = { selectedBy: [], impliedBy: [], references: [] }));
    return sites;
  };
  const wants = (name: string) => only === undefined || name === only;
  for (const file of files) {
    for (const item of eachItem(file.items)) if ('properties' in item) indexItem(file, item, wants, sitesOf);
  }
  return found;
}

function entriesOf(file: KconfigFile, name: string): Definition[] {
  const definitions: Definition[] = [];
  for (const item of eachItem(file.items)) {
    const isEntry = item.kind === 'config' || item.kind === 'menuconfig' || item.kind === 'configdefault';
    if (isEntry && item.name.name === name) definitions.push({ file, entry: item });
  }
  return definitions;
}

/** The first type given in any of the entries. */
function firstType(definitions: readonly Definition[]): SymbolType | undefined {
  for (const { entry } of definitions) {
    for (const property of entry.properties)
      if (property.kind === 'type' || property.kind === 'typed-default') return property.type;
  }
  return undefined;
}

const NAME = /[ \t]+([A-Za-z0-9_.-]+)/y;

/**
 * The files that may define each symbol, by the lines that start with `config`, `menuconfig` or `configdefault`. A
 * help text may hold such a line, too: whether there is an entry is for the parser to say.
 */
function findDefiningFiles(texts: ReadonlyMap<string, string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [path, text] of texts) {
    for (let at = text.indexOf('config'); at >= 0; at = text.indexOf('config', at + 6)) {
      NAME.lastIndex = text.startsWith('default', at + 6) ? at + 13 : at + 6;
      const name = NAME.exec(text)?.[1];
      if (name === undefined || !startsLine(text, text.startsWith('menu', at - 4) ? at - 4 : at)) continue;
      const paths = found.get(name);
      if (!paths) found.set(name, [path]);
      else if (paths.at(-1) !== path) paths.push(path);
    }
  }
  return found;
}

/** The same of texts that are nearly those of another model, which is asked about the files they share. */
function listDefiningFiles(
  texts: ReadonlyMap<string, string>,
  like: KconfigModel | undefined,
): (name: string) => readonly string[] {
  const isShared = (path: string) => like !== undefined && like.texts.get(path) === texts.get(path);
  const own = findDefiningFiles(new Map([...texts].filter(([path]) => !isShared(path))));
  return (name) => {
    const paths = own.get(name) ?? [];
    const shared = (like?.definingFiles(name) ?? []).filter((path) => texts.has(path) && isShared(path));
    return shared.length === 0 ? paths : [...paths, ...shared].sort();
  };
}

function startsLine(text: string, at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const c = text.charCodeAt(i);
    if (c === 10) return true;
    if (c !== 32 && c !== 9 && c !== 12) return false;
  }
  return true;
}
