import type { SignatureReport } from '../../lang/c/report-signatures.js';
import type { PlannedTree } from '../planned-tree.js';
import { findName, includersOf, type FoundName } from './find-names.js';

export interface PlacedSignature extends SignatureReport {
  readonly path: string;
}

/** The signatures that a function has in the tree. */
export interface FoundSignatures {
  readonly found: FoundName;
  /** Of the function that the whole tree means by the name. */
  readonly shared: readonly PlacedSignature[];
  /** By file: of a static function that a .c file has to itself; empty where there is a shared one. */
  readonly local: ReadonlyMap<string, readonly PlacedSignature[]>;
}

/** Looks up how the tree defines and declares a function, or a function-like macro. */
export async function findSignatures(tree: PlannedTree, name: string): Promise<FoundSignatures> {
  const found = await findName(tree, name);
  const placed = async (path: string): Promise<PlacedSignature[]> => {
    const reports = (await tree.reportSignatures(path, [name])).get(name) ?? [];
    return reports.map((report) => ({ ...report, path }));
  };
  const shared = (await Promise.all(found.shared.map(placed))).flat();
  if (shared.length > 0) return { found, shared, local: new Map() };
  const local = await Promise.all(found.local.map(async (path) => [path, await placed(path)] as const));
  return { found, shared, local: new Map(local.filter(([, signatures]) => signatures.length > 0)) };
}

/** The static functions' file, and the files that include it. */
export function filesOfStatic(tree: PlannedTree, path: string, found: FoundName): string[] {
  return [path, ...includersOf(tree, path, found)];
}
