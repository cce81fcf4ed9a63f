import type { ParameterFact } from '../../lang/facts.js';
import type { RemoveOtherEntry, RuleEntry } from '../../rules/rule-document.js';
import { didYouMean, type RuleProblem } from '../../rules/rule-errors.js';
import { makeSourceText, positionAt } from '../../text/source-text.js';
import type { PlannedTree } from '../planned-tree.js';
import type { StatedCode } from '../state-code.js';
import {
  filesOfStatic,
  findSignatures,
  type FoundSignatures,
  type PlacedSignature,
} from './find-signatures.js';
import { explainUnknown, fieldAt } from './unknown-name.js';

/**
 * `parameter: p`, `of: f`, `value: E`: the parameter's place among f's parameters, which all its definitions must agree
 * about, for calls and prototypes know it by its place alone.
 */
export async function stateParameter(entry: RuleEntry, tree: PlannedTree): Promise<StatedCode> {
  if (entry.action !== 'remove' || entry.kind !== 'parameter' || entry.of === undefined)
    return { facts: [], problems: [] };
  const { of } = entry;
  const found = await findSignatures(tree, of);
  if (found.shared.length === 0 && found.local.size === 0)
    return { facts: [], problems: [await explainUnknown(entry, 'function', of, tree, found.found)] };
  if (found.shared.length > 0) return stateShared(entry, of, found.shared, tree);
  return stateLocal(entry, of, found, tree);
}

type Located = Pick<ParameterFact, 'index' | 'count'>;

function stateShared(
  entry: RemoveOtherEntry,
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
  entry: RemoveOtherEntry,
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

function makeFact(entry: RemoveOtherEntry, of: string, { index, count }: Located): ParameterFact {
  return { kind: 'parameter', name: entry.name, of, index, count, value: entry.value ?? null };
}

/** Which parameter it is; a problem where the tree's signatures don't say, or don't agree. */
function locateParameter(
  entry: RemoveOtherEntry,
  of: string,
  signatures: readonly PlacedSignature[],
  tree: PlannedTree,
): Located | RuleProblem {
  const { name } = entry;
  const problem = (field: string, message: string): RuleProblem => ({ at: fieldAt(entry, field), message });
  const listed = signatures.filter((signature) => !signature.isUnspecified);
  // A definition knows its parameters' names best; a prototype may have others.
  const ranked = (['function', 'prototype', 'macro'] as const).map((what) =>
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
  if (variadic) {
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
