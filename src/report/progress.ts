import type { Progress, Stage } from '../result.js';

const WORDS: Readonly<Record<Stage, string>> = {
  walk: 'listing files',
  scan: 'searching',
  analyze: 'analyzing',
  plan: 'planning',
};

const INTERVAL_MS = 80;

export interface ProgressLine {
  readonly update: (progress: Progress) => void;
  /** Takes the line away; nothing is written after it. */
  readonly clear: () => void;
}

/**
 * One line that is overwritten in place, at most every 80 ms. For terminals only.
 * @param documents length of the series.
 */
export function makeProgressLine(
  write: (text: string) => void,
  columns: number,
  documents: number,
  now: () => number = Date.now,
): ProgressLine {
  let last = -Infinity;
  let shown = false;
  let closed = false;
  return {
    update: ({ stage, done, total, document }) => {
      const time = now();
      if (closed || time - last < INTERVAL_MS) return;
      last = time;
      shown = true;
      const series = documents > 1 ? `${document + 1}/${documents} ` : '';
      const count = total > 0 ? ` ${done}/${total}` : done > 0 ? ` ${done}` : '';
      write(`\r\x1b[K${`${series}${WORDS[stage]}${count}`.slice(0, Math.max(0, columns - 1))}`);
    },
    clear: () => {
      if (shown && !closed) write('\r\x1b[K');
      closed = true;
    },
  };
}
