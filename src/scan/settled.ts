/**
 * A file that changed less than so many milliseconds before it was looked at may change again without its times telling,
 * as the clocks of file systems tick in steps of up to two seconds (git calls such files racy).
 */
const RACY_MS = 3000;

/** Files that changed before this are settled for a search that begins now. */
export function settledNow(): number {
  return Date.now() - RACY_MS;
}
