/**
 * The paths of a list by their last component. For a kernel's 86,000 paths a map of lists takes six times as long to make
 * and 10 MB, and most names are never asked for: this is a hash table of numbers, whose chains are compared on demand.
 */
export interface NamesOfPaths {
  /** The paths with that last component, in the list's order. */
  readonly find: (name: string) => readonly string[];
}

const LEAST_SLOTS = 16;

export function nameTable(paths: readonly string[]): NamesOfPaths {
  let slots = LEAST_SLOTS;
  while (slots < paths.length) slots *= 2;
  // The first path of each slot, and for each path the next one of its slot.
  const first = new Int32Array(slots).fill(-1);
  const next = new Int32Array(paths.length);
  for (let i = paths.length - 1; i >= 0; i--) {
    const slot = hashName(paths[i]!) & (slots - 1);
    next[i] = first[slot]!;
    first[slot] = i;
  }
  return {
    find(name) {
      if (name.includes('/')) return [];
      const found: string[] = [];
      const ending = `/${name}`;
      for (let i = first[hashName(name) & (slots - 1)]!; i >= 0; i = next[i]!) {
        const path = paths[i]!;
        if (path === name || path.endsWith(ending)) found.push(path);
      }
      return found;
    },
  };
}

/** Of what stands behind the last slash. */
function hashName(path: string): number {
  let hash = 0;
  for (let i = path.length - 1; i >= 0; i--) {
    const code = path.charCodeAt(i);
    if (code === SLASH) break;
    hash = (Math.imul(hash, 31) + code) | 0;
  }
  return hash ^ (hash >>> 15);
}

const SLASH = 0x2f;
