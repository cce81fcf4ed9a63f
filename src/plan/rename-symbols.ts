import { applyEdits } from '../edit/apply-edits.js';
import { chainEdits, offsetBefore } from '../edit/chain-edits.js';
import type { Leftover } from '../lang/facts.js';
import { classifyFile, type FileKind } from '../lang/file-kind.js';
import { checkRenamed } from '../lang/rename/check-renamed.js';
import { findCodeNames } from '../lang/rename/find-uses.js';
import { renameInFile } from '../lang/rename/rename-file.js';
import { isDistinctive, symbolWords, type Renaming } from '../lang/rename/renaming.js';
import type { CheckFailure, FileChange } from '../result.js';
import { layOver, readMode, readText, type TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { findWords } from './find-words.js';

export interface RenameInput {
  readonly tree: TreeView;
  /** What the document's removals do to the tree; renaming works on the result. */
  readonly changes: readonly FileChange[];
  readonly renamings: readonly Renaming[];
  readonly inScope: (path: string) => boolean;
  readonly pool: Pool;
}

export interface RenameResult {
  /** All changes of the document, sorted by path: each file has one list of edits from its text in `tree`. */
  readonly changes: FileChange[];
  /** Offsets are into the texts of `tree`. */
  readonly leftovers: Leftover[];
  readonly failures: CheckFailure[];
}

/** Shorter words can't be searched for; there are few enough Kconfig files to read them all instead. */
const SHORTEST_WORD = 3;

/** Renames Kconfig symbols in the whole tree, all at once: the second pass of a document. */
export async function renameSymbols(input: RenameInput): Promise<RenameResult> {
  const { tree, changes, renamings, inScope, pool } = input;
  if (renamings.length === 0) return { changes: [...changes], leftovers: [], failures: [] };
  const after = layOver(tree, new Map(changes.map((change) => [change.path, textAfter(change)])));
  const words = renamings.flatMap(({ name, to }) => [...symbolWords(name), ...symbolWords(to), name, to]);
  const searched = [...new Set(words)].filter((word) => word.length >= SHORTEST_WORD).sort();
  const found = await findWords(after, searched, pool);
  const cNames = findCNames(after, found, renamings);

  const byPath = new Map(changes.map((change) => [change.path, change]));
  const leftovers: Leftover[] = [];
  const failures: CheckFailure[] = [];
  for (const [path, concerned] of locate(after, found, renamings)) {
    const text = inScope(path) ? tryRead(after, path) : null;
    if (text === null) continue;
    const kind = classifyFile(path);
    const own = concerned.map((renaming) => ({ ...renaming, isCName: cNames.has(renaming.name) }));
    const renamed = renameInFile({ path, kind, text, renamings: own });
    const earlier = byPath.get(path);
    const before = earlier?.edits ?? [];
    for (const leftover of renamed.leftovers) {
      leftovers.push({ ...leftover, offset: offsetBefore(before, leftover.offset) });
    }
    if (renamed.edits.length === 0) continue;
    const broken = checkRenamed(text, applyEdits(text, renamed.edits), own, kind === 'c');
    if (broken.length > 0) {
      failures.push(...broken.map((law) => ({ path, ...law })));
      continue;
    }
    byPath.set(
      path,
      earlier
        ? { ...earlier, edits: chainEdits(earlier.before, before, renamed.edits) }
        : { path, kind, status: 'modified', before: text, edits: renamed.edits, mode: readMode(tree, path) },
    );
  }
  const sorted = [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { changes: sorted, leftovers, failures };
}

function textAfter(change: FileChange): string | null {
  return change.status === 'deleted' ? null : applyEdits(change.before, change.edits);
}

/** Kinds of file in which the bare name counts even where it is an ordinary word. */
const READS_BARE_NAMES: ReadonlySet<FileKind> = new Set(['kconfig', 'kbuild', 'documentation']);

/** The files that each renaming may concern, by path, sorted. */
function locate(
  tree: TreeView,
  found: ReadonlyMap<string, readonly string[]>,
  renamings: readonly Renaming[],
): [path: string, renamings: Renaming[]][] {
  const concerns = new Map<string, Set<Renaming>>();
  const concern = (path: string, renaming: Renaming) => {
    const known = concerns.get(path);
    if (known) known.add(renaming);
    else concerns.set(path, new Set([renaming]));
  };
  for (const renaming of renamings) {
    const { name, to } = renaming;
    for (const word of [...symbolWords(name), ...symbolWords(to)]) {
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
  tree: TreeView,
  found: ReadonlyMap<string, readonly string[]>,
  renamings: readonly Renaming[],
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name } of renamings) {
    if (!isDistinctive(name)) continue;
    for (const path of found.get(name) ?? []) {
      const kind = classifyFile(path);
      if (kind !== 'c' && kind !== 'asm' && kind !== 'dts') continue;
      const text = tryRead(tree, path);
      if (text === null || findCodeNames({ kind, text, names: [name] }).length === 0) continue;
      names.add(name);
      break;
    }
  }
  return names;
}

/** A file's text; null when it can't be read: then nothing in it can be renamed. */
function tryRead(tree: TreeView, path: string): string | null {
  try {
    return readText(tree, path);
  } catch {
    return null;
  }
}
