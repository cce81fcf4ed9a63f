import { readEnumLists, type EnumeratorPlace } from '../../lang/c/prune/find-enumerator.js';
import { makeOutline } from '../../lang/c/syntax/outline.js';
import type { Fact } from '../../lang/facts.js';
import type { RuleEntry } from '../../rules/rule-document.js';
import type { RuleProblem } from '../../rules/rule-errors.js';
import type { PlannedTree } from '../planned-tree.js';
import type { StatedCode } from '../state-code.js';
import { findName } from './find-names.js';
import { explainUnknown, fieldAt } from './unknown-name.js';

/**
 * `enumerator: E`, `value: V`, `shift: true`. Constants behind it in its list that have no value of their own would
 * take others (C11 6.7.2.2p3), which the rule must allow.
 */
export async function stateEnumerator(entry: RuleEntry, tree: PlannedTree): Promise<StatedCode> {
  if (entry.action !== 'remove' || entry.kind !== 'enumerator') return { facts: [], problems: [] };
  const { name, value, shift } = entry;
  const found = await findName(tree, name);
  const files = [...found.reports]
    .filter(([, { definitions }]) => definitions.some(({ what }) => what === 'enumerator'))
    .map(([path]) => path);
  const lists = files.flatMap((path) =>
    readEnumLists(makeOutline(tree.textOf(path) ?? ''))
      .filter((list) => list.some((place) => place.name === name))
      .map((list) => ({ path, list })),
  );
  if (lists.length === 0)
    return { facts: [], problems: [await explainUnknown(entry, 'enumerator', name, tree, found)] };
  const problems: RuleProblem[] = [];
  for (const { path, list } of shift === true ? [] : lists) {
    const shifted = shiftedBy(list, name);
    if (shifted.length === 0) continue;
    const others = shifted.length > 1 ? ` and ${shifted.length - 1} more` : '';
    const message = `without '${name}', '${shifted[0]!}'${others} would take another value (${path}); say shift: true if it may`;
    problems.push({ at: fieldAt(entry, 'enumerator'), message });
  }
  const facts: Fact[] = [
    { kind: 'unused', what: 'enumerator', name },
    { kind: 'value', what: 'enumerator', name, value: value ?? null, evaluatesArguments: false, goes: true },
  ];
  return { facts, problems };
}

/** The constants that count on from the one that goes. */
export function shiftedBy(list: readonly EnumeratorPlace[], name: string): string[] {
  const after = list.slice(list.findIndex((place) => place.name === name) + 1);
  const fixed = after.findIndex(({ hasValue }) => hasValue);
  return after.slice(0, fixed < 0 ? undefined : fixed).map((place) => place.name);
}
