/**
 * A map whose values are made when they are asked for. `make` must remember what it made; `listKeys` is asked for only
 * when someone walks the map or wants its size.
 */
export function lazyMap<K, V>(
  make: (key: K) => V | undefined,
  listKeys: () => readonly K[],
): ReadonlyMap<K, V> {
  const map: ReadonlyMap<K, V> = {
    get: make,
    has: (key) => make(key) !== undefined,
    get size() {
      return listKeys().length;
    },
    keys: () => listKeys()[Symbol.iterator](),
    *values() {
      for (const key of listKeys()) yield make(key)!;
      return undefined;
    },
    *entries() {
      for (const key of listKeys()) yield [key, make(key)!];
      return undefined;
    },
    forEach(visit) {
      for (const key of listKeys()) visit(make(key)!, key, map);
    },
    [Symbol.iterator]: () => map.entries(),
  };
  return map;
}
