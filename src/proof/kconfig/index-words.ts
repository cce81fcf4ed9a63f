import { eachSymbol, type Expression } from './expression.js';
import { isEntry, type Item, type KconfigText } from './read-kconfig.js';

/** The items of a file by the symbols that they have to do with, so that many symbols can be asked for. */
export interface FileIndex {
  /** By what they define. */
  readonly entries: ReadonlyMap<string, readonly Item[]>;
  /** Entries by what they select and imply. */
  readonly setters: ReadonlyMap<string, readonly Item[]>;
  /** By what their expressions name; words of macros count. */
  readonly readers: ReadonlyMap<string, readonly Item[]>;
  /** Blocks that anything stands in. */
  readonly holders: ReadonlySet<Item>;
}

export function indexFile({ items }: KconfigText): FileIndex {
  const entries = new Map<string, Item[]>();
  const setters = new Map<string, Item[]>();
  const readers = new Map<string, Item[]>();
  const holders = new Set<Item>();
  for (const item of items) {
    if (item.parent) holders.add(item.parent);
    const read = (name: string) => note(readers, name, item);
    const readText = (text: string) => [...wordsOf(text)].forEach(read);
    const look = (expression: Expression | undefined) => {
      if (expression) eachSymbol(expression, read, readText);
    };
    if (isEntry(item)) note(entries, item.name, item);
    look(item.condition);
    for (const { kind, target, value, high, condition } of item.lines) {
      const sets = isEntry(item) && (kind === 'select' || kind === 'imply');
      if (sets && target !== undefined) note(setters, target, item);
      for (const one of [value, high, condition]) look(one);
    }
  }
  return { entries, setters, readers, holders };
}

/** Items come in order, so that the last one of a list tells whether this one is on it. */
function note(lists: Map<string, Item[]>, name: string, item: Item): void {
  const list = lists.get(name);
  if (!list) lists.set(name, [item]);
  else if (list.at(-1) !== item) list.push(item);
}

/** Searches of all texts for one word, after which an index of all words is the cheaper way. */
const MOST_SEARCHES = 200;

/** The files whose text holds a word; more of them, where it stands within other words. */
export function makeWordSearch(texts: ReadonlyMap<string, string>): (word: string) => readonly string[] {
  const found = new Map<string, readonly string[]>();
  let index: ReadonlyMap<string, readonly string[]> | undefined;
  return (word) => {
    let paths = found.get(word);
    if (paths) return paths;
    if (found.size < MOST_SEARCHES)
      paths = [...texts.keys()].filter((path) => texts.get(path)!.includes(word));
    else paths = (index ??= indexTexts(texts)).get(word) ?? [];
    found.set(word, paths);
    return paths;
  };
}

function indexTexts(texts: ReadonlyMap<string, string>): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const [path, text] of texts) {
    for (const word of new Set(wordsOf(text))) {
      const paths = index.get(word);
      if (paths) paths.push(path);
      else index.set(word, [path]);
    }
  }
  return index;
}

/** Symbols' names may hold dots, dashes and slashes; in macros they follow `CONFIG_`. */
function* wordsOf(text: string): Generator<string> {
  for (const [run] of text.matchAll(/[\w./-]+/g)) {
    yield run;
    for (const [word] of run.matchAll(/\w+/g)) {
      yield word;
      if (!word.startsWith('CONFIG_')) continue;
      yield word.slice('CONFIG_'.length);
      yield word.slice('CONFIG_'.length).replace(/_MODULE$/, '');
    }
  }
}
