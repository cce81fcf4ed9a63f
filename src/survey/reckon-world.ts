import {
  filesRead,
  type CompiledEntry,
  type CompiledKconfig,
  type CompiledSelect,
  type CompiledSource,
} from './compile-kconfig.js';
import { highOf, lowOf, type Bounds, type Formula } from './formula.js';

/** A file as a configuration reads it. */
interface Reading {
  /** The lines that read it; none for the root. */
  readonly sites: { readonly source: CompiledSource; readonly from: Reading; readonly isSure: boolean }[];
  readonly entries: readonly CompiledEntry[];
  /** What its blocks and those around its source lines allow, at least and at most. */
  low: 0 | 1 | 2;
  high: 0 | 1 | 2;
  /** Whether it is read whatever the configuration says. */
  isSure: boolean;
}

export interface WorldEntry {
  readonly compiled: CompiledEntry;
  readonly reading: Reading;
}

/** A select or imply that one configuration may read. */
export interface WorldSelect extends WorldEntry {
  readonly select: CompiledSelect;
}

/** What the configurations of one architecture have in common. */
export interface World {
  /** As in `arch/NAME/`; '' for the only one. */
  readonly arch: string;
  readonly bounds: Bounds;
  /** By number of the symbol. */
  readonly entries: ReadonlyMap<number, readonly WorldEntry[]>;
  readonly selects: ReadonlyMap<number, readonly WorldSelect[]>;
}

/** Rounds of greatest and least values; each is right, a later one may know more. */
const ROUNDS = 3;
/** Passes over all entries: as many as the longest chain of symbols against the order of the files; a kernel takes ten. */
const MOST_PASSES = 300;

/**
 * Reckons the least and greatest value of each symbol over all configurations of one architecture. Greatest values
 * rise from n as something allows them, given what is y for certain; then least values rise as something forces them,
 * given what is n for certain; and so on. Whatever isn't understood may have any value.
 */
export function reckonWorld(kconfig: CompiledKconfig, arch: string): World {
  const readings = readFiles(kconfig, arch);
  const count = kconfig.names.length;
  const bounds: Bounds = {
    low: new Uint8Array(count),
    high: new Uint8Array(count),
    isKnown: new Uint8Array(count),
  };
  const entries = new Map<number, WorldEntry[]>();
  const selects = new Map<number, WorldSelect[]>();
  for (const reading of readings) {
    for (const compiled of reading.entries) {
      add(entries, compiled.symbol, { compiled, reading });
      for (const select of compiled.selects) add(selects, select.target, { compiled, reading, select });
    }
  }
  for (const [symbol, list] of entries) {
    if (list.every(({ compiled }) => !isNumber(compiled))) bounds.isKnown[symbol] = 1;
  }
  const world: World = { arch, bounds, entries, selects };
  for (let round = 0; round < ROUNDS; round++) {
    const before = bounds.low.slice();
    raiseHighs(world, readings, kconfig);
    raiseLows(world, readings);
    if (before.every((value, i) => value === bounds.low[i])) break;
  }
  return world;
}

function isNumber({ entry }: CompiledEntry): boolean {
  return entry.properties.some(
    (property) =>
      (property.kind === 'type' || property.kind === 'typed-default') &&
      property.type !== 'bool' &&
      property.type !== 'tristate',
  );
}

function add<T>(map: Map<number, T[]>, key: number, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The files that the root file reads, each behind a line that reads it. */
function readFiles({ root, files }: CompiledKconfig, arch: string): Reading[] {
  const readings = new Map<string, Reading>();
  const open = (path: string): Reading => {
    let reading = readings.get(path);
    if (!reading) {
      const { entries } = files.get(path)!;
      readings.set(path, (reading = { sites: [], entries, low: 0, high: 0, isSure: false }));
    }
    return reading;
  };
  if (root !== undefined) Object.assign(open(root), { low: 2, high: 2, isSure: true });
  // A map may grow while it is walked.
  for (const [path, from] of readings) {
    for (const source of files.get(path)!.sources) {
      const { paths, isSure } = filesRead(source, arch);
      for (const one of paths) if (one !== root) open(one).sites.push({ source, from, isSure });
    }
  }
  return [...readings.values()];
}

/** Greatest values, from n upwards until nothing allows more. */
function raiseHighs(world: World, readings: readonly Reading[], { isOpen, names }: CompiledKconfig): void {
  const { bounds, entries } = world;
  const { high } = bounds;
  high.fill(0);
  // What no file of the tree defines may be defined by one that isn't there.
  if (isOpen) names.forEach((_, i) => !entries.has(i) && (high[i] = 2));
  for (const reading of readings) if (reading.sites.length > 0) reading.high = 0;
  let passes = 0;
  for (let isMoving = true; isMoving; passes++) {
    isMoving = false;
    if (passes === MOST_PASSES) {
      // Not settled: then anything may have any value.
      high.fill(2);
      for (const reading of readings) reading.high = 2;
      return;
    }
    for (const reading of readings) {
      if (
        reading.high < 2 &&
        reading.sites.some((site) => site.from.high > 0 && allows(site.source.needs, bounds))
      ) {
        reading.high = 2;
        isMoving = true;
      }
      if (reading.high === 0) continue;
      for (const compiled of reading.entries) {
        if (high[compiled.symbol] === 0 && canBeSet(compiled, bounds)) {
          high[compiled.symbol] = 2;
          isMoving = true;
        }
        if (high[compiled.symbol] === 0 || compiled.selects.length === 0 || !allows(compiled.needs, bounds))
          continue;
        for (const { target, condition } of compiled.selects) {
          if (high[target] !== 0 || !entries.has(target) || !allows(condition, bounds)) continue;
          high[target] = 2;
          isMoving = true;
        }
      }
    }
  }
}

const allows = (formula: Formula, bounds: Bounds): boolean => highOf(formula, bounds) > 0;

/** Whether the entry itself may give its symbol another value than n. */
export function canBeSet({ needs, prompts, defaults, isOpen }: CompiledEntry, bounds: Bounds): boolean {
  if (!isOpen && prompts.length === 0 && defaults.length === 0) return false;
  if (!allows(needs, bounds)) return false;
  return (
    isOpen ||
    prompts.some((prompt) => allows(prompt, bounds)) ||
    defaults.some(({ value, condition }) => allows(condition, bounds) && allows(value, bounds))
  );
}

/** Least values, from n upwards until nothing forces more. */
function raiseLows(world: World, readings: readonly Reading[]): void {
  const { bounds, entries } = world;
  bounds.low.fill(0);
  for (const reading of readings)
    if (reading.sites.length > 0) Object.assign(reading, { low: 0, isSure: false });
  // What isn't settled by then stays n, which is never wrong.
  for (let isMoving = true, passes = 0; isMoving && passes < MOST_PASSES; passes++) {
    isMoving = false;
    for (const reading of readings) {
      for (const { source, from, isSure } of reading.sites) {
        if (isSure && from.isSure && !reading.isSure) {
          reading.isSure = true;
          isMoving = true;
        }
        if (reading.low === 2 || !isSure || !from.isSure || from.low < 2 || lowOf(source.needs, bounds) < 2)
          continue;
        reading.low = 2;
        isMoving = true;
      }
    }
    for (const [symbol] of entries) {
      if (bounds.low[symbol]! > 0 || forcedValue(world, symbol) === 0) continue;
      bounds.low[symbol] = 2;
      isMoving = true;
    }
  }
}

/** 2 where the symbol can only be y, by a select or by its defaults, else 0. */
function forcedValue(world: World, symbol: number): 0 | 2 {
  if (world.bounds.isKnown[symbol] === 0) return 0;
  const own = world.entries.get(symbol)!;
  const hasType = own.some(({ compiled, reading }) => reading.isSure && typeOf(compiled) !== undefined);
  if (!hasType || own.some(({ compiled }) => compiled.isOpen)) return 0;
  return forcingSelect(world, symbol) || forcingDefault(world, symbol) ? 2 : 0;
}

function typeOf({ entry }: CompiledEntry): string | undefined {
  for (const property of entry.properties)
    if (property.kind === 'type' || property.kind === 'typed-default') return property.type;
  return undefined;
}

/** A select that is in force in all configurations. */
export function forcingSelect({ bounds, selects }: World, symbol: number): WorldSelect | undefined {
  return selects.get(symbol)?.find(({ compiled, reading, select }) => {
    if (select.property.kind !== 'select' || reading.low < 2 || bounds.low[compiled.symbol]! < 2)
      return false;
    return lowOf(compiled.needs, bounds) === 2 && lowOf(select.condition, bounds) === 2;
  });
}

/** The entry whose default always holds, where no prompt and no other default can say anything else. */
export function forcingDefault({ bounds, entries }: World, symbol: number): WorldEntry | undefined {
  let found: WorldEntry | undefined;
  for (const own of entries.get(symbol) ?? []) {
    const { needs, prompts, defaults } = own.compiled;
    if (own.reading.high === 0 || !allows(needs, bounds)) continue;
    if (prompts.some((prompt) => allows(prompt, bounds))) return undefined;
    const isBool = typeOf(own.compiled) !== 'tristate';
    for (const { value, condition } of defaults) {
      if (!allows(condition, bounds)) continue;
      // A bool that would be m is y; a tristate's default holds as far as its conditions do.
      if (lowOf(value, bounds) < 2) return undefined;
      const isSure =
        own.reading.isSure &&
        own.reading.low === 2 &&
        lowOf(needs, bounds) === 2 &&
        lowOf(condition, bounds) === 2;
      if (isSure) found ??= own;
      else if (!isBool) return undefined;
    }
  }
  return found;
}
