import type { RuleEntry } from '../../rules/rule-document.js';
import type { PlannedTree } from '../planned-tree.js';
import type { StatedCode } from '../state-code.js';
import { findName } from './find-names.js';
import { factsOfLost } from './lost-names.js';
import { explainUnknown } from './unknown-name.js';

/** `variable: v`, `value: E`: an object at file scope; assignments to it go, reads become the value. */
export async function stateVariable(entry: RuleEntry, tree: PlannedTree): Promise<StatedCode> {
  if (entry.action !== 'remove' || entry.kind !== 'variable') return { facts: [], problems: [] };
  const { name, value } = entry;
  const found = await findName(tree, name);
  if (!found.kinds.has('variable'))
    return { facts: [], problems: [await explainUnknown(entry, 'variable', name, tree, found)] };
  return { facts: factsOfLost('variable', name, value ?? null, found, tree), problems: [] };
}
