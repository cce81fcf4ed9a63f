/**
 * Runs work when its turn has come: first come, first served. Work that holds texts says so at once, before it waits for
 * anything: `hold` adds their bytes to what is held until it is done.
 */
export type InTurn = <T>(work: (hold: (bytes: number) => void) => Promise<T>) => Promise<T>;

/** @param most pieces of work at once; none begins while those under way hold `mostBytes`. */
export function openTurns(most: number, mostBytes = Infinity): InTurn {
  let running = 0;
  let held = 0;
  let waiting: (() => void)[] = [];
  let next = 0;
  const startNext = (): void => {
    while (next < waiting.length && running < most && held < mostBytes) {
      running++;
      waiting[next++]!();
    }
    if (next < waiting.length) return;
    waiting = [];
    next = 0;
  };
  const start: InTurn = async (work) => {
    let own = 0;
    try {
      return await work((bytes) => {
        own += bytes;
        held += bytes;
      });
    } finally {
      running--;
      held -= own;
      startNext();
    }
  };
  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push(() => void start(work).then(resolve, reject));
      startNext();
    });
}
