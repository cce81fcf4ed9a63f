import { stripParentheses, type Expression } from '../kconfig/expression.js';

/** How a language writes an expression over symbols. */
export interface Spelling {
  readonly symbol: (name: string) => string;
  /** The opposite of a symbol, where that has a form of its own. */
  readonly opposite?: (name: string) => string;
}

/** An expression's operator: what it needs parentheses within. */
export type Shape = 'symbol' | 'not' | 'and' | 'or';

export const KCONFIG: Spelling = { symbol: (name) => name };
export const DEFINED: Spelling = { symbol: (name) => `defined(CONFIG_${name})` };
export const ENABLED: Spelling = { symbol: (name) => `IS_ENABLED(CONFIG_${name})` };
export const WORDS: Spelling = { symbol: (name) => `CONFIG_${name}` };

/** Writes an expression in the manner of C and Kconfig, without parentheses around the whole. */
export function spell(expression: Expression, spelling: Spelling): string {
  const bare = stripParentheses(expression);
  switch (bare.kind) {
    case 'symbol':
      return spelling.symbol(bare.name);
    case 'not': {
      const operand = stripParentheses(bare.operand);
      if (operand.kind === 'symbol' && spelling.opposite) return spelling.opposite(operand.name);
      if (operand.kind === 'not') return spell(operand.operand, spelling);
      return `!${enclose(spell(operand, spelling), shapeOf(operand) !== 'symbol')}`;
    }
    case 'and':
    case 'or': {
      const sign = bare.kind === 'and' ? ' && ' : ' || ';
      return bare.operands
        .map((operand) => {
          const shape = shapeOf(operand);
          return enclose(
            spell(operand, spelling),
            (shape === 'and' || shape === 'or') && shape !== bare.kind,
          );
        })
        .join(sign);
    }
    default:
      return '';
  }
}

/** The opposite of an expression, without parentheses around the whole. */
export function spellOpposite(expression: Expression, spelling: Spelling): string {
  const { start, end } = expression;
  return spell({ kind: 'not', start, end, operand: expression }, spelling);
}

export function shapeOf(expression: Expression): Shape {
  const bare = stripParentheses(expression);
  if (bare.kind === 'not') {
    const operand = stripParentheses(bare.operand);
    return operand.kind === 'not' ? shapeOf(operand.operand) : 'not';
  }
  return bare.kind === 'and' || bare.kind === 'or' ? bare.kind : 'symbol';
}

export const enclose = (text: string, wants: boolean): string => (wants ? `(${text})` : text);

/**
 * The same as a value of make: `y` or nothing. All symbols are bools, whose variables are `y` or empty.
 * $(and …) is its last argument where none is empty, $(or …) the first that isn't.
 */
export function spellForMake(expression: Expression): string {
  const bare = stripParentheses(expression);
  switch (bare.kind) {
    case 'symbol':
      return `$(CONFIG_${bare.name})`;
    case 'not':
      return `$(if ${spellForMake(bare.operand)},,y)`;
    case 'and':
    case 'or':
      return `$(${bare.kind} ${bare.operands.map(spellForMake).join(',')})`;
    default:
      return '';
  }
}
