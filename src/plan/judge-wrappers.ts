import { factId, type DerivedFact, type Leftover } from '../lang/facts.js';
import { classifyFile } from '../lang/file-kind.js';
import type { PlannedTree } from './planned-tree.js';

/**
 * Macros of headers that handed a parameter on to what lost its own. One with a single definition in the tree loses the
 * parameter, too; another keeps it, with a leftover, as its arguments are no longer evaluated.
 * @param facts parameters that spread to other things.
 * @returns those that hold.
 */
export async function judgeWrappers(
  facts: readonly DerivedFact[],
  tree: PlannedTree,
): Promise<{ readonly facts: readonly DerivedFact[]; readonly leftovers: readonly Leftover[] }> {
  const leftovers: Leftover[] = [];
  const judged = await Promise.all(
    facts.map(async (derived) => {
      const { fact, because, path, offset } = derived;
      if (fact.kind !== 'parameter' || !fact.isHandedOn || fact.path !== undefined) return [derived];
      const paths = (await tree.findWords([fact.of])).get(fact.of) ?? [];
      const found = await Promise.all(
        paths
          .filter((one) => classifyFile(one) === 'c')
          .map(async (one) => (await tree.reportSignatures(one, [fact.of])).get(fact.of) ?? []),
      );
      const definitions = found.flat();
      if (definitions.length === 1 && definitions[0]!.what === 'macro') return [derived];
      const message = `the macro ${fact.of} doesn't evaluate its argument ${fact.name} any more, but is defined elsewhere, too`;
      const cause = because[0] ?? factId(fact);
      leftovers.push({ code: 'side-effects', path: path!, offset: offset!, message, cause });
      return [];
    }),
  );
  return { facts: judged.flat(), leftovers };
}
