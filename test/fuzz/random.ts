/** Numbers that look random and depend on the seed alone (mulberry32). */
export interface Random {
  /** From 0 up to but not including `count`. */
  below(count: number): number;
  pick<T>(from: readonly T[]): T;
  /** True once in `count` times. */
  once(count: number): boolean;
}

export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return { below, pick: (from) => from[below(from.length)]!, once: (count) => below(count) === 0 };
}
