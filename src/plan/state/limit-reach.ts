import { append } from '../../text/append.js';
import { lex, TokenKind, tokenText } from '../../lang/c/syntax/lex.js';
import { wordOf } from '../../lang/c/names/name-subject.js';
import { factId, type Fact, type Leftover } from '../../lang/facts.js';
import { classifyFile } from '../../lang/file-kind.js';
import type { NameReport } from '../../lang/front-end.js';
import type { PlannedTree } from '../planned-tree.js';
import type { InScope } from '../state-code.js';

/**
 * Folders that hold programs of their own beside the one that the tree is for: what such a program defines itself is
 * another thing than what has that name elsewhere.
 */
const OWN_PROGRAMS =
  /^(?:(?:tools|scripts|samples|examples|usr|Documentation)\/|arch\/[^/]+\/(?:boot|purgatory|realmode|tools)\/)/;

/** How far what a rule says of a name reaches. */
export interface Reach {
  readonly facts: readonly Fact[];
  readonly leftovers: readonly Leftover[];
}

/**
 * Leaves other programs alone that have a thing of the same name, and reports them; reports files that use the thing
 * but lie outside of the rule's scope, so that they keep a use of what is gone.
 */
export async function limitReach(
  facts: readonly Fact[],
  tree: PlannedTree,
  inScope: InScope,
): Promise<Reach> {
  const byName = new Map<string, Fact[]>();
  for (const fact of facts) {
    const name = sharedName(fact);
    if (name !== null) byName.set(name, [...(byName.get(name) ?? []), fact]);
  }
  if (byName.size === 0) return { facts, leftovers: [] };
  const found = await tree.findWords([...byName.keys()].filter((name) => name.length > 2));
  const limits = new Map<Fact, readonly string[]>();
  const leftovers: Leftover[] = [];
  for (const [name, about] of byName) {
    const paths = found.get(name) ?? [];
    const others = await findOtherPrograms(name, paths, tree);
    const cause = factId(about[0]!);
    if (others.size > 0) for (const fact of about) limits.set(fact, [...others.keys()]);
    for (const [path, offset] of others) {
      const message = `the ${name} of this program is another one than what the rule is about, so it stays`;
      if (offset !== null) leftovers.push({ code: 'other-program', path, offset, message, cause });
    }
    const outside = paths.filter((path) => !inScope(path) && !others.has(path));
    if (about.some(({ kind }) => kind !== 'member'))
      append(leftovers, await reportOutside(name, outside, tree, cause));
  }
  return {
    facts: facts.map((fact) => (limits.has(fact) ? { ...fact, except: limits.get(fact)! } : fact)),
    leftovers,
  };
}

/** The name that a fact about the whole tree makes useless; null for other facts. */
function sharedName(fact: Fact): string | null {
  switch (fact.kind) {
    case 'unused':
    case 'value':
    case 'return':
      return fact.path === undefined ? fact.name : null;
    case 'parameter':
      return fact.path === undefined && fact.memberOf === undefined && fact.to === undefined ? fact.of : null;
    case 'replace':
      return fact.path === undefined && !fact.isRenaming && fact.what !== 'member' ? wordOf(fact.name) : null;
    case 'member':
      return wordOf(fact.of);
    default:
      return null;
  }
}

/** Files of other programs that mean a thing of their own, with the place that defines it there, if it does. */
async function findOtherPrograms(
  name: string,
  paths: readonly string[],
  tree: PlannedTree,
): Promise<ReadonlyMap<string, number | null>> {
  const isC = (path: string) => classifyFile(path) === 'c';
  const apart = paths.filter((path) => OWN_PROGRAMS.test(path) && isC(path));
  const others = new Map<string, number | null>();
  if (apart.length === 0) return others;
  const definitions = new Map<string, number>();
  for (const [path, report] of await readReports(name, apart, tree)) {
    const [first] = report.isLocal ? [] : report.definitions.filter(({ what }) => what !== 'member');
    if (first) definitions.set(path, first.offset);
  }
  if (definitions.size === 0) return others;
  const rest = paths.filter((path) => !OWN_PROGRAMS.test(path) && isC(path));
  const isDefined = [...(await readReports(name, rest, tree)).values()].some(
    ({ definitions: own, declarations }) => declarations > 0 || own.some(({ what }) => what !== 'member'),
  );
  if (!isDefined) return others;
  for (const path of apart) {
    const isMeant = [...definitions.keys()].some((other) => other === path || serves(other, path));
    if (isMeant) others.set(path, definitions.get(path) ?? null);
  }
  return others;
}

/** Whether what one file of a program defines is what another one means: a header's, or one of the same folder's. */
function serves(definition: string, path: string): boolean {
  const [area] = OWN_PROGRAMS.exec(path)!;
  if (!definition.startsWith(area)) return false;
  const folder = (of: string) => of.slice(0, of.indexOf('/', area.length) + 1);
  return definition.endsWith('.h') || folder(definition) === folder(path);
}

async function readReports(
  name: string,
  paths: readonly string[],
  tree: PlannedTree,
): Promise<ReadonlyMap<string, NameReport>> {
  const reports = await Promise.all(
    paths.map(async (path) => [path, (await tree.reportNames(path, [name])).get(name)] as const),
  );
  return new Map(reports.flatMap(([path, report]) => (report ? [[path, report] as const] : [])));
}

async function reportOutside(
  name: string,
  paths: readonly string[],
  tree: PlannedTree,
  cause: string,
): Promise<Leftover[]> {
  const leftovers: Leftover[] = [];
  for (const [path, report] of await readReports(name, paths, tree)) {
    const isAssembly = classifyFile(path) === 'asm';
    if (report.isLocal || (!isAssembly && report.uses === 0)) continue;
    const offset = isAssembly ? report.mention?.offset : firstUse(tree.textOf(path) ?? '', name);
    const message = `uses ${name}, but lies outside of the rule's scope`;
    leftovers.push({ code: 'used-out-of-scope', path, offset: offset ?? 0, message, cause });
  }
  return leftovers;
}

function firstUse(text: string, name: string): number | undefined {
  const tokens = lex(text);
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] === TokenKind.Identifier && tokenText(tokens, i) === name) return tokens.start[i]!;
    if (tokens.kind[i] === TokenKind.Directive && new RegExp(`\\b${name}\\b`).test(tokenText(tokens, i)))
      return tokens.start[i]!;
  }
  return undefined;
}
