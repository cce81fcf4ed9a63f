import { append } from '../../text/append.js';
import type { Edit } from '../../edit/edit.js';
import type { Leftover } from '../facts.js';
import type { FileKind } from '../file-kind.js';
import { isEntry } from '../kconfig/liveness.js';
import { eachItem } from '../kconfig/model.js';
import { parseKconfig } from '../kconfig/parse-kconfig.js';
import { renameInFile, type RenamedFile } from '../rename/rename-file.js';
import type { FileRenaming } from '../rename/find-uses.js';
import { replacementId, type Replacement } from './replacement.js';
import { spellExpressions } from './spell-expressions.js';
import { substituteSettings } from './substitute-settings.js';

export interface SubstituteTask {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly replacements: readonly Replacement[];
  /** BusyBox: ENABLE_X, IF_X() and IF_NOT_X() are the symbol's, too. */
  readonly hasFlags: boolean;
}

/**
 * Writes what takes a symbol's place wherever the symbol is used in a file. Entries of the symbol itself keep their
 * name (they go later, as a fact of the rule); where the rule keeps them, the two symbols' entries swap names.
 */
export function substituteInFile(task: SubstituteTask): RenamedFile {
  if (task.kind === 'defconfig') return substituteSettings(task);
  const single = task.replacements.filter(({ symbol }) => symbol !== null);
  const others = task.replacements.filter(({ symbol }) => symbol === null);
  const named = single.length > 0 ? substituteNames(task, single) : { edits: [], leftovers: [] };
  if (others.length === 0) return named;
  const spelled = spellExpressions({ ...task, replacements: others });
  return {
    edits: [...named.edits, ...spelled.edits].sort((a, b) => a.start - b.start || a.end - b.end),
    leftovers: [...named.leftovers, ...spelled.leftovers],
  };
}

/** A renaming as the machinery of lang/rename takes it: outside of Kconfig it is CONFIG_OLD alone that follows. */
export function asRenaming(replacement: Replacement, hasFlags = false): FileRenaming {
  const { name, symbol, ownsModule, hasOtherPhases } = replacement;
  return { kind: 'renaming', name, to: symbol!, ownsModule, hasOtherPhases, isCName: true, hasFlags };
}

function substituteNames(task: SubstituteTask, replacements: readonly Replacement[]): RenamedFile {
  const { path, kind, text, hasFlags } = task;
  const renamings = replacements.map((one) => asRenaming(one, hasFlags));
  const renamed = renameInFile({ path, kind, text, renamings });
  const causes = new Map(
    replacements.map((one) => [`CONFIG_${one.name} is now CONFIG_${one.symbol!}`, replacementId(one)]),
  );
  const cause = (own: string) => causes.get(own) ?? own;
  const heads = kind === 'kconfig' ? readHeads(task) : new Map<number, string>();
  const edits = renamed.edits
    .filter(({ start }) => !heads.has(start))
    .map((edit): Edit => ({ ...edit, cause: cause(edit.cause) }));
  if (kind === 'kconfig') append(edits, swapNames(heads, replacements));
  edits.sort((a, b) => a.start - b.start || a.end - b.end);
  const leftovers = renamed.leftovers
    .filter(({ code, offset }) => code !== 'new-name-in-use' && !heads.has(offset))
    .map((leftover): Leftover => ({ ...leftover, cause: cause(leftover.cause) }));
  return { edits, leftovers };
}

/** The names that a Kconfig file's entries define, by offset. */
function readHeads({ path, text }: SubstituteTask): Map<number, string> {
  const heads = new Map<number, string>();
  for (const item of eachItem(parseKconfig(path, text).items)) {
    if (isEntry(item)) heads.set(item.name.start, item.name.name);
  }
  return heads;
}

/** `keep: old`: the entries of the two symbols swap their names, and those that bear the old one go. */
function swapNames(heads: ReadonlyMap<number, string>, replacements: readonly Replacement[]): Edit[] {
  const edits: Edit[] = [];
  for (const replacement of replacements) {
    const { name, symbol, keepsOld } = replacement;
    if (!keepsOld) continue;
    const cause = replacementId(replacement);
    for (const [start, head] of heads) {
      if (head === name) edits.push({ start, end: start + name.length, text: symbol!, cause });
      else if (head === symbol) edits.push({ start, end: start + symbol.length, text: name, cause });
    }
  }
  return edits;
}
