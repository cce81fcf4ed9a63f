import { append } from '../text/append.js';
import { applyEdits } from '../edit/apply-edits.js';
import type { Leftover } from '../lang/facts.js';
import { additionId, addLine, findEntry, hasType, type Addition } from '../lang/kconfig/add-line.js';
import { checkKconfig } from '../lang/kconfig/check-kconfig.js';
import { parseKconfig } from '../lang/kconfig/parse-kconfig.js';
import type { CheckFailure } from '../result.js';
import type { LaterChanges } from './later-changes.js';

export interface AdditionInput {
  readonly additions: readonly Addition[];
  /** The Kconfig files that define a symbol under its new name, in order. */
  readonly definedIn: (name: string) => readonly string[];
  readonly inScope: (path: string) => boolean;
}

/** Gives Kconfig entries their new lines: the last pass of a document. */
export function addLines(
  input: AdditionInput,
  changes: LaterChanges,
): { readonly leftovers: Leftover[]; readonly failures: CheckFailure[] } {
  const leftovers: Leftover[] = [];
  const failures: CheckFailure[] = [];
  for (const addition of input.additions) {
    const home = findHome(addition.to, input.definedIn(addition.to), changes);
    if (!home) {
      failures.push({
        path: input.definedIn(addition.to)[0] ?? '',
        law: 'entry-exists',
        message: `the entry of ${addition.to} goes, so it can't have '${addition.text}'`,
      });
      continue;
    }
    const { file, entry } = home;
    if (!input.inScope(file.path)) continue;
    const edit = addLine(file, entry, addition);
    if (edit === null) continue;
    if (edit === 'unreachable') {
      const message = `a default above it always counts, so '${addition.text}' was not added`;
      const place = { path: file.path, offset: entry.name.start };
      leftovers.push(
        changes.locate({ code: 'default-never-reached', ...place, message, cause: additionId(addition) }),
      );
      continue;
    }
    const broken = checkKconfig(file.path, file.text, applyEdits(file.text, [edit]));
    append(
      failures,
      broken.map((law) => ({ path: file.path, ...law })),
    );
    if (broken.length === 0) changes.add(file.path, [edit]);
  }
  return { leftovers, failures };
}

/** The symbol's entry that gives it a type, else its first. */
function findHome(name: string, paths: readonly string[], changes: LaterChanges) {
  let first;
  for (const path of new Set(paths)) {
    const text = changes.textOf(path);
    if (text === null) continue;
    const file = parseKconfig(path, text);
    const entry = findEntry(file, name);
    if (!entry) continue;
    if (hasType(entry)) return { file, entry };
    first ??= { file, entry };
  }
  return first;
}
