import type { Span } from '../../../text/span.js';
import { buildConditionalTree, type ConditionalTree } from './conditional-tree.js';
import { scanDirectives, type Directive } from './directives.js';

/** A C-like file as the preprocessor sees it, made of one scan. */
export interface ConditionalFile {
  /** All directives, in order; their spans are what a C parser must not see. */
  readonly directives: readonly Directive[];
  /** All comments, in order. */
  readonly comments: readonly Span[];
  readonly tree: ConditionalTree;
}

/** Reads directives, comments and if-sections of any C-like text (latin1). Never throws. */
export function scanConditionals(text: string): ConditionalFile {
  const { directives, comments } = scanDirectives(text);
  return { directives, comments, tree: buildConditionalTree(text.length, directives) };
}
