import type { NameReport } from '../lang/front-end.js';
import type { PlannedFiles } from './plan-files.js';

/**
 * How names stand in files, as far as a document has asked: a cascade asks in each round about many names of the round
 * before, and most files are as they were.
 */
export interface NameMemory {
  /** What is known of a file; of each name the report, or that there is none. */
  of(path: string, files: PlannedFiles): FileNames;
}

export interface FileNames {
  has(name: string): boolean;
  get(name: string): NameReport | undefined;
  set(name: string, report: NameReport | undefined): void;
}

/** Names of files that are remembered; then it begins anew. */
const MOST_NAMES = 1 << 15;

export function openNameMemory(): NameMemory {
  const byPath = new Map<
    string,
    { readonly analysis: unknown; readonly names: Map<string, NameReport | undefined> }
  >();
  let count = 0;
  return {
    of(path, files) {
      const analysis = files.get(path)?.analysis;
      const known = byPath.get(path);
      const names = known?.analysis === analysis ? known?.names : undefined;
      const own = names ?? new Map<string, NameReport | undefined>();
      if (!names) byPath.set(path, { analysis, names: own });
      return {
        has: (name) => own.has(name),
        get: (name) => own.get(name),
        set(name, report) {
          if (++count > MOST_NAMES) {
            byPath.clear();
            count = 0;
          }
          own.set(name, report);
        },
      };
    },
  };
}
