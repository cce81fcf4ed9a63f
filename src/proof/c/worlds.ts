import { noteSampling } from '../sampling.js';
import type { World } from './condition.js';

/** Macros up to which every assignment is tried, and how many are drawn beyond that. */
export const MOST_EXHAUSTIVE = 12;
const SAMPLES = 256;

/** All worlds of up to 12 keys; beyond that 256 that are drawn from a fixed seed, the uniform ones among them. */
export function* makeWorlds(keys: readonly string[]): Generator<World> {
  const sorted = [...keys].sort();
  if (sorted.length <= MOST_EXHAUSTIVE) {
    const place = new Map(sorted.map((key, i) => [key, 1 << i]));
    for (let bits = 0; bits < 1 << sorted.length; bits++) yield (key) => (bits & (place.get(key) ?? 0)) !== 0;
    return;
  }
  yield () => false;
  yield () => true;
  let state = 0x9e3779b9;
  const random = () => {
    // Marsaglia's xorshift, 32 bits.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  for (let i = 2; i < SAMPLES; i++) {
    // Some worlds with few macros, some with most of them: conditions ask for one among many.
    const share = [0.5, 0.2, 0.8, 0.5][i % 4]!;
    const chosen = new Set(sorted.filter(() => random() / 0x100000000 < share));
    yield (key) => chosen.has(key);
  }
  // Only who asked for all of them has decided by draws: one that differs is a proof.
  noteSampling();
}
