/** Runs work when its turn has come: first come, first served, no more than `most` at once. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export function openTurns(most: number): InTurn {
  let running = 0;
  let waiting: (() => void)[] = [];
  let next = 0;
  return async (work) => {
    if (running < most) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Whoever is next takes the place over.
      const resolve = waiting[next++];
      if (resolve) resolve();
      else {
        running--;
        waiting = [];
        next = 0;
      }
    }
  };
}
