import { chainEdits } from '../edit/chain-edits.js';
import { applyEdits } from '../edit/apply-edits.js';
import type { Edit } from '../edit/edit.js';
import { clip, UserError } from '../errors.js';
import { layOver, pathsOf, readMode, readText, type TreeView } from '../scan/tree-view.js';
import { applyHunks } from './apply-hunks.js';
import type { Patch, PatchFile } from './read-patch.js';

/** What patches do to one file of a tree. Texts are latin1. */
export interface PatchedFile {
  readonly path: string;
  /** null: the tree has no such file. */
  readonly before: string | null;
  /** null: the file goes. */
  readonly after: string | null;
  /** From before to after, where both are there; sorted and disjoint. */
  readonly edits: readonly Edit[];
  readonly mode: { readonly before: number; readonly after: number };
  /** The file that it was, or was copied from. */
  readonly from?: string;
  /** Its new bytes aren't known. */
  readonly isBinary: boolean;
}

/**
 * Applies patches to a tree, one after the other, in memory.
 * @returns each file that ends otherwise than it was, sorted by path.
 * @throws UserError where a patch doesn't fit.
 */
export function patchTree(tree: TreeView, patches: readonly Patch[]): PatchedFile[] {
  const files = new Map<string, PatchedFile>();
  for (const { name, files: patched } of patches) {
    // Names swap and move at once: all are read before any is put.
    const read = patched.map((file) => ({ file, made: patchFile(tree, files, file, name) }));
    for (const { file } of read) {
      const { oldPath, newPath } = file;
      if (oldPath === null || oldPath === newPath || file.isCopy) continue;
      files.set(oldPath, { ...stateOf(tree, files, oldPath)!, after: null, edits: [] });
    }
    for (const { made } of read) if (made) files.set(made.path, made);
  }
  return [...files.values()]
    .filter((file) => file.before !== file.after || file.mode.before !== file.mode.after || file.isBinary)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The tree as the patched files leave it. */
export function layPatched(tree: TreeView, files: readonly PatchedFile[]): TreeView {
  const laid = layOver(tree, new Map(files.map(({ path, after }) => [path, after])));
  const known = pathsOf(tree);
  const fresh = files.filter(({ path, after }) => after !== null && !known.has(path)).map(({ path }) => path);
  return fresh.length === 0 ? laid : { ...laid, paths: [...laid.paths, ...fresh].sort() };
}

/** The file as it stands; undefined: there is none. */
function stateOf(
  tree: TreeView,
  files: ReadonlyMap<string, PatchedFile>,
  path: string,
): PatchedFile | undefined {
  const known = files.get(path);
  if (known) return known;
  if (!pathsOf(tree).has(path)) return undefined;
  const text = readText(tree, path);
  const mode = readMode(tree, path);
  return {
    path,
    before: text,
    after: text,
    edits: [],
    mode: { before: mode, after: mode },
    isBinary: false,
  };
}

function patchFile(
  tree: TreeView,
  files: ReadonlyMap<string, PatchedFile>,
  patch: PatchFile,
  name: string,
): PatchedFile | undefined {
  const { oldPath, newPath, hunks, at } = patch;
  const refuse = (message: string): never => {
    throw new UserError(`${name}:${at}:1: error: ${message}`);
  };
  const old = oldPath === null ? undefined : stateOf(tree, files, oldPath);
  if (oldPath !== null && (old?.after ?? null) === null) {
    refuse(`${clip(oldPath)}: no such file in the tree (or none that git tracks)`);
  }
  const text = old?.after ?? '';
  const edits = patch.isBinary ? [] : applyHunks(oldPath ?? newPath ?? '', text, hunks, name);
  const made = applyEdits(text, edits);
  if (newPath === null) {
    if (made !== '' && !patch.isBinary)
      refuse(`${clip(oldPath!)} would go, but the patch leaves lines of it`);
    return undefined;
  }
  const there = newPath === oldPath ? old : stateOf(tree, files, newPath);
  if (newPath !== oldPath && there && there.after !== null) refuse(`${clip(newPath)} is in the tree already`);
  const before = there?.before ?? null;
  const modeBefore = there?.mode.before ?? old?.mode.after ?? patch.mode ?? 0o100644;
  return {
    path: newPath,
    before,
    after: made,
    edits:
      before === null
        ? []
        : newPath === oldPath
          ? chainEdits(before, old!.edits, edits)
          : [{ start: 0, end: before.length, text: made, cause: '' }],
    mode: { before: modeBefore, after: patch.mode ?? old?.mode.after ?? 0o100644 },
    ...(oldPath === null || oldPath === newPath ? {} : { from: oldPath }),
    isBinary: patch.isBinary,
  };
}

/** What the steps of a series do to each file altogether, sorted by path. */
export function joinSteps(steps: readonly (readonly PatchedFile[])[]): PatchedFile[] {
  if (steps.length === 1) return [...steps[0]!];
  const joined = new Map<string, PatchedFile>();
  for (const file of steps.flat()) {
    const before = (joined.get(file.path) ?? file).before;
    joined.set(file.path, { ...file, before, edits: [] });
  }
  return [...joined.values()]
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
