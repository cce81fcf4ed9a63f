import type { RuleEntry } from '../../rules/rule-document.js';
import type { PlannedTree } from '../planned-tree.js';
import type { StatedCode } from '../state-code.js';
import { findName } from './find-names.js';
import { explainUnknown, unknownName } from './unknown-name.js';

/** `type: struct s` (or union, enum, the name of a typedef): its definition and forward declarations. */
export async function stateType(entry: RuleEntry, tree: PlannedTree): Promise<StatedCode> {
  if (entry.action !== 'remove' || entry.kind !== 'type') return { facts: [], problems: [] };
  const [, keyword, name] = /^(?:(struct|union|enum) +)?(\w+)$/.exec(entry.name) ?? [];
  if (name === undefined) return { facts: [], problems: [unknownName(entry, 'type', 'type', entry.name)] };
  const found = await findName(tree, name);
  const isDeclared = [...found.reports.keys()].some((path) => {
    const text = tree.textOf(path) ?? '';
    const shape = keyword
      ? String.raw`\b${keyword}\s+(?:__\w+\s+)*${name}\b[^;={}()]*[{;]`
      : String.raw`\btypedef\b[^;]*?\b${name}\b`;
    return new RegExp(shape).test(text);
  });
  if (!isDeclared)
    return { facts: [], problems: [await explainUnknown(entry, keyword ?? 'typedef', name, tree, found)] };
  const spelled = keyword ? `${keyword} ${name}` : name;
  return { facts: [{ kind: 'unused', what: 'type', name, spelled }], problems: [] };
}
