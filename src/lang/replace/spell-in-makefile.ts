import type { Edit } from '../../edit/edit.js';
import { findProse } from '../rename/prose.js';
import { spanAt } from '../../text/span.js';
import type { Replacement } from './replacement.js';
import { spellForMake } from './spell-expression.js';

/** Writes `$(CONFIG_OLD)` and `ifdef CONFIG_OLD` of a makefile as make spells the expression. */
export function spellInMakefile(
  _path: string,
  text: string,
  replacement: Replacement,
  cause: string,
): Edit[] {
  const edits: Edit[] = [];
  const { comments } = findProse('kbuild', text);
  const { name, expression } = replacement;
  const value = spellForMake(expression);
  const pattern = new RegExp(
    `\\$[({]CONFIG_${name}[)}]|(?<=^[ \\t]*(?:else[ \\t]+)?)(ifn?def)([ \\t]+)CONFIG_${name}(?=[ \\t]*(?:#.*)?\\r?$)`,
    'gm',
  );
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    if (spanAt(comments, start)) continue;
    const [found, keyword, gap] = match;
    const spelled =
      keyword === undefined ? value : `${keyword === 'ifdef' ? 'ifneq' : 'ifeq'}${gap!}(${value},)`;
    edits.push({ start, end: start + found.length, text: spelled, cause });
  }
  return edits;
}
