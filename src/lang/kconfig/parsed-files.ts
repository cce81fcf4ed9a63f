import { parseKconfig } from './parse-kconfig.js';
import type { KconfigFile } from './syntax.js';

/**
 * What single files say, remembered: the documents of a series, and the trees before and after one, share all but a
 * few of a tree's texts.
 */
export interface ParsedFiles {
  parse(path: string, text: string): KconfigFile;
  /** The symbols that a file may define, each once: those of lines that look as if they started an entry. */
  namesOf(path: string, text: string): readonly string[];
}

export function openParsedFiles(): ParsedFiles {
  const known = new Map<string, { readonly text: string; file?: KconfigFile; names?: readonly string[] }>();
  const entryOf = (path: string, text: string) => {
    let entry = known.get(path);
    if (entry?.text !== text) known.set(path, (entry = { text }));
    return entry;
  };
  return {
    parse(path, text) {
      const entry = entryOf(path, text);
      return (entry.file ??= parseKconfig(path, text));
    },
    namesOf(path, text) {
      const entry = entryOf(path, text);
      return (entry.names ??= listNames(text));
    },
  };
}

const NAME = /[ \t]+([A-Za-z0-9_.-]+)/y;

/**
 * The names behind `config`, `menuconfig` or `configdefault` where that starts a line. A help text may hold such a
 * line, too.
 */
function listNames(text: string): readonly string[] {
  const names = new Set<string>();
  for (let at = text.indexOf('config'); at >= 0; at = text.indexOf('config', at + 6)) {
    NAME.lastIndex = text.startsWith('default', at + 6) ? at + 13 : at + 6;
    const name = NAME.exec(text)?.[1];
    if (name === undefined || !startsLine(text, text.startsWith('menu', at - 4) ? at - 4 : at)) continue;
    names.add(name);
  }
  return [...names];
}

function startsLine(text: string, at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const c = text.charCodeAt(i);
    if (c === 10) return true;
    if (c !== 32 && c !== 9 && c !== 12) return false;
  }
  return true;
}
