import { append } from '../text/append.js';
import { factId, type Leftover } from '../lang/facts.js';
import type { TreeView } from '../scan/tree-view.js';
import type { RuleEntry } from '../rules/rule-document.js';
import { RuleError } from '../rules/rule-errors.js';
import type { FactBook } from './fact-book.js';
import { locateLeftovers } from './locate-leftovers.js';

/**
 * Places that the rule as it stands can't be carried out at (a value is used that the rule doesn't give) refuse it as a
 * whole: the error lists them, each at the entry that led to it.
 * @param entries what states each fact, by the fact's id.
 * @throws RuleError when one of the leftovers refuses the rule.
 */
export function refuseLeftovers(
  tree: TreeView,
  leftovers: readonly Leftover[],
  entries: ReadonlyMap<string, RuleEntry>,
  book: FactBook,
): void {
  const refusing = leftovers.filter((leftover) => leftover.refuses);
  if (refusing.length === 0) return;
  const because = new Map(book.derived.map((derived) => [factId(derived.fact), derived.because]));
  const fallback = [...entries.values()][0]?.at;
  const problems = locateLeftovers(tree, refusing).map(({ path, line, column, message, cause }) => ({
    at: findEntry(cause, entries, because)?.at ?? fallback ?? { kind: 'option' as const, option: cause },
    message: `${path}:${line}:${column}: ${message}`,
  }));
  throw new RuleError(problems);
}

/** The entry at the start of a chain of facts. */
function findEntry(
  id: string,
  entries: ReadonlyMap<string, RuleEntry>,
  because: ReadonlyMap<string, readonly string[]>,
): RuleEntry | undefined {
  const seen = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const entry = entries.get(next);
    if (entry) return entry;
    if (seen.has(next)) continue;
    seen.add(next);
    append(open, because.get(next) ?? []);
  }
  return undefined;
}
