import { cascadeObjects } from './object-graph.js';
import { parseMakefile } from './parse-makefile.js';

/**
 * All objects (`drivers/a/foo`) and folders (`drivers/a/b/`) that a makefile's lists name and that are no composites,
 * in the order in which they are found. Host programs count as objects.
 */
export function listTargets(
  path: string,
  text: string,
): { readonly stem: string; readonly offset: number }[] {
  const { dropped } = cascadeObjects({
    path,
    makefile: parseMakefile(text),
    marks: { removed: new Map(), edits: [] },
    deadBy: () => 'all',
    hasFile: null,
    goneFiles: new Map(),
  });
  return dropped.map(({ stem, offset }) => ({ stem, offset }));
}
