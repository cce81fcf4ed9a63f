import type { Fact } from '../lang/facts.js';
import { classifyFile } from '../lang/file-kind.js';
import { declaresMember, mergeStructs, readObjects, readStructs } from '../proof/c/read-structs.js';
import type { ProofTask } from '../proof/proof-task.js';
import type { FileChange } from '../result.js';
import type { Plan } from './plan.js';
import type { PlannedTree } from './planned-tree.js';

/** What the proof of a file is told of others, so that it knows whose member an expression means. */
export interface ProofContext {
  /** What changed headers that the file may include say of types. */
  readonly headersFor: (path: string) => Pick<ProofTask, 'structs' | 'objects'>;
  /** Members that go, with a name that no struct of the tree has afterwards. */
  readonly ownMembers: readonly string[];
  readonly pureNames: readonly string[];
}

/** Where no fact asks for anything. */
export const NO_CONTEXT: ProofContext = { headersFor: () => ({}), ownMembers: [], pureNames: [] };

/** A member whose name stands in more files than this may be that of several structs: nobody looks. */
const MANY_FILES = 60;

/**
 * Looks up what the proofs of changed files need to know of members: types come from the headers that change, of which
 * the one that declares the member is one; and names from all files that hold them.
 */
export async function openProofContext(
  changes: readonly Pick<FileChange, 'path' | 'before' | 'status'>[],
  facts: readonly Fact[],
  { tree, pureNames }: Pick<Plan, 'tree' | 'pureNames'>,
): Promise<ProofContext> {
  const names = new Set<string>();
  let asksTypes = false;
  for (const fact of facts) {
    if (fact.kind === 'member') names.add(fact.name);
    else if (fact.kind === 'replace' && fact.what === 'member') names.add(fact.name);
    else if (fact.kind !== 'parameter' || fact.memberOf === undefined) continue;
    asksTypes = true;
  }
  if (!asksTypes) return { ...NO_CONTEXT, pureNames: [...pureNames] };
  const headers = changes
    .filter(({ path }) => path.endsWith('.h'))
    .map(({ path, before }) => ({ path, structs: readStructs(before), objects: readObjects(before) }));
  return {
    headersFor(path) {
      const own = headers.filter((header) => mayInclude(path, header.path));
      return {
        structs: mergeStructs(own.map(({ structs }) => structs)),
        objects: own.flatMap(({ objects }) => [...objects]),
      };
    },
    ownMembers: await findOwnMembers([...names], tree),
    pureNames: [...pureNames],
  };
}

async function findOwnMembers(names: readonly string[], tree: PlannedTree): Promise<string[]> {
  const asked = names.filter((name) => name.length > 2);
  if (asked.length === 0) return [];
  const found = await tree.findWords(asked);
  return asked.filter((name) => {
    const paths = found.get(name)!.filter((path) => classifyFile(path) === 'c');
    return paths.length <= MANY_FILES && !paths.some((path) => declaresMember(tree.textOf(path) ?? '', name));
  });
}

/** Whether a file may include a header, by where they are: one of an include folder, or of a folder above the file. */
function mayInclude(path: string, header: string): boolean {
  const folder = header.slice(0, header.lastIndexOf('/') + 1);
  const arch = /^arch\/[^/]+\//.exec(header)?.[0];
  if (arch !== undefined && path.startsWith('arch/') && !path.startsWith(arch)) return false;
  return path.startsWith(folder) || /(?:^|\/)include\//.test(header);
}
