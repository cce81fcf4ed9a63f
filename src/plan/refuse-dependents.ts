import { append } from '../text/append.js';
import { factId, type DerivedFact } from '../lang/facts.js';
import type { CheckFailure, FileChange } from '../result.js';
import type { PlannedChange } from './check-changes.js';

/**
 * What must stay, too, when a file stays as it was. A fact that the plan derived (a name without uses, a parameter that
 * goes) was derived from all files as they would be. A refused file that such a fact concerns still holds the old text,
 * so the fact can't be relied on any more, nor can what follows from it; and files with an edit for its sake stay. That
 * goes on until nothing more follows. What the rule itself states holds whatever happens to the file: what is left to
 * do there is said by the failure.
 *
 * @param failures of the files that were refused on their own.
 * @returns a failure for each file that stays because of them.
 */
export function refuseDependents(
  planned: readonly Pick<PlannedChange, 'change' | 'facts'>[],
  derived: readonly DerivedFact[],
  failures: readonly CheckFailure[],
): CheckFailure[] {
  const consequences = new Map<string, string[]>();
  for (const { fact, because } of derived) {
    for (const cause of because) {
      const known = consequences.get(cause);
      if (known) known.push(factId(fact));
      else consequences.set(cause, [factId(fact)]);
    }
  }
  const derivedIds = new Set(derived.map(({ fact }) => factId(fact)));
  const byPath = new Map(planned.map((one) => [one.change.path, one]));
  const byCause = new Map<string, string[]>();
  for (const { change } of planned) {
    for (const cause of causesOfChange(change))
      byCause.set(cause, [...(byCause.get(cause) ?? []), change.path]);
  }

  const refused = new Set(failures.map(({ path }) => path));
  const doubted = new Set<string>();
  const found: CheckFailure[] = [];
  const queue = [...refused];
  // The queue grows while it is walked.
  for (const path of queue) {
    const concerned =
      byPath
        .get(path)
        ?.facts.map(factId)
        .filter((id) => derivedIds.has(id)) ?? [];
    const unsound = [...concerned];
    for (let id = unsound.pop(); id !== undefined; id = unsound.pop()) {
      if (doubted.has(id)) continue;
      doubted.add(id);
      append(unsound, consequences.get(id) ?? []);
      for (const dependent of byCause.get(id) ?? []) {
        if (refused.has(dependent)) continue;
        refused.add(dependent);
        queue.push(dependent);
        const message = `counts on "${id}", which no longer holds, as ${path} stays as it was`;
        found.push({ path: dependent, law: 'whole-change', message });
      }
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Ids of the facts that a change counts on. */
export function causesOfChange({ edits, causes, cause }: FileChange): ReadonlySet<string> {
  return new Set([
    ...edits.map((edit) => edit.cause),
    ...(causes ?? []),
    ...(cause === undefined ? [] : [cause]),
  ]);
}
