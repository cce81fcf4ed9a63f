import { factId, type DerivedFact, type Leftover } from '../lang/facts.js';
import type { DroppedName } from '../lang/front-end.js';
import { configFacts, type FactBook } from './fact-book.js';
import type { KconfigPlan } from './plan-kconfig.js';
import type { PlannedTree } from './planned-tree.js';
import type { Verdicts } from './judge-names.js';

/**
 * Decides which Kconfig symbols go because nothing reads them any more: symbols without a prompt that lost their last
 * reader, in Kconfig expressions or outside of Kconfig. One with a prompt is a person's to decide: a leftover.
 * @param dropped `CONFIG_` names that lost a use in some file.
 */
export async function judgeSymbols(
  dropped: readonly DroppedName[],
  book: FactBook,
  kconfig: KconfigPlan,
  tree: PlannedTree,
): Promise<Verdicts> {
  const facts = configFacts(book);
  const gone = new Set(facts.map((fact) => fact.name));
  const candidates = new Map<string, string>();
  for (const { name, cause } of dropped) {
    const symbol = name.slice('CONFIG_'.length).replace(/_MODULE$/, '');
    if (!gone.has(symbol) && kconfig.isUnread(symbol, facts)) candidates.set(symbol, cause);
  }
  for (const { name } of kconfig.findUnread(facts)) {
    if (!gone.has(name) && !candidates.has(name)) candidates.set(name, factId(facts[0]!));
  }
  const names = [...candidates.keys()].sort();
  const words = names.flatMap((name) => [`CONFIG_${name}`, `CONFIG_${name}_MODULE`]);
  const found = await tree.findWords(words);
  const derived: DerivedFact[] = [];
  const leftovers: Leftover[] = [];
  for (const name of names) {
    const cause = candidates.get(name)!;
    if (await hasReader(name, found, tree)) continue;
    const place = kconfig.definitionOf(name);
    if (!place) continue;
    if (kconfig.hasPrompt(name)) {
      leftovers.push({
        code: 'unread-symbol',
        ...place,
        message: `nothing reads ${name} any more, but it has a prompt`,
        cause,
      });
      continue;
    }
    const value = { kind: 'tristate', value: 'n' } as const;
    derived.push({ fact: { kind: 'config', name, value, dropSelects: true }, because: [cause], ...place });
  }
  const follow = kconfig.deduce(
    [...facts, ...derived.map(({ fact }) => fact)].filter((f) => f.kind === 'config'),
  );
  return { facts: [...derived, ...follow], leftovers };
}

async function hasReader(
  name: string,
  found: ReadonlyMap<string, readonly string[]>,
  tree: PlannedTree,
): Promise<boolean> {
  for (const word of [`CONFIG_${name}`, `CONFIG_${name}_MODULE`]) {
    for (const path of found.get(word) ?? []) {
      const report = (await tree.reportNames(path, [word])).get(word);
      if (report && report.uses > 0) return true;
    }
  }
  return false;
}
