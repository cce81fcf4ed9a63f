import { distance } from 'fastest-levenshtein';
import type { ConfigFact } from '../facts.js';
import { isModulesSymbol } from './liveness.js';
import type { KconfigModel, SelectSite, SymbolInfo } from './model.js';
import type { SymbolType } from './syntax.js';

/** Something that makes a rule's fact impossible or unclear; `field` is the key of the rule that it belongs to. */
export interface FactProblem {
  readonly field: 'config' | 'value' | 'inherit';
  readonly message: string;
  /** What the field could say instead, best first. */
  readonly suggestions: readonly string[];
}

/** Checks one fact of a rule against the tree. Empty when there is nothing to say. */
export function checkConfigFact(model: KconfigModel, fact: ConfigFact): FactProblem[] {
  const info = model.symbols.get(fact.name);
  if (!isKnown(info)) {
    const suggestions = nearestNames(model, fact.name);
    return [{ field: 'config', message: `no Kconfig file knows a symbol ${fact.name}`, suggestions }];
  }
  const problems: FactProblem[] = [];
  if (isModulesSymbol(info) && !(fact.value.kind === 'tristate' && fact.value.value === 'n')) {
    // Without an entry that says `modules`, Kconfig lets no symbol be m (modules_sym in parser.y).
    const message = `${fact.name} is what allows modules: without its entry there are none, so it can only be removed as n`;
    problems.push({ field: 'value', message, suggestions: ['n'] });
  }
  // Where files of several architectures define the symbol, one that can have the value is enough.
  const values = typesOf(info).map((type) => checkValue(fact, type));
  const value = values.every((problem) => problem !== undefined) ? values[0] : undefined;
  if (value) problems.push(value);
  for (const heir of fact.inherit ?? []) {
    const heirInfo = model.symbols.get(heir);
    if (heir === fact.name) {
      problems.push({ field: 'inherit', message: `${heir} can't inherit from itself`, suggestions: [] });
    } else if (!heirInfo || heirInfo.definitions.length === 0) {
      const message = `no Kconfig file defines a symbol ${heir}`;
      problems.push({ field: 'inherit', message, suggestions: nearestNames(model, heir) });
    }
  }
  const selects = value ? undefined : checkSelects(model, fact, info);
  if (selects) problems.push(selects);
  return problems;
}

/** The types that its entries give a symbol, each once; of an undefined one none is known. */
function typesOf({ definitions }: SymbolInfo): (SymbolType | undefined)[] {
  const types = definitions.flatMap(({ entry }) =>
    entry.properties.flatMap((property) =>
      property.kind === 'type' || property.kind === 'typed-default' ? [property.type] : [],
    ),
  );
  return types.length > 0 ? [...new Set(types)] : [undefined];
}

const isKnown = (info: SymbolInfo | undefined): info is SymbolInfo =>
  info !== undefined &&
  info.definitions.length + info.references.length + info.selectedBy.length + info.impliedBy.length > 0;

/** Up to three defined symbols whose names are near, best first. */
export function nearestNames(model: KconfigModel, name: string): string[] {
  const upper = name.toUpperCase().replace(/^CONFIG_/, '');
  const limit = Math.max(2, Math.floor(upper.length / 3));
  const near: { name: string; steps: number }[] = [];
  for (const info of model.symbols.values()) {
    if (info.definitions.length === 0 || Math.abs(info.name.length - upper.length) > limit) continue;
    const steps = distance(upper, info.name);
    if (steps <= limit) near.push({ name: info.name, steps });
  }
  near.sort((a, b) => a.steps - b.steps || (a.name < b.name ? -1 : 1));
  return near.slice(0, 3).map((entry) => entry.name);
}

const LITERALS: Readonly<Record<'int' | 'hex', RegExp>> = {
  int: /^-?[0-9]+$/,
  hex: /^(0[xX])?[0-9a-fA-F]+$/,
};

/** Which values a symbol of each type can have. */
function checkValue({ name, value }: ConfigFact, type: SymbolType | undefined): FactProblem | undefined {
  const problem = (message: string, ...suggestions: string[]): FactProblem => ({
    field: 'value',
    message,
    suggestions,
  });
  switch (type) {
    case undefined:
      return undefined;
    case 'bool':
    case 'tristate':
      if (value.kind === 'literal') {
        const possible = type === 'bool' ? ['y', 'n'] : ['y', 'm', 'n'];
        return problem(`${name} is a ${type}, so it can't be ${value.value}`, ...possible);
      }
      if (type === 'bool' && value.value === 'm')
        return problem(`${name} is a bool, so it can't be m`, 'y', 'n');
      return undefined;
    case 'int':
    case 'hex':
    case 'string':
      // n says that the symbol is never set at all, as when its dependencies are gone.
      if (value.kind === 'tristate') {
        if (value.value === 'n' || type === 'string') return undefined;
        return problem(`${name} is of type ${type}, so it can't be ${value.value}`);
      }
      if (type !== 'string' && !LITERALS[type].test(value.value)) {
        return problem(`${name} is of type ${type}, so it can't be ${JSON.stringify(value.value)}`);
      }
      return undefined;
  }
}

/**
 * A symbol that is always y or m selects others: someone must take that over, or the rule must say that it goes.
 * Candidates are what every selector of the symbol selects as well: the more a candidate's name shares with the
 * symbol's, and the fewer others select it, the better it fits.
 */
function checkSelects(model: KconfigModel, fact: ConfigFact, info: SymbolInfo): FactProblem | undefined {
  if (fact.value.kind === 'tristate' && fact.value.value === 'n') return undefined;
  if (fact.inherit?.length || fact.dropSelects) return undefined;
  const targets = new Set<string>();
  for (const { entry } of info.definitions) {
    for (const property of entry.properties) {
      if (property.kind === 'select' || property.kind === 'imply')
        targets.add(`${property.kind} ${property.target.name}`);
    }
  }
  if (targets.size === 0) return undefined;
  const message = `${fact.name} has lines that someone must take over (${[...targets].join(', ')}): name an heir with inherit, or let them go with drop-selects`;
  return { field: 'config', message, suggestions: findHeirs(model, info) };
}

/** Symbols that everyone who selects `info` selects too, best first. */
export function findHeirs(model: KconfigModel, info: SymbolInfo): string[] {
  let common: Set<string> | undefined;
  for (const site of info.selectedBy) {
    const others = selectsBeside(site);
    common = common ? new Set([...common].filter((name) => others.has(name))) : others;
  }
  common?.delete(info.name);
  const score = (name: string): number => {
    const words = new Set(name.split('_'));
    const shared = info.name.split('_').filter((word) => words.has(word)).length;
    const extra = (model.symbols.get(name)?.selectedBy.length ?? 0) - info.selectedBy.length;
    return shared * 100 - Math.min(99, Math.abs(extra));
  };
  return [...(common ?? [])].sort((a, b) => score(b) - score(a) || (a < b ? -1 : 1));
}

function selectsBeside({ entry }: SelectSite): Set<string> {
  const names = new Set<string>();
  for (const property of entry.properties) if (property.kind === 'select') names.add(property.target.name);
  return names;
}
