import type { CNameKind } from '../../lang/facts.js';
import { classifyFile } from '../../lang/file-kind.js';
import type { NameReport } from '../../lang/front-end.js';
import type { PlannedTree } from '../planned-tree.js';

/** How a name stands in the files of the tree that hold the word. */
export interface FoundName {
  /** C files, by path, in order. */
  readonly reports: ReadonlyMap<string, NameReport>;
  /** What definitions make of it, each kind once; a declaration of nothing else counts as a function's. */
  readonly kinds: ReadonlySet<CNameKind>;
  /** Files with a definition or declaration that other files mean, too. */
  readonly shared: readonly string[];
  /** Files that have such a thing to themselves: static functions and macros of .c files. */
  readonly local: readonly string[];
}

/** Looks a name up in the whole tree. */
export async function findName(tree: PlannedTree, name: string): Promise<FoundName> {
  const paths = (await tree.findWords([name])).get(name) ?? [];
  const sources = paths.filter((path) => classifyFile(path) === 'c');
  const found = await Promise.all(
    sources.map(async (path) => [path, (await tree.reportNames(path, [name])).get(name)] as const),
  );
  const reports = new Map<string, NameReport>();
  const kinds = new Set<CNameKind>();
  const shared: string[] = [];
  const local: string[] = [];
  for (const [path, report] of found) {
    if (!report) continue;
    reports.set(path, report);
    for (const { what } of report.definitions) kinds.add(what);
  }
  // A tag is a name of another space (C11 6.2.3): `struct f` has nothing to do with a function f.
  const isThing = ['function', 'macro', 'variable', 'enumerator'].some((kind) =>
    kinds.has(kind as CNameKind),
  );
  for (const [path, { definitions, declarations, forwards, ...report }] of reports) {
    const isDefined = definitions.some(({ what }) => what !== 'member' && !(isThing && what === 'type'));
    if (!isDefined && declarations - (isThing ? (forwards ?? 0) : 0) === 0) continue;
    (isLocalTo({ ...report, definitions, declarations }) ? local : shared).push(path);
  }
  const isDeclared = [...reports.values()].some(({ declarations }) => declarations > 0);
  if (isDeclared && !['variable', 'type', 'enumerator'].some((kind) => kinds.has(kind as CNameKind)))
    kinds.add('function');
  return { reports, kinds, shared, local };
}

/** Whether what a file defines of the name is its own: static, or a macro, and nothing with external linkage. */
export function isLocalTo(report: NameReport): boolean {
  return report.isLocal && !report.definitions.some(({ isExternal }) => isExternal);
}

/**
 * The files that see what `path` has to itself, because they include it: `#include "foo.c"`. Only files that mention
 * the name matter.
 */
export function includersOf(tree: PlannedTree, path: string, found: FoundName): string[] {
  const base = path.slice(path.lastIndexOf('/') + 1);
  return [...found.reports.keys()].filter((other) => {
    if (other === path) return false;
    const text = tree.textOf(other) ?? '';
    if (!text.includes(base)) return false;
    const targets = text.matchAll(/^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)/gm);
    return [...targets].some(([, target]) => target!.slice(target!.lastIndexOf('/') + 1) === base);
  });
}
