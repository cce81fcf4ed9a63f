import { append } from '../text/append.js';
import { applyEdits } from '../edit/apply-edits.js';
import { chainEdits } from '../edit/chain-edits.js';
import type { Edit } from '../edit/edit.js';
import type { ConfigFact, DerivedFact, Leftover, MergedFact } from '../lang/facts.js';
import { checkFile, type BrokenLaw } from '../lang/check-file.js';
import { classifyFile, type FileKind } from '../lang/file-kind.js';
import type { KconfigModel } from '../lang/kconfig/model.js';
import { checkRenamed } from '../lang/rename/check-renamed.js';
import { symbolWords } from '../lang/rename/renaming.js';
import { findPlaces } from '../lang/replace/find-places.js';
import type { Replacement } from '../lang/replace/replacement.js';
import { asRenaming, substituteInFile } from '../lang/replace/substitute-file.js';
import type { CheckFailure, FileChange } from '../result.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { findBuiltWith } from './built-with.js';
import { foldReplaced, type ReplacedFile } from './fold-replaced.js';
import { treeWritesFlags } from './flagged-symbols.js';
import { findWords } from './find-words.js';
import { openLaterChanges, type LaterChanges } from './later-changes.js';

/** A tree in which some symbols have taken the place of others, as the facts of the document find it. */
export interface ReplacedTree {
  readonly tree: TreeView;
  readonly configFacts: readonly ConfigFact[];
  readonly mergedFacts: readonly MergedFact[];
  readonly leftovers: readonly Leftover[];
  readonly failures: readonly CheckFailure[];
  /** The changes that `planned`, into the texts of this tree, come to together with the replacement's own. */
  readonly combine: (planned: readonly FileChange[]) => FileChange[];
  /** Offsets into this tree led back to the texts that the document found. */
  readonly locate: <T extends Leftover | DerivedFact>(found: T) => T;
}

/** The tree of a document that replaces nothing. */
export function unreplacedTree(tree: TreeView): ReplacedTree {
  return {
    tree,
    configFacts: [],
    mergedFacts: [],
    leftovers: [],
    failures: [],
    combine: (planned) => [...planned],
    locate: (found) => found,
  };
}

/** Shorter words can't be searched for; there are few enough Kconfig files to read them all instead. */
const SHORTEST_WORD = 3;

/**
 * The first pass of a document: writes what takes a symbol's place wherever it is used. The entries of the symbol
 * itself stay for the facts, which find them without a reader and with lines to hand on; what became redundant is
 * folded here in Kconfig, and by the front ends that get the merged facts.
 */
export async function replaceSymbols(
  tree: TreeView,
  model: KconfigModel,
  replacements: readonly Replacement[],
  { inScope, pool }: { readonly inScope: (path: string) => boolean; readonly pool: Pool },
): Promise<ReplacedTree> {
  const changes = openLaterChanges(tree, []);
  const leftovers: Leftover[] = [];
  const failures: CheckFailure[] = [];
  const touched: ReplacedFile[] = [];
  const hasFlags = treeWritesFlags(tree);
  for (const path of await locateFiles(tree, replacements, hasFlags, pool)) {
    const text = inScope(path) ? changes.textOf(path) : null;
    if (text === null) continue;
    const kind = classifyFile(path);
    const found = substituteInFile({ path, kind, text, replacements, hasFlags });
    append(leftovers, found.leftovers);
    if (found.edits.length === 0) continue;
    const broken = await checkSubstituted(kind, path, text, found.edits, replacements);
    append(
      failures,
      broken.map((law) => ({ path, ...law })),
    );
    if (broken.length > 0) continue;
    changes.add(path, found.edits);
    const places = findPlaces(found.edits, replacements);
    if (places.length > 0) touched.push({ path, kind, places });
  }
  const folded = await foldReplaced(touched, replacements, model, changes);
  const changed = new Map(changes.list().map((change) => [change.path, change]));
  const inC = folded.files.filter(({ kind }) => kind === 'c' || kind === 'asm' || kind === 'dts');
  const builtWith = await findBuiltWith(
    changes.view(),
    inC.map(({ path }) => path),
    new Set(replacements.flatMap(({ operands }) => operands.map(({ name }) => name))),
    pool,
  );
  return {
    tree: changes.view(),
    configFacts: replacements.map(asFact),
    mergedFacts: inC.map(({ path, places }) => mergedFact(path, places, replacements, builtWith.get(path))),
    leftovers: [...leftovers, ...folded.leftovers],
    failures: [...failures, ...folded.failures],
    combine: (planned) => combineChanges(changed, planned),
    locate: (found) => locateFound(changes, found),
  };
}

/** The entries of the symbol go like those of one that is always y: their selects and implies are handed on. */
function asFact(replacement: Replacement): ConfigFact {
  const { name, heirs, symbol, with: text } = replacement;
  return {
    kind: 'config',
    name,
    value: { kind: 'tristate', value: 'y' },
    inherit: heirs,
    replacedBy: symbol === null ? text : `CONFIG_${symbol}`,
  };
}

function mergedFact(
  path: string,
  places: readonly number[],
  replacements: readonly Replacement[],
  builtWith: string | undefined,
): MergedFact {
  const first = replacements[0]!;
  const operands = new Map(replacements.flatMap((one) => one.operands).map((one) => [one.name, one]));
  return {
    kind: 'merged',
    symbol: first.name,
    by: first.symbol === null ? first.with : `CONFIG_${first.symbol}`,
    path,
    operands: [...operands.values()].map((one) => ({ ...one, isEnabled: one.name === builtWith })),
    places,
  };
}

async function locateFiles(
  tree: TreeView,
  replacements: readonly Replacement[],
  hasFlags: boolean,
  pool: Pool,
): Promise<string[]> {
  const words = replacements.flatMap(({ name }) => [...symbolWords(name, hasFlags), name]);
  const long = [...new Set(words)].filter((word) => word.length >= SHORTEST_WORD).sort();
  const found = await findWords(tree, long, pool);
  const paths = new Set<string>();
  for (const { name } of replacements) {
    for (const word of symbolWords(name, hasFlags)) for (const path of found.get(word) ?? []) paths.add(path);
    const bare = name.length < SHORTEST_WORD ? tree.paths : (found.get(name) ?? []);
    for (const path of bare) {
      const kind = classifyFile(path);
      if (kind === 'kconfig' || kind === 'kbuild' || kind === 'documentation') paths.add(path);
    }
  }
  return [...paths].sort();
}

/** The substitution is held against the text with code of its own: nothing but the names may have changed. */
async function checkSubstituted(
  kind: FileKind,
  path: string,
  text: string,
  edits: readonly Edit[],
  replacements: readonly Replacement[],
): Promise<BrokenLaw[]> {
  if (kind === 'defconfig') return [];
  const after = applyEdits(text, edits);
  const isMore = replacements.some(({ keepsOld, symbol }) => keepsOld || symbol === null);
  if (isMore) return await checkFile({ path, kind, before: text, after });
  return checkRenamed(
    text,
    after,
    replacements.map((one) => asRenaming(one)),
    kind === 'c',
  );
}

function combineChanges(
  changed: ReadonlyMap<string, FileChange>,
  planned: readonly FileChange[],
): FileChange[] {
  const all = new Map(changed);
  for (const change of planned) {
    const earlier = changed.get(change.path);
    if (!earlier) all.set(change.path, change);
    else if (change.status === 'deleted') all.set(change.path, { ...change, before: earlier.before });
    else {
      const edits = chainEdits(earlier.before, earlier.edits, change.edits);
      all.set(change.path, { ...earlier, edits });
    }
  }
  return [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function locateFound<T extends Leftover | DerivedFact>(changes: LaterChanges, found: T): T {
  const { path, offset } = found;
  if (path === undefined || offset === undefined) return found;
  const { offset: earlier } = changes.locate({ code: '', message: '', cause: '', path, offset });
  return { ...found, offset: earlier };
}
