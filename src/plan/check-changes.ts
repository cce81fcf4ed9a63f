import { append } from '../text/append.js';
import { applyEdits } from '../edit/apply-edits.js';
import { factId, type DerivedFact, type Fact } from '../lang/facts.js';
import { classifyFile } from '../lang/file-kind.js';
import type { CheckFailure, FileChange } from '../result.js';
import type { Pool } from '../workers/pool.js';
import type { Plan } from './plan.js';
import { openProofContext, type ProofContext } from './proof-context.js';
import { refuseDependents } from './refuse-dependents.js';

/** A change with the facts that concern its file. */
export interface PlannedChange {
  readonly change: FileChange;
  readonly facts: readonly Fact[];
  /** Offsets in the file of what is left to a person. */
  readonly leftovers: readonly number[];
  /** Those of the facts that leftovers in code speak of, in whatever file. */
  readonly open: readonly Fact[];
}

/** What the proofs of a plan's changes are told of other files. */
export function openContext(
  planned: readonly PlannedChange[],
  plan: Pick<Plan, 'tree' | 'pureNames'>,
): Promise<ProofContext> {
  return openProofContext(
    planned.map(({ change }) => change),
    planned.flatMap(({ facts }) => facts),
    plan,
  );
}

/**
 * Parts the changes that pass the checks and the proof from those that don't: such a file stays as it was, and so do
 * the files whose changes count on its change (see refuseDependents).
 * @param derived what follows from the rule, with what it follows from.
 * @param plan its tree is the one that it leaves.
 */
export async function checkChanges(
  planned: readonly PlannedChange[],
  derived: readonly DerivedFact[],
  plan: Pick<Plan, 'tree' | 'pureNames'>,
  pool: Pool,
): Promise<{ changes: FileChange[]; failures: CheckFailure[] }> {
  const context = await openContext(planned, plan);
  const verdicts = await Promise.all(planned.map((one) => checkChange(one, context, pool)));
  const failures = planned.flatMap(({ change: { path } }, i) =>
    verdicts[i]!.map(({ law, message }) => ({ path, law, message })),
  );
  if (failures.length > 0) append(failures, refuseDependents(planned, derived, failures));
  const refused = new Set(failures.map(({ path }) => path));
  return {
    changes: planned.map(({ change }) => change).filter(({ path }) => !refused.has(path)),
    failures,
  };
}

/**
 * Checks the changes of which a person took a part: conditionals balanced, functions that parsed still parse. They are
 * right under what the rule states as the whole was, but needn't carry it out, so there is nothing to prove.
 */
export async function checkChosen(changes: readonly FileChange[], pool: Pool): Promise<CheckFailure[]> {
  const broken = await Promise.all(
    changes.map(async ({ path, status, before, edits }) => {
      if (status === 'deleted') return [];
      const task = { path, kind: classifyFile(path), before, after: applyEdits(before, edits) };
      return (await pool.run('checkText', task)).map(({ law, message }) => ({ path, law, message }));
    }),
  );
  return broken.flat();
}

async function checkChange(
  { change, facts, leftovers, open }: PlannedChange,
  { headersFor, ownMembers, pureNames }: ProofContext,
  pool: Pool,
) {
  const { path, status, before, edits } = change;
  if (status === 'deleted') return [];
  return await pool.inTurn(async (hold) => {
    const after = applyEdits(before, edits);
    hold(after.length);
    return await pool.run('check', {
      path,
      kind: classifyFile(path),
      before,
      after,
      edits,
      leftovers,
      open,
      ...headersFor(path),
      ownMembers,
      pureNames,
      // Facts that say the same, found in several ways, are one.
      facts: [...new Map(facts.map((fact) => [factId(fact), fact])).values()],
    });
  });
}
