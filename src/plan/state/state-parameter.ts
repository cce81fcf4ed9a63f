import { isPlainName } from '../../lang/c/names/name-subject.js';
import type { ParameterFact } from '../../lang/facts.js';
import type { RemoveOtherEntry, RenameEntry, RuleEntry } from '../../rules/rule-document.js';
import { didYouMean, type RuleProblem } from '../../rules/rule-errors.js';
import { makeSourceText, positionAt } from '../../text/source-text.js';
import type { PlannedTree } from '../planned-tree.js';
import type { InScope, StatedCode } from '../state-code.js';
import {
  filesOfStatic,
  findSignatures,
  type FoundSignatures,
  type PlacedSignature,
} from './find-signatures.js';
import { findObjectMacro } from './macro-clash.js';
import { explainUnknown, fieldAt } from './unknown-name.js';

/**
 * `parameter: p`, `of: f`, `value: E`: the parameter's place among f's parameters, which all its definitions must agree
 * about, for calls and prototypes know it by its place alone.
 */
export async function stateParameter(
  entry: RuleEntry,
  tree: PlannedTree,
  inScope: InScope,
): Promise<StatedCode> {
  if (!isParameterEntry(entry)) return { facts: [], problems: [] };
  if (entry.action === 'rename') {
    const problem = await checkNewName(entry, tree, inScope);
    if (problem) return { facts: [], problems: [problem] };
  }
  const { of } = entry;
  if (of.includes('.')) return await statePointer(entry, of, tree);
  const found = await findSignatures(tree, of);
  if (found.shared.length === 0 && found.local.size === 0)
    return { facts: [], problems: [await explainUnknown(entry, 'function', of, tree, found.found)] };
  if (found.shared.length > 0) return stateShared(entry, of, found.shared, tree);
  return stateLocal(entry, of, found, tree);
}

async function checkNewName(
  entry: RenameEntry,
  tree: PlannedTree,
  inScope: InScope,
): Promise<RuleProblem | undefined> {
  const { name, to } = entry;
  const problem = (message: string): RuleProblem => ({ at: fieldAt(entry, 'to'), message });
  if (!isPlainName(to)) return problem(`'${to}' is no name for a parameter`);
  const macro = await findObjectMacro(tree, { name, to }, inScope);
  return macro === undefined ? undefined : problem(`'${to}' is the name of a macro in ${macro}`);
}

type ParameterEntry = (RemoveOtherEntry | RenameEntry) & { readonly of: string };

function isParameterEntry(entry: RuleEntry): entry is ParameterEntry {
  return (
    (entry.action === 'remove' || entry.action === 'rename') &&
    entry.kind === 'parameter' &&
    entry.of !== undefined
  );
}

/** What becomes of the parameter: its value where it goes, its new name where it stays. */
function changeOf(entry: ParameterEntry): Pick<ParameterFact, 'value' | 'to'> {
  return entry.action === 'rename' ? { value: null, to: entry.to } : { value: entry.value ?? null };
}

/** Files that are read for the parameters' names where the pointer's type gives none. */
const MOST_FILES = 200;

/** `of: struct ops.member`: the type of the pointer; the functions that it points to are found as files are analyzed. */
async function statePointer(entry: ParameterEntry, of: string, tree: PlannedTree): Promise<StatedCode> {
  const dot = of.lastIndexOf('.');
  const record = of.slice(0, dot).trim().replace(/\s+/g, ' ');
  const member = of.slice(dot + 1);
  const word = record.replace(/^(?:struct|union) /, '');
  const key = `${record}.${member}`;
  const found = await tree.findWords([word, member]);
  const naming = new Set(found.get(member) ?? []);
  const paths = (found.get(word) ?? []).filter((path) => naming.has(path));
  const placed = await Promise.all(
    paths.map(async (path): Promise<PlacedSignature[]> => {
      const reports = (await tree.reportSignatures(path, [key])).get(key) ?? [];
      return reports.map((report) => ({ ...report, path }));
    }),
  );
  const pointers = placed.flat();
  const [first] = pointers;
  if (!first) {
    const message = `the tree has no pointer to function '${key}' whose parameters stand in its struct`;
    return { facts: [], problems: [{ at: fieldAt(entry, 'of'), message }] };
  }
  const names = first.parameters.some((name) => name !== null)
    ? pointers
    : [...pointers, ...(await findTargets(paths.slice(0, MOST_FILES), member, first, tree))];
  const place = locateParameter(entry, key, names, tree);
  if ('message' in place) return { facts: [], problems: [place] };
  return { facts: [{ ...makeFact(entry, member, place), memberOf: record }], problems: [] };
}

/** Signatures of functions that initializers of the member name, as many parameters as it has. */
async function findTargets(
  paths: readonly string[],
  member: string,
  pointer: PlacedSignature,
  tree: PlannedTree,
): Promise<PlacedSignature[]> {
  const targets = await Promise.all(
    paths.map(async (path): Promise<PlacedSignature[]> => {
      const text = tree.textOf(path) ?? '';
      const named = [...text.matchAll(new RegExp(`\\.${member}\\s*=\\s*&?(\\w+)`, 'g'))].map(
        ([, name]) => name!,
      );
      if (named.length === 0) return [];
      const reports = await tree.reportSignatures(path, named);
      return [...reports.values()].flat().map((report) => ({ ...report, path }));
    }),
  );
  return targets.flat().filter(({ parameters }) => parameters.length === pointer.parameters.length);
}

type Located = Pick<ParameterFact, 'index' | 'count'>;

function stateShared(
  entry: ParameterEntry,
  of: string,
  signatures: readonly PlacedSignature[],
  tree: PlannedTree,
): StatedCode {
  const place = locateParameter(entry, of, signatures, tree);
  if ('message' in place) return { facts: [], problems: [place] };
  return { facts: [makeFact(entry, of, place)], problems: [] };
}

/** Static functions of one name in several files have nothing to do with each other. */
function stateLocal(
  entry: ParameterEntry,
  of: string,
  { local, found }: FoundSignatures,
  tree: PlannedTree,
): StatedCode {
  const [first, ...others] = [...local.keys()];
  if (first === undefined || others.length > 0) {
    const message = `'${of}' is a static function of several files, which need not be the same: ${[...local.keys()].join(', ')}`;
    return { facts: [], problems: [{ at: fieldAt(entry, 'of'), message }] };
  }
  const place = locateParameter(entry, of, local.get(first)!, tree);
  if ('message' in place) return { facts: [], problems: [place] };
  const facts = filesOfStatic(tree, first, found).map((path) => ({ ...makeFact(entry, of, place), path }));
  return { facts, problems: [] };
}

function makeFact(entry: ParameterEntry, of: string, { index, count }: Located): ParameterFact {
  return { kind: 'parameter', name: entry.name, of, index, count, ...changeOf(entry) };
}

/** Which parameter it is; a problem where the tree's signatures don't say, or don't agree. */
function locateParameter(
  entry: ParameterEntry,
  of: string,
  signatures: readonly PlacedSignature[],
  tree: PlannedTree,
): Located | RuleProblem {
  const { name } = entry;
  const problem = (field: string, message: string): RuleProblem => ({ at: fieldAt(entry, field), message });
  const listed = signatures.filter((signature) => !signature.isUnspecified);
  // A definition knows its parameters' names best; a prototype may have others.
  const ranked = (['member', 'function', 'prototype', 'macro'] as const).map((what) =>
    listed.filter((signature) => signature.what === what),
  );
  const naming = ranked.find((group) => group.some(({ parameters }) => parameters.includes(name))) ?? [];
  const named = naming.filter(({ parameters }) => parameters.includes(name));
  const [first] = named;
  if (!first) {
    const known = listed.flatMap(({ parameters }) => parameters.filter((one) => one !== null));
    return problem('parameter', `'${of}' has no parameter '${name}'${didYouMean(name, known)}`);
  }
  const index = first.parameters.indexOf(name);
  const count = first.parameters.length;
  const variadic = listed.find((signature) => signature.isVariadic && signature.what !== 'macro');
  if (variadic && entry.action === 'remove') {
    return problem('of', `${showPlace(variadic, tree)}: '${of}' takes a variable number of arguments`);
  }
  // One with another number of parameters is another function, in another program; it stays, with a leftover.
  const other = listed.find(
    ({ parameters }) =>
      parameters.length === count && parameters.includes(name) && parameters.indexOf(name) !== index,
  );
  if (other) {
    const where = `${showPlace(other, tree)}: this '${of}' has its parameters in another order than the one at ${showPlace(first, tree)}`;
    return problem('of', where);
  }
  return { index, count };
}

function showPlace({ path, offset }: PlacedSignature, tree: PlannedTree): string {
  const { line, column } = positionAt(makeSourceText(path, tree.textOf(path) ?? ''), offset);
  return `${path}:${line}:${column}`;
}
