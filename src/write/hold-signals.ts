import { UserError } from '../errors.js';

/** What a terminal or a supervisor sends to end a process. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A run that was ended by a signal at a point of its choice. Once its message is shown, the process should end by it. */
export class InterruptedError extends UserError {
  constructor(
    readonly signal: NodeJS.Signals,
    state: string,
  ) {
    super(`interrupted (${signal}); ${state}`);
    this.name = 'InterruptedError';
  }
}

/** Keeps signals from ending the process where that would leave something behind. */
export interface SignalHold {
  /** The first signal that came while none was let through; undefined once it was taken. */
  readonly taken: () => NodeJS.Signals | undefined;
  /** Lets no signal through while `work` runs. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>;
  /** Ends the hold. A signal that came, and that nobody has taken, is sent again. */
  readonly end: () => void;
}

/**
 * Takes over the signals that end a process.
 * @param leave what must be done at once, without waiting, before a signal ends the process outside of `during`.
 */
export function holdSignals(leave: () => void): SignalHold {
  let depth = 0;
  let pending: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    pending ??= signal;
    if (depth > 0) return;
    leave();
    end();
  };
  const end = () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    const signal = pending;
    pending = undefined;
    // Who else listens has heard it already, and decides.
    if (signal !== undefined && process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    taken: () => {
      const signal = pending;
      pending = undefined;
      return signal;
    },
    during: async (work) => {
      depth++;
      try {
        return await work();
      } finally {
        depth--;
      }
    },
    end,
  };
}
