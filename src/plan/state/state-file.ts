import { posix } from 'node:path';
import type { RuleEntry } from '../../rules/rule-document.js';
import { nearestName } from '../../rules/rule-errors.js';
import type { PlannedTree } from '../planned-tree.js';
import type { StatedCode } from '../state-code.js';
import { fieldAt, unknownName } from './unknown-name.js';

/** `file: path` and `header: path`: the file goes with its build line and the #include lines of it. */
export async function stateFile(entry: RuleEntry, tree: PlannedTree): Promise<StatedCode> {
  if (entry.action !== 'remove' || (entry.kind !== 'file' && entry.kind !== 'header'))
    return { facts: [], problems: [] };
  const path = posix.normalize(entry.name);
  if (!tree.exists(path)) {
    const { message } = unknownName(entry, entry.kind, 'file', path);
    const others = tree.pathsEndingIn(posix.basename(path));
    const nearest = nearestName(path, others) ?? (others.length === 1 ? others[0] : undefined);
    const hint = nearest === undefined ? '' : `; did you mean '${nearest}'?`;
    return { facts: [], problems: [{ at: fieldAt(entry, entry.kind), message: message + hint }] };
  }
  return await Promise.resolve({
    facts: [{ kind: 'file', path, rivals: rivalsOf(path, tree) }],
    problems: [],
  });
}

/** Other files that an #include of this one could mean: those that end in the same component. */
export function rivalsOf(path: string, tree: PlannedTree): string[] {
  return tree.pathsEndingIn(posix.basename(path)).filter((other) => other !== path);
}
