import {
  visitSymbols,
  type Expression,
  type Operand,
  type SymbolOperand,
} from '../lang/kconfig/expression.js';
import type { KconfigFile, MenuEntry } from '../lang/kconfig/syntax.js';
import { allBlocksAround, type KconfigScope } from './kconfig-scope.js';
import { parseTristate } from '../lang/kconfig/tristate.js';

/** The value of `from` needs that of `to`; the span is where the entry says so. */
export interface SymbolNeed {
  readonly from: string;
  readonly to: string;
  readonly start: number;
  readonly end: number;
}

/**
 * What an entry says about whose value needs whose, as scripts/kconfig reckons when it looks for recursive
 * dependencies (sym_check_deps): dependencies, conditions and defaults; a selected or implied symbol needs the entry.
 */
export function needsOf(
  scope: Pick<KconfigScope, 'outerBlocks'>,
  file: KconfigFile,
  entry: MenuEntry,
): SymbolNeed[] {
  const needs: SymbolNeed[] = [];
  const self = entry.name.name;
  const add = (from: string, to: string, { start, end }: SymbolOperand) =>
    needs.push({ from, to, start, end });
  const read = (from: string, expression: Expression | Operand) =>
    visitSymbols(expression, (operand) => {
      if (parseTristate(operand.name) === undefined) add(from, operand.name, operand);
    });
  const isVisible = entry.properties.some(
    (property) => property.kind === 'prompt' || (property.kind === 'type' && property.prompt !== undefined),
  );
  for (const { block, isOwn } of allBlocksAround(scope, file, entry)) {
    // A place in another file is told by the entry's name.
    const readLimit = (expression: Expression | Operand) =>
      visitSymbols(expression, (operand) => {
        if (parseTristate(operand.name) === undefined) add(self, operand.name, isOwn ? operand : entry.name);
      });
    if (block.condition) readLimit(block.condition.expression);
    for (const property of block.properties) {
      if (property.kind === 'depends') readLimit(property.value);
      if (property.kind === 'visible' && isVisible) readLimit(property.condition.expression);
    }
  }
  for (const property of entry.properties) {
    if (property.kind === 'select' || property.kind === 'imply') {
      add(property.target.name, self, property.target);
      if (property.condition) read(property.target.name, property.condition.expression);
      continue;
    }
    if (property.kind === 'depends' || property.kind === 'default' || property.kind === 'typed-default') {
      read(self, property.value);
    }
    if (property.condition) read(self, property.condition.expression);
  }
  return needs;
}
