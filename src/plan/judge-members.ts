import type { DerivedFact, Leftover, MemberFact } from '../lang/facts.js';
import type { LostMember } from '../lang/front-end.js';
import { findPositional } from '../lang/c/members/find-positional.js';
import type { MentionVerdict } from '../lang/c/members/member-mentions.js';
import { classifyFile } from '../lang/file-kind.js';
import type { FactBook } from './fact-book.js';
import { findStructAccess, type StructAccess } from './find-struct-users.js';
import type { PlannedTree } from './planned-tree.js';
import type { FoundWords } from './word-search.js';
import { isFunctionPointer } from './state/state-member.js';

/** A member that more files than this may mention isn't looked into. */
const MANY_MENTIONS = 400;
/** A member whose struct the file can't tell is looked into where no more files than this hold its name. */
const FEW_FILES = 30;
/** What programs outside of the tree are compiled against. */
const USER_SPACE = /(?:^|\/)uapi\//;

/**
 * Of members that dead code mentioned, those that nothing in the tree uses any more: no code whose objects may be of
 * that struct mentions one, but for initializers and assignments of a pointer to function, which go with it.
 */
export async function judgeMembers(
  lost: readonly LostMember[],
  book: FactBook,
  tree: PlannedTree,
): Promise<{ facts: readonly DerivedFact[]; leftovers: readonly Leftover[] }> {
  const owned = await findOwners(lost, tree);
  const cases = new Map<string, OpenMember>();
  const known = new Set(book.all().flatMap((f) => (f.kind === 'member' ? [`${f.of}.${f.name}`] : [])));
  for (const member of owned) {
    const id = `${member.of}.${member.name}`;
    if (member.name.length < 3 || known.has(id) || tree.isKnownUsed(id)) continue;
    cases.set(id, { id, member, verdict: 'none' });
  }
  const named = await readNamingFiles([...cases.values()], tree);
  const keys = [...new Set(named.map(({ member }) => member.of))].sort();
  const access = new Map(
    await Promise.all(keys.map(async (key) => [key, await findStructAccess(key, tree, MANY_FILES)] as const)),
  );
  const results = await Promise.all(
    named.map(async (open) => {
      const via = access.get(open.member.of);
      const judged = via ? await judgeMember(open, via, tree) : {};
      // What stays needn't be asked about again, unless a file is noted that may lose its use.
      if (!judged.fact && !tree.isKnownUsed(open.id)) tree.noteUse(open.id, null);
      return judged;
    }),
  );
  return {
    facts: results.flatMap(({ fact }) => fact ?? []),
    leftovers: results.flatMap(({ leftover }) => leftover ?? []),
  };
}

/** A member of which no use was found so far. */
interface OpenMember {
  readonly id: string;
  readonly member: OwnedMember;
  verdict: MentionVerdict;
}

/** Files read per member and turn: most members show a use in the first one. */
const FILES_PER_TURN = 2;

/** Looks into the files that name the struct, where most uses are, and drops members that are used there. */
async function readNamingFiles(open: readonly OpenMember[], tree: PlannedTree): Promise<OpenMember[]> {
  const found = await tree.findWords([...new Set(open.map(({ member }) => tagOf(member.of)))].sort());
  const unread = new Map<OpenMember, string[]>();
  for (const one of open) {
    const tagged = (found.get(tagOf(one.member.of)) ?? []).filter((path) => classifyFile(path) === 'c');
    if (tagged.length > MANY_FILES) {
      tree.noteUse(one.id, null);
      continue;
    }
    tagged.sort((a, b) => tree.sizeOf(a) - tree.sizeOf(b) || (a < b ? -1 : 1));
    unread.set(one, [
      ...tagged.filter((path) => path.endsWith('.c')),
      ...tagged.filter((path) => !path.endsWith('.c')),
    ]);
  }
  const left = new Set(unread.keys());
  for (;;) {
    const byPath = new Map<string, OpenMember[]>();
    for (const one of left) {
      for (const path of unread.get(one)!.splice(0, FILES_PER_TURN))
        byPath.set(path, [...(byPath.get(path) ?? []), one]);
    }
    if (byPath.size === 0) return [...left].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const [path, used] of await readMentions(byPath, () => [], tree)) {
      for (const one of used) {
        left.delete(one);
        tree.noteUse(one.id, path);
      }
    }
  }
}

/** Words that stand together in more files than this are looked for side by side. */
const MANY_TOGETHER = 60;

/** The files in which code may get at the member, though they need not name its struct; null where they are too many. */
async function findMentioningFiles(
  name: string,
  { files, carriers, plain }: StructAccess,
  tree: PlannedTree,
): Promise<string[] | null> {
  const words = carriers.filter((word) => word.length > 2);
  const found = await tree.findWords([name, ...words]);
  const isCode = (path: string) => classifyFile(path) === 'c';
  const mentioning = new Set((found.get(name) ?? []).filter(isCode));
  const paths = new Set(files.filter((path) => mentioning.has(path)));
  const isPlain = new Set(plain);
  const sides: string[] = [];
  const seekBeside = (word: string) => sides.push(`${word}.${name}`, `${word}->${name}`);
  // Very short names aren't looked for by themselves.
  for (const word of carriers.filter((carrier) => carrier.length <= 2)) {
    if (isPlain.has(word)) seekBeside(word);
    else mentioning.forEach((path) => paths.add(path));
  }
  for (const word of words) {
    const both = found.get(word)!.filter((path) => mentioning.has(path));
    if (both.length > MANY_TOGETHER && isPlain.has(word)) seekBeside(word);
    else both.forEach((path) => paths.add(path));
  }
  for (const more of (await tree.findWords(sides)).values())
    for (const path of more.filter(isCode)) paths.add(path);
  return paths.size > MANY_MENTIONS ? null : [...paths].sort();
}

/** Asks each file about its members, all at once, and says which are used there; `set` is noted. */
async function readMentions(
  byPath: ReadonlyMap<string, readonly OpenMember[]>,
  carriersOf: (open: OpenMember) => readonly string[],
  tree: PlannedTree,
): Promise<[path: string, used: OpenMember[]][]> {
  return await Promise.all(
    [...byPath].map(async ([path, open]): Promise<[string, OpenMember[]]> => {
      const queries = open.map((one) => ({
        name: one.member.name,
        types: [tagOf(one.member.of)],
        carriers: carriersOf(one),
      }));
      const verdicts = await tree.judgeMentions(path, queries);
      open.forEach((one, i) => {
        if (verdicts[i] === 'set') one.verdict = 'set';
      });
      return [path, open.filter((_, i) => verdicts[i] === 'used')];
    }),
  );
}

function tagOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}

interface OwnedMember extends LostMember {
  readonly of: string;
}

/** The members with their structs; one that the file couldn't resolve has the only struct that declares such a name. */
async function findOwners(lost: readonly LostMember[], tree: PlannedTree): Promise<OwnedMember[]> {
  const unresolved = new Set(
    lost.flatMap(({ name, of }) =>
      of === null && name.length > 3 && !tree.isKnownUsed(`.${name}`) ? [name] : [],
    ),
  );
  const counts = new Map<string, number>();
  // Together with the words of the structs, so that all are one pass over the tree.
  const tagged = tree.findWords(
    [...new Set(lost.flatMap(({ of }) => (of === null ? [] : [tagOf(of)])))].sort(),
  );
  const count = (found: FoundWords) => {
    for (const [name, paths] of found) {
      counts.set(name, (counts.get(name) ?? 0) + paths.length);
      if (counts.get(name)! > FEW_FILES) tree.noteUse(`.${name}`, null);
    }
    return Promise.resolve([...found.keys()].filter((name) => counts.get(name)! <= FEW_FILES));
  };
  await tree.findOpenWords([...unresolved].sort(), count, FEW_FILES);
  await tagged;
  const rare = [...unresolved].filter((name) => counts.get(name)! <= FEW_FILES);
  await tree.types.learn(rare.map((name) => `owners ${name}`));
  return lost.flatMap((member) => {
    if (member.of !== null) return [{ ...member, of: member.of }];
    const owners = tree.types.owners.get(`owners ${member.name}`);
    const [only] = owners ?? [];
    return owners?.length === 1 && /^(?:struct|union) /.test(only!) ? [{ ...member, of: only! }] : [];
  });
}

interface Judged {
  readonly fact?: DerivedFact;
  readonly leftover?: Leftover;
}

async function judgeMember(open: OpenMember, access: StructAccess, tree: PlannedTree): Promise<Judged> {
  const { name, of, cause } = open.member;
  const paths = await findMentioningFiles(name, access, tree);
  if (paths === null) return {};
  const byPath = new Map(paths.map((path) => [path, [open]]));
  const used = (await readMentions(byPath, () => [...access.carriers, ...access.types], tree)).find(
    ([, members]) => members.length > 0,
  );
  if (used) {
    tree.noteUse(open.id, used[0]);
    return {};
  }
  const described = await Promise.all(
    access.files.map(async (path) =>
      (await tree.describeMember(path, of, name)).map((one) => ({ ...one, path })),
    ),
  );
  const definitions = described.flat();
  const [first] = definitions;
  if (!first || definitions.some(({ path }) => USER_SPACE.test(path))) return {};
  const isFunction = await isFunctionPointer(first.term, tree.types);
  if (open.verdict === 'set' && !isFunction) return {};
  const place = { path: first.path, offset: first.offset };
  const tag = tagOf(of);
  const isGiven = !isFunction && definitions.some(({ isLayoutGiven }) => isLayoutGiven);
  if (isGiven || (await findInitializedByPosition([tag], tree)).has(tag)) {
    const message = `${name} of ${of} has no use left, but stays: hardware, a protocol or an initializer by position may rely on it`;
    return { leftover: { code: 'unused-member', ...place, message, cause } };
  }
  const value = isFunction ? 'NULL' : null;
  const fact: MemberFact = {
    kind: 'member',
    name,
    of,
    value,
    returns: null,
    files: [...new Set([...paths, ...access.files])].sort(),
    ...(isFunction ? { isFunction } : {}),
  };
  return { fact: { fact, because: [cause], ...place } };
}

/** A struct that stands in more files than this isn't looked into: its members stay. */
const MANY_FILES = 60;

/**
 * Of the structs with these tags, those that some object may be initialized by position (C11 6.7.9p17), or that stand
 * in too many files to tell: taking a member out of them could shift values.
 */
export async function findInitializedByPosition(
  tags: readonly string[],
  tree: PlannedTree,
): Promise<ReadonlySet<string>> {
  const found = await tree.findWords(tags);
  return new Set(
    tags.filter((tag) => {
      const paths = found.get(tag) ?? [];
      return (
        paths.length > MANY_FILES ||
        paths.some((path) => findPositional(tree.textOf(path) ?? '', tag).length > 0)
      );
    }),
  );
}
