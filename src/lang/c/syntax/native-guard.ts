import { setTimeout as delay } from 'node:timers/promises';

/**
 * A thread that is ended while native code of the C parser makes values for it takes the whole process along. So a
 * thread says when it is in there, and whoever means to end it waits until it has come out; then it stays out.
 */
const INSIDE = 0;
const CLOSED = 1;

/** Milliseconds between two looks at a thread that is still inside. */
const PAUSE = 5;

let own: Int32Array | undefined;

/** Memory that a thread and whoever may end it share. */
export function makeGuard(): SharedArrayBuffer {
  return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
}

/** Puts the thread that calls this under a guard. */
export function useGuard(guard: SharedArrayBuffer): void {
  own = new Int32Array(guard);
}

/** Runs native code. @throws where the thread is about to be ended. */
export function runNative<T>(work: () => T): T {
  if (!own) return work();
  Atomics.store(own, INSIDE, 1);
  try {
    if (Atomics.load(own, CLOSED) === 1) throw new Error('the thread is about to be ended');
    return work();
  } finally {
    Atomics.store(own, INSIDE, 0);
  }
}

/** Waits until the thread is outside of native code, where it stays: then it may be ended. */
export async function closeGuard(guard: SharedArrayBuffer): Promise<void> {
  const flags = new Int32Array(guard);
  Atomics.store(flags, CLOSED, 1);
  while (Atomics.load(flags, INSIDE) === 1) await delay(PAUSE);
}

/** Whether closeGuard() was called. */
export function isClosed(guard: SharedArrayBuffer): boolean {
  return Atomics.load(new Int32Array(guard), CLOSED) === 1;
}
