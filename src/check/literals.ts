import { append } from '../text/append.js';
import { stripParentheses, type Expression } from '../lang/kconfig/expression.js';
import type { Span } from '../text/span.js';
import { parseTristate } from '../lang/kconfig/tristate.js';
import type { Block, CommentItem, KconfigFile, MenuEntry } from '../lang/kconfig/syntax.js';
import { allBlocksAround, type KconfigScope } from './kconfig-scope.js';

/** A symbol, or its negation, that has to hold; `name` is undefined for a plain n, which never does. */
export interface Literal extends Span {
  readonly file: KconfigFile;
  readonly name: string | undefined;
  readonly positive: boolean;
}

type Holder = MenuEntry | CommentItem | Block;

/** What an expression demands in every case: the terms of its outermost `&&`. Others are left out. */
export function literalsOf(file: KconfigFile, expression: Expression): Literal[] {
  const found: Literal[] = [];
  const stack = [expression];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const at = stripParentheses(top);
    if (at.kind === 'and') append(stack, [...at.operands].reverse());
    const inner = at.kind === 'not' ? stripParentheses(at.operand) : at;
    if (inner.kind !== 'symbol') continue;
    const positive = at.kind !== 'not';
    const value = parseTristate(inner.name);
    const place = { file, start: at.start, end: at.end };
    if (value === undefined) found.push({ ...place, name: inner.name, positive });
    else if (value === (positive ? 0 : 2)) found.push({ ...place, name: undefined, positive: false });
  }
  return found;
}

/** What an item itself demands: its `depends on` lines and the condition of its `if`. */
export function ownLiterals(file: KconfigFile, item: Holder): Literal[] {
  const own = 'condition' in item && item.condition ? literalsOf(file, item.condition.expression) : [];
  const depends = item.properties.flatMap((property) =>
    property.kind === 'depends' && !property.condition ? literalsOf(file, property.value) : [],
  );
  return [...own, ...depends];
}

/** What an item and all blocks around it demand, in its file and in those that read it. */
export function allLiterals(
  scope: Pick<KconfigScope, 'outerBlocks'>,
  file: KconfigFile,
  item: Holder,
): Literal[] {
  return [
    ownLiterals(file, item),
    ...allBlocksAround(scope, file, item).map((outer) => ownLiterals(outer.file, outer.block)),
  ].flat();
}

/**
 * A pair of demands that exclude each other.
 * @param isBool whether a symbol has only y and n: with m, `A && !A` is m.
 */
export function findConflict(
  some: readonly Literal[],
  others: readonly Literal[],
  isBool: (name: string) => boolean,
): readonly [Literal, Literal] | undefined {
  for (const literal of some) {
    if (literal.name === undefined) return [literal, literal];
    if (!isBool(literal.name)) continue;
    const other = others.find(({ name, positive }) => name === literal.name && positive !== literal.positive);
    if (other) return [literal, other];
  }
  return undefined;
}
