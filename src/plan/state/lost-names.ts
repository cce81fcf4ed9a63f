import type { Fact } from '../../lang/facts.js';
import type { PlannedTree } from '../planned-tree.js';
import { includersOf, type FoundName } from './find-names.js';

/**
 * That a function or an object goes, and what its uses become. One with internal linkage goes from the files that
 * define it and those that include them; where any file shares the name, from the whole tree.
 */
export function factsOfLost(
  what: 'function' | 'variable',
  name: string,
  value: string | null,
  found: FoundName,
  tree: PlannedTree,
): Fact[] {
  const make = (path?: string): Fact[] => {
    const place = path === undefined ? {} : { path };
    const evaluatesArguments = what === 'function';
    return [
      { kind: 'unused', what, name, ...place },
      { kind: 'value', what, name, value, evaluatesArguments, goes: true, ...place },
    ];
  };
  if (found.shared.length > 0) return make();
  const paths = new Set(found.local.flatMap((path) => [path, ...includersOf(tree, path, found)]));
  return [...paths].sort().flatMap(make);
}
