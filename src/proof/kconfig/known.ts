import type { Expression } from './expression.js';
import { eachSymbol } from './expression.js';
import type { StepLimit } from '../../text/step-limit.js';
import { conjunction, disjunction, isNever, NO, YES, type Formula, type Symbols } from './formula.js';
import { mayName, type KconfigChange, type KconfigTree, type Place } from './kconfig-tree.js';
import { existenceOf, meaningOf, type Meaning } from './meaning.js';
import { isTargetGone, respell, type Premises } from './premises.js';
import { eachBlock, isEntry, type Item, type Line } from './read-kconfig.js';
import { scopeAfter, scopeBefore, type Scope } from './scope.js';

/** What the laws ask about a tree and its change. */
export interface Known {
  readonly premises: Premises;
  readonly before: KconfigTree;
  readonly after: KconfigTree;
  readonly changes: ReadonlyMap<string, KconfigChange>;
  readonly scopeBefore: Scope;
  readonly scopeAfter: Scope;
  /** Names mean themselves. */
  readonly scopePlain: Scope;
  /** What chainOf found, by path. */
  readonly chains: Map<string, Formula>;
  /** By their names after the change. */
  readonly symbols: Symbols;
  /** Whether a name means nothing after the change because the symbol went. */
  readonly isGone: (name: string) => boolean;
}

export function openKnown(
  premises: Premises,
  before: KconfigTree,
  after: KconfigTree,
  changes: readonly KconfigChange[],
  steps: StepLimit,
): Known {
  const oldNames = new Map([...premises.renamed].map(([name, to]) => [to, name]));
  const typeOf = (name: string): string | undefined => {
    for (const { item } of before.entriesOf(name)) {
      const typed = item.lines.find(({ type }) => type !== undefined);
      if (typed) return typed.type;
    }
    return undefined;
  };
  const isTristate = (name: string) => {
    const type = typeOf(oldNames.get(name) ?? name);
    return type === undefined || type === 'bool' || type === 'tristate';
  };
  // A symbol that the rule says is gone counts as such unless an entry of it stayed, which another law looks at.
  const isGone = (name: string) => premises.gone.has(name) && after.entriesOf(name).length === 0;
  return {
    premises,
    before,
    after,
    changes: new Map(changes.map((change) => [change.path, change])),
    scopeBefore: scopeBefore(premises, isTristate),
    scopeAfter: scopeAfter(isGone, isTristate),
    scopePlain: scopeAfter(() => false, isTristate),
    chains: new Map(),
    symbols: {
      isBool: (name) => !name.startsWith(' ') && typeOf(oldNames.get(name) ?? name) === 'bool',
      steps,
    },
    isGone,
  };
}

/** What an item meant before the change, with all that is stated applied. */
export function meaningBefore(
  known: Known,
  item: Item,
  extra: readonly Line[] = [],
  skips: (line: Line) => boolean = () => false,
): Meaning {
  const { premises, scopeBefore: scope } = known;
  return meaningOf(item, {
    scope,
    isGone: (name) => isTargetGone(premises, name),
    isTristate: isTristateItem(item, scope),
    respell: (text) => respell(premises, text),
    skips,
    extra,
  });
}

export function meaningAfter(
  known: Known,
  item: Item,
  skips: (line: Line) => boolean = () => false,
): Meaning {
  return meaningOf(item, {
    scope: known.scopeAfter,
    isGone: known.isGone,
    isTristate: isTristateItem(item, known.scopeAfter),
    respell: (text) => respell(known.premises, text),
    skips,
    extra: [],
  });
}

function isTristateItem(item: Item, scope: Scope): boolean {
  const type = item.lines.find((line) => line.type !== undefined)?.type;
  return type === undefined ? scope.isTristate(item.name) : type === 'bool' || type === 'tristate';
}

/** Longer chains of files that read each other are taken to be read. */
const LONGEST_CHAIN = 200;

/**
 * When the `source` lines that read a file, and those that read their files, let it be read: before the change. Never
 * too little: files that read each other in a circle are read.
 */
export function chainOf(known: Known, path: string, depth = 0): Formula {
  const found = known.chains.get(path);
  if (found) return found;
  if (depth > LONGEST_CHAIN) return YES;
  known.chains.set(path, YES); // what a circle comes back to
  const ways = known.before
    .sourcesOf(path)
    .map(({ path: holder, item }) =>
      conjunction([existenceOf(item, known.scopeBefore), chainOf(known, holder, depth + 1)]),
    );
  const isAlways = ways.length === 0 || ways.some(isYes);
  const chain = isAlways ? YES : disjunction(ways);
  known.chains.set(path, chain);
  return chain;
}

const isYes = (of: Formula): boolean =>
  of.kind === 'and' ? of.of.every(isYes) : of.kind === 'value' && of.value === 2;

/** Whether what is stated, and not the file on its own, keeps the item from ever existing. */
export function isDead(known: Known, place: Place): boolean {
  if (!neverExists(known, place)) return false;
  const { exists } = meaningBefore(known, place.item);
  return !isNever(exists, known.symbols) || namesGone(known, place.item);
}

/** Whether the file itself keeps the item from ever existing, whatever is stated. */
export const isDeadAnyway = (known: Known, item: Item): boolean =>
  isNever(meaningPlain(known, item).exists, known.symbols);

/** What an item means where nothing is stated. */
export function meaningPlain(known: Known, item: Item): Meaning {
  return meaningOf(item, {
    scope: known.scopePlain,
    isGone: () => false,
    isTristate: isTristateItem(item, known.scopePlain),
    respell: (text) => text,
    skips: () => false,
    extra: [],
  });
}

function neverExists(known: Known, { path, item }: Place): boolean {
  const { exists } = meaningBefore(known, item);
  if (isNever(exists, known.symbols)) return true;
  return isNever(conjunction([exists, chainOf(known, path)]), known.symbols);
}

/** Whether the item's dependencies, or a block around it, name a symbol that goes. */
function namesGone({ premises }: Known, item: Item): boolean {
  let isFound = false;
  const look = (expression: Expression | undefined) => {
    if (!expression) return;
    eachSymbol(expression, (name) => {
      if (premises.gone.has(name)) isFound = true;
    });
  };
  for (const one of [item, ...eachBlock(item)]) {
    look(one.condition);
    for (const { kind, value, condition } of one.lines) {
      if (kind !== 'depends') continue;
      look(value);
      look(condition);
    }
  }
  return isFound;
}

/** Whether all that a `source` line reads goes with this change. */
export function readsNothing(known: Known, { path, item }: Place): boolean {
  const named = known.before.paths.filter((file) => mayName(path, item, file));
  return named.length > 0 && named.every((file) => known.changes.get(file)?.after === null);
}

/**
 * Why a symbol may go that the rule doesn't name: nothing can set it any more, or nothing reads it (in Kconfig) and it
 * sets nothing. Undefined: it may not.
 */
export function justifyGone(known: Known, name: string): 'never-set' | 'unread' | undefined {
  const places = known.before.entriesOf(name);
  if (places.length === 0) return undefined;
  if (isNeverSet(known, name, places)) return 'never-set';
  return isUnread(known, name, places) ? 'unread' : undefined;
}

function isNeverSet(known: Known, name: string, places: readonly Place[]): boolean {
  const never = (formula: Formula) => isNever(formula, known.symbols);
  const setters = [...settersOf(known, name)];
  if (setters.some(({ by, when }) => by === 'select' && !never(when))) return false;
  const alive = places.filter((place) => !neverExists(known, place));
  if (alive.length === 0) return true;
  if (setters.some(({ by, when }) => by === 'imply' && !never(when))) return false;
  return alive.every(({ path, item }) => {
    if (isInChoice(item) || !isTristateItem(item, known.scopeBefore)) return false;
    const meaning = meaningBefore(known, item);
    if (meaning.others.length > 0) return false;
    const chain = chainOf(known, path);
    const prompts = [...meaning.effects].filter(([key]) => key.startsWith('prompt '));
    const given = [
      meaning.default.kind === 'first' ? { ...meaning.default, otherwise: NO } : meaning.default,
    ];
    return [...prompts.map(([, when]) => when), ...given].every((one) => never(conjunction([one, chain])));
  });
}

const isInChoice = (item: Item): boolean => [...eachBlock(item)].some(({ kind }) => kind === 'choice');

/** The select and imply lines that name the symbol, with when they count. */
function* settersOf(
  known: Known,
  name: string,
): Generator<{ readonly by: 'select' | 'imply'; readonly when: Formula }> {
  const { before, premises, scopeBefore: scope } = known;
  const setters = before.settersOf(name);
  known.symbols.steps.spend(setters.length);
  for (const { path, item } of setters) {
    if (premises.gone.get(item.name)?.heirs === null) continue;
    for (const line of item.lines) {
      if (line.target !== name || (line.kind !== 'select' && line.kind !== 'imply')) continue;
      const condition = line.condition ? conditionOf(line.condition, known) : YES;
      const { exists } = meaningBefore(known, item);
      const when = conjunction([scope.resolve(item.name), condition, exists, chainOf(known, path)]);
      yield { by: line.kind, when };
    }
  }
}

/** A condition as a function: that of a select that has no other. */
function conditionOf(condition: Expression, known: Known): Formula {
  const item: Item = {
    kind: 'if',
    name: '',
    parent: undefined,
    condition: undefined,
    lines: [{ kind: 'depends', value: condition, text: '', start: 0, end: 0 }],
    help: undefined,
    isRelative: false,
    start: 0,
    end: 0,
  };
  return meaningBefore(known, item).exists;
}

function isUnread(known: Known, name: string, places: readonly Place[]): boolean {
  const actsAlone = places.every(({ path, item }) => {
    if (isInChoice(item)) return false;
    const meaning = meaningBefore(known, item);
    if (meaning.others.length > 0) return false;
    return [...meaning.effects].every(([key, when]) => {
      if (key.startsWith('prompt ')) return false;
      return isNever(conjunction([when, chainOf(known, path)]), known.symbols);
    });
  });
  const isOwn = (item: Item) => isEntry(item) && item.name === name;
  return actsAlone && known.after.readersOf(name).every(({ item }) => isOwn(item));
}
