import { partitionPoint } from '../text/partition-point.js';
import { nameTable, type NamesOfPaths } from './names-of-paths.js';

/** A set of paths that can only be asked. */
export interface PathSet {
  readonly has: (path: string) => boolean;
}

/**
 * What can be looked up in a list of paths. Made when it is first asked for, and once for all lists that were made of one
 * by leaving paths out (see leaveOut): a series has a list of 86,000 for each document that takes files away.
 */
interface PathTables {
  readonly paths: readonly string[];
  set?: ReadonlySet<string>;
  names?: NamesOfPaths;
  readonly selected: Map<PathTest, readonly string[]>;
}

/** A condition on the path alone. Defined once for all calls, as its answers are remembered. */
export type PathTest = (path: string) => boolean;

interface Origin {
  readonly tables: PathTables;
  /** Paths of the tables that the list lacks. */
  readonly gone: ReadonlySet<string>;
  set?: PathSet;
}

const origins = new WeakMap<readonly string[], Origin>();

function originOf(paths: readonly string[]): Origin {
  let origin = origins.get(paths);
  if (!origin) origins.set(paths, (origin = { tables: { paths, selected: new Map() }, gone: new Set() }));
  return origin;
}

/** The list without some of its paths; the list itself where it has none of them. */
export function leaveOut(paths: readonly string[], gone: readonly string[]): readonly string[] {
  const places = gone
    .flatMap((path) => {
      const at = partitionPoint(paths.length, (i) => paths[i]! < path);
      return paths[at] === path ? at : [];
    })
    .sort((a, b) => a - b);
  if (places.length === 0) return paths;
  const pieces = places.map((at, i) => paths.slice(i === 0 ? 0 : places[i - 1]! + 1, at));
  const left = paths.slice(0, 0).concat(...pieces, paths.slice(places.at(-1)! + 1));
  const { tables, gone: before } = originOf(paths);
  origins.set(left, { tables, gone: new Set([...before, ...gone]) });
  return left;
}

/** The paths of a list as a set. */
export function setOf(paths: readonly string[]): PathSet {
  const origin = originOf(paths);
  return (origin.set ??= makeSet(origin));
}

function makeSet({ tables, gone }: Origin): PathSet {
  const set = (tables.set ??= new Set(tables.paths));
  return gone.size === 0 ? set : { has: (path) => set.has(path) && !gone.has(path) };
}

/** The paths of a list whose last component is a name. */
export function findNamed(paths: readonly string[], name: string): readonly string[] {
  const { tables, gone } = originOf(paths);
  const found = (tables.names ??= nameTable(tables.paths)).find(name);
  return gone.size === 0 ? found : found.filter((path) => !gone.has(path));
}

/** Those of a list that satisfy a test. */
export function selectPaths(paths: readonly string[], test: PathTest): readonly string[] {
  const { tables, gone } = originOf(paths);
  let selected = tables.selected.get(test);
  if (!selected) tables.selected.set(test, (selected = tables.paths.filter((path) => test(path))));
  return gone.size === 0 ? selected : selected.filter((path) => !gone.has(path));
}

/** Those of a sorted list that lie in a folder itself; its name ends in `/`, or is empty. */
export function pathsIn(paths: readonly string[], folder: string): string[] {
  const found: string[] = [];
  for (let at = partitionPoint(paths.length, (i) => paths[i]! < folder); at < paths.length; at++) {
    const path = paths[at]!;
    if (!path.startsWith(folder)) break;
    if (!path.includes('/', folder.length)) found.push(path);
  }
  return found;
}
