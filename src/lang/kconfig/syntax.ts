import type { Span } from '../../text/span.js';
import type { Expression, Operand, SymbolOperand } from './expression.js';

/** Types of a symbol (kconfig-language.rst, "type definition"). */
export type SymbolType = 'bool' | 'tristate' | 'string' | 'hex' | 'int';

/** An ` if EXPR` that ends a property. Its span runs from the `i` of `if` to the end of the expression. */
export interface Condition extends Span {
  readonly expression: Expression;
}

/** Span of a property: from its keyword to the end of its last token (a trailing comment is not in it). */
interface PropertyBase extends Span {
  readonly condition?: Condition | undefined;
  /** From the start of its first line to past the line end of its last. */
  readonly lines: Span;
}

/** `bool`, `bool "prompt" if A`: the `keyword` span covers the type's name. */
export interface TypeProperty extends PropertyBase {
  readonly kind: 'type';
  readonly type: SymbolType;
  readonly keyword: Span;
  readonly prompt?: Operand | undefined;
}

/** `def_bool A if B` and its kin. */
export interface TypedDefaultProperty extends PropertyBase {
  readonly kind: 'typed-default';
  readonly type: SymbolType;
  readonly keyword: Span;
  readonly value: Expression;
}

export interface PromptProperty extends PropertyBase {
  readonly kind: 'prompt';
  readonly prompt: Operand;
}

export interface DefaultProperty extends PropertyBase {
  readonly kind: 'default';
  readonly value: Expression;
}

/** `depends on A if B` (`if` since Linux 7.0): A, or B is n. Also the old `requires A`. */
export interface DependsProperty extends PropertyBase {
  readonly kind: 'depends';
  readonly value: Expression;
}

/** `visible if A` of a menu: A is the condition. */
export interface VisibleProperty extends PropertyBase {
  readonly kind: 'visible';
  readonly condition: Condition;
}

/** `select Z if A`, `imply Z if A`. */
export interface SelectProperty extends PropertyBase {
  readonly kind: 'select' | 'imply';
  readonly target: SymbolOperand;
}

export interface RangeProperty extends PropertyBase {
  readonly kind: 'range';
  readonly low: Operand;
  readonly high: Operand;
}

/** `help`: `text` spans its lines, without blank ones at the end; empty where there is none. */
export interface HelpProperty extends PropertyBase {
  readonly kind: 'help';
  readonly text: Span;
}

/** `optional`, `modules`, `transitional`, `option env="A"`: `word` is the first word. */
export interface OptionProperty extends PropertyBase {
  readonly kind: 'option';
  readonly word: string;
}

/** A line inside an entry that the parser can't read. */
export interface UnreadableProperty extends PropertyBase {
  readonly kind: 'unreadable';
}

export type Property =
  | TypeProperty
  | TypedDefaultProperty
  | PromptProperty
  | DefaultProperty
  | DependsProperty
  | VisibleProperty
  | SelectProperty
  | RangeProperty
  | HelpProperty
  | OptionProperty
  | UnreadableProperty;

/** Span of an item: from the start of its first line to past the line end of its last, blocks included. */
interface ItemBase extends Span {
  /** The block that holds it; undefined at the top of a file. */
  readonly parent: Block | undefined;
  /** Its first (logical) line, from the line's start to past its line end. */
  readonly head: Span;
}

/** `config X` and `menuconfig X`, and Zephyr's `configdefault X`, which only adds defaults. */
export interface MenuEntry extends ItemBase {
  readonly kind: 'config' | 'menuconfig' | 'configdefault';
  readonly keyword: Span;
  readonly name: SymbolOperand;
  readonly properties: Property[];
  end: number;
}

/** A `comment "text"` statement (what follows `#` is no item, see CommentLine). */
export interface CommentItem extends ItemBase {
  readonly kind: 'comment';
  readonly properties: Property[];
  end: number;
}

/** `if`, `menu` and `choice`, up to their `endif`, `endmenu` or `endchoice`. */
export interface Block extends ItemBase {
  readonly kind: 'if' | 'menu' | 'choice';
  /** The controlling expression of an `if`. */
  readonly condition?: Condition | undefined;
  readonly properties: Property[];
  readonly items: Item[];
  end: number;
  /** The line that closes it; undefined where that is missing (the block then reaches the end of the file). */
  tail: Span | undefined;
}

/** `source "path"`: `relative` for rsource and orsource, `optional` for osource and orsource. */
export interface SourceItem extends ItemBase {
  readonly kind: 'source';
  readonly relative: boolean;
  readonly optional: boolean;
  readonly glob: string;
  readonly exact: boolean;
}

/** `mainmenu "…"`, `name := value`, a `$(macro)` line, or a line that is none of these. */
export interface OtherItem extends ItemBase {
  readonly kind: 'mainmenu' | 'assignment' | 'macro' | 'unreadable';
}

export type Item = MenuEntry | CommentItem | Block | SourceItem | OtherItem;

/** What one Kconfig file holds. */
export interface KconfigFile {
  readonly path: string;
  readonly text: string;
  readonly items: readonly Item[];
  /** Spans of the lines that hold a `#` comment and nothing else, help texts apart. In order. */
  readonly commentLines: readonly Span[];
  /** Offsets of `endif`, `endmenu` and `endchoice` lines that close nothing, or the wrong block. */
  readonly strayEnds: readonly number[];
}
