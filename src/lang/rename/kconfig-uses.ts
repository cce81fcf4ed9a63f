import { mergeSpans, spanAt, type Span } from '../../text/span.js';
import { visitSymbols, type SymbolOperand } from '../kconfig/expression.js';
import { eachItem, expressionsOf } from '../kconfig/model.js';
import { parseKconfig } from '../kconfig/parse-kconfig.js';
import type { KconfigFile } from '../kconfig/syntax.js';

/** Where in a Kconfig file a bare word stands: as a symbol, in prose, or in what the parser doesn't read. */
export type KconfigPlace = 'symbol' | 'comment' | 'help' | 'other';

/** Tells for any offset of a Kconfig file how a word that starts there is meant. */
export function readKconfigPlaces(path: string, text: string): (offset: number) => KconfigPlace {
  const file = parseKconfig(path, text);
  const symbols = new Set(listOperands(file).map(({ start }) => start));
  const help = mergeSpans(listHelpTexts(file));
  return (offset) => {
    if (symbols.has(offset)) return 'symbol';
    if (spanAt(help, offset)) return 'help';
    if (spanAt(file.commentLines, offset)) return 'comment';
    return isBehindHash(text, offset) ? 'comment' : 'other';
  };
}

/** Every word that stands for a symbol: names of entries, targets of selects, operands of expressions. */
function listOperands(file: KconfigFile): SymbolOperand[] {
  const operands: SymbolOperand[] = [];
  const add = (operand: SymbolOperand) => operands.push(operand);
  for (const item of eachItem(file.items)) {
    if ('name' in item) add(item.name);
    if ('condition' in item && item.condition) visitSymbols(item.condition.expression, add);
    if (!('properties' in item)) continue;
    for (const property of item.properties) {
      if (property.kind === 'select' || property.kind === 'imply') add(property.target);
      for (const expression of expressionsOf(property)) visitSymbols(expression, add);
    }
  }
  return operands;
}

function listHelpTexts(file: KconfigFile): Span[] {
  const spans: Span[] = [];
  for (const item of eachItem(file.items)) {
    if (!('properties' in item)) continue;
    for (const property of item.properties) if (property.kind === 'help') spans.push(property.text);
  }
  return spans;
}

function isBehindHash(text: string, offset: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return before.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '').includes('#');
}
