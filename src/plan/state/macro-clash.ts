import { findWord } from '../../lang/plain-text/mentions.js';
import type { PlannedTree } from '../planned-tree.js';
import type { InScope } from '../state-code.js';
import { findName, type FoundName } from './find-names.js';

/**
 * A file in which a macro that gets the name `to` would be expanded in the place of something else: a local, a
 * member, a parameter. A function-like macro is only where a parenthesis follows (C11 6.10.3).
 * @param paths the files that see the macro; undefined: all.
 */
export function findCaptured(
  tree: PlannedTree,
  taken: FoundName,
  to: string,
  isFunctionLike: boolean,
  inScope: InScope,
  paths?: readonly string[],
): string | undefined {
  for (const [path, report] of taken.reports) {
    if (!inScope(path) || (paths && !paths.includes(path))) continue;
    const isUsed = report.uses + report.memberUses + report.declarations + report.definitions.length > 0;
    if (!isUsed) continue;
    if (!isFunctionLike || new RegExp(`\\b${to}\\s*\\(`).test(tree.textOf(path) ?? '')) return path;
  }
  return undefined;
}

/** The file of a macro without parameters that would be expanded where the member or parameter `name` becomes `to`. */
export async function findObjectMacro(
  tree: PlannedTree,
  { name, to }: { readonly name: string; readonly to: string },
  inScope: InScope,
): Promise<string | undefined> {
  const { reports } = await findName(tree, to);
  for (const [path, { definitions, isLocal }] of reports) {
    const isMacro = definitions.some(({ what, isFunctionLike }) => what === 'macro' && !isFunctionLike);
    if (!isMacro || !inScope(path)) continue;
    // What a .c file defines counts for that file alone.
    if (!isLocal || findWord(tree.textOf(path) ?? '', name).length > 0) return path;
  }
  return undefined;
}
