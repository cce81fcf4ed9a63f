import { classifyFile } from '../lang/file-kind.js';
import { isEntry } from '../lang/kconfig/liveness.js';
import type { KconfigModel } from '../lang/kconfig/model.js';
import { findWords } from '../plan/find-words.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';

/** Entries that depend on a marker, at least; and at least so many for each file of code that asks for it. */
const FEWEST_DEPENDENTS = 3;
const DEPENDENTS_PER_READER = 4;

/**
 * Symbols that people keep n on purpose, so that what depends on them can't be set for now: nothing gives such a symbol
 * a value, several entries depend on it, and hardly any code asks for it. Neither it nor these are dead.
 */
export async function findMarkers(
  model: KconfigModel,
  tree: TreeView,
  pool: Pool,
): Promise<ReadonlySet<string>> {
  const dependentsOf = new Map<string, number>();
  for (const info of model.symbols.values()) {
    const { definitions, selectedBy, impliedBy, references } = info;
    if (definitions.length === 0 || selectedBy.length + impliedBy.length > 0) continue;
    const isBare = definitions.every(({ entry }) =>
      entry.properties.every(
        (property) => property.kind === 'help' || (property.kind === 'type' && property.prompt === undefined),
      ),
    );
    if (!isBare) continue;
    const dependents = new Set(
      references.flatMap(({ holder, property }) =>
        isEntry(holder) && property?.kind === 'depends' ? [holder.name.name] : [],
      ),
    );
    if (dependents.size >= FEWEST_DEPENDENTS) dependentsOf.set(info.name, dependents.size);
  }
  const names = [...dependentsOf.keys()];
  const found = await findWords(
    tree,
    names.map((name) => `CONFIG_${name}`),
    pool,
  );
  const isCode = (path: string) => !['defconfig', 'documentation', 'other'].includes(classifyFile(path));
  const readersOf = (name: string) => found.get(`CONFIG_${name}`)?.filter(isCode).length ?? 0;
  return new Set(names.filter((name) => readersOf(name) * DEPENDENTS_PER_READER <= dependentsOf.get(name)!));
}
