import { rememberUse } from '../scan/disk-files.js';
import { pathsOf, type TreeView } from '../scan/tree-view.js';
import type { PlannedFiles } from './plan-files.js';

/**
 * Where names were seen in use. Files are analyzed again each round, and name by and large the same names as dropped:
 * one that was seen in use still is, as long as the plan has not touched the file since. What files on disk use, other
 * documents needn't look for again.
 */
export interface UseMemory {
  /**
   * Notes that a file uses a name, or (path null) that so many do that it needn't be asked again.
   * @param isInText whether the file's text alone shows it.
   */
  note(name: string, path: string | null, files: PlannedFiles, isInText: boolean): void;
  holds(name: string, files: PlannedFiles): boolean;
}

export function openUseMemory(tree: TreeView): UseMemory {
  const seen = new Map<string, { readonly path: string | null; readonly analysis: unknown }>();
  const analysisOf = (path: string | null, files: PlannedFiles) =>
    path === null ? undefined : files.get(path)?.analysis;
  /** Whether a file is there as it is on disk, and stays so. */
  const isAsOnDisk = (path: string, files: PlannedFiles) => {
    const analysis = files.get(path)?.analysis;
    const isKept = !analysis || (analysis.edits.length === 0 && analysis.deleted === null);
    return isKept && !tree.overlay.has(path) && pathsOf(tree).has(path);
  };
  return {
    note(name, path, files, isInText) {
      seen.set(name, { path, analysis: analysisOf(path, files) });
      if (path !== null && isInText && isAsOnDisk(path, files)) rememberUse(tree.disk(), name, path);
    },
    holds(name, files) {
      const use = seen.get(name);
      if (use !== undefined && analysisOf(use.path, files) === use.analysis) return true;
      const path = tree.disk().uses.get(name);
      return path !== undefined && isAsOnDisk(path, files);
    },
  };
}
