import type { Expression, Operand } from '../lang/kconfig/expression.js';
import { expressionsOf } from '../lang/kconfig/model.js';
import type { Item } from '../lang/kconfig/syntax.js';
import type { Span } from '../text/span.js';
import type { Finding } from './finding.js';
import type { KconfigScope } from './kconfig-scope.js';

/** Lines that Kconfig can't read, blocks that nothing closes, and `source` lines that name no file. */
export function findUnreadable(scope: KconfigScope): Finding[] {
  const findings: Finding[] = [];
  for (const { path, strayEnds, text } of scope.files) {
    for (const start of strayEnds) {
      const end = start + /^\w*/.exec(text.slice(start, start + 20))![0].length;
      const isEnd = text.startsWith('end', start);
      const message = isEnd ? 'this closes no block that is open' : 'blocks nest too deep here';
      findings.push(unreadable(path, { start, end }, message));
    }
  }
  for (const { file, item } of scope.items) {
    for (const span of unreadableSpans(item)) {
      findings.push(unreadable(file.path, span, 'Kconfig has no such line'));
    }
    if ('items' in item && item.tail === undefined) {
      const start = item.head.start + /^\s*/.exec(file.text.slice(item.head.start, item.head.end))![0].length;
      const span = { start, end: start + item.kind.length };
      findings.push(unreadable(file.path, span, `nothing closes this ${item.kind}`));
    }
    if (item.kind === 'source' && !scope.readsAny(file, item)) {
      const line = file.text.slice(item.head.start, item.head.end);
      const start = item.head.start + Math.max(0, line.indexOf(item.glob));
      const message = `no such file: ${item.glob}`;
      const span = { start, end: start + item.glob.length };
      findings.push({ code: 'missing-source', symbol: '', path: file.path, ...span, message, related: [] });
    }
  }
  return findings;
}

function unreadable(path: string, { start, end }: Span, message: string): Finding {
  return { code: 'unreadable-line', symbol: '', path, start, end, message, related: [] };
}

function unreadableSpans(item: Item): Span[] {
  if (item.kind === 'unreadable') return [item.head];
  if (!('properties' in item)) return [];
  const condition = 'condition' in item && item.condition ? [item.condition.expression] : [];
  return [
    ...item.properties.filter(({ kind }) => kind === 'unreadable'),
    ...[...condition, ...item.properties.flatMap(expressionsOf)].filter(holdsUnreadable),
  ];
}

/** Nesting is bounded by the parser. */
function holdsUnreadable(expression: Expression | Operand): boolean {
  switch (expression.kind) {
    case 'unreadable':
      return true;
    case 'not':
      return holdsUnreadable(expression.operand);
    case 'parentheses':
      return holdsUnreadable(expression.inner);
    case 'and':
    case 'or':
      return expression.operands.some(holdsUnreadable);
    default:
      return false;
  }
}
