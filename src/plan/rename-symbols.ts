import { append } from '../text/append.js';
import { applyEdits } from '../edit/apply-edits.js';
import type { Leftover } from '../lang/facts.js';
import { classifyFile, type FileKind } from '../lang/file-kind.js';
import { checkRenamed } from '../lang/rename/check-renamed.js';
import { usesNameOtherwise } from '../lang/rename/find-uses.js';
import { renameInFile } from '../lang/rename/rename-file.js';
import { isDistinctive, symbolWords, type Renaming } from '../lang/rename/renaming.js';
import type { CheckFailure } from '../result.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { treeWritesFlags } from './flagged-symbols.js';
import { findWords } from './find-words.js';
import type { LaterChanges } from './later-changes.js';

export interface RenameInput {
  readonly renamings: readonly Renaming[];
  readonly inScope: (path: string) => boolean;
  readonly pool: Pool;
}

/** Shorter words can't be searched for; there are few enough Kconfig files to read them all instead. */
const SHORTEST_WORD = 3;

/** Renames Kconfig symbols in the whole tree, all at once: the second pass of a document. */
export async function renameSymbols(
  { renamings, inScope, pool }: RenameInput,
  changes: LaterChanges,
): Promise<{ readonly leftovers: Leftover[]; readonly failures: CheckFailure[] }> {
  const leftovers: Leftover[] = [];
  const failures: CheckFailure[] = [];
  if (renamings.length === 0) return { leftovers, failures };
  const tree = changes.view();
  const hasFlags = treeWritesFlags(tree);
  const found = await searchNames(tree, renamings, hasFlags, pool);
  const cNames = findCNames(changes, found, renamings);
  for (const [path, concerned] of locate(tree, found, renamings, hasFlags)) {
    const text = inScope(path) ? changes.textOf(path) : null;
    if (text === null) continue;
    const kind = classifyFile(path);
    const own = concerned.map((renaming) => ({ ...renaming, isCName: cNames.has(renaming.name), hasFlags }));
    const renamed = renameInFile({ path, kind, text, renamings: own });
    append(
      leftovers,
      renamed.leftovers.map((leftover) => changes.locate(leftover)),
    );
    if (renamed.edits.length === 0) continue;
    const broken = checkRenamed(text, applyEdits(text, renamed.edits), own, kind === 'c');
    append(
      failures,
      broken.map((law) => ({ path, ...law })),
    );
    if (broken.length === 0) changes.add(path, renamed.edits);
  }
  return { leftovers, failures };
}

/** The files of each name in each of its spellings; ordinary words are looked for only where they count. */
async function searchNames(
  tree: TreeView,
  renamings: readonly Renaming[],
  hasFlags: boolean,
  pool: Pool,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const anywhere = new Set<string>();
  const whereRead = new Set<string>();
  for (const { name, to } of renamings) {
    for (const word of [...symbolWords(name, hasFlags), ...symbolWords(to, hasFlags)]) anywhere.add(word);
    (isDistinctive(name) ? anywhere : whereRead).add(name);
    whereRead.add(to);
  }
  const isLong = (word: string) => word.length >= SHORTEST_WORD;
  const paths = tree.paths.filter((path) => READS_BARE_NAMES.has(classifyFile(path)));
  const [everywhere, inPart] = await Promise.all([
    findWords(tree, [...anywhere].filter(isLong).sort(), pool),
    findWords({ ...tree, paths }, [...whereRead].filter(isLong).sort(), pool),
  ]);
  return new Map([...inPart, ...everywhere]);
}

/** Kinds of file in which the bare name counts even where it is an ordinary word. */
const READS_BARE_NAMES: ReadonlySet<FileKind> = new Set(['kconfig', 'kbuild', 'documentation']);

/** The files that each renaming may concern, by path, sorted. */
function locate(
  tree: TreeView,
  found: ReadonlyMap<string, readonly string[]>,
  renamings: readonly Renaming[],
  hasFlags: boolean,
): [path: string, renamings: Renaming[]][] {
  const concerns = new Map<string, Set<Renaming>>();
  const concern = (path: string, renaming: Renaming) => {
    const known = concerns.get(path);
    if (known) known.add(renaming);
    else concerns.set(path, new Set([renaming]));
  };
  for (const renaming of renamings) {
    const { name, to } = renaming;
    for (const word of [...symbolWords(name, hasFlags), ...symbolWords(to, hasFlags)]) {
      for (const path of found.get(word) ?? []) concern(path, renaming);
    }
    for (const word of [name, to]) {
      const paths = word.length < SHORTEST_WORD ? tree.paths : (found.get(word) ?? []);
      for (const path of paths) {
        const kind = classifyFile(path);
        const reads =
          word.length < SHORTEST_WORD || word === to ? kind === 'kconfig' : READS_BARE_NAMES.has(kind);
        if (reads || (word === name && isDistinctive(name))) concern(path, renaming);
      }
    }
  }
  return [...concerns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, set]) => [path, [...set]]);
}

/** Old names that C, assembly or a device tree use for something of their own. */
function findCNames(
  changes: LaterChanges,
  found: ReadonlyMap<string, readonly string[]>,
  renamings: readonly Renaming[],
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name } of renamings) {
    if (!isDistinctive(name)) continue;
    for (const path of found.get(name) ?? []) {
      const kind = classifyFile(path);
      if (kind !== 'c' && kind !== 'asm' && kind !== 'dts') continue;
      const text = changes.textOf(path);
      if (text === null || !usesNameOtherwise(kind, text, name)) continue;
      names.add(name);
      break;
    }
  }
  return names;
}
