import { applyEdits } from '../edit/apply-edits.js';
import { classifyFile } from '../lang/file-kind.js';
import type { CheckFailure, FileChange } from '../result.js';
import type { Pool } from '../workers/pool.js';

/** Parts the changes that pass the checks of their language from those that don't: such a file stays as it was. */
export async function checkChanges(
  planned: readonly FileChange[],
  pool: Pool,
): Promise<{ changes: FileChange[]; failures: CheckFailure[] }> {
  const verdicts = await Promise.all(
    planned.map(async (change) => {
      if (change.status === 'deleted') return [];
      const after = applyEdits(change.before, change.edits);
      const kind = classifyFile(change.path);
      return await pool.run('check', { path: change.path, kind, before: change.before, after });
    }),
  );
  return {
    changes: planned.filter((_, i) => verdicts[i]!.length === 0),
    failures: planned.flatMap(({ path }, i) => verdicts[i]!.map((broken) => ({ path, ...broken }))),
  };
}
