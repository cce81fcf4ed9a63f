/** Thrown where work takes more steps than it may. */
export class TooManySteps extends Error {
  constructor(readonly most: number) {
    super(`it takes more than ${most.toLocaleString('en')} steps`);
  }
}

/** Counts the steps of some work, so that what bounds it is the input alone, and no clock. */
export interface StepLimit {
  /** How many were taken. */
  readonly taken: number;
  /** @throws TooManySteps past the limit. */
  spend(steps: number): void;
}

export function limitSteps(most: number): StepLimit {
  let taken = 0;
  return {
    get taken() {
      return taken;
    },
    spend(steps) {
      taken += steps;
      if (taken > most) throw new TooManySteps(most);
    },
  };
}
