import type { Expression } from './expression.js';
import type { Token } from './expression-tokens.js';
import { applyBinary, applyUnary, parseInteger, type IntegerValue } from './integer.js';

/** What is known of an object-like macro: that it is not defined, or its replacement text. */
export type MacroValue = { readonly defined: false } | { readonly defined: true; readonly text: string };

/** What is known of macros; nothing is known of those for which `valueOf` answers undefined. */
export interface MacroKnowledge {
  valueOf(name: string): MacroValue | undefined;
  /**
   * Whether no build defines the macro, as no Kconfig file has its symbol. It decides only which phases
   * `CONFIG_IS_ENABLED()` must think of: see evaluateConfigTest.
   */
  isNeverDefined?(name: string): boolean;
}

/**
 * The macros that ask for a Kconfig symbol's value: include/linux/kconfig.h of the kernel and Zephyr's and BusyBox's
 * copies of it; `config_enabled` until Linux 4.8; `CONFIG_IS_ENABLED` of U-Boot's include/linux/kconfig.h.
 */
const CONFIG_TESTS: ReadonlySet<string> = new Set([
  'IS_ENABLED',
  'IS_BUILTIN',
  'IS_MODULE',
  'IS_REACHABLE',
  '__is_defined',
  'config_enabled',
  'CONFIG_IS_ENABLED',
]);

/** U-Boot's phases before U-Boot proper, whose builds read CONFIG_<phase>_X where the main build reads CONFIG_X. */
const PHASES = ['SPL', 'TPL', 'VPL'];

export function isConfigTest(macro: string): boolean {
  return CONFIG_TESTS.has(macro);
}

/** Three-valued: undefined is unknown. */
export type Truth = boolean | undefined;

export function truthOr(a: Truth, b: Truth): Truth {
  if (a === true || b === true) return true;
  return a === false && b === false ? false : undefined;
}

export function truthAnd(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : undefined;
}

function isDefinedAsOne(macro: string, knowledge: MacroKnowledge): Truth {
  const value = knowledge.valueOf(macro);
  return value && value.defined && value.text.trim() === '1';
}

/**
 * The macros whose values `test(argument)` reads: for the mention of a known one in it.
 */
export function macrosReadBy(test: string, argument: string): string[] {
  if (test === 'CONFIG_IS_ENABLED') {
    return [`CONFIG_${argument}`, ...PHASES.map((phase) => `CONFIG_${phase}_${argument}`)];
  }
  const hasModuleHalf = test === 'IS_ENABLED' || test === 'IS_MODULE' || test === 'IS_REACHABLE';
  return hasModuleHalf ? [argument, `${argument}_MODULE`] : [argument];
}

/**
 * Evaluates `test(argument)` for one of the macros of isConfigTest, e.g. IS_ENABLED(CONFIG_X); undefined is unknown.
 *
 * IS_REACHABLE of a module depends on whether the file is built as one, so it is unknown.
 *
 * CONFIG_IS_ENABLED(X) reads CONFIG_X in U-Boot proper but CONFIG_SPL_X, CONFIG_TPL_X or CONFIG_VPL_X in earlier
 * phases, which are symbols of their own with values of their own. So it has a value only where all phases agree; a
 * phase counts unless the tree is known to have no such phase (`isNeverDefined('CONFIG_SPL')`), and where the tree
 * has no symbol SPL_X the macro is 0 in that phase.
 */
export function evaluateConfigTest(test: string, argument: string, knowledge: MacroKnowledge): Truth {
  switch (test) {
    case '__is_defined':
    case 'config_enabled':
    case 'IS_BUILTIN':
      return isDefinedAsOne(argument, knowledge);
    case 'IS_MODULE':
      return isDefinedAsOne(`${argument}_MODULE`, knowledge);
    case 'IS_ENABLED':
      return truthOr(isDefinedAsOne(argument, knowledge), isDefinedAsOne(`${argument}_MODULE`, knowledge));
    case 'IS_REACHABLE':
      return truthOr(
        isDefinedAsOne(argument, knowledge),
        truthAnd(isDefinedAsOne(`${argument}_MODULE`, knowledge), isDefinedAsOne('MODULE', knowledge)),
      );
    case 'CONFIG_IS_ENABLED':
      return evaluateInAllPhases(argument, knowledge);
    default:
      return undefined;
  }
}

function evaluateInAllPhases(symbol: string, knowledge: MacroKnowledge): Truth {
  const main = isDefinedAsOne(`CONFIG_${symbol}`, knowledge);
  for (const phase of PHASES) {
    if (knowledge.isNeverDefined?.(`CONFIG_${phase}`)) continue;
    const macro = `CONFIG_${phase}_${symbol}`;
    const here = isDefinedAsOne(macro, knowledge) ?? (knowledge.isNeverDefined?.(macro) ? false : undefined);
    if (here !== main) return undefined;
  }
  return main;
}

/** A config test's argument where it is one plain name; undefined otherwise. */
export function soleName(tokens: readonly Token[]): string | undefined {
  return tokens.length === 1 && tokens[0]!.kind === 'name' ? tokens[0]!.text : undefined;
}

/** The integer that a macro's replacement text is, in an `#if`; undefined for other texts. */
export function integerOfText(text: string): IntegerValue | undefined {
  const match = /^\s*(-?)\s*(\w+)\s*$/.exec(text);
  const value = match ? parseInteger(match[2]!) : undefined;
  return value && match![1] === '-' ? applyUnary('-', value) : value;
}

/** The value of a macro's name in an `#if`: 0 where it is not defined (C11 6.10.1p4). */
export function integerOfMacro(value: MacroValue): IntegerValue | undefined {
  return value.defined ? integerOfText(value.text) : { value: 0n, unsigned: false };
}

/**
 * The value of a controlling expression under what is known, undefined where that doesn't decide it. An operand that
 * the others make irrelevant may be unknown: `0 && f(x)` is 0.
 */
export function evaluate(node: Expression, knowledge: MacroKnowledge): IntegerValue | undefined {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'name': {
      const value = knowledge.valueOf(node.name);
      return value && integerOfMacro(value);
    }
    case 'defined': {
      const value = knowledge.valueOf(node.name);
      return value && truthValue(value.defined);
    }
    case 'call': {
      const argument = soleName(node.arguments);
      return argument === undefined
        ? undefined
        : truthValue(evaluateConfigTest(node.name, argument, knowledge));
    }
    case 'parenthesized':
      return evaluate(node.inner, knowledge);
    case 'unary': {
      const operand = evaluate(node.operand, knowledge);
      return operand && applyUnary(node.operator, operand);
    }
    case 'binary': {
      const left = evaluate(node.left, knowledge);
      const right = evaluate(node.right, knowledge);
      return left && right && applyBinary(node.operator, left, right);
    }
    case 'logical': {
      const truths = node.operands.map((operand) => truthOf(evaluate(operand, knowledge)));
      return truthValue(truths.reduce(node.operator === '&&' ? truthAnd : truthOr));
    }
    case 'ternary': {
      const condition = truthOf(evaluate(node.condition, knowledge));
      if (condition === undefined) return undefined;
      return evaluateBranch(node, condition, knowledge);
    }
    case 'unknown':
      return undefined;
  }
}

/**
 * The branch of a ternary that counts, converted to the type of both (C11 6.5.15p5): where a branch is unknown, so is
 * its signedness, and with it the value of a negative one.
 */
function evaluateBranch(
  node: Extract<Expression, { kind: 'ternary' }>,
  condition: boolean,
  knowledge: MacroKnowledge,
): IntegerValue | undefined {
  const taken = evaluate(condition ? node.whenTrue : node.whenFalse, knowledge);
  const other = evaluate(condition ? node.whenFalse : node.whenTrue, knowledge);
  if (!taken || !other) return undefined;
  return other.unsigned ? { value: BigInt.asUintN(64, taken.value), unsigned: true } : taken;
}

function truthOf(value: IntegerValue | undefined): Truth {
  return value && value.value !== 0n;
}

function truthValue(truth: Truth): IntegerValue | undefined {
  return truth === undefined ? undefined : { value: truth ? 1n : 0n, unsigned: false };
}
