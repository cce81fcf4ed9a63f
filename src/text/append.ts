/**
 * Adds to the end of a list. `push(...more)` hands each item over on the stack, which some 100,000 of them overflow:
 * so wherever a list may be as long as an input this is used.
 */
export function append<T>(list: T[], more: Iterable<T>): void {
  for (const item of more) list.push(item);
}
