import type { RuleEntry } from '../../rules/rule-document.js';
import type { PlannedTree } from '../planned-tree.js';
import type { StatedCode } from '../state-code.js';
import { findName } from './find-names.js';
import { factsOfLost } from './lost-names.js';
import { explainUnknown } from './unknown-name.js';

/**
 * `function: f`, `returns: E`. A static function of a .c file is that file's alone; where other files define or declare
 * f, the rule is about that one, and a file with a static f of its own is left alone.
 */
export async function stateFunction(entry: RuleEntry, tree: PlannedTree): Promise<StatedCode> {
  if (entry.action !== 'remove' || entry.kind !== 'function') return { facts: [], problems: [] };
  const { name, returns } = entry;
  const found = await findName(tree, name);
  if (!found.kinds.has('function'))
    return { facts: [], problems: [await explainUnknown(entry, 'function', name, tree, found)] };
  return { facts: factsOfLost('function', name, returns ?? null, found, tree), problems: [] };
}
