import { applyEdits } from '../edit/apply-edits.js';
import { composeEdits } from '../edit/compose-edits.js';
import { causesOf } from '../edit/merge-removals.js';
import { factId, type ConfigFact, type DerivedFact, type Fact, type Leftover } from '../lang/facts.js';
import { classifyFile } from '../lang/file-kind.js';
import { NOTHING_FOUND, type Surroundings } from '../lang/front-end.js';
import { detectStringStyle } from '../lang/kbuild/known-values.js';
import { analyzeKconfig, type KconfigAnalysis } from '../lang/kconfig/analyze-kconfig.js';
import { checkConfigFact, type FactProblem } from '../lang/kconfig/check-facts.js';
import { deduceConfigFacts } from '../lang/kconfig/deduce-facts.js';
import { MOST_STEPS } from '../lang/kconfig/liveness.js';
import type { KconfigModel } from '../lang/kconfig/model.js';
import { openModel } from '../lang/kconfig/open-model.js';
import { findUnreadSymbols, type UnreadSymbol } from '../lang/kconfig/find-unread-symbols.js';
import { rewriteKconfig, type KconfigRewrite } from '../lang/kconfig/rewrite-kconfig.js';
import { selectPaths } from '../scan/path-tables.js';
import { pathsOf, readText, type TreeView } from '../scan/tree-view.js';
import { flaggedSymbols } from './flagged-symbols.js';
import { makeSourceText } from '../text/source-text.js';
import { limitSteps, TooManySteps } from '../text/step-limit.js';
import type { PlannedFile } from './plan-files.js';

/** The tree's Kconfig files as the planner asks them: one model, built once per document. */
export interface KconfigPlan {
  readonly model: KconfigModel;
  /** Whether any Kconfig file defines or names the symbol. */
  knows(name: string): boolean;
  /** What makes a stated fact impossible or unclear in this tree. */
  check(fact: ConfigFact): readonly FactProblem[];
  /** Symbols that can only be n under the facts and could be more before. */
  deduce(facts: readonly ConfigFact[]): DerivedFact[];
  /** Symbols without a prompt that lost their last reader in Kconfig to the facts. */
  findUnread(facts: readonly ConfigFact[]): readonly UnreadSymbol[];
  /** Whether no Kconfig expression that stays reads the symbol, and it selects nothing. */
  isUnread(name: string, facts: readonly ConfigFact[]): boolean;
  hasPrompt(name: string): boolean;
  /** Where the symbol is defined first; undefined for one that no Kconfig file defines. */
  definitionOf(name: string): { readonly path: string; readonly offset: number } | undefined;
  /** What the model says of the symbols that C and Makefiles may name beside those of the facts. */
  describe(facts: readonly Fact[]): Omit<Surroundings, 'nearby'>;
  /** A Kconfig file's text as the facts would leave it; null for one that goes. */
  textAfter(path: string, facts: readonly ConfigFact[]): string | null;
  /** The changed Kconfig files, once all facts are known. */
  rewrite(facts: readonly ConfigFact[]): {
    readonly files: readonly PlannedFile[];
    readonly leftovers: readonly Leftover[];
  };
}

/**
 * Reads all Kconfig files of a tree; one that can't be read counts as empty.
 * @param mostSteps see MOST_STEPS: past it all Kconfig files stay as they are, with a leftover.
 */
export async function loadKconfig(tree: TreeView, mostSteps = MOST_STEPS): Promise<KconfigPlan> {
  const memory = memoryOf(tree);
  const model = openModel(await readKconfigFiles(tree, memory.texts), memory.last);
  memory.last = model;
  const stringStyle = readStringStyle(tree);
  const isFlagged = flaggedSymbols(tree);
  const propertiesOf = (name: string) =>
    (model.symbols.get(name)?.definitions ?? []).flatMap(({ entry }) => entry.properties);
  let last:
    | { readonly count: number; readonly analysis: KconfigAnalysis; readonly rewrite: KconfigRewrite }
    | undefined;
  const steps = limitSteps(mostSteps);
  let tooCostly: TooManySteps | undefined;
  /** Once the work was too much, nothing of Kconfig is changed. */
  const within = <T>(work: () => T, otherwise: T): T => {
    if (tooCostly) return otherwise;
    try {
      return work();
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
      tooCostly = error;
      return otherwise;
    }
  };
  // Facts only grow, so their number tells whether the last answer still holds.
  const settle = (facts: readonly ConfigFact[]) => {
    if (last?.count !== facts.length) {
      const analysis = analyzeKconfig(model, facts, steps);
      last = { count: facts.length, analysis, rewrite: rewriteKconfig(model, analysis) };
    }
    return last;
  };
  return {
    model,
    knows: (name) => model.symbols.has(name),
    check: (fact) => checkConfigFact(model, fact),
    deduce: (facts) => within(() => deduceConfigFacts(model, facts, steps), []),
    findUnread: (facts) =>
      within(() => {
        const { analysis, rewrite } = settle(facts);
        return findUnreadSymbols(model, analysis, rewrite);
      }, []),
    isUnread(name, facts) {
      const info = model.symbols.get(name);
      if (!info || info.definitions.length === 0) return false;
      if (propertiesOf(name).some(({ kind }) => kind === 'select' || kind === 'imply')) return false;
      const dropped = within(() => settle(facts).rewrite.droppedReaders.get(name) ?? 0, -1);
      return dropped >= info.references.length;
    },
    hasPrompt: (name) =>
      propertiesOf(name).some((p) => p.kind === 'prompt' || ('prompt' in p && p.prompt !== undefined)),
    definitionOf(name) {
      const definition = model.symbols.get(name)?.definitions[0];
      return definition && { path: definition.file.path, offset: definition.entry.name.start };
    },
    describe: (facts) => describeSymbols(model, stringStyle, isFlagged, facts),
    textAfter(path, facts) {
      const text = model.files.get(path)?.text ?? null;
      const rewrite = within(() => settle(facts).rewrite, undefined);
      const change = rewrite?.changes.find((one) => one.path === path);
      if (text === null || change === undefined) return text;
      const { edits, deleted } = changedFile(text, change, facts).analysis;
      return deleted === null ? applyEdits(text, edits) : null;
    },
    rewrite(facts) {
      const rewrite = within(() => settle(facts).rewrite, undefined);
      return rewrite ? rewriteFiles(model, rewrite, facts) : leaveKconfig(model, facts, tooCostly!);
    },
  };
}

/** What the documents of a series have in common. */
interface KconfigMemory {
  /** On disk; null: can't be read. */
  readonly texts: Map<string, string | null>;
  /** The model of the document before. */
  last?: KconfigModel;
}

const memories = new WeakMap<TreeView['disk'], KconfigMemory>();

/** The same for all views of a tree. */
function memoryOf({ disk }: TreeView): KconfigMemory {
  let memory = memories.get(disk);
  if (!memory) memories.set(disk, (memory = { texts: new Map() }));
  return memory;
}

/** Files read between two turns of the event loop, in which the pool hands out tasks. */
const FILES_PER_TURN = 200;

const isKconfig = (path: string): boolean => path.includes('onfig') && classifyFile(path) === 'kconfig';

async function readKconfigFiles(
  tree: TreeView,
  onDisk: Map<string, string | null>,
): Promise<{ path: string; text: string }[]> {
  const files: { path: string; text: string }[] = [];
  let reads = 0;
  for (const path of selectPaths(tree.paths, isKconfig)) {
    let text = tree.overlay.get(path) ?? onDisk.get(path);
    if (text === undefined) {
      if (reads++ % FILES_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
      text = readOrNull(tree, path);
      onDisk.set(path, text);
    }
    // As if it weren't there, but for a leftover.
    if (text === null) tree.disk().unreadable.add(path);
    else files.push({ path, text });
  }
  return files;
}

function readOrNull(tree: TreeView, path: string): string | null {
  try {
    return readText(tree, path);
  } catch {
    return null;
  }
}

/** What is reported, at the first symbol's definition, where no Kconfig file is changed. */
function leaveKconfig(
  { symbols }: KconfigModel,
  facts: readonly ConfigFact[],
  { message }: TooManySteps,
): ReturnType<KconfigPlan['rewrite']> {
  for (const fact of facts) {
    const [definition] = symbols.get(fact.name)?.definitions ?? [];
    if (!definition) continue;
    const { file, entry } = definition;
    const leftover = {
      code: 'too-costly',
      path: file.path,
      offset: entry.name.start,
      message: `all Kconfig files were left as they are: ${message}`,
      cause: factId(fact),
    };
    return { files: [], leftovers: [leftover] };
  }
  return { files: [], leftovers: [] };
}

function rewriteFiles(
  model: KconfigModel,
  { changes, leftovers }: KconfigRewrite,
  facts: readonly ConfigFact[],
): ReturnType<KconfigPlan['rewrite']> {
  const files = changes.map((change) => changedFile(model.files.get(change.path)!.text, change, facts));
  return { files, leftovers };
}

function changedFile(
  text: string,
  { path, removals, replacements, deleted }: KconfigRewrite['changes'][number],
  facts: readonly ConfigFact[],
): PlannedFile {
  const edits = composeEdits(makeSourceText(path, text), removals, replacements, { braces: false });
  return {
    path,
    kind: 'kconfig',
    text,
    facts,
    isIncluded: false,
    analysis: { path, ...NOTHING_FOUND, edits, causes: causesOf(removals, replacements), deleted },
  };
}

/** U-Boot's boot phases: a symbol of that name turns one on, and prefixes those that are set for it alone. */
const BOOT_PHASES = ['SPL', 'TPL', 'VPL'];

function describeSymbols(
  model: KconfigModel,
  stringStyle: Surroundings['stringStyle'],
  isFlagged: ((name: string) => boolean) | null,
  facts: readonly Fact[],
): Omit<Surroundings, 'nearby'> {
  const isDefined = (name: string) => model.isDefined(name);
  const names = facts.flatMap((fact) => (fact.kind === 'config' ? [fact.name] : []));
  const related = names.flatMap((name) => [
    name,
    `${name}_MODULE`,
    ...BOOT_PHASES.map((phase) => `${phase}_${name}`),
  ]);
  return {
    symbols: [...BOOT_PHASES, ...related].filter(isDefined),
    phases: BOOT_PHASES.filter(isDefined).map((phase) => `${phase}_`),
    flags: isFlagged && names.filter((name) => isDefined(name) && isFlagged(name)),
    strings: names.filter((name) => model.symbols.get(name)?.type === 'string'),
    stringStyle,
  };
}

function readStringStyle(tree: TreeView): Surroundings['stringStyle'] {
  const path = 'scripts/kconfig/confdata.c';
  return pathsOf(tree).has(path) ? detectStringStyle(readText(tree, path)) : 'unknown';
}
