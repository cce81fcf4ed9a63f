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

/** Whether all that defines `name` are macros that stand for `inner`: `#define name inner`, `#define name(a) inner(a)`. */
export function isAlias(tree: PlannedTree, found: FoundName, name: string, inner: string): boolean {
  let aliases = 0;
  for (const [path, report] of found.reports) {
    if (
      report.declarations > 0 ||
      report.definitions.some(({ what }) => what !== 'macro' && what !== 'member')
    )
      return false;
    const text = report.definitions.length > 0 ? tree.textOf(path) : null;
    if (text === null) continue;
    for (const { kind, parameters, body, name: own } of makeOutline(text, lex(text)).macros) {
      if (own !== name) continue;
      const list = parameters ? `(${parameters.join(',')})` : '';
      const stands = text.slice(body.start, body.end).replace(/\s+/g, '');
      if (kind !== 'define' || (stands !== inner && stands !== inner + list)) return false;
      aliases++;
    }
  }
  return aliases > 0;
}
