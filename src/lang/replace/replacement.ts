import type { Expression } from '../kconfig/expression.js';
import type { MergedSymbol } from '../facts.js';

/** A Kconfig symbol goes and its uses become an expression over others. Names are without CONFIG_. */
export interface Replacement {
  readonly name: string;
  /** The expression as the rule spells it, blanks at its ends apart. */
  readonly with: string;
  /** Spans are offsets into `with`. */
  readonly expression: Expression;
  /** The symbol that the expression is, if it is no more than that. */
  readonly symbol: string | null;
  /** The symbols of the expression, each once. */
  readonly operands: readonly Omit<MergedSymbol, 'isEnabled'>[];
  /** False where another symbol is called X_MODULE, so that CONFIG_X_MODULE means that one. */
  readonly ownsModule: boolean;
  /** U-Boot: a boot phase has a symbol of its own beside one of the two, so CONFIG_IS_ENABLED(X) means both. */
  readonly hasOtherPhases: boolean;
  /** Whether the user can set the symbol, and the one that takes its place. */
  readonly hasPrompt: boolean;
  readonly successorHasPrompt: boolean;
  /** Takes over the symbol's select and imply lines; empty where they go nowhere. */
  readonly heirs: readonly string[];
  /** The symbol's entry stays, under the new name, in place of that one's own. */
  readonly keepsOld: boolean;
}

/** Identifies a replacement, as factId does a fact: for people to read, too. */
export function replacementId({
  name,
  with: text,
  symbol,
}: Pick<Replacement, 'name' | 'with' | 'symbol'>): string {
  return `CONFIG_${name} becomes ${symbol === null ? text : `CONFIG_${symbol}`}`;
}
