import type { KconfigModel } from '../lang/kconfig/model.js';
import type { KconfigFile, MenuEntry } from '../lang/kconfig/syntax.js';
import { makeSourceText, positionAt } from '../text/source-text.js';
import { canBeSet, forcingDefault, forcingSelect, reckonWorld, type World } from './reckon-world.js';
import { compileKconfig, type CompiledKconfig } from './compile-kconfig.js';
import { highOf, lowOf, type Bounds, type Formula } from './formula.js';

/** What is known of all symbols of a tree, in each architecture's configurations. */
export interface SymbolSurvey {
  readonly model: KconfigModel;
  readonly kconfig: CompiledKconfig;
  readonly worlds: readonly World[];
}

/** The only value that a symbol can have, as the Kconfig files alone tell. */
export interface KnownValue {
  readonly value: 'y' | 'n';
  /** Set where it is so for these architectures only; for others the symbol doesn't exist. */
  readonly archs?: readonly string[];
  /** Why, in one clause. */
  readonly why: string;
  readonly path: string;
  /** Of the symbol's name in its first entry. */
  readonly offset: number;
}

/** @param open symbols that count as if they could have any value. */
export function surveySymbols(model: KconfigModel, open?: ReadonlySet<string>): SymbolSurvey {
  const kconfig = compileKconfig(model, open);
  const worlds = kconfig.root === undefined ? [] : kconfig.archs.map((arch) => reckonWorld(kconfig, arch));
  return { model, kconfig, worlds };
}

/** The only value of a symbol; undefined where it may have several, or no configuration reads an entry of it. */
export function knownValue({ kconfig, worlds }: SymbolSurvey, name: string): KnownValue | undefined {
  const symbol = kconfig.indexOf.get(name);
  if (symbol === undefined) return undefined;
  const having = worlds.filter(({ entries }) => entries.has(symbol));
  const [first] = having;
  if (!first || first.bounds.isKnown[symbol] === 0) return undefined;
  const { file, entry } = first.entries.get(symbol)![0]!.compiled;
  const place = { path: file.path, offset: entry.name.start };
  if (having.every(({ bounds }) => bounds.high[symbol] === 0)) {
    return { value: 'n', why: explainNever(kconfig, having, symbol), ...place };
  }
  if (!having.every(({ bounds }) => bounds.low[symbol] === 2)) return undefined;
  return {
    value: 'y',
    ...(having.length < worlds.length ? { archs: having.map(({ arch }) => arch) } : {}),
    why: explainAlways(kconfig, first, symbol),
    ...place,
  };
}

function explainAlways(kconfig: CompiledKconfig, world: World, symbol: number): string {
  const select = forcingSelect(world, symbol);
  if (select) {
    const name = kconfig.names[select.compiled.symbol]!;
    return `${name} selects it (${placeOf(select.compiled.file, select.select.property.start)}) and is always y itself`;
  }
  const own = forcingDefault(world, symbol)!.compiled;
  return `it has no prompt that shows, and its default is y (${placeOf(own.file, own.entry.start)})`;
}

/** Reasons of one kind that are named. */
const NAMED = 2;

function explainNever({ names }: CompiledKconfig, worlds: readonly World[], symbol: number): string {
  const blocked = new Set<string>();
  const selecting = new Set<string>();
  let isSettable = false;
  for (const world of worlds) {
    for (const { compiled, reading } of world.entries.get(symbol)!) {
      const { prompts, defaults, needs } = compiled;
      if (prompts.length === 0 && defaults.length === 0) continue;
      isSettable = true;
      const site = reading.sites[0];
      const cause =
        reading.high === 0 && site
          ? findBlock(site.source.needs, world.bounds, names)
          : findBlock(needs, world.bounds, names);
      if (cause !== undefined) blocked.add(cause);
      else if (!canBeSet(compiled, world.bounds)) blocked.add('its default is n');
    }
    for (const { compiled } of world.selects.get(symbol) ?? []) selecting.add(names[compiled.symbol]!);
  }
  const reasons: string[] = [];
  if (!isSettable) reasons.push('it has no prompt and no default');
  const clauses = [...blocked];
  if (clauses.length > 0) reasons.push(joinSome(clauses));
  if (selecting.size === 0) reasons.push('nothing selects it');
  else reasons.push(`what selects it is never set, or not with it (${joinSome([...selecting])})`);
  return reasons.join(', and ');
}

function joinSome(list: readonly string[]): string {
  const more = list.length - NAMED;
  return `${list.slice(0, NAMED).join(' or ')}${more > 0 ? ` or ${more} more` : ''}`;
}

/** The part of a dependency that can't hold, in words. */
function findBlock(formula: Formula, bounds: Bounds, names: readonly string[]): string | undefined {
  if (highOf(formula, bounds) > 0) return undefined;
  switch (formula.kind) {
    case 'every':
      for (const part of formula.of) {
        const found = findBlock(part, bounds, names);
        if (found !== undefined) return found;
      }
      return 'its dependencies exclude each other';
    case 'symbol': {
      const name = names[formula.index]!;
      return `it depends on ${name}, which is never set`;
    }
    case 'not':
      return formula.of.kind === 'symbol' && lowOf(formula.of, bounds) === 2
        ? `it depends on !${names[formula.of.index]!}, which is always y`
        : 'it depends on what never holds';
    case 'constant':
      return 'it depends on n';
    default:
      return 'it depends on what never holds';
  }
}

function placeOf(file: KconfigFile, offset: number): string {
  return `${file.path}:${positionAt(makeSourceText(file.path, file.text), offset).line}`;
}

/** The line of an entry's head, from 1. */
export function lineOf(file: KconfigFile, { start }: Pick<MenuEntry, 'start'>): number {
  return positionAt(makeSourceText(file.path, file.text), start).line;
}
