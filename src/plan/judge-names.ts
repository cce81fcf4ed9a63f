import type { CNameKind, DerivedFact, Leftover } from '../lang/facts.js';
import type { NameReport } from '../lang/front-end.js';
import type { PlannedTree } from './planned-tree.js';

/** A C name that lost a use or its definition somewhere. */
export interface Candidate {
  readonly name: string;
  readonly lost: 'use' | 'definition';
  readonly cause: string;
}

export interface Verdicts {
  readonly facts: readonly DerivedFact[];
  readonly leftovers: readonly Leftover[];
}

/** A name that stands in more files than this is taken as used: nearly always right, and never wrong to keep. */
const MANY_FILES = 60;
/** Files read per name and turn: most names show a use in the first one. */
const FILES_PER_TURN = 2;
/** Shorter names are taken as used: they stand everywhere, and searching for them is slow. */
const SHORTEST_NAME = 4;

/**
 * Decides which of the candidates nothing uses any more, anywhere in the tree. A name goes only when each mention of
 * it is a definition, a declaration or an export; one that assembly, build files or documentation mention stays, with
 * a leftover that says so.
 */
export async function judgeNames(candidates: readonly Candidate[], tree: PlannedTree): Promise<Verdicts> {
  const byName = new Map<string, Candidate>();
  for (const candidate of candidates) {
    if (candidate.name.length < SHORTEST_NAME || byName.has(candidate.name)) continue;
    byName.set(candidate.name, candidate);
  }
  const names = [...byName.keys()].sort();
  const found = await tree.findRareWords(names);
  let open: OpenCase[] = [];
  for (const name of names) {
    const paths = found.get(name);
    if (!paths || paths.length > MANY_FILES) continue;
    open.push({ candidate: byName.get(name)!, paths: orderPaths(paths), next: 0, reports: new Map() });
  }
  const closed: OpenCase[] = [];
  while (open.length > 0) {
    await readNextFiles(open, tree);
    const rest: OpenCase[] = [];
    for (const entry of open) {
      if (isUsed(entry)) continue;
      if (entry.next < entry.paths.length) rest.push(entry);
      else closed.push(entry);
    }
    open = rest;
  }
  return concludeAll(closed);
}

/** A name that no use was found of so far. */
interface OpenCase {
  readonly candidate: Candidate;
  readonly paths: readonly string[];
  next: number;
  readonly reports: Map<string, NameReport>;
}

/** C files first: a use, if there is one, is most likely there. */
function orderPaths(paths: readonly string[]): string[] {
  const rank = (path: string) => (path.endsWith('.c') ? 0 : path.endsWith('.h') ? 1 : 2);
  return [...paths].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

async function readNextFiles(open: readonly OpenCase[], tree: PlannedTree): Promise<void> {
  const namesByPath = new Map<string, OpenCase[]>();
  for (const entry of open) {
    for (const path of entry.paths.slice(entry.next, entry.next + FILES_PER_TURN)) {
      const cases = namesByPath.get(path);
      if (cases) cases.push(entry);
      else namesByPath.set(path, [entry]);
    }
    entry.next += FILES_PER_TURN;
  }
  await Promise.all(
    [...namesByPath].map(async ([path, cases]) => {
      const reports = await tree.reportNames(
        path,
        cases.map((entry) => entry.candidate.name),
      );
      for (const entry of cases) {
        const report = reports.get(entry.candidate.name);
        if (report && !report.isLocal) entry.reports.set(path, report);
      }
    }),
  );
}

function isUsed(entry: OpenCase): boolean {
  return [...entry.reports.values()].some((report) => report.uses > 0);
}

function concludeAll(closed: readonly OpenCase[]): Verdicts {
  const facts: DerivedFact[] = [];
  const leftovers: Leftover[] = [];
  for (const entry of closed) {
    const { candidate } = entry;
    const reports = entry.paths.flatMap((path) => {
      const report = entry.reports.get(path);
      return report ? [{ path, report }] : [];
    });
    const what = nameKind(reports.map(({ report }) => report));
    if (what === undefined) continue;
    if (what === 'member' && reports.some(({ report }) => report.memberUses > 0)) continue;
    const mention = reports.find(({ report }) => report.mention !== null);
    if (mention?.report.mention) {
      leftovers.push({
        code: mention.report.mention.code,
        path: mention.path,
        offset: mention.report.mention.offset,
        message: `${candidate.name} has no use left in C, but stays because this mentions it`,
        cause: candidate.cause,
      });
      continue;
    }
    const place = reports.find(({ report }) => report.definitions.length > 0);
    facts.push({
      fact: { kind: 'unused', what, name: candidate.name },
      because: [candidate.cause],
      ...(place ? { path: place.path, offset: place.report.definitions[0]!.offset } : {}),
    });
  }
  return { facts, leftovers };
}

/** What the name is; undefined when nothing in the tree defines or declares it. A member may share another's name. */
function nameKind(reports: readonly NameReport[]): CNameKind | undefined {
  const kinds = reports.flatMap((report) => report.definitions.map((definition) => definition.what));
  const declared = reports.some((report) => report.declarations > 0) ? 'function' : undefined;
  return kinds.find((kind) => kind !== 'member') ?? declared ?? kinds[0];
}
