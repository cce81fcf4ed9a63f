import type { Fact } from '../../lang/facts.js';
import type { RuleEntry } from '../../rules/rule-document.js';
import type { PlannedTree } from '../planned-tree.js';
import type { StatedCode } from '../state-code.js';
import { findName, includersOf } from './find-names.js';
import { explainUnknown } from './unknown-name.js';

/** `variable: v`, `value: E`: an object at file scope; assignments to it go, reads become the value. */
export async function stateVariable(entry: RuleEntry, tree: PlannedTree): Promise<StatedCode> {
  if (entry.action !== 'remove' || entry.kind !== 'variable') return { facts: [], problems: [] };
  const { name, value } = entry;
  const found = await findName(tree, name);
  if (!found.kinds.has('variable'))
    return { facts: [], problems: [await explainUnknown(entry, 'variable', name, tree, found)] };
  const make = (path?: string): Fact[] => {
    const place = path === undefined ? {} : { path };
    return [
      { kind: 'unused', what: 'variable', name, ...place },
      {
        kind: 'value',
        what: 'variable',
        name,
        value: value ?? null,
        evaluatesArguments: false,
        goes: true,
        ...place,
      },
    ];
  };
  if (found.shared.length > 0) return { facts: make(), problems: [] };
  const paths = new Set(found.local.flatMap((path) => [path, ...includersOf(tree, path, found)]));
  return { facts: [...paths].sort().flatMap(make), problems: [] };
}
