import { append } from '../text/append.js';
import type { Expression, Operand, SymbolOperand } from '../lang/kconfig/expression.js';
import { expressionsOf } from '../lang/kconfig/model.js';
import { parseTristate } from '../lang/kconfig/tristate.js';
import type { SymbolType } from '../lang/kconfig/syntax.js';
import { MOST_RELATED, type Finding, type RelatedPlace } from './finding.js';
import type { KconfigScope } from './kconfig-scope.js';

/** Words that Kconfig takes as numbers where no symbol has that name. */
const NUMBER = /^(?:0[xX][0-9a-fA-F]+|[-+]?[0-9]+)$/;

/** Zephyr's build writes a Kconfig file outside of the tree that defines one for each kind of device. */
export const GENERATED = /^DT_HAS_\w+_ENABLED$/;

/** Symbols that Kconfig's expressions, selects or implies name, and that no entry of the tree defines. */
export function findUndefined(scope: KconfigScope): Finding[] {
  const places = new Map<string, RelatedPlace[]>();
  // Only of what is defined: to look up any other word may take reading all files.
  const typeOf = (name: string) => (scope.isDefined(name) ? scope.infoOf(name)?.type : undefined);
  for (const { file, item } of scope.items) {
    if (!('properties' in item)) continue;
    const add = ({ name, start, end }: SymbolOperand, message: string) => {
      if (
        GENERATED.test(name) ||
        NUMBER.test(name) ||
        parseTristate(name) !== undefined ||
        scope.isDefined(name)
      )
        return;
      const list = places.get(name);
      const place = { path: file.path, start, end, message };
      if (list) list.push(place);
      else places.set(name, [place]);
    };
    const read = (expression: Expression | Operand) => {
      for (const operand of readSymbols(expression, typeOf)) {
        add(operand, 'also named here');
      }
    };
    if ('condition' in item && item.condition) read(item.condition.expression);
    const type = 'name' in item ? typeOf(item.name.name) : undefined;
    for (const property of item.properties) {
      if (property.kind === 'select' || property.kind === 'imply') {
        add(property.target, property.kind === 'select' ? 'also selected here' : 'also implied here');
      }
      // A bare word is a fine default of a string.
      const isText = property.kind === 'default' && type === 'string';
      for (const expression of isText ? [] : expressionsOf(property)) read(expression);
      if (isText && property.condition) read(property.condition.expression);
    }
  }
  return [...places].map(([symbol, [first, ...others]]) => ({
    code: 'undefined-symbol',
    symbol,
    path: first!.path,
    start: first!.start,
    end: first!.end,
    message: `no entry defines ${symbol}${others.length > 0 ? `, which is named in ${others.length + 1} places` : ''}`,
    related: others.slice(0, MOST_RELATED),
  }));
}

/** The words of an expression that can only be symbols: beside `=`, the other side of a text or number is no symbol. */
function* readSymbols(
  expression: Expression | Operand,
  typeOf: (name: string) => SymbolType | undefined,
): Generator<SymbolOperand> {
  const stack: (Expression | Operand)[] = [expression];
  for (let at = stack.pop(); at; at = stack.pop()) {
    switch (at.kind) {
      case 'symbol':
        yield at;
        break;
      case 'compare':
        yield* comparedSymbols(at.left, at.right, typeOf);
        break;
      case 'not':
        stack.push(at.operand);
        break;
      case 'parentheses':
        stack.push(at.inner);
        break;
      case 'and':
      case 'or':
        append(stack, [...at.operands].reverse());
        break;
      default:
        break;
    }
  }
}

function* comparedSymbols(
  left: Operand,
  right: Operand,
  typeOf: (name: string) => SymbolType | undefined,
): Generator<SymbolOperand> {
  const isText = (operand: Operand) => {
    const type = operand.kind === 'symbol' ? typeOf(operand.name) : undefined;
    return type === 'string' || type === 'int' || type === 'hex';
  };
  if (left.kind === 'symbol' && !isText(right)) yield left;
  if (right.kind === 'symbol' && !isText(left)) yield right;
}
