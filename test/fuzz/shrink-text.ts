/**
 * A smaller text that still fails: pieces are left out, halves first, then lines, then characters ("Simplifying and
 * isolating failure-inducing input", 2002).
 */
export async function shrinkText(text: string, fails: (text: string) => Promise<boolean>): Promise<string> {
  let best = text;
  let tries = 0;
  for (let size = Math.ceil(best.length / 2); size >= 1 && tries < 3000; size = size === 1 ? 0 : size >> 1) {
    for (let at = 0; at < best.length && tries < 3000;) {
      const smaller = best.slice(0, at) + best.slice(at + size);
      tries++;
      if (await fails(smaller)) best = smaller;
      else at += size;
    }
  }
  return best;
}
