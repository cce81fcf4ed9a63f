import type { Bonds } from './bonds.js';

export type Verdict = 'take' | 'leave';

/** What is decided so far. What is taken never needs what is left. */
export interface Choices {
  readonly verdictOf: (piece: number) => Verdict | undefined;
  /**
   * Decides pieces, and with them what they need (take) or what needs them (leave).
   * @returns the pieces that this decided, in no order; undefined, and nothing changes, where it contradicts what was decided.
   */
  readonly decide: (pieces: readonly number[], verdict: Verdict) => readonly number[] | undefined;
  /** Leaves pieces after all, and what needs them, whatever was decided. */
  readonly retract: (pieces: readonly number[]) => void;
}

export function makeChoices(count: number, { needs, neededBy }: Bonds): Choices {
  const verdicts = new Array<Verdict | undefined>(count).fill(undefined);
  return {
    verdictOf: (piece) => verdicts[piece],
    decide: (pieces, verdict) => {
      const found = new Set<number>();
      const open = [...pieces];
      for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
        if (verdicts[piece] === verdict || found.has(piece)) continue;
        if (verdicts[piece] !== undefined) return undefined;
        found.add(piece);
        open.push(...(verdict === 'take' ? needs[piece]!.keys() : neededBy[piece]!));
      }
      for (const piece of found) verdicts[piece] = verdict;
      return [...found];
    },
    retract: (pieces) => {
      const open = [...pieces];
      const seen = new Set<number>();
      for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
        if (seen.has(piece)) continue;
        seen.add(piece);
        verdicts[piece] = 'leave';
        open.push(...neededBy[piece]!);
      }
    },
  };
}
