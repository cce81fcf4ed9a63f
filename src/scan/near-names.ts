import { nearestName } from '../rules/rule-errors.js';

/** An identifier that stands in code rather than in prose: it has a `_`, a digit or a capital, or is called. */
const IDENTIFIER = /[A-Za-z_]\w{2,99}/g;

/**
 * The identifiers of some texts that are near a name: those that share its first or last three letters, and from all
 * of them the nearest one. Only for error messages.
 */
export function nearestIdentifier(texts: Iterable<string>, name: string): string | undefined {
  const head = name.slice(0, 3).toLowerCase();
  const tail = name.slice(-3).toLowerCase();
  const near = new Set<string>();
  const reach = Math.max(2, Math.floor(name.length / 3));
  for (const text of texts) {
    for (const [word] of text.matchAll(IDENTIFIER)) {
      if (Math.abs(word.length - name.length) > reach || word === name || near.has(word)) continue;
      if (word.slice(0, 3).toLowerCase() === head || word.slice(-3).toLowerCase() === tail) near.add(word);
    }
  }
  return nearestName(name, [...near].sort());
}
