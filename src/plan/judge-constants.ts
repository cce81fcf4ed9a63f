import type { DerivedFact } from '../lang/facts.js';
import type { ConstantDefinition } from '../lang/front-end.js';
import type { PlannedTree } from './planned-tree.js';

export interface ConstantCandidate extends ConstantDefinition {
  /** The file that holds the definition. */
  readonly path: string;
}

/** A name that stands in more files than this isn't folded: a change of that size wants a rule of its own. */
const MANY_FILES = 200;

/**
 * Decides which functions and macros now have the same constant value wherever they are defined, so that their users
 * can fold. One definition became so by this change; any other definition in the tree must agree with it.
 */
export async function judgeConstants(
  candidates: readonly ConstantCandidate[],
  tree: PlannedTree,
): Promise<DerivedFact[]> {
  const facts: DerivedFact[] = [];
  const byName = new Map<string, ConstantCandidate>();
  for (const candidate of candidates) {
    if (!candidate.isLocal) byName.set(candidate.name, byName.get(candidate.name) ?? candidate);
    else if (await isUsedIn(candidate.path, candidate.name, tree))
      facts.push(makeFact(candidate, candidate.path));
  }
  const names = [...byName.keys()].sort();
  const found = await tree.findWords(names);
  for (const name of names) {
    const candidate = byName.get(name)!;
    const paths = found.get(name) ?? [];
    if (paths.length > MANY_FILES) continue;
    const all = await Promise.all(
      paths.map(async (path) => (await tree.reportNames(path, [name])).get(name)),
    );
    const reports = all.filter((report) => report !== undefined && !report.isLocal);
    const definitions = reports.flatMap((report) => report!.definitions);
    const uses = reports.reduce((sum, report) => sum + report!.uses, 0);
    if (uses === 0 || definitions.length === 0) continue;
    if (!definitions.every((d) => d.what === candidate.what && d.constant?.value === candidate.value))
      continue;
    const evaluatesArguments = definitions.some((d) => d.constant!.evaluatesArguments);
    const { isEmpty, ...same } = candidate;
    const form = isEmpty && definitions.every((d) => d.constant!.isEmpty) ? ({ isEmpty } as const) : {};
    facts.push(makeFact({ ...same, ...form, evaluatesArguments }));
  }
  return facts;
}

function makeFact(candidate: ConstantCandidate, path?: string): DerivedFact {
  const { what, name, value, evaluatesArguments, isEmpty, cause, offset } = candidate;
  const more = { ...(isEmpty ? { isEmpty } : {}), ...(path === undefined ? {} : { path }) };
  return {
    fact: { kind: 'value', what, name, value, evaluatesArguments, ...more },
    because: [cause],
    path: candidate.path,
    offset,
  };
}

async function isUsedIn(path: string, name: string, tree: PlannedTree): Promise<boolean> {
  const report = (await tree.reportNames(path, [name])).get(name);
  return report !== undefined && report.uses > 0;
}
