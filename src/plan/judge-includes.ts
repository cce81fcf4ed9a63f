import { append } from '../text/append.js';
import { posix } from 'node:path';
import { scanConditionals } from '../lang/c/cpp/conditional-file.js';
import { readProvidedNames } from '../lang/c/provided-names.js';
import type { DerivedFact, IncludeFact } from '../lang/facts.js';
import type { PlannedFile, PlannedFiles } from './plan-files.js';
import type { PlannedTree } from './planned-tree.js';

/** Larger headers, and those that include more files than this or provide more names, are taken as needed. */
const LARGEST = 64 << 10;
const MANY_FILES = 30;
const MANY_NAMES = 60;

const INCLUDE = /^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)[">]/gm;

/**
 * The #includes of .c files whose only reason the change took away, as far as that is certain: the file used something
 * that the header provides, uses nothing more of what it provides, nor of what it includes in turn, and no other header
 * of the tree mentions any of these names, so that none relies on this one being included before, and no condition
 * guards the line. Only headers that the plan changes are looked into: most others include half of the tree.
 */
export async function judgeIncludes(
  files: PlannedFiles,
  analyzed: readonly PlannedFile[],
  tree: PlannedTree,
): Promise<DerivedFact[]> {
  const headers = [...files.values()].filter(
    ({ path, analysis }) => path.endsWith('.h') && analysis.edits.length > 0,
  );
  const bases = new Set(headers.map(({ path }) => posix.basename(path)));
  if (bases.size === 0) return [];
  const fresh = new Set(analyzed.map(({ path }) => path));
  const isNews = headers.some(({ path }) => fresh.has(path));
  const facts = await Promise.all(
    [...files.values()]
      .filter(({ path, kind, analysis }) => {
        const isMeant =
          kind === 'c' && path.endsWith('.c') && analysis.dropped.length > 0 && analysis.hollow === null;
        return isMeant && (isNews || fresh.has(path));
      })
      .map((file) => judgeFile(file, bases, files, tree)),
  );
  return facts.flat().sort((a, b) => (a.path! < b.path! ? -1 : 1));
}

async function judgeFile(
  { path, analysis }: PlannedFile,
  bases: ReadonlySet<string>,
  files: PlannedFiles,
  tree: PlannedTree,
): Promise<DerivedFact[]> {
  const text = tree.textOf(path);
  if (text === null) return [];
  const all = [...text.matchAll(INCLUDE)];
  const named = all.filter(([, , target]) => bases.has(posix.basename(target!)));
  const { sections } = scanConditionals(named.length === 0 ? '' : text).tree;
  const isGuarded = (at: number) => sections.some(({ start, end }) => start <= at && at < end);
  const included = named.filter(({ index }) => !isGuarded(index));
  if (included.length === 0 || all.some(([, , target]) => !target!.endsWith('.h'))) return [];
  const lost = new Map(analysis.dropped.map(({ name, cause }) => [name, cause]));
  const facts: DerivedFact[] = [];
  let words: ReadonlySet<string> | undefined;
  for (const { 1: quote, 2: target, index } of included) {
    const provided = provideAll(path, target!, quote === '"', tree);
    const header = provided && files.get([...provided.files][0]!);
    const before = header && (header.text ?? tree.textOf(header.path));
    const reason =
      before != null && [...(readProvidedNames(before)?.names ?? [])].find((name) => lost.has(name));
    if (!provided || typeof reason !== 'string') continue;
    words ??= new Set(stripIncludes(text).match(/[A-Za-z_]\w*/g));
    if ([...provided.names].some((name) => words!.has(name))) continue;
    const found = await tree.findWords([...provided.names].filter((name) => name.length > 2));
    const isReliedOn = [...found.values()].some((paths) =>
      paths.some((other) => other.endsWith('.h') && !provided.files.has(other)),
    );
    if (isReliedOn || [...provided.names].some((name) => name.length <= 2)) continue;
    const fact: IncludeFact = { kind: 'include', target: target!, path };
    facts.push({ fact, because: [lost.get(reason)!], path, offset: tree.originalOffset(path, index) });
  }
  return facts;
}

function stripIncludes(text: string): string {
  return text.replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, ' ').replace(INCLUDE, ' ');
}

interface Provided {
  readonly names: Set<string>;
  /** The header itself first. */
  readonly files: Set<string>;
}

/** What an #include provides, with all that is included in turn; null where that isn't certain. */
function provideAll(from: string, target: string, isQuoted: boolean, tree: PlannedTree): Provided | null {
  const provided: Provided = { names: new Set(), files: new Set() };
  const open = [{ from, target, isQuoted }];
  for (let next = open.pop(); next; next = open.pop()) {
    const path = resolve(next.from, next.target, next.isQuoted, tree);
    if (path === null) return null;
    if (provided.files.has(path)) continue;
    provided.files.add(path);
    const text = tree.textOf(path);
    if (text === null || text.length > LARGEST || provided.files.size > MANY_FILES) return null;
    const own = readProvidedNames(text);
    if (!own) return null;
    for (const name of own.names) provided.names.add(name);
    if (provided.names.size > MANY_NAMES) return null;
    append(
      open,
      own.includes.map((include) => ({ ...include, from: path })),
    );
  }
  return provided;
}

/** The only file that an #include can mean. */
function resolve(from: string, target: string, isQuoted: boolean, tree: PlannedTree): string | null {
  const beside = posix.normalize(`${posix.dirname(from)}/${target}`);
  if (isQuoted && tree.exists(beside)) return beside;
  const matches = tree.pathsEndingIn(target.replace(/^(?:\.\.?\/)+/, ''));
  return matches.length === 1 ? matches[0]! : null;
}
