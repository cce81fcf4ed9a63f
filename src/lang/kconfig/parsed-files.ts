import { parseKconfig } from './parse-kconfig.js';
import { openWordPlaces } from './word-places.js';
import type { KconfigFile } from './syntax.js';

type Texts = ReadonlyMap<string, string>;

/**
 * What single files say, remembered: the documents of a series, and the trees before and after one, share all but a
 * few of a tree's texts.
 */
export interface ParsedFiles {
  parse(path: string, text: string): KconfigFile;
  /** The files that may define a symbol, in the order of the texts: those with lines that look as if they did. */
  definers(texts: Texts, name: string): readonly string[];
  /** The files that name a symbol, perhaps in a comment or a help text; in the order of the texts. */
  holders(texts: Texts, name: string): readonly string[];
}

/** One text of a file. */
interface Version {
  readonly text: string;
  file?: KconfigFile;
  names?: ReadonlySet<string>;
}

/** Of each file: as a document found it, and as it would leave it. */
const MOST_VERSIONS = 2;

/** Searches of all texts for one name that cost as much as noting all their words. */
const MOST_SEARCHES = 20;

export function openParsedFiles(): ParsedFiles {
  const known = new Map<string, Version[]>();
  const versionOf = (path: string, text: string): Version => {
    let versions = known.get(path);
    if (!versions) known.set(path, (versions = []));
    const place = versions.findIndex((one) => one.text === text);
    if (place === 0) return versions[0]!;
    const version = place < 0 ? { text } : versions.splice(place, 1)[0]!;
    versions.unshift(version);
    if (versions.length > MOST_VERSIONS) versions.pop();
    return version;
  };
  const namesOf = (path: string, text: string): ReadonlySet<string> => {
    const version = versionOf(path, text);
    return (version.names ??= new Set(listNames(text)));
  };
  const defined = openWordPlaces((path, text) => namesOf(path, text));
  const words = openWordPlaces((_path, text) => text.match(SYMBOL) ?? []);
  let searches = 0;
  return {
    parse(path, text) {
      const version = versionOf(path, text);
      return (version.file ??= parseKconfig(path, text));
    },
    definers: (texts, name) =>
      defined.find(texts, name).filter((path) => namesOf(path, texts.get(path)!).has(name)),
    holders(texts, name) {
      const isHolder = (path: string) => texts.get(path)!.includes(name);
      const isIndexed = /^[A-Z0-9_]+$/.test(name) && ++searches > MOST_SEARCHES;
      return (isIndexed ? words.find(texts, name) : [...texts.keys()]).filter(isHolder);
    },
  };
}

/** Words without small letters, which nearly all symbols are and few words of a help text. */
const SYMBOL = /\b[A-Z0-9_]+\b/g;

const NAME = /[ \t]+([A-Za-z0-9_.-]+)/y;

/**
 * The names behind `config`, `menuconfig` or `configdefault` where that starts a line. A help text may hold such a
 * line, too.
 */
function* listNames(text: string): Generator<string> {
  for (let at = text.indexOf('config'); at >= 0; at = text.indexOf('config', at + 6)) {
    NAME.lastIndex = text.startsWith('default', at + 6) ? at + 13 : at + 6;
    const name = NAME.exec(text)?.[1];
    if (name === undefined || !startsLine(text, text.startsWith('menu', at - 4) ? at - 4 : at)) continue;
    yield name;
  }
}

function startsLine(text: string, at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const c = text.charCodeAt(i);
    if (c === 10) return true;
    if (c !== 32 && c !== 9 && c !== 12) return false;
  }
  return true;
}
