import { eachSymbol } from './expression.js';
import { conjunction, isAtMost, isNever, isSame, NO, type Formula } from './formula.js';
import type { KconfigChange } from './kconfig-tree.js';
import { meaningAfter, meaningBefore, meaningPlain, type Known } from './known.js';
import type { Meaning } from './meaning.js';
import { isTargetGone, respell } from './premises.js';
import { holdsOffset, offsetsWithin } from '../../text/partition-point.js';
import { groupBy } from './match-items.js';
import type { KconfigViolation } from './violation.js';
import { eachBlock, isEntry, readKconfig, type Item, type Line } from './read-kconfig.js';

/** Keys of the additions and inheritances that some entry shows. */
export type Used = Set<string>;

/** A line that an entry gets from the rule: an addition, or one that it inherits. */
export interface Extra {
  readonly key: string;
  /** The symbol that gets it, by its new name. */
  readonly to: string;
  readonly line: Line;
  /** For an addition: as the rule spells it. */
  readonly added?: string;
}

/**
 * Compares what an item meant before, with what the document states applied, and what it means now. Each entry may
 * show the lines that the document gives to its symbol, or not: proveExtras sees to it that one does.
 */
export function compareItems(
  known: Known,
  change: KconfigChange,
  old: Item,
  now: Item,
  used: Used,
): KconfigViolation[] {
  const { path } = change;
  if (isPlainlySame(known, old, now)) return [];
  const skips = linesToSkip(known, change, old, now);
  const after = meaningAfter(known, now, skips);
  const extras = isEntry(now)
    ? (extrasByTarget(known).get(now.name) ?? []).filter((extra) => !isHidden(extra, old))
    : [];
  const skipsOld = (line: Line) =>
    skips(line) || isRedundant(known, old, now, line) || isOwnDefault(known, now, line);
  let first: string[] | undefined;
  for (const some of subsetsOf(extras)) {
    const before = meaningBefore(
      known,
      old,
      some.map(({ line }) => line),
      skipsOld,
    );
    const found = differences(known, { old, now, before, after });
    if (found.length === 0) {
      for (const { key } of some) used.add(key);
      return [];
    }
    first ??= found;
  }
  if (isKeptDead(known, change, old, now)) return [];
  const subject = isEntry(old) ? old.name : `${old.kind} '${old.name}'`;
  return first!.map((what) => ({
    path,
    law: 'kconfig-meaning',
    message: `${what} of ${subject} would change`,
    offset: old.start,
  }));
}

/** An added default that one of the entry hides, as that always counts. */
function isHidden({ line }: Extra, { lines }: Item): boolean {
  if (line.kind !== 'default') return false;
  const hiding = lines.find(({ kind, condition }) => kind === 'default' && !condition);
  return hiding !== undefined && (hiding.type !== undefined || !line.condition);
}

/** None, all, and each one alone: a line may be given by another entry of the same symbol. */
function subsetsOf(extras: readonly Extra[]): (readonly Extra[])[] {
  if (extras.length === 0) return [[]];
  const inherited = extras.filter(({ added }) => added === undefined);
  const added = extras.filter((extra) => extra.added !== undefined);
  return [[], extras, inherited, added, ...extras.map((extra) => [extra])];
}

/** The same words in the same blocks, and none of them concerns a symbol of the document. */
function isPlainlySame(known: Known, old: Item, now: Item): boolean {
  const [olds, nows] = [
    [old, ...eachBlock(old)],
    [now, ...eachBlock(now)],
  ];
  if (olds.length !== nows.length) return false;
  for (const [i, a] of olds.entries()) {
    const b = nows[i]!;
    if (a.kind !== b.kind || a.name !== b.name || a.help !== b.help || a.lines.length !== b.lines.length)
      return false;
    if (JSON.stringify(a.condition) !== JSON.stringify(b.condition)) return false;
    const { lines } = b;
    if (a.lines.some(({ text }, i) => text !== lines[i]!.text)) return false;
    if (concerns(known, a)) return false;
  }
  return true;
}

function concerns({ premises }: Known, item: Item): boolean {
  const { gone, renamed } = premises;
  const names = isEntry(item) ? [item.name] : [];
  const look = (name: string) => names.push(name);
  if (item.condition) eachSymbol(item.condition, look);
  for (const { target, value, high, condition } of item.lines) {
    if (target !== undefined) look(target);
    for (const one of [value, high, condition]) if (one) eachSymbol(one, look);
  }
  if (names.some((name) => gone.has(name) || renamed.has(name))) return true;
  return premises.recipients.has(item.name);
}

/** Lines that stay as they are and are reported: nobody claims that they mean the same. */
function linesToSkip(
  known: Known,
  { leftovers }: KconfigChange,
  old: Item,
  now: Item,
): (line: Line) => boolean {
  const inItem = offsetsWithin(leftovers, old.start, old.end);
  if (inItem.length === 0) return () => false;
  const texts = new Set(now.lines.map(({ text }) => text));
  const reported = old.lines.filter(({ start, end }) => inItem.some((at) => at >= start && at < end));
  const same = new Set(
    reported.map(({ text }) => respell(known.premises, text)).filter((text) => texts.has(text)),
  );
  return ({ text }) => same.has(text);
}

/**
 * An entry that is dead but had to stay, with a leftover that says why, or a block around it: whoever looks into that
 * decides what becomes of it.
 */
function isKeptDead(known: Known, { path, leftovers }: KconfigChange, old: Item, now: Item): boolean {
  const holds = (item: Item) => holdsOffset(leftovers, item.start, item.end);
  const isReported = () =>
    holds(old) ||
    (known.before.holders(path).has(old) &&
      known.before.read(path).items.some((item) => holds(item) && [...eachBlock(item)].includes(old)));
  if (leftovers.length === 0 || !isReported() || !isNever(meaningBefore(known, old).exists, known.symbols))
    return false;
  const typesOf = (item: Item) => item.lines.flatMap(({ type }) => type ?? []).join(' ');
  return typesOf(old) === typesOf(now) && old.help === now.help;
}

/**
 * A select that the entry needs no more, because it selects an heir which has that select now: the entry selected the
 * symbol that the heir inherits from.
 */
function isRedundant(known: Known, old: Item, now: Item, line: Line): boolean {
  if (line.kind !== 'select') return false;
  const keeps = now.lines.some(({ kind, target }) => kind === 'select' && target === line.target);
  if (keeps) return false;
  const selects = (name: string) =>
    old.lines.filter(({ kind, target }) => kind === 'select' && target === name);
  return extrasOf(known).some(({ key, to, line: given }) => {
    const from = key.split(' ')[1]!;
    return (
      key.startsWith('inherit ') &&
      given.kind === 'select' &&
      given.target === line.target &&
      !given.condition &&
      selects(from).length > 0 &&
      selects(to).some(({ condition }) => !condition)
    );
  });
}

/** A default that a replacement made the symbol itself. */
function isOwnDefault({ premises, scopeBefore }: Known, now: Item, { kind, value }: Line): boolean {
  if (!premises.merges || kind !== 'default' || value?.kind !== 'symbol') return false;
  return isEntry(now) && scopeBefore.spell(value.name) === now.name;
}

interface Sides {
  readonly old: Item;
  readonly now: Item;
  readonly before: Meaning;
  readonly after: Meaning;
}

/** What differs, in words. */
function differences(known: Known, { old, now, before, after }: Sides): string[] {
  const same = (a: Formula, b: Formula) => isSame(a, b, known.symbols);
  const found: string[] = [];
  if (before.types.join() !== after.types.join()) found.push('the type');
  if (!same(before.exists, after.exists)) found.push('the dependencies');
  for (const key of new Set([...before.effects.keys(), ...after.effects.keys()])) {
    const [a, b] = [before.effects.get(key) ?? NO, after.effects.get(key) ?? NO];
    if (!same(a, b) && !isIdle(known, old, now, key, a, b)) found.push(`'${key}'`);
  }
  if (!isSameDefault(known, old, before, after)) found.push('the defaults');
  if (!same(before.range, after.range)) found.push('the range');
  if (!isSamePreference(known, before, after)) found.push('the defaults');
  if (before.others.join('\n') !== after.others.join('\n')) found.push('a line');
  const help = (item: Item) => (item.help === undefined ? undefined : respell(known.premises, item.help));
  if (help(old) !== help(now)) found.push('the help text');
  if (old.kind !== now.kind && !turnsPlain(known, old, now, before)) found.push('the kind');
  // What isn't there can't be seen: within `if A` a menu may say `visible if A` or not.
  const shown = ({ exists, shown: own }: Meaning) => conjunction([exists, own]);
  if ((now.kind === 'menu' || now.kind === 'source') && !same(shown(before), shown(after))) {
    found.push('the visibility');
  }
  if (!isSameOrder(old, now)) found.push('the order of the lines');
  return found;
}

/** A menuconfig without a prompt that can be seen is a config. */
function turnsPlain({ symbols }: Known, old: Item, now: Item, before: Meaning): boolean {
  if (old.kind !== 'menuconfig' || now.kind !== 'config') return false;
  return [...before.effects].every(([key, when]) => !key.startsWith('prompt ') || isNever(when, symbols));
}

/**
 * A select that a replacement left without effect: of a symbol that is at least what the select asks for, as the
 * entry depends on it, or of the entry's own symbol.
 */
function isIdle(known: Known, old: Item, now: Item, key: string, a: Formula, b: Formula): boolean {
  if (!known.premises.merges || !/^(?:select|imply) /.test(key)) return false;
  const target = key.slice(key.indexOf(' ') + 1);
  const [kind] = key.split(' ');
  const stays = now.lines.some((line) => line.kind === kind && line.target === target);
  // Kconfig takes such a line for a circle, so it must go, unless it was one before.
  if (stays && !isIdleAnyway(known, old, key)) return false;
  if (target === now.name && isEntry(old)) return true;
  const value = known.scopeAfter.resolve(target);
  const effective = (formula: Formula) => isAtMost(formula, value, known.symbols);
  if (effective(a) && effective(b)) return true;
  const rest: Formula = { kind: 'test', of: value, holds: [true, true, false] };
  return isSame(conjunction([a, rest]), conjunction([b, rest]), known.symbols);
}

/** Whether a line had no effect before the replacement either. */
function isIdleAnyway(known: Known, old: Item, key: string): boolean {
  const { scopePlain, symbols } = known;
  const target = key.slice(key.indexOf(' ') + 1);
  const when = meaningPlain(known, old).effects.get(key);
  if (!when) return false;
  return target === old.name || isAtMost(when, scopePlain.resolve(target), symbols);
}

function isSameDefault(known: Known, old: Item, before: Meaning, after: Meaning): boolean {
  if (isSame(before.default, after.default, known.symbols)) return true;
  // `default n` at the end says what no default says, unless other entries of the symbol come after it.
  const name = known.premises.renamed.get(old.name) ?? old.name;
  if (!isEntry(old) || !known.scopeAfter.isTristate(name)) return false;
  const others = known.after
    .entriesOf(name)
    .filter(({ item }) => item.lines.some(({ kind }) => kind === 'default'));
  if (others.length > 1 || old.lines.every(({ kind }) => kind !== 'default')) return false;
  const ended = (formula: Formula): Formula =>
    formula.kind === 'first' ? { ...formula, otherwise: NO } : formula;
  return isSame(ended(before.default), ended(after.default), known.symbols);
}

function isSamePreference(known: Known, before: Meaning, after: Meaning): boolean {
  const possible = ({ preferred }: Meaning) => preferred.filter(({ when }) => !isNever(when, known.symbols));
  const [a, b] = [possible(before), possible(after)];
  return (
    a.length === b.length &&
    a.every(({ name, when }, i) => name === b[i]!.name && isSame(when, b[i]!.when, known.symbols))
  );
}

/** The lines that stay as they are have kept their order; one that stands twice tells nothing. */
function isSameOrder(old: Item, now: Item): boolean {
  const at = new Map<string, number>();
  for (const [i, { text }] of old.lines.entries()) at.set(text, at.has(text) ? -1 : i);
  const seen = new Set<string>();
  for (const { text } of now.lines) {
    if (seen.has(text)) at.delete(text);
    seen.add(text);
  }
  let last = -1;
  for (const { text } of now.lines) {
    const index = at.get(text) ?? -1;
    if (index < 0) continue;
    if (index < last) return false;
    last = index;
  }
  return true;
}

const extras = new WeakMap<Known, readonly Extra[]>();

/** All lines that the document gives to symbols. */
export function extrasOf(known: Known): readonly Extra[] {
  let found = extras.get(known);
  if (!found) extras.set(known, (found = [...inheritedLines(known), ...addedLines(known)]));
  return found;
}

const byTarget = new WeakMap<Known, ReadonlyMap<string, readonly Extra[]>>();

/** The same by the symbols that get them. */
function extrasByTarget(known: Known): ReadonlyMap<string, readonly Extra[]> {
  let found = byTarget.get(known);
  if (!found) byTarget.set(known, (found = groupBy(extrasOf(known), ({ to }) => to)));
  return found;
}

function* inheritedLines({ premises, before, scopeBefore }: Known): Generator<Extra> {
  for (const { name, heirs } of premises.gone.values()) {
    for (const heir of heirs ?? []) {
      const to = premises.renamed.get(heir) ?? scopeBefore.spell(heir) ?? heir;
      for (const { item } of before.entriesOf(name)) {
        for (const line of item.lines) {
          if (line.kind !== 'select' && line.kind !== 'imply') continue;
          const target = line.target!;
          if (scopeBefore.spell(target) === to || isTargetGone(premises, target)) continue;
          yield { key: `inherit ${name} ${to} ${line.text}`, to, line };
        }
      }
    }
  }
}

const KEYWORDS = {
  'depends-on': 'depends on',
  select: 'select',
  imply: 'imply',
  default: 'default',
} as const;

function* addedLines({ premises }: Known): Generator<Extra> {
  for (const { kind, text, to } of premises.added) {
    const [entry] = readKconfig(`config X\n\t${KEYWORDS[kind]} ${text}\n`).items;
    const line = entry?.lines[0];
    if (line) yield { key: `add ${to} ${line.text}`, to, line: { ...line, start: -1 }, added: text };
  }
}

/** Each line that the document gives to a symbol is shown by one of its entries, was there before, or is reported. */
export function proveExtras(known: Known, used: Used, changes: readonly KconfigChange[]): KconfigViolation[] {
  const broken: KconfigViolation[] = [];
  for (const extra of extrasOf(known)) {
    const { key, to, line, added } = extra;
    if (used.has(key)) continue;
    const places = known.after.entriesOf(to);
    const changed = changes.find(({ path }) => places.some((place) => place.path === path));
    if (!changed || (added === undefined && isReported(known, changed, to))) continue;
    if (places.some(({ item }) => isHidden(extra, item))) continue;
    if (places.some(({ item }) => gives(known, item, line))) continue;
    const message = `${to} would not have '${line.text}'`;
    broken.push({ path: changed.path, law: 'kconfig-missing-line', message });
  }
  return broken;
}

/** Whether a leftover stands in an entry of the symbol. */
function isReported({ before, premises }: Known, { path, leftovers }: KconfigChange, to: string): boolean {
  return before
    .read(path)
    .items.some(
      (item) =>
        isEntry(item) &&
        (premises.renamed.get(item.name) ?? item.name) === to &&
        holdsOffset(leftovers, item.start, item.end),
    );
}

/** Whether an entry has the line, or one that says more, already. */
function gives(known: Known, item: Item, line: Line): boolean {
  if (item.lines.some(({ text }) => text === line.text)) return true;
  if (line.kind !== 'select' && line.kind !== 'imply') return false;
  const wanted = meaningBefore(known, { ...item, lines: [line] });
  const has = meaningAfter(known, item);
  return [...wanted.effects].every(([key, when]) =>
    isAtMost(conjunction([when, has.exists]), has.effects.get(key) ?? NO, known.symbols),
  );
}
