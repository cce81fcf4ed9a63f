import { posix } from 'node:path';
import { compileGlob } from '../../text/glob.js';
import type { Item, KconfigFile, SourceItem } from './syntax.js';

/** A source line that reads a file. */
export interface SourceSite {
  readonly file: KconfigFile;
  readonly item: SourceItem;
  /** The line names this one file: no macro, no wildcard. */
  readonly certain: boolean;
}

/**
 * Which source lines name which file. A macro in a path (`$(SRCARCH)`) stands for any text; `*` matches within one
 * folder. `rsource` counts from the file's own folder; `source` from the top of the tree, or of any folder above the
 * file from which the path exists (a tree may hold another one, as U-Boot's and BusyBox's file names show).
 */
export function findSources(files: ReadonlyMap<string, KconfigFile>): {
  sourcedBy: Map<string, SourceSite[]>;
  sources: Map<SourceItem, string[]>;
} {
  const found = new Map<string, SourceSite[]>();
  const sources = new Map<SourceItem, string[]>();
  const matches = new Map<string, string[]>();
  const add = (path: string, site: SourceSite) => {
    const sites = found.get(path);
    if (sites) sites.push(site);
    else found.set(path, [site]);
    const paths = sources.get(site.item);
    if (paths) paths.push(path);
    else sources.set(site.item, [path]);
  };
  for (const file of files.values()) {
    for (const item of sourceItems(file.items)) {
      const glob = pathOf(file, item);
      if (item.exact && !/[*?[]/.test(glob)) {
        const path = locateSource((known) => files.has(known), file, item);
        if (path !== undefined) add(path, { file, item, certain: true });
        continue;
      }
      let paths = matches.get(glob);
      if (!paths) {
        const isMatch = compileGlob(glob, { isTextAcross: true });
        paths = [...files.keys()].filter((path) => isMatch(path));
        matches.set(glob, paths);
      }
      for (const path of paths) if (path !== file.path) add(path, { file, item, certain: false });
    }
  }
  return { sourcedBy: found, sources };
}

function pathOf(file: KconfigFile, item: SourceItem): string {
  return posix.normalize(item.relative ? posix.join(posix.dirname(file.path), item.glob) : item.glob);
}

/** The file that a source line without macros and wildcards reads. */
export function locateSource(
  exists: (path: string) => boolean,
  file: KconfigFile,
  item: SourceItem,
): string | undefined {
  const path = pathOf(file, item);
  if (exists(path)) return path;
  for (
    let folder = posix.dirname(file.path);
    folder !== '.' && folder !== '/';
    folder = posix.dirname(folder)
  ) {
    const below = posix.join(folder, path);
    if (exists(below)) return below;
  }
  return undefined;
}

function* sourceItems(items: readonly Item[]): Generator<SourceItem> {
  const stack: { items: readonly Item[]; at: number }[] = [{ items, at: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const item = top.items[top.at++];
    if (!item) stack.pop();
    else if (item.kind === 'source') yield item;
    else if ('items' in item) stack.push({ items: item.items, at: 0 });
  }
}
