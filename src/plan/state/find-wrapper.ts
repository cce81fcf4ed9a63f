import { lex } from '../../lang/c/syntax/lex.js';
import { makeOutline } from '../../lang/c/syntax/outline.js';
import { findWord } from '../../lang/plain-text/mentions.js';
import type { PlannedTree } from '../planned-tree.js';
import type { InScope } from '../state-code.js';
import type { FoundName } from './find-names.js';

/** A definition whose body names another thing. */
export interface Wrapper {
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** The first definition of `name` in the scope that is made of `inner`: `#define name inner`, or a function calling it. */
export function findWrapper(
  tree: PlannedTree,
  found: FoundName,
  name: string,
  inner: string,
  inScope: InScope,
): Wrapper | undefined {
  for (const [path, report] of found.reports) {
    if (report.definitions.length === 0 || !inScope(path)) continue;
    const text = tree.textOf(path);
    if (text === null || findWord(text, inner).length === 0) continue;
    const outline = makeOutline(text, lex(text));
    const bodies = [
      ...outline.macros.filter((macro) => macro.name === name).map(({ body }) => body),
      ...outline.items
        .filter((item) => item.kind === 'function' && item.names.includes(name))
        .map((i) => i.body),
    ];
    for (const body of bodies) {
      const words = body ? lex(text, body.start, body.end) : null;
      for (let i = 0; words && i < words.count; i++) {
        if (text.slice(words.start[i], words.end[i]) !== inner) continue;
        return { path, line: text.slice(0, body!.start).split('\n').length };
      }
    }
  }
  return undefined;
}
