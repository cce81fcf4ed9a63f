import { UserError } from '../errors.js';
import { factId } from '../lang/facts.js';
import { makeFileReports, sumReports, type Totals } from '../report/file-reports.js';
import { describeTotals } from '../report/stat-report.js';
import type { RunOptions, RunResult } from '../result.js';
import { parseRules } from '../rules/parse-rules.js';

/** What a rule would do to the tree. */
export type Trial =
  | {
      readonly kind: 'done';
      /** `4 files changed, 7 deletions(-), 1 leftover`. */
      readonly cost: string;
      /** Facts that follow, as people read them. */
      readonly facts: readonly string[];
      /** Leftovers by code, the most frequent first: `mentioned-in-comment: 3`. */
      readonly leftovers: readonly string[];
      /** Files whose change broke a check. */
      readonly failed: number;
      readonly totals: Totals;
      readonly leftoverCount: number;
    }
  /** The rule is refused: why, without the place in it. */
  | { readonly kind: 'refused'; readonly message: string };

export type TryRule = (rule: string) => Promise<Trial>;

/** Carries out rule texts on a tree without writing anything. */
export function makeTryRule(tree: string, run: (options: RunOptions) => Promise<RunResult>): TryRule {
  return async (rule) => {
    try {
      const result = await run({ tree, documents: parseRules(rule, NAME), cascade: true });
      return describe(result);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const [first] = error.message.split('\n');
      return { kind: 'refused', message: first!.replace(/^.*?: error: /, '') };
    }
  };
}

const NAME = '<new rule>';

function describe({ documents }: RunResult): Trial {
  const parts = documents.map((part) => sumReports(makeFileReports(part.changes)));
  const totals = parts.reduce((a, b) => ({
    files: a.files + b.files,
    insertions: a.insertions + b.insertions,
    deletions: a.deletions + b.deletions,
  }));
  const codes = new Map<string, number>();
  for (const { code } of documents.flatMap(({ leftovers }) => leftovers)) {
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  const left = [...codes.values()].reduce((a, b) => a + b, 0);
  const leftovers = left === 0 ? '' : `, ${left} ${left === 1 ? 'leftover' : 'leftovers'}`;
  return {
    kind: 'done',
    cost: `${totals.files === 0 ? 'nothing to change' : describeTotals(totals)}${leftovers}`,
    facts: documents.flatMap(({ facts }) => facts.map(({ fact }) => factId(fact))),
    leftovers: [...codes]
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .map(([code, count]) => `${code}: ${count}`),
    failed: documents.reduce((sum, { failures }) => sum + failures.length, 0),
    totals,
    leftoverCount: left,
  };
}
