import { posix } from 'node:path';
import type { DerivedFact } from '../lang/facts.js';
import { mayInclude } from './find-included-files.js';
import type { PlannedFile } from './plan-files.js';
import type { PlannedTree } from './planned-tree.js';
import { rivalsOf } from './state/state-file.js';

/** What a folder's objects are listed in; BusyBox puts its Kbuild together of the last two. */
const MAKEFILE = /^(?:Makefile|Kbuild|Kbuild\.src)$|\.c:kbuild$/;

/**
 * Source files of which the change left nothing but comments and #includes of headers: they go, with what builds them.
 * One that another file includes, or that no Makefile beside it names, stays.
 * @param hostsOther whether a C file hosts lines that stay (scan/hosted-lines.ts).
 */
export async function judgeHollowFiles(
  analyzed: readonly PlannedFile[],
  tree: PlannedTree,
  hostsOther: (path: string) => boolean = () => false,
): Promise<DerivedFact[]> {
  const hollow = analyzed.filter(({ analysis }) => analysis.hollow !== null);
  if (hollow.length === 0) return [];
  const objectOf = (path: string) => `${posix.parse(path).name}.o`;
  const words = hollow.flatMap(({ path }) => [posix.basename(path), objectOf(path)]);
  const found = await tree.findWords(words);
  return hollow.flatMap(({ path, analysis }): DerivedFact[] => {
    const base = posix.basename(path);
    const isIncluded = (found.get(base) ?? []).some(
      (other) => other !== path && mayInclude(other, path, tree),
    );
    const isBuilt = (found.get(objectOf(path)) ?? []).some(
      (other) => posix.dirname(other) === posix.dirname(path) && MAKEFILE.test(posix.basename(other)),
    );
    if (isIncluded || !isBuilt || hostsOther(path)) return [];
    const fact = { kind: 'file', path, rivals: rivalsOf(path, tree) } as const;
    return [{ fact, because: [analysis.hollow!], path, offset: 0 }];
  });
}
