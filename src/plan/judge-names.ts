import { append } from '../text/append.js';
import type { CNameKind, DerivedFact, Fact, Leftover } from '../lang/facts.js';
import { classifyFile } from '../lang/file-kind.js';
import type { NameReport } from '../lang/front-end.js';
import { isNoMention } from '../lang/report-names.js';
import { findInitializedByPosition } from './judge-members.js';
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
/** Files read for a name in one turn at most; the first turns read one: most names show a use there. */
const FILES_PER_TURN = 4;
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
    if (candidate.name.length < SHORTEST_NAME || tree.isKnownUsed(candidate.name)) continue;
    const known = byName.get(candidate.name);
    if (!known || (known.lost === 'definition' && candidate.lost === 'use'))
      byName.set(candidate.name, candidate);
  }
  const cases = new Map<string, OpenCase>();
  for (const name of [...byName.keys()].sort()) {
    cases.set(name, { candidate: byName.get(name)!, unread: [], reports: new Map(), isUsed: false });
  }
  await lookUp(cases, tree);
  const all = stillOpen(cases).flatMap((name) => conclude(cases.get(name)!) ?? []);
  const verdicts = await leaveOutHolders(all, tree);
  const tags = verdicts.flatMap(({ what, definition }) =>
    what === 'member' ? (definition?.memberOf ?? []) : [],
  );
  const rigid = await findInitializedByPosition([...new Set(tags)].sort(), tree);
  const { facts, leftovers } = concludeAll(verdicts, rigid);
  // The names were looked up in the files as the plan would leave them.
  const place = <T extends Partial<Place>>(at: T): T =>
    at.path === undefined || at.offset === undefined
      ? at
      : { ...at, offset: tree.originalOffset(at.path, at.offset) };
  return { facts: facts.map(place), leftovers: leftovers.map(place) };
}

/** A name that no use was found of so far. */
interface OpenCase {
  readonly candidate: Candidate;
  /** Files that mention it and weren't read yet. */
  readonly unread: string[];
  readonly reports: Map<string, NameReport>;
  isUsed: boolean;
}

/** Looks for uses of the names until each has one, or there are no more files to read. */
async function lookUp(cases: ReadonlyMap<string, OpenCase>, tree: PlannedTree): Promise<void> {
  await tree.findOpenWords(
    [...cases.keys()],
    async (found) => {
      for (const [name, paths] of found) {
        const entry = cases.get(name)!;
        append(entry.unread, paths);
        if (entry.unread.length + entry.reports.size > MANY_FILES) {
          entry.isUsed = true;
          tree.noteUse(name, null);
        }
      }
      await readFiles(cases.values(), 1, tree);
      return stillOpen(cases);
    },
    MANY_FILES,
  );
  const isToRead = (name: string) => cases.get(name)!.unread.length > 0;
  for (let turn = 1; stillOpen(cases).some(isToRead); turn++)
    await readFiles(cases.values(), Math.min(turn, FILES_PER_TURN), tree);
}

/** Without the types that define something which is still in use: constants, inner structs. */
async function leaveOutHolders(verdicts: readonly Verdict[], tree: PlannedTree): Promise<Verdict[]> {
  const held = [...new Set(verdicts.flatMap(({ definition }) => definition?.holds ?? []))];
  if (held.length === 0) return [...verdicts];
  const isUsed = (name: string) => name.length < SHORTEST_NAME || tree.isKnownUsed(name);
  const cases = new Map<string, OpenCase>();
  for (const name of held.filter((one) => !isUsed(one))) {
    const candidate: Candidate = { name, lost: 'use', cause: '' };
    cases.set(name, { candidate, unread: [], reports: new Map(), isUsed: false });
  }
  if (cases.size > 0) await lookUp(cases, tree);
  const unused = new Set(
    stillOpen(cases).filter((name) =>
      [...cases.get(name)!.reports.values()].every((r) => r.memberUses === 0 && r.mention === null),
    ),
  );
  return verdicts.filter(({ definition }) => definition?.holds.every((name) => unused.has(name)) ?? true);
}

function stillOpen(cases: ReadonlyMap<string, OpenCase>): string[] {
  return [...cases].filter(([, entry]) => !entry.isUsed).map(([name]) => name);
}

/**
 * Which files of the open cases are read next: `count` for each case, and each for all cases that it may settle. C files
 * come first, as a use is most likely there; of them those that are small for the number of cases.
 */
function chooseFiles(open: readonly OpenCase[], count: number, tree: PlannedTree): Map<string, OpenCase[]> {
  const asking = new Map<string, number>();
  for (const { unread } of open) for (const path of unread) asking.set(path, (asking.get(path) ?? 0) + 1);
  const costs = new Map<string, number>();
  for (const [path, cases] of asking) costs.set(path, tree.sizeOf(path) / cases);
  const rank = (path: string) => (path.endsWith('.c') ? 0 : path.endsWith('.h') ? 1 : 2);
  const chosen = new Map<string, OpenCase[]>();
  for (const { unread } of open) {
    unread.sort((a, b) => rank(a) - rank(b) || costs.get(a)! - costs.get(b)! || (a < b ? -1 : 1));
    for (const path of unread.slice(0, count)) chosen.set(path, []);
  }
  for (const entry of open) {
    const { unread } = entry;
    for (const path of unread) chosen.get(path)?.push(entry);
    const later = unread.filter((path) => !chosen.has(path));
    unread.splice(0, Infinity, ...later);
  }
  return chosen;
}

const NO_REPORT: NameReport = {
  uses: 0,
  memberUses: 0,
  definitions: [],
  declarations: 0,
  exports: 0,
  isLocal: false,
  mention: null,
};

/** Reads the next few files of each open case, each file once for all names that it may settle. */
async function readFiles(cases: Iterable<OpenCase>, count: number, tree: PlannedTree): Promise<void> {
  const left = [...cases].filter(({ isUsed }) => !isUsed);
  const casesByPath = chooseFiles(left, count, tree);
  await Promise.all(
    [...casesByPath].map(async ([path, open]) => {
      if (isNoMention(classifyFile(path))) {
        for (const entry of open) entry.reports.set(path, NO_REPORT);
        return;
      }
      const reports = await tree.reportNames(
        path,
        open.map((entry) => entry.candidate.name),
      );
      for (const entry of open) {
        const report = reports.get(entry.candidate.name);
        if (!report) continue;
        // Another thing of the name there; but members are named in a space of their own (C11 6.2.3).
        if (report.isLocal) {
          if (report.memberUses > 0) entry.reports.set(path, { ...NO_REPORT, memberUses: report.memberUses });
          continue;
        }
        entry.reports.set(path, report);
        if (report.uses > 0) {
          entry.isUsed = true;
          tree.noteUse(entry.candidate.name, path, true);
        }
      }
    }),
  );
}

/** @param rigid structs whose members can't be taken out. */
function concludeAll(verdicts: readonly Verdict[], rigid: ReadonlySet<string>): Verdicts {
  // A macro stays with those that it describes something together with, as long as one of them stays.
  const unused = new Set(verdicts.map(({ entry }) => entry.candidate.name));
  const leftovers: Leftover[] = [];
  const facts: DerivedFact[] = [];
  const keep = (entry: OpenCase, code: string, place: Place, why: string) => {
    const { name, cause } = entry.candidate;
    leftovers.push({ code, ...place, message: `${name} has no use left, but stays: ${why}`, cause });
    unused.delete(name);
  };
  for (const { entry, what, mention, twin, definition } of verdicts) {
    const tag = definition?.memberOf;
    if (what === 'member' && definition && (tag === undefined || rigid.has(tag))) {
      keep(
        entry,
        'unused-member',
        definition,
        'hardware, a protocol or an initializer by position may rely on it',
      );
    } else if (mention) keep(entry, mention.code, mention, 'this mentions it');
    else if (twin) keep(entry, 'defined-in-several-files', twin, 'this may be another macro of that name');
  }
  for (let before = -1; before !== unused.size;) {
    before = unused.size;
    for (const { entry, definition } of verdicts) {
      if (!unused.has(entry.candidate.name)) continue;
      const sibling = definition?.siblings.find((name) => !unused.has(name));
      if (definition && sibling)
        keep(entry, 'unused-among-siblings', definition, `it stands beside ${sibling}`);
    }
  }
  for (const { entry, what, definition } of verdicts) {
    const { name, cause } = entry.candidate;
    if (!unused.has(name)) continue;
    const place = definition && { path: definition.path, offset: definition.offset };
    const of = definition?.memberOf;
    const fact: Fact =
      what === 'member' && of !== undefined
        ? { kind: 'member', name, of: `struct ${of}`, value: null, returns: null }
        : { kind: 'unused', what, name };
    facts.push({ fact, because: [cause], ...place });
  }
  return { facts, leftovers };
}

interface Place {
  readonly path: string;
  readonly offset: number;
}

interface Verdict {
  readonly entry: OpenCase;
  readonly what: CNameKind;
  readonly mention: (Place & { readonly code: string }) | undefined;
  readonly definition:
    | (Place & {
        readonly siblings: readonly string[];
        readonly memberOf: string | undefined;
        readonly holds: readonly string[];
      })
    | undefined;
  /** A second definition, in a file that need not mean the same thing. */
  readonly twin: Place | undefined;
}

/** Kinds of names that can be taken out on their own. */
const REMOVABLE: ReadonlySet<CNameKind> = new Set([
  'function',
  'macro',
  'variable',
  'type',
  'member',
  'tracepoint',
  'enumerator',
]);
/** Where several definitions of one macro are those of the architectures. */
const PER_ARCHITECTURE = /^(?:arch|include\/asm-generic)\//;
/** What programs outside of the tree are compiled against. */
const USER_SPACE = /(?:^|\/)uapi\//;

/** What the reports on a name without a use come to; undefined when there is nothing to take out. */
function conclude(entry: OpenCase): Verdict | undefined {
  const { candidate } = entry;
  const reports = [...entry.reports.keys()]
    .sort()
    .map((path) => ({ path, report: entry.reports.get(path)! }));
  const what = nameKind(reports.map(({ report }) => report));
  if (what === undefined || !REMOVABLE.has(what)) return undefined;
  if (reports.some(({ path, report }) => USER_SPACE.test(path) && report.definitions.length > 0))
    return undefined;
  // One of several definitions went, no use: what nothing used before stays.
  const defined = reports.find(({ report }) => report.definitions.length > 0);
  if (candidate.lost === 'definition' && defined) return undefined;
  // What lost a use was another struct's member of that name.
  if (what === 'member' && candidate.cause.endsWith(`.${candidate.name} is gone`)) return undefined;
  if (what === 'member' && reports.some(({ report }) => report.memberUses > 0)) return undefined;
  const several = reports.filter(
    ({ path, report }) => report.definitions.length > 0 && !PER_ARCHITECTURE.test(path),
  );
  const twin = what === 'macro' ? several[1] : undefined;
  const mentioned = reports.find(({ report }) => report.mention !== null);
  const mention = mentioned?.report.mention;
  const definition = defined?.report.definitions[0];
  // Constants of one name in several enums, say of several programs, can't be told apart.
  if (what === 'enumerator' && reports.flatMap(({ report }) => report.definitions).length !== 1)
    return undefined;
  const definitions = reports.flatMap(({ report }) => report.definitions);
  return {
    entry,
    what,
    mention: mention ? { code: mention.code, path: mentioned.path, offset: mention.offset } : undefined,
    twin: twin && { path: twin.path, offset: twin.report.definitions[0]!.offset },
    definition: definition && {
      path: defined.path,
      offset: definition.offset,
      // Members of one name in several structs can't be told apart here.
      memberOf: definitions.length === 1 ? definition.memberOf : undefined,
      siblings: reports.flatMap(({ report }) => report.definitions.flatMap((d) => d.siblings ?? [])),
      holds: reports.flatMap(({ report }) => report.definitions.flatMap((d) => d.holds ?? [])),
    },
  };
}

/** What the name is; undefined when nothing in the tree defines or declares it. A member may share another's name. */
function nameKind(reports: readonly NameReport[]): CNameKind | undefined {
  const kinds = reports.flatMap((report) => report.definitions.map((definition) => definition.what));
  const isDeclared = reports.some(({ declarations, forwards }) => declarations > (forwards ?? 0));
  const isTag = reports.some(({ forwards }) => (forwards ?? 0) > 0);
  const declared = isDeclared ? 'function' : isTag ? 'type' : undefined;
  return kinds.find((kind) => kind !== 'member') ?? declared ?? kinds[0];
}
