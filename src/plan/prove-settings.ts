import { append } from '../text/append.js';
import { applyEdits } from '../edit/apply-edits.js';
import { factId, type DerivedFact, type Leftover } from '../lang/facts.js';
import { classifyFile } from '../lang/file-kind.js';
import type { KconfigChange } from '../proof/kconfig/kconfig-tree.js';
import type { Statements } from '../proof/kconfig/premises.js';
import type { CheckFailure, FileChange } from '../result.js';
import type { RuleDocument } from '../rules/rule-document.js';
import { causesOfChange, refuseDependents } from './refuse-dependents.js';

export interface SettingsInput {
  readonly document: RuleDocument;
  readonly derived: readonly DerivedFact[];
  /** Offsets are into the texts that the document found, like those of the changes. */
  readonly leftovers: readonly Leftover[];
  /** All Kconfig files of the tree; those that change may be missing or outdated. */
  readonly kconfigTexts: ReadonlyMap<string, string>;
}

/**
 * Proves what a document as a whole does to Kconfig files, makefiles and configurations, from the texts that it found to those that it leaves.
 * Changes that break a law, and those that count on them, are left out.
 */
export async function proveSettings(
  changes: readonly FileChange[],
  input: SettingsInput,
): Promise<{ readonly changes: readonly FileChange[]; readonly failures: CheckFailure[] }> {
  const kconfig = changes.filter(({ path }) => classifyFile(path) === 'kconfig');
  const failures: CheckFailure[] = [];
  const statements = statementsOf(input);
  const goneFiles = goneFilesOf(input, changes);
  for (const change of changes) {
    const broken = await proveBuildFile(change, input, statements, goneFiles);
    append(
      failures,
      broken.map(({ path, law, message }) => ({ path, law, message })),
    );
  }
  if (kconfig.length > 0) {
    const { proveKconfig } = await import('../proof/kconfig/prove-kconfig.js');
    const asked = kconfig.map((change) => describeChange(change, input.leftovers));
    const reporting = reportingFiles(input.leftovers);
    const broken = proveKconfig(asked, input.kconfigTexts, statements, undefined, reporting);
    append(
      failures,
      broken.map(({ path, law, message }) => ({ path, law, message })),
    );
  }
  if (failures.length === 0) return { changes, failures };
  const planned = changes.map((change) => {
    const causes = causesOfChange(change);
    const facts = input.derived.map(({ fact }) => fact).filter((fact) => causes.has(factId(fact)));
    return { change, facts };
  });
  append(failures, refuseDependents(planned, input.derived, failures));
  const refused = new Set(failures.map(({ path }) => path));
  return { changes: changes.filter(({ path }) => !refused.has(path)), failures };
}

/** The Kconfig files of which something is reported to stay. */
export function reportingFiles(leftovers: readonly Leftover[]): string[] {
  const paths = new Set(
    leftovers.filter(({ code }) => !code.startsWith('mentioned-in-')).map(({ path }) => path),
  );
  return [...paths].filter((path) => classifyFile(path) === 'kconfig').sort();
}

/** The files that a document takes away, and those that the plan says are gone. */
export function goneFilesOf(
  { document, derived }: Pick<SettingsInput, 'document' | 'derived'>,
  changes: readonly FileChange[],
): string[] {
  return [
    ...changes.filter(({ status }) => status === 'deleted').map(({ path }) => path),
    ...derived.flatMap(({ fact }) => (fact.kind === 'file' ? [fact.path] : [])),
    ...document.entries.flatMap((entry) =>
      entry.kind === 'file' || entry.kind === 'header' ? [entry.name] : [],
    ),
  ];
}

/** Makefiles and configurations are proved each on its own. */
export async function proveBuildFile(
  { path, status, before, edits }: FileChange,
  { leftovers, kconfigTexts }: Pick<SettingsInput, 'leftovers' | 'kconfigTexts'>,
  statements: Statements,
  goneFiles: readonly string[],
) {
  const kind = classifyFile(path);
  if (status === 'deleted' || (kind !== 'kbuild' && kind !== 'defconfig')) return [];
  const after = applyEdits(before, edits);
  if (kind === 'defconfig') {
    const { proveDefconfig } = await import('../proof/kbuild/prove-defconfig.js');
    return proveDefconfig({ path, before, after }, statements);
  }
  const { proveMakefile } = await import('../proof/kbuild/prove-makefile.js');
  const places = leftovers.filter((one) => one.path === path).map(({ offset }) => offset);
  const { openKconfigTree } = await import('../proof/kconfig/kconfig-tree.js');
  const operands = statements.replaced.flatMap(({ with: text }) => text.match(/\w+/g) ?? []);
  const tree = operands.length > 0 ? openKconfigTree(kconfigTexts) : undefined;
  const bools = operands.filter((name) =>
    tree!.entriesOf(name).some(({ item }) => item.lines.some(({ type }) => type === 'bool')),
  );
  return proveMakefile({ path, before, after, leftovers: places }, statements, goneFiles, new Set(bools));
}

export function describeChange(
  { path, status, before, edits }: FileChange,
  leftovers: readonly Leftover[],
): KconfigChange {
  return {
    path,
    before,
    after: status === 'deleted' ? null : applyEdits(before, edits),
    leftovers: leftovers.filter((one) => one.path === path).map(({ offset }) => offset),
  };
}

/** What the document says of Kconfig symbols, and what the plan found to follow. */
export function statementsOf({ document, derived }: Pick<SettingsInput, 'document' | 'derived'>): Statements {
  const statements = {
    removed: [] as Statements['removed'][number][],
    replaced: [] as Statements['replaced'][number][],
    renamed: [] as Statements['renamed'][number][],
    added: [] as Statements['added'][number][],
    derived: derived.flatMap(({ fact }) => (fact.kind === 'config' ? [fact.name] : [])),
  };
  for (const entry of document.entries) {
    if (entry.action === 'add') {
      statements.added.push({ kind: entry.kind, text: entry.text.trim(), to: entry.to });
    } else if (entry.kind !== 'config') continue;
    else if (entry.action === 'rename') statements.renamed.push({ name: entry.name, to: entry.to });
    else if (entry.action === 'replace') {
      const { name, with: text, inherit: heirs, keepOld: keepsOld } = entry;
      statements.replaced.push({ name, with: text, heirs, keepsOld });
    } else {
      const { name, inherit: heirs, dropSelects: dropsSelects } = entry;
      statements.removed.push({
        name,
        value: entry.value.value,
        isLiteral: entry.value.kind === 'literal',
        heirs,
        dropsSelects,
      });
    }
  }
  return statements;
}
