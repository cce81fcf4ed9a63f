import type { Fact } from '../../lang/facts.js';
import type { RuleEntry } from '../../rules/rule-document.js';
import type { PlannedTree } from '../planned-tree.js';
import type { StatedCode } from '../state-code.js';
import { filesOfStatic, findSignatures } from './find-signatures.js';
import { explainUnknown, fieldAt } from './unknown-name.js';

/** `return: f`, `value: E`: f returns void from now on, and who asks for its value gets E. */
export async function stateReturn(entry: RuleEntry, tree: PlannedTree): Promise<StatedCode> {
  if (entry.action !== 'remove' || entry.kind !== 'return') return { facts: [], problems: [] };
  const { name } = entry;
  const { found, shared, local } = await findSignatures(tree, name);
  const refuse = (message: string): StatedCode => ({
    facts: [],
    problems: [{ at: fieldAt(entry, 'return'), message }],
  });
  const signatures = shared.length > 0 ? shared : [...local.values()].flat();
  const functions = signatures.filter(({ what }) => what !== 'macro');
  if (functions.length === 0)
    return { facts: [], problems: [await explainUnknown(entry, 'function', name, tree, found)] };
  if (functions.every(({ type }) => /\bvoid\s*$/.test(type.replace(/\b__\w+\b/g, '').trimEnd())))
    return refuse(`'${name}' returns nothing as it is`);
  const make = (path?: string): Fact => ({
    kind: 'return',
    name,
    value: entry.value ?? null,
    ...(path === undefined ? {} : { path }),
  });
  if (shared.length > 0) return { facts: [make()], problems: [] };
  const [file, ...others] = [...local.keys()];
  if (file === undefined || others.length > 0) {
    const paths = [...local.keys()].join(', ');
    return refuse(`'${name}' is a static function of several files, which need not be the same: ${paths}`);
  }
  return { facts: filesOfStatic(tree, file, found).map(make), problems: [] };
}
