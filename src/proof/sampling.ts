/**
 * Whether a proof tried all there is or only drew from it. A thread proves one thing after the other, so one count for
 * each of them is enough.
 */
let drawn = 0;

/** Notes that a comparison was decided by draws. */
export function noteSampling(): void {
  drawn++;
}

/** @returns asks whether some comparison was decided by draws since. */
export function watchSampling(): () => boolean {
  const before = drawn;
  return () => drawn !== before;
}
