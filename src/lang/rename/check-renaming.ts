import { nearestNames } from '../kconfig/check-facts.js';
import type { KconfigModel, SymbolInfo } from '../kconfig/model.js';
import type { Renaming } from './renaming.js';

/** Something that makes a renaming impossible; `field` is the key of the rule that it belongs to. */
export interface RenamingProblem {
  readonly field: 'config' | 'to';
  readonly message: string;
  /** What the field could say instead, best first. */
  readonly suggestions: readonly string[];
}

/** Words that Kconfig reads as constants or, in the middle of a line, as keywords. */
const NO_NAME = /^(?:y|m|n|if|on|-?[0-9]+|0[xX][0-9a-fA-F]+)$/;

/** Holds a renaming against the tree's Kconfig. Empty when there is nothing to say. */
export function checkRenaming(
  model: KconfigModel,
  { name, to }: Pick<Renaming, 'name' | 'to'>,
): RenamingProblem[] {
  const problems: RenamingProblem[] = [];
  if (!isKnown(model.symbols.get(name))) {
    const message = `no Kconfig file knows a symbol ${name}`;
    problems.push({ field: 'config', message, suggestions: nearestNames(model, name) });
  }
  if (NO_NAME.test(to)) {
    problems.push({
      field: 'to',
      message: `${to} is a word of Kconfig itself, no name for a symbol`,
      suggestions: [],
    });
  }
  const taken = model.symbols.get(to)?.definitions[0];
  if (taken) {
    const message = `${to} is the name of another symbol already, defined in ${taken.file.path}`;
    problems.push({ field: 'to', message, suggestions: [] });
  }
  return problems;
}

const isKnown = (info: SymbolInfo | undefined): boolean =>
  info !== undefined &&
  info.definitions.length + info.references.length + info.selectedBy.length + info.impliedBy.length > 0;

/** U-Boot's boot phases as prefixes of the symbols that are set for one of them alone. */
const PHASES = ['SPL', 'TPL', 'VPL'];

/** Completes what a rule states with what the tree says of the names. */
export function describeRenamings(
  model: KconfigModel,
  stated: readonly Pick<Renaming, 'name' | 'to'>[],
): Renaming[] {
  const isDefined = (name: string) => (model.symbols.get(name)?.definitions.length ?? 0) > 0;
  const newNames = new Map(stated.map(({ name, to }) => [name, to]));
  return stated.map(({ name, to }) => ({
    kind: 'renaming',
    name,
    to,
    ownsModule: !isDefined(`${name}_MODULE`),
    hasOtherPhases: PHASES.some(
      (phase) => isDefined(`${phase}_${name}`) && newNames.get(`${phase}_${name}`) !== `${phase}_${to}`,
    ),
  }));
}
