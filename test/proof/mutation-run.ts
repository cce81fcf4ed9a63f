import { proveC } from '../../src/proof/c/prove-c.js';
import type { ProofTask } from '../../src/proof/proof-task.js';
import { meansTheSame } from './same-code.js';
import { makeMutants, mutantEdits } from './mutants.js';

/** A change, with the tree that has its headers. */
export type RootedTask = ProofTask & { readonly root: string };

/** How many mutants of each operator there were, and which the proof let through. */
export interface MutationReport {
  readonly made: ReadonlyMap<string, number>;
  /** Those that the proof lets through, and rightly so: they mean the same; not counted in `made`. */
  readonly equal: number;
  readonly survivors: readonly {
    readonly operator: string;
    readonly task: RootedTask;
    readonly after: string;
  }[];
}

/** Mutates each change and asks the proof; see makeMutants. */
export function runMutations(tasks: readonly RootedTask[], random: () => number): MutationReport {
  const made = new Map<string, number>();
  let equal = 0;
  const survivors: { operator: string; task: RootedTask; after: string }[] = [];
  for (const task of tasks) {
    for (const { operator, after } of makeMutants(task, random)) {
      const found = proveC({ ...task, after, edits: mutantEdits(task, after) });
      if (found.length === 0 && meansTheSame(task, after, task.root)) {
        equal++;
        continue;
      }
      made.set(operator, (made.get(operator) ?? 0) + 1);
      if (found.length === 0) survivors.push({ operator, task, after });
    }
  }
  return { made, equal, survivors };
}

/** One line for each operator, and one for all. */
export function describeMutations({ made, equal, survivors }: MutationReport): string {
  const lines = [...made].map(([operator, count]) => {
    const alive = survivors.filter((one) => one.operator === operator).length;
    return `${operator.padEnd(16)} ${String(count - alive).padStart(6)} of ${String(count).padStart(6)}`;
  });
  const total = [...made.values()].reduce((a, b) => a + b, 0);
  const rate = (100 * (total - survivors.length)) / Math.max(1, total);
  return [
    ...lines,
    `${'all'.padEnd(16)} ${String(total - survivors.length).padStart(6)} of ${String(total).padStart(6)}: ${rate.toFixed(2)} % caught; ${equal} more mean the same`,
  ].join('\n');
}
