import type { StepLimit } from '../../text/step-limit.js';
import { factId, type ConfigFact } from '../facts.js';
import {
  eachItem,
  type Holder,
  type KconfigModel,
  type Reference,
  type SelectSite,
  type SymbolInfo,
} from './model.js';
import { evaluate } from './simplify.js';
import type { Block, Item, KconfigFile, MenuEntry, Property } from './syntax.js';
import { isTristateType, type Knowledge } from './tristate.js';

/** Steps that the Kconfig of one document may take, lookups of symbols above all: some 15 s. */
export const MOST_STEPS = 100_000_000;

/** What the facts make of a tree: which items can never be seen again, and why. */
export interface Liveness {
  readonly known: Knowledge;
  readonly facts: ReadonlyMap<string, ConfigFact>;
  /** Items whose own condition or dependencies fold to n, with the id of the fact that did it. */
  readonly deadItems: ReadonlyMap<Item, string>;
  /** Files that only dead source lines read. */
  readonly deadFiles: ReadonlyMap<string, string>;
}

interface State {
  readonly steps: StepLimit;
  readonly model: KconfigModel;
  readonly known: Knowledge;
  readonly facts: Map<string, ConfigFact>;
  readonly deadItems: Map<Item, string>;
  readonly deadFiles: Map<string, string>;
  /** Symbols whose definitions, defaults or selects a fact touched, with the ids of these facts. */
  readonly touched: Map<string, Set<string>>;
  /** Those of them that were touched since they were last looked at. */
  readonly queue: Set<string>;
}

/** A symbol that by the facts can only be n now, though it could be more before. */
export interface NeverSet {
  readonly info: SymbolInfo;
  readonly because: readonly string[];
}

export function knowledgeOf(
  model: KconfigModel,
  facts: ReadonlyMap<string, ConfigFact>,
  steps: StepLimit,
): Knowledge {
  const causes = new Map<string, { value: ConfigFact['value']; cause: string }>();
  return {
    fact(name) {
      steps.spend(1);
      const fact = facts.get(name);
      if (!fact) return undefined;
      let entry = causes.get(name);
      if (!entry) causes.set(name, (entry = { value: fact.value, cause: factId(fact) }));
      return entry;
    },
    type: (name) => (model.isDefined(name) ? model.symbols.get(name)!.type : undefined),
    isDefined: (name) => model.isDefined(name),
  };
}

/** The id of the fact that makes the item dead: by itself, a block around it, or its whole file. */
export function deadBecause(liveness: Liveness, file: KconfigFile, item: Item): string | undefined {
  for (let at: Item | undefined = item; at; at = at.parent) {
    const cause = liveness.deadItems.get(at);
    if (cause !== undefined) return cause;
  }
  return liveness.deadFiles.get(file.path);
}

/**
 * Follows the facts through the tree. With `derive`, each symbol that can only be n now becomes a fact itself and is
 * followed in turn, to the fixed point; `derive` returns that fact, or undefined to leave the symbol alone.
 * Work grows with what the facts touch, not with the tree.
 * @throws TooManySteps
 */
export function settle(
  model: KconfigModel,
  facts: readonly ConfigFact[],
  steps: StepLimit,
  derive?: (found: NeverSet) => ConfigFact | undefined,
): Liveness {
  const byName = new Map<string, ConfigFact>();
  for (const fact of facts) if (!byName.has(fact.name)) byName.set(fact.name, fact);
  const state: State = {
    model,
    known: knowledgeOf(model, byName, steps),
    steps,
    facts: byName,
    deadItems: new Map(),
    deadFiles: new Map(),
    touched: new Map(),
    queue: new Set(),
  };
  for (const fact of byName.values()) followFact(state, fact);
  if (!derive) return state;
  // A set yields what is added while it is walked; a symbol touched again is taken out and put at the end.
  for (const name of state.queue) {
    state.queue.delete(name);
    const info = model.symbols.get(name);
    if (!info || state.facts.has(name) || !isNeverSet(state, info)) continue;
    const fact = derive({ info, because: [...state.touched.get(name)!] });
    if (!fact) continue;
    state.facts.set(name, fact);
    followFact(state, fact);
  }
  return state;
}

function touch(state: State, name: string, cause: string): void {
  let causes = state.touched.get(name);
  if (!causes) state.touched.set(name, (causes = new Set()));
  causes.add(cause);
  state.queue.add(name);
}

/** Whether the fact takes the symbol's own select lines out of force. */
export function dropsSelects(fact: ConfigFact | undefined): boolean {
  if (!fact) return false;
  return fact.dropSelects === true || (fact.value.kind === 'tristate' && fact.value.value === 'n');
}

function followFact(state: State, fact: ConfigFact): void {
  const info = state.model.symbols.get(fact.name);
  if (!info) return;
  const cause = factId(fact);
  // A line may name the symbol often.
  const seen = new Set<Property | Holder>();
  for (const reference of info.references) {
    const place = reference.property ?? reference.holder;
    if (seen.has(place)) continue;
    seen.add(place);
    followReference(state, reference, cause);
  }
  if (!dropsSelects(fact)) return;
  for (const { entry } of info.definitions) touchTargets(state, entry, cause);
}

function touchTargets(state: State, entry: MenuEntry, cause: string): void {
  for (const property of entry.properties) {
    if (property.kind === 'select' || property.kind === 'imply') touch(state, property.target.name, cause);
  }
}

function followReference(state: State, reference: Reference, cause: string): void {
  const { holder, property } = reference;
  const decides = property === undefined || property.kind === 'depends';
  if (decides) {
    if (state.deadItems.has(holder) || !isConditionDead(holder, property, state.known)) return;
    // What lies in a dead block was touched when the block died.
    const isNews = deadBecause(state, reference.file, holder) === undefined;
    state.deadItems.set(holder, cause);
    if (isNews) touchWithin(state, [holder], cause);
  } else if (isEntry(holder)) {
    touch(state, holder.name.name, cause);
    if (property.kind === 'select' || property.kind === 'imply') touch(state, property.target.name, cause);
  } else if (property.kind === 'visible') {
    for (const item of eachItem([holder])) if (isEntry(item)) touch(state, item.name.name, cause);
  }
}

export const isEntry = (item: Item): item is MenuEntry =>
  item.kind === 'config' || item.kind === 'menuconfig' || item.kind === 'configdefault';

/** Whether an `if` block's expression, or one `depends on` line, folds to n. */
function isConditionDead(holder: Holder, property: Property | undefined, known: Knowledge): boolean {
  if (!property)
    return 'condition' in holder && !!holder.condition && evaluate(holder.condition.expression, known) === 0;
  if (property.kind !== 'depends' || evaluate(property.value, known) !== 0) return false;
  // `depends on A if B` is A || B = n: dead only where B is sure not to be n.
  const condition = property.condition ? evaluate(property.condition.expression, known) : 2;
  return condition !== undefined && condition !== 0;
}

/** Touches every symbol that the items define, and what these select; follows source lines into dead files. */
function touchWithin(state: State, items: readonly Item[], cause: string): void {
  const pending: (readonly Item[])[] = [items];
  for (let list = pending.pop(); list; list = pending.pop()) {
    for (const item of eachItem(list)) {
      if (isEntry(item)) {
        touch(state, item.name.name, cause);
        touchTargets(state, item, cause);
      } else if (item.kind === 'source') {
        for (const path of state.model.sources.get(item) ?? []) {
          if (state.deadFiles.has(path) || !isFileDead(state, path)) continue;
          state.deadFiles.set(path, cause);
          pending.push(state.model.files.get(path)!.items);
        }
      }
    }
  }
}

/** A file is dead when every source line that may name it is dead; a macro in a path could name anything. */
function isFileDead(state: State, path: string): boolean {
  const sites = state.model.sourcedBy.get(path) ?? [];
  return sites.every(({ file, item }) => item.exact && deadBecause(state, file, item) !== undefined);
}

/** Whether the symbol can only be n by the facts, and that is news. */
function isNeverSet(state: State, info: SymbolInfo): boolean {
  if (info.definitions.length === 0 || isModulesSymbol(info)) return false;
  state.steps.spend(info.selectedBy.length + info.impliedBy.length + info.definitions.length);
  if (canBeSet(state, info)) return false;
  const allDead = info.definitions.every(({ file, entry }) => deadBecause(state, file, entry) !== undefined);
  const before: State = {
    ...state,
    known: NOTHING,
    facts: new Map(),
    deadItems: new Map(),
    deadFiles: new Map(),
  };
  return allDead || canBeSet(before, info);
}

const NOTHING: Knowledge = { fact: () => undefined, type: () => undefined, isDefined: () => true };

/** Whether the symbol is the one that allows modules. */
export const isModulesSymbol = (info: SymbolInfo): boolean =>
  info.definitions.some(({ file, entry }) =>
    entry.properties.some((property) => {
      if (property.kind !== 'option') return false;
      const text = file.text.slice(property.start, property.end);
      return property.word === 'modules' || /^option[ \t]+modules\b/.test(text);
    }),
  );

/**
 * Whether anything could still give the symbol a value other than n: a select that is in force (which wins over the
 * symbol's own dependencies), or, in a definition that is not dead, a prompt, a default or an imply. Anything not
 * understood counts as yes.
 */
function canBeSet(state: State, info: SymbolInfo): boolean {
  if (info.selectedBy.some((site) => isInForce(state, site))) return true;
  const implied = () => info.impliedBy.some((site) => isInForce(state, site));
  return info.definitions.some(({ file, entry }) => {
    if (deadBecause(state, file, entry) !== undefined) return false;
    if (!isTristateType(info.type) || isInChoice(entry) || implied()) return true;
    return entry.properties.some((property) => canSet(state, entry, property));
  });
}

function canSet(state: State, entry: MenuEntry, property: Property): boolean {
  const { known } = state;
  const allowed = !property.condition || evaluate(property.condition.expression, known) !== 0;
  switch (property.kind) {
    case 'type':
      return property.prompt !== undefined && allowed && isVisible(entry, known);
    case 'prompt':
      return allowed && isVisible(entry, known);
    case 'default':
    case 'typed-default':
      return allowed && evaluate(property.value, known) !== 0;
    case 'option':
    case 'unreadable':
      return true;
    default:
      return false;
  }
}

/** Whether the selecting entry can still be set. An heir keeps the selects of a symbol that is always y. */
export function isInForce(state: Liveness, site: SelectSite): boolean {
  const { file, entry, property } = site;
  if (dropsSelects(state.facts.get(entry.name.name))) return false;
  if (property.condition && evaluate(property.condition.expression, state.known) === 0) return false;
  return deadBecause(state, file, entry) === undefined;
}

export function isInChoice(item: Item): boolean {
  for (let block: Block | undefined = item.parent; block; block = block.parent)
    if (block.kind === 'choice') return true;
  return false;
}

/** Whether no `visible if` of a menu around the entry folds to n. */
function isVisible(entry: MenuEntry, known: Knowledge): boolean {
  for (let block = entry.parent; block; block = block.parent) {
    for (const property of block.properties) {
      if (property.kind === 'visible' && evaluate(property.condition.expression, known) === 0) return false;
    }
  }
  return true;
}
