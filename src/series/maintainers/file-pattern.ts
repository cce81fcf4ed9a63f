/** A pattern of F: or X:, as get_maintainer.pl reads it. */
export interface FilePattern {
  readonly matches: (path: string) => boolean;
  /** How specific it is: its folders; -1 where it begins with a wildcard. */
  readonly depth: number;
}

/**
 * @param text what stands behind `F:`: `*` and `?` are wildcards; a folder with a slash at its end takes all below
 * it, a pattern without one only what lies as deep as itself. It needn't match to the end of a path.
 * @param isFolder whether a path of the tree is a folder: one that is named without its slash, and without
 * dots, means the same.
 * @returns undefined for a pattern that means nothing.
 */
export function readFilePattern(text: string, isFolder: (path: string) => boolean): FilePattern | undefined {
  const value = !/[.*?]|\/$/.test(text) && isFolder(text) ? `${text}/` : text;
  const wild = /[*?]/.exec(value)?.index ?? value.length;
  const plain = /^[\w./ ,@%=~:-]*/.exec(value.slice(0, wild))![0];
  const slashes = countSlashes(value);
  const deep = value.endsWith('/');
  let regex: RegExp | undefined;
  if (plain.length < value.length) {
    const source = value.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.');
    try {
      regex = new RegExp(`^${source}`);
    } catch {
      return undefined;
    }
  }
  // What stands behind a plain start may make its last character optional (`a+`, `a{0}`).
  const start = regex && wild > plain.length ? '' : plain;
  return {
    matches: (path) =>
      path.startsWith(start) &&
      (regex === undefined || regex.test(path)) &&
      (deep || countSlashes(path) === slashes),
    depth: value.startsWith('*') ? -1 : slashes + (deep ? 0 : 1),
  };
}

function countSlashes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) count++;
  return count;
}
