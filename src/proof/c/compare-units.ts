import { collectKeys, holds, type World } from './condition.js';
import type { Expression } from './expression.js';
import { HIDDEN, type Known } from './known.js';
import { applyToTokens } from './apply-to-tokens.js';
import { normalizeItem } from './normalize-item.js';
import { shutConditionals, standsAsStatements } from './shut-conditionals.js';
import { readUnits, type ItemStyle, type Unit } from './read-units.js';
import { choicesOf, flatten, keysOf, type ResolvedNode } from './resolve-nodes.js';
import type { Token } from './token.js';
import { walkExpressions } from './walk.js';
import { makeWorlds, MOST_EXHAUSTIVE } from './worlds.js';

/** Where two texts differ in meaning. */
export interface Difference {
  /** Offset in the old text; undefined where it has nothing there. */
  readonly at: number | undefined;
  readonly before: string;
  readonly after: string;
}

/** One of the two texts. */
export interface Side {
  /** What is known of a span of it. */
  readonly known: (start: number, end: number) => Known;
  /** Lines by an item's text, for items that come again in several worlds. */
  readonly memory: Map<string, readonly string[]>;
  /** What the facts take away that an item still uses; a line for each. */
  readonly findStale?: (tokens: readonly Token[]) => readonly string[];
  /** What is read in place of an item's tokens. */
  readonly hide?: (tokens: readonly Token[]) => readonly Token[];
}

export interface Comparison {
  readonly style: ItemStyle;
  /** Macros of the file that make whole definitions. */
  readonly definers: ReadonlySet<string>;
  readonly old: Side;
  readonly now: Side;
  /** Tristate symbols that are y or m wherever the file is built. */
  readonly enabled: readonly string[];
  /** The words by which code mentions what the facts are about. */
  readonly subjects: ReadonlySet<string>;
  /** What the new one of two items of the same meaning uses though it declares it no more; a line for each. */
  readonly findLost?: (old: readonly Token[], now: readonly Token[]) => readonly string[];
}

/** Compares two lists of units in order; those that mean nothing don't count. */
export function compareUnits(
  before: readonly Unit[],
  after: readonly Unit[],
  how: Comparison,
): Difference | null {
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const old = before[i];
    const now = after[j];
    if (old && now && sameUnit(old, now) && !mentions(old, how.subjects)) {
      i++;
      j++;
      continue;
    }
    if (old && isEmpty(old, how.old, how)) {
      i++;
      continue;
    }
    if (now && isEmpty(now, how.now, how)) {
      j++;
      continue;
    }
    const found = old && now ? compareUnit(old, now, how) : undefined;
    if (found !== null) {
      const tails = tailsOf(before.slice(i), after.slice(j));
      const isPlain = [...tails[0], ...tails[1]].every((unit) => unit.kind === 'item' && isFlat(unit.nodes));
      if (isPlain) return found ?? missing(old, now, how);
      return compareNodes(nodesOf(tails[0]), nodesOf(tails[1]), how);
    }
    i++;
    j++;
  }
  return null;
}

function missing(old: Unit | undefined, now: Unit | undefined, how: Comparison): Difference {
  const text = (unit: Unit | undefined, side: Side) => (unit ? (meaning(unit, side, how)?.[0] ?? '#if') : '');
  return { at: old?.at, before: text(old, how.old), after: text(now, how.now) };
}

/** What is left without the units that both lists end in. */
function tailsOf(before: readonly Unit[], after: readonly Unit[]): [Unit[], Unit[]] {
  let same = 0;
  const most = Math.min(before.length, after.length);
  while (same < most && sameUnit(before[before.length - 1 - same]!, after[after.length - 1 - same]!)) same++;
  return [before.slice(0, before.length - same), after.slice(0, after.length - same)];
}

function compareUnit(old: Unit, now: Unit, how: Comparison): Difference | null | undefined {
  if (old.kind === 'item' && now.kind === 'item') return compareNodes(old.nodes, now.nodes, how);
  if (old.kind !== 'open' || now.kind !== 'open') return undefined;
  const kept = old.branches
    .map((branch, index) => ({ ...branch, index }))
    .filter((b) => !b.units.every((u) => isEmpty(u, how.old, how)));
  const fresh = now.branches
    .map((branch, index) => ({ ...branch, index }))
    .filter((b) => !b.units.every((u) => isEmpty(u, how.now, how)));
  if (kept.length !== fresh.length) return undefined;
  // The branches' conditions must be the same in each world; a conditional that asks for too much is left to sampling.
  const keys = new Set<string>();
  for (const { condition } of [...old.branches, ...now.branches]) collectKeys(condition, keys);
  for (const world of worldsOf(keys, how)) {
    const place = (branches: Unit & { kind: 'open' }) =>
      branches.branches.findIndex(({ condition }) => holds(condition, world));
    const taken = kept.findIndex(({ index }) => index === place(old));
    if (taken !== fresh.findIndex(({ index }) => index === place(now))) return undefined;
  }
  for (const [i, { units }] of kept.entries()) {
    const found = compareUnits(units, fresh[i]!.units, how);
    if (found) return found;
  }
  return null;
}

/** Compares what both leave in each world. */
export function compareNodes(
  before: readonly ResolvedNode[],
  after: readonly ResolvedNode[],
  how: Comparison,
): Difference | null {
  const keys = new Set<string>();
  keysOf(before, keys);
  keysOf(after, keys);
  if (keys.size >= WORTH_SHUTTING && areSameShut(before, after, how)) return null;
  const seen = new Set<string>();
  for (const world of worldsOf(keys, how)) {
    const key = `${choicesOf(before, world)}/${choicesOf(after, world)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const old = flatten(before, world);
    const now = flatten(after, world);
    // Most worlds leave the same tokens, which nothing is known of.
    if (sameNodes(old, now) && !mentionsInNodes(old, how.subjects)) continue;
    const found = compareTokens(old, now, how);
    if (found) return found;
  }
  return null;
}

/** Of how many unknowns on it pays to look for conditionals that needn't be decided. */
const WORTH_SHUTTING = 2;

/**
 * Whether both mean the same whatever the conditionals hold that they share and that the facts don't touch; only the
 * other conditionals are decided, in each world. Where they don't, nothing follows.
 */
function areSameShut(
  before: readonly ResolvedNode[],
  after: readonly ResolvedNode[],
  how: Comparison,
): boolean {
  // Values that are put in a local's place for a pattern may be changed in a conditional.
  if (how.style !== 'c' || how.old.known(0, 0).matchesCalls) return false;
  const shut = shutConditionals(before, after, how.subjects);
  if (!shut) return false;
  const keys = new Set<string>();
  for (const nodes of shut) keysOf(nodes, keys);
  if (keys.size > MOST_EXHAUSTIVE) return false;
  const seen = new Set<string>();
  for (const world of worldsOf(keys, how)) {
    const key = shut.map((nodes) => choicesOf(nodes, world)).join('/');
    if (seen.has(key)) continue;
    seen.add(key);
    const [old, now] = shut.map((nodes) => flatten(nodes, world)) as [Token[], Token[]];
    if (sameNodes(old, now) && !mentionsInNodes(old, how.subjects)) continue;
    const stands = [old, now].every((tokens) =>
      readUnits(tokens, how.style, how.definers).every(
        (unit) => unit.kind === 'item' && standsAsStatements(unit.nodes as Token[], how.subjects),
      ),
    );
    if (!stands || compareTokens(old, now, how)) return false;
  }
  return true;
}

function compareTokens(
  before: readonly Token[],
  after: readonly Token[],
  how: Comparison,
): Difference | null {
  const old = readUnits(before, how.style, how.definers);
  const now = readUnits(after, how.style, how.definers);
  let j = 0;
  const next = () => {
    while (j < now.length && linesOf(now[j]!, how.now, how).length === 0) j++;
    return now[j];
  };
  for (const unit of old) {
    const expected = linesOf(unit, how.old, how);
    if (expected.length === 0) continue;
    const found = next();
    const lines = found ? linesOf(found, how.now, how) : [];
    const at = lines.findIndex((line, i) => line !== expected[i]);
    if (at >= 0 || lines.length !== expected.length) {
      const place = at < 0 ? lines.length : at;
      return { at: unit.at, before: expected[place] ?? '', after: lines[place] ?? '' };
    }
    const [lost] = how.findLost?.(tokensOf(unit), tokensOf(found!)) ?? [];
    if (lost !== undefined) return { at: unit.at, before: '', after: lost };
    j++;
  }
  const more = next();
  return more ? { at: undefined, before: '', after: linesOf(more, how.now, how)[0]! } : null;
}

function tokensOf(unit: Unit): readonly Token[] {
  return unit.kind === 'item' && isFlat(unit.nodes) ? (unit.nodes as readonly Token[]) : [];
}

function linesOf(unit: Unit, side: Side, how: Comparison): readonly string[] {
  return meaning(unit, side, how) ?? ['#if'];
}

/** The lines of an item without conditionals; undefined for other units. */
function meaning(unit: Unit, side: Side, how: Comparison): readonly string[] | undefined {
  if (unit.kind !== 'item' || !isFlat(unit.nodes)) return undefined;
  const own = unit.nodes as readonly Token[];
  const tokens = side.hide?.(own) ?? own;
  const key = tokens.map(({ text }) => text).join(' ');
  const remembered = side.memory.get(key);
  if (remembered) return remembered;
  const last = tokens.at(-1)!;
  const known = side.known(unit.at, last.at + last.text.length);
  const marked = how.style === 'c' ? normalizeItem(tokens, known) : normalizeLine(tokens, known);
  const plain = tokens === own ? marked : marked.map((line) => line.replaceAll(HIDDEN, ''));
  const stale = plain.length > 0 ? (side.findStale?.(own) ?? []) : [];
  const lines = stale.length > 0 ? [...plain, ...stale] : plain;
  side.memory.set(key, lines);
  return lines;
}

function normalizeLine(tokens: readonly Token[], known: Known): string[] {
  if (tokens[0]!.kind === 'directive') return normalizeItem(tokens, known);
  const text = applyToTokens(tokens, known)
    .map((token) => token.text)
    .join(' ');
  return text === '' ? [] : [text];
}

function isFlat(nodes: readonly ResolvedNode[]): boolean {
  return nodes.every(({ kind }) => kind !== 'open');
}

/** The worlds in which the file is built. */
function* worldsOf(keys: ReadonlySet<string>, { enabled }: Comparison): Generator<World> {
  for (const world of makeWorlds([...keys])) {
    if (enabled.every((name) => world(`d:CONFIG_${name}`) || world(`d:CONFIG_${name}_MODULE`))) yield world;
  }
}

/** Whether the unit means nothing in any world. */
function isEmpty(unit: Unit, side: Side, how: Comparison): boolean {
  if (unit.kind === 'open')
    return unit.branches.every(({ units }) => units.every((inner) => isEmpty(inner, side, how)));
  if (isFlat(unit.nodes)) return meaning(unit, side, how)!.length === 0;
  const keys = new Set<string>();
  keysOf(unit.nodes, keys);
  const isNothing = (world: World) =>
    readUnits(flatten(unit.nodes, world), how.style, how.definers).every((inner) =>
      isEmpty(inner, side, how),
    );
  for (const world of worldsOf(keys, how)) if (!isNothing(world)) return false;
  return true;
}

function nodesOf(units: readonly Unit[]): ResolvedNode[] {
  return units.flatMap((unit) => (unit.kind === 'item' ? unit.nodes : [unit.node]));
}

/** Whether a word of the facts stands in the unit. */
function mentions(unit: Unit, subjects: ReadonlySet<string>): boolean {
  return mentionsInNodes(unit.kind === 'item' ? unit.nodes : [unit.node], subjects);
}

function mentionsInNodes(nodes: readonly ResolvedNode[], subjects: ReadonlySet<string>): boolean {
  return nodes.some((node) => {
    if (node.kind === 'open')
      return node.branches.some(
        (b) => mentionsIn(b.condition, subjects) || mentionsInNodes(b.nodes, subjects),
      );
    if (node.kind === 'directive')
      return node.parts!.some(({ text }) => subjects.has(text)) || subjects.has(node.text);
    return subjects.has(node.text);
  });
}

function mentionsIn(e: Expression, subjects: ReadonlySet<string>): boolean {
  let found = false;
  walkExpressions(e, (part) => {
    if (part.kind === 'name' && subjects.has(part.text)) found = true;
  });
  return found;
}

/** Whether two units are the same tokens. */
function sameUnit(a: Unit, b: Unit): boolean {
  if (a.kind === 'item') return b.kind === 'item' && sameNodes(a.nodes, b.nodes);
  return b.kind === 'open' && sameNodes([a.node], [b.node]);
}

function sameNodes(a: readonly ResolvedNode[], b: readonly ResolvedNode[]): boolean {
  return a.length === b.length && a.every((node, i) => sameNode(node, b[i]!));
}

function sameNode(a: ResolvedNode, b: ResolvedNode): boolean {
  if (a.kind !== 'open') return b.kind !== 'open' && a.text === b.text;
  if (b.kind !== 'open' || a.branches.length !== b.branches.length) return false;
  return a.branches.every(
    (branch, i) =>
      sameCondition(branch.condition, b.branches[i]!.condition) &&
      sameNodes(branch.nodes, b.branches[i]!.nodes),
  );
}

function sameCondition(a: Expression, b: Expression): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
