import { limitSteps, type StepLimit } from '../../text/step-limit.js';
import type { ConfigFact, Leftover } from '../facts.js';
import { evaluate } from './simplify.js';
import { deadBecause, isEntry, isInForce, MOST_STEPS, settle, type Liveness } from './liveness.js';
import { eachItem, fileOf, type KconfigModel, type SymbolInfo } from './model.js';
import type { Block, Item, KconfigFile } from './syntax.js';

/** What goes and what stays of a tree's Kconfig files under the facts. Decides only; nothing is edited here. */
export interface KconfigAnalysis {
  readonly liveness: Liveness;
  /** Items that go whole, with the id of the fact that caused it. What they hold goes with them and isn't listed. */
  readonly gone: ReadonlyMap<Item, string>;
  /** `if` blocks whose condition became y: their two lines go. */
  readonly unwrapped: ReadonlyMap<Block, string>;
  /** Files that go whole. */
  readonly deleted: ReadonlyMap<string, string>;
  /** Dead definitions that had to stay, and the blocks around them. */
  readonly kept: ReadonlySet<Item>;
  readonly leftovers: readonly Leftover[];
}

interface State {
  readonly model: KconfigModel;
  readonly liveness: Liveness;
  readonly gone: Map<Item, string>;
  readonly unwrapped: Map<Block, string>;
  readonly deleted: Map<string, string>;
  readonly kept: Set<Item>;
  readonly keptFiles: Set<string>;
  readonly leftovers: Leftover[];
}

/**
 * Decides what the facts, which must be all there are (those of the rule and those deduced), take out of the tree.
 * @throws TooManySteps
 */
export function analyzeKconfig(
  model: KconfigModel,
  facts: readonly ConfigFact[],
  steps: StepLimit = limitSteps(MOST_STEPS),
): KconfigAnalysis {
  const state: State = {
    model,
    liveness: settle(model, facts, steps),
    gone: new Map(),
    unwrapped: new Map(),
    deleted: new Map(),
    kept: new Set(),
    keptFiles: new Set(),
    leftovers: [],
  };
  keepNeeded(state);
  for (const [item, cause] of state.liveness.deadItems) dropItem(state, item, cause);
  for (const [path, cause] of state.liveness.deadFiles) {
    const file = model.files.get(path)!;
    if (state.keptFiles.has(path) || isBroken(file))
      for (const item of file.items) dropItem(state, item, cause);
    else deleteFile(state, path, cause);
  }
  for (const fact of state.liveness.facts.values()) {
    const cause = state.liveness.known.fact(fact.name)!.cause;
    const info = model.symbols.get(fact.name);
    for (const { entry } of info?.definitions ?? []) dropItem(state, entry, cause);
    for (const { file, holder, property } of info?.references ?? []) {
      if (property !== undefined || holder.kind !== 'if' || isBroken(file)) continue;
      if (holder.condition && evaluate(holder.condition.expression, state.liveness.known) === 2) {
        state.unwrapped.set(holder, cause);
      }
    }
  }
  return state;
}

/** A file whose blocks don't match up: its structure can't be trusted, so nothing in it is edited. */
export function isBroken(file: KconfigFile): boolean {
  if (file.strayEnds.length > 0) return true;
  // Blocks that stay open reach the end of the file, so the last item on each level tells.
  for (let last = file.items.at(-1); last && 'items' in last; last = last.items.at(-1))
    if (!last.tail) return true;
  return false;
}

/** Whether the item, a block around it or its file goes. */
export function goneBecause(analysis: KconfigAnalysis, file: KconfigFile, item: Item): string | undefined {
  const whole = analysis.deleted.get(file.path);
  if (whole !== undefined) return whole;
  for (let at: Item | undefined = item; at; at = at.parent) {
    const cause = analysis.gone.get(at);
    if (cause !== undefined) return cause;
  }
  return undefined;
}

/**
 * Finds the dead definitions that can't go. One is needed while its symbol lives on through another definition or a
 * select (a select wins over dependencies), and no definition that stays gives the symbol a type.
 */
function keepNeeded(state: State): void {
  const { model, liveness } = state;
  const names = new Set<string>();
  const collect = (items: readonly Item[]) => {
    for (const item of eachItem(items)) if (isEntry(item)) names.add(item.name.name);
  };
  for (const item of liveness.deadItems.keys()) collect([item]);
  for (const path of liveness.deadFiles.keys()) collect(model.files.get(path)!.items);
  for (const name of names) {
    const info = model.symbols.get(name)!;
    if (!liveness.facts.has(name)) keepTypes(state, info);
  }
}

function keepTypes(state: State, info: SymbolInfo): void {
  const { liveness } = state;
  const dead = info.definitions.filter(({ file, entry }) => deadBecause(liveness, file, entry) !== undefined);
  const typed = info.definitions.some(({ file, entry }) => {
    if (deadBecause(liveness, file, entry) !== undefined) return false;
    return entry.properties.some(({ kind }) => kind === 'type' || kind === 'typed-default');
  });
  const selected = info.selectedBy.some((site) => isInForce(liveness, site));
  // Defined nowhere else, set by nobody, but not a fact: it was so before, or a fact was turned down. It stays.
  const alone = dead.length === info.definitions.length;
  if (typed && !alone) return;
  for (const { file, entry } of dead) {
    const cause = deadBecause(liveness, file, entry)!;
    for (let item: Item | undefined = entry; item; item = item.parent) state.kept.add(item);
    keepFile(state, file.path);
    state.leftovers.push({
      code: selected ? 'selected-despite-dependencies' : 'definition-still-needed',
      path: file.path,
      offset: entry.name.start,
      message: selected
        ? `${info.name} depends on what is n now, but is still selected`
        : `${info.name} depends on what is n now, but this entry gives it its type`,
      cause,
    });
  }
}

/** Keeps a file readable: the source lines that name it, and the blocks around these, stay too. */
function keepFile(state: State, path: string): void {
  if (state.keptFiles.has(path)) return;
  state.keptFiles.add(path);
  for (const { file, item } of state.model.sourcedBy.get(path) ?? []) {
    for (let at: Item | undefined = item; at; at = at.parent) state.kept.add(at);
    keepFile(state, file.path);
  }
}

/** Marks an item as gone, and then what that leaves empty around it. */
function dropItem(state: State, item: Item, cause: string): void {
  const pending: Item[] = [item];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (state.gone.has(next) || state.kept.has(next)) continue;
    state.gone.set(next, cause);
    const { parent } = next;
    const siblings = parent ? parent.items : fileOf(state.model, next).items;
    if (!siblings.every((sibling) => state.gone.has(sibling))) continue;
    if (parent) pending.push(parent);
    else dropEmptyFile(state, fileOf(state.model, next), cause, pending);
  }
}

/**
 * A file with nothing left but comments goes with the source lines that name it. That needs them to be known: the
 * top file has none, and a line with a macro must still find a file, so the comments stay then.
 */
function dropEmptyFile(state: State, file: KconfigFile, cause: string, pending: Item[]): void {
  const sites = state.model.sourcedBy.get(file.path) ?? [];
  if (sites.length === 0 || isBroken(file) || state.keptFiles.has(file.path)) return;
  if (!sites.every(({ item }) => item.exact)) {
    const message = 'nothing is left in this file, but a source line with a macro in its path may name it';
    state.leftovers.push({ code: 'kconfig-file-empty', path: file.path, offset: 0, message, cause });
    return;
  }
  state.deleted.set(file.path, cause);
  for (const { item } of sites) {
    const paths = state.model.sources.get(item) ?? [];
    if (paths.every((path) => state.deleted.has(path))) pending.push(item);
  }
}

function deleteFile(state: State, path: string, cause: string): void {
  state.deleted.set(path, cause);
  // A dead source line in a block that had to stay must not name a file that is gone.
  for (const { item } of state.model.sourcedBy.get(path) ?? []) dropItem(state, item, cause);
}
