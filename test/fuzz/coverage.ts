import { Session } from 'node:inspector/promises';

/**
 * Which blocks of our code ran, by V8's own count: an input that reaches a block for the first time is worth keeping.
 * Counting slows a run by half, so only some inputs are measured.
 */
export interface Coverage {
  /** How many blocks were reached for the first time since the last call. */
  news(): Promise<number>;
  readonly seen: number;
}

export async function openCoverage(): Promise<Coverage> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const seen = new Set<string>();
  return {
    get seen() {
      return seen.size;
    },
    async news() {
      const before = seen.size;
      const { result } = await session.post('Profiler.takePreciseCoverage');
      for (const { url, functions } of result) {
        if (!url.includes('/dist/src/')) continue;
        for (const { ranges } of functions) {
          for (const { count, startOffset, endOffset } of ranges)
            if (count > 0) seen.add(`${url.slice(-30)}:${startOffset}-${endOffset}`);
        }
      }
      return seen.size - before;
    },
  };
}
