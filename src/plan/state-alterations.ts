import { append } from '../text/append.js';
import { nearestNames } from '../lang/kconfig/check-facts.js';
import { expressionsOf, type KconfigModel } from '../lang/kconfig/model.js';
import { visitSymbols } from '../lang/kconfig/expression.js';
import { parseAddition, type Addition } from '../lang/kconfig/add-line.js';
import { parseTristate } from '../lang/kconfig/tristate.js';
import { checkRenaming, describeRenamings } from '../lang/rename/check-renaming.js';
import type { Renaming } from '../lang/rename/renaming.js';
import type { AddEntry, RenameEntry, RuleDocument } from '../rules/rule-document.js';
import { RuleError, type RuleProblem } from '../rules/rule-errors.js';

/** What a document says beside its facts, done on the result of these: symbols' new names, entries' new lines. */
export interface Alterations {
  readonly renamings: readonly Renaming[];
  readonly additions: readonly Addition[];
  /** The Kconfig files that define a symbol under the name that it gets. */
  readonly definedIn: (name: string) => readonly string[];
}

export const NO_ALTERATIONS: Alterations = { renamings: [], additions: [], definedIn: () => [] };

/**
 * The alterations of Kconfig symbols that a document states.
 * @throws RuleError with each entry's position when the tree contradicts them.
 */
export function stateAlterations(document: RuleDocument, model: KconfigModel): Alterations {
  const renames = renameEntries(document);
  const adds = addEntries(document);
  const oldNames = new Map(renames.map(({ name, to }) => [to, name]));
  const problems: RuleProblem[] = [];
  for (const entry of renames) {
    for (const { field, message, suggestions } of checkRenaming(model, entry)) {
      const hint = suggestions.length > 0 ? `; did you mean ${suggestions.join(' or ')}?` : '';
      problems.push({ at: entry.fieldsAt.get(field) ?? entry.at, message: `${message}${hint}` });
    }
  }
  const definedIn = (name: string) =>
    (model.symbols.get(oldNames.get(name) ?? name)?.definitions ?? []).map(({ file }) => file.path);
  const gone = new Map(
    document.entries.flatMap((entry) =>
      entry.kind === 'config' ? [[entry.name, entry.action] as const] : [],
    ),
  );
  for (const entry of adds) append(problems, checkAddition(entry, model, definedIn, gone));
  if (problems.length > 0) throw new RuleError(problems);
  const additions = adds.map(({ kind, text, to }) => ({ kind, text: text.trim(), to }));
  return { renamings: describeRenamings(model, renames), additions, definedIn };
}

/** The symbols that a document alters: it needs them, although their last reader may go. */
export function symbolsToKeep(document: RuleDocument): Set<string> {
  return new Set([
    ...renameEntries(document).map(({ name }) => name),
    ...addEntries(document).map(({ to }) => to),
    ...document.entries.flatMap((entry) =>
      entry.action === 'replace' && entry.kind === 'config' ? (entry.with.match(/\w+/g) ?? []) : [],
    ),
  ]);
}

function checkAddition(
  entry: AddEntry,
  model: KconfigModel,
  definedIn: (name: string) => readonly string[],
  gone: ReadonlyMap<string, string>,
): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const textAt = entry.fieldsAt.get(entry.kind) ?? entry.at;
  const complain = (name: string, at: RuleProblem['at']) => {
    const past = gone.get(name);
    if (past !== undefined) {
      problems.push({ at, message: `'${name}' is ${past}d in this document` });
    } else if (definedIn(name).length === 0) {
      const near = nearestNames(model, name);
      const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
      problems.push({ at, message: `no Kconfig file defines a symbol ${name}${hint}` });
    }
  };
  complain(entry.to, entry.fieldsAt.get('to') ?? entry.at);
  const parsed = parseAddition({ kind: entry.kind, text: entry.text.trim(), to: entry.to });
  if (!parsed) {
    problems.push({ at: textAt, message: `'${entry.text}' is no ${entry.kind} of Kconfig` });
    return problems;
  }
  const names = new Set<string>();
  const { property } = parsed;
  if (property.kind === 'select' || property.kind === 'imply') names.add(property.target.name);
  const note = ({ name }: { name: string }) => {
    // y, n, m and numbers stand for themselves.
    if (parseTristate(name) === undefined && !/^-?(?:[0-9]+|0[xX][0-9a-fA-F]+)$/.test(name)) names.add(name);
  };
  for (const expression of expressionsOf(property)) visitSymbols(expression, note);
  for (const name of names) complain(name, textAt);
  return problems;
}

function renameEntries(document: RuleDocument): RenameEntry[] {
  return document.entries.filter(
    (entry): entry is RenameEntry => entry.action === 'rename' && entry.kind === 'config',
  );
}

function addEntries(document: RuleDocument): AddEntry[] {
  return document.entries.filter((entry): entry is AddEntry => entry.action === 'add');
}
