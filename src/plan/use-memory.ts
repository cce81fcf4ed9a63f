import type { PlannedFiles } from './plan-files.js';

/**
 * Where names were seen in use. Files are analyzed again each round, and name by and large the same names as dropped:
 * one that was seen in use still is, as long as the plan has not touched the file since.
 */
export interface UseMemory {
  /** Notes that a file uses a name, or (path null) that so many do that it needn't be asked again. */
  note(name: string, path: string | null, files: PlannedFiles): void;
  holds(name: string, files: PlannedFiles): boolean;
}

export function openUseMemory(): UseMemory {
  const seen = new Map<string, { readonly path: string | null; readonly analysis: unknown }>();
  const analysisOf = (path: string | null, files: PlannedFiles) =>
    path === null ? undefined : files.get(path)?.analysis;
  return {
    note: (name, path, files) => seen.set(name, { path, analysis: analysisOf(path, files) }),
    holds(name, files) {
      const use = seen.get(name);
      return use !== undefined && analysisOf(use.path, files) === use.analysis;
    },
  };
}
