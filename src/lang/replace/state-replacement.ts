import { nearestNames } from '../kconfig/check-facts.js';
import {
  parseExpression,
  stripParentheses,
  visitSymbols,
  type Expression,
  type SymbolOperand,
} from '../kconfig/expression.js';
import { isInChoice } from '../kconfig/liveness.js';
import type { KconfigModel, SymbolInfo } from '../kconfig/model.js';
import type { MenuEntry, SymbolType } from '../kconfig/syntax.js';
import { parseTristate } from '../kconfig/tristate.js';
import type { Replacement } from './replacement.js';

/** What a rule says of a replacement. */
export interface StatedReplacement {
  readonly name: string;
  readonly with: string;
  readonly inherit: readonly string[];
  readonly keepOld: boolean;
}

/** Something that makes a replacement impossible; `field` is the key of the rule that it belongs to. */
export interface ReplacementProblem {
  readonly field: 'config' | 'with' | 'inherit' | 'keep';
  readonly message: string;
}

/** U-Boot's boot phases as prefixes of the symbols that are set for one of them alone. */
const PHASES = ['SPL', 'TPL', 'VPL'];

/** Holds a replacement against the tree's Kconfig and completes it with what that says of the symbols. */
export function stateReplacement(
  model: KconfigModel,
  stated: StatedReplacement,
): { readonly replacement: Replacement | null; readonly problems: readonly ReplacementProblem[] } {
  const { name, keepOld } = stated;
  const text = stated.with.trim();
  const problems: ReplacementProblem[] = [];
  const complain = (field: ReplacementProblem['field'], message: string) => problems.push({ field, message });
  const old = model.symbols.get(name);
  if (!isKnown(old)) {
    complain('config', `no Kconfig file knows a symbol ${name}${suggest(model, name)}`);
    return { replacement: null, problems };
  }
  const expression = parseWhole(text);
  const names = expression && listSymbols(expression);
  if (!expression || !names) {
    complain('with', `'${text}' is no expression over symbols with &&, || and !`);
    return { replacement: null, problems };
  }
  if (names.includes(name)) complain('with', `'${name}' can't be replaced by an expression that names it`);
  const bare = stripParentheses(expression);
  const symbol = bare.kind === 'symbol' ? bare.name : null;
  for (const operand of names) {
    if (operand === name) continue;
    if (!isDefined(model, operand)) {
      complain('with', `no Kconfig file defines a symbol ${operand}${suggest(model, operand)}`);
    } else checkTypes(model, old, operand, symbol !== null, complain);
  }
  for (const { file, entry } of old.definitions) {
    if (isInChoice(entry)) {
      complain('config', `'${name}' is a member of a choice (${file.path}), which would lose it`);
      break;
    }
  }
  if (symbol !== null) {
    const [within, of] = keepOld ? [old, symbol] : [model.symbols.get(symbol), name];
    for (const { file, entry } of within?.definitions ?? []) {
      if (!isWithin(entry, of)) continue;
      complain('with', `the entry of ${within!.name} in ${file.path} lies in a block that depends on ${of}`);
      break;
    }
  }
  for (const heir of stated.inherit) {
    if (!isDefined(model, heir))
      complain('inherit', `no Kconfig file defines a symbol ${heir}${suggest(model, heir)}`);
  }
  if (symbol === null) checkExpression(old, stated, complain);
  else if (keepOld && old.definitions.length === 0)
    complain('keep', `no Kconfig file has an entry of ${name}`);
  const operands = names.map((operand) => ({
    name: operand,
    type: model.symbols.get(operand)?.type === 'tristate' ? ('tristate' as const) : ('bool' as const),
  }));
  const replacement: Replacement = {
    name,
    with: text,
    expression,
    symbol,
    operands,
    ownsModule: !isDefined(model, `${name}_MODULE`),
    hasOtherPhases: PHASES.some((phase) =>
      [name, ...names].some((operand) => isDefined(model, `${phase}_${operand}`)),
    ),
    hasPrompt: hasPrompt(old),
    successorHasPrompt: names.some((operand) => hasPrompt(model.symbols.get(operand))),
    heirs: stated.inherit.length > 0 ? stated.inherit : symbol === null ? [] : [symbol],
    keepsOld: keepOld,
  };
  return { replacement: problems.length > 0 ? null : replacement, problems };
}

/** Whether a block around the entry names the symbol in what it depends on. */
function isWithin(entry: MenuEntry, name: string): boolean {
  let found = false;
  const look = (symbol: SymbolOperand) => (found ||= symbol.name === name);
  for (let block = entry.parent; block; block = block.parent) {
    if (block.kind === 'if' && block.condition) visitSymbols(block.condition.expression, look);
    for (const property of block.properties)
      if (property.kind === 'depends') visitSymbols(property.value, look);
  }
  return found;
}

function checkTypes(
  model: KconfigModel,
  old: SymbolInfo,
  operand: string,
  isAlone: boolean,
  complain: (field: 'with', message: string) => void,
): void {
  const type = model.symbols.get(operand)!.type;
  const wanted: SymbolType | undefined = isAlone ? old.type : 'bool';
  if (type === undefined || wanted === undefined || type === wanted) return;
  complain(
    'with',
    `${operand} is of type ${type}, but ${isAlone ? old.name : 'an expression'} ${isAlone ? 'is' : 'needs'} ${isAlone ? `of type ${wanted}` : wanted}`,
  );
}

/** What can't be spelled where an expression takes a symbol's place. */
function checkExpression(
  old: SymbolInfo,
  stated: StatedReplacement,
  complain: (field: ReplacementProblem['field'], message: string) => void,
): void {
  if (old.type !== undefined && old.type !== 'bool')
    complain('with', `${old.name} is of type ${old.type}, so only one symbol can take its place`);
  if (stated.keepOld) complain('keep', 'an entry can only take the name of one symbol');
  const selectors = [...old.selectedBy, ...old.impliedBy];
  if (selectors.length > 0) {
    const places = selectors.map(({ entry, file }) => `${entry.name.name} in ${file.path}`);
    const shown = places.slice(0, 5).join(', ') + (places.length > 5 ? ', …' : '');
    complain('with', `an expression can't be selected, but ${old.name} is (${shown})`);
  }
  const handsOn = old.definitions.some(({ entry }) =>
    entry.properties.some(({ kind }) => kind === 'select' || kind === 'imply'),
  );
  if (handsOn && stated.inherit.length === 0)
    complain('with', `${old.name} has select lines that someone must take over: name an heir with inherit`);
}

function parseWhole(text: string): Expression | undefined {
  const parsed = parseExpression(text, 0, text.length);
  return parsed && text.slice(parsed.end).trim() === '' ? parsed.expression : undefined;
}

/** The symbols of an expression of &&, || and !; undefined where it holds something else. */
function listSymbols(expression: Expression): string[] | undefined {
  switch (expression.kind) {
    case 'symbol':
      return parseTristate(expression.name) === undefined &&
        !/^-?(?:[0-9]+|0[xX][0-9a-fA-F]+)$/.test(expression.name)
        ? [expression.name]
        : undefined;
    case 'not':
      return listSymbols(expression.operand);
    case 'parentheses':
      return listSymbols(expression.inner);
    case 'and':
    case 'or': {
      const lists = expression.operands.map(listSymbols);
      return lists.every((list) => list !== undefined) ? [...new Set(lists.flat())] : undefined;
    }
    default:
      return undefined;
  }
}

const isDefined = (model: KconfigModel, name: string): boolean =>
  (model.symbols.get(name)?.definitions.length ?? 0) > 0;

const isKnown = (info: SymbolInfo | undefined): info is SymbolInfo =>
  info !== undefined &&
  info.definitions.length + info.references.length + info.selectedBy.length + info.impliedBy.length > 0;

const hasPrompt = (info: SymbolInfo | undefined): boolean =>
  info?.definitions.some(({ entry }) =>
    entry.properties.some((p) => p.kind === 'prompt' || (p.kind === 'type' && p.prompt !== undefined)),
  ) ?? false;

function suggest(model: KconfigModel, name: string): string {
  const near = nearestNames(model, name);
  return near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
}
