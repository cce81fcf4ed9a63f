import { parseExpression } from './expression.js';
import { rewriteExpression, type PropertySite } from './rewrite-property.js';
import type { Block } from './syntax.js';

/**
 * Rewrites the condition of an `if` that stays, and the comment beside its `endif` where that repeats the condition
 * (white space and parentheses around the whole apart).
 */
export function rewriteIfBlock(site: PropertySite, block: Block): void {
  if (!block.condition) return;
  rewriteExpression(site, block.condition.expression);
  const { text } = site.file;
  if (!block.tail) return;
  const line = text.slice(block.tail.start, block.tail.end);
  const sign = line.indexOf('#');
  if (sign < 0) return;
  const start = block.tail.start + sign + 1;
  const end = block.tail.start + line.trimEnd().length;
  const { expression } = block.condition;
  if (plain(text.slice(start, end)) !== plain(text.slice(expression.start, expression.end))) return;
  const repeated = parseExpression(text, start, end);
  if (repeated) rewriteExpression(site, repeated.expression);
}

const plain = (text: string): string => {
  const dense = text.replace(/\\\r?\n|\s/g, '');
  return /^\([^()]*\)$/.test(dense) ? dense.slice(1, -1) : dense;
};
