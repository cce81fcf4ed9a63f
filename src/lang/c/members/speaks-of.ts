/** Words of a name shorter than this say little. */
const SHORTEST = 3;

/**
 * Whether a comment speaks of the thing with this name: it holds one of the name's words, or a word that begins alike
 * ("number of retries" above max_retry).
 */
export function speaksOf(comment: string, name: string): boolean {
  const words = comment.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const parts = name
    .toLowerCase()
    .split('_')
    .filter((part) => part.length >= SHORTEST);
  return parts.some((part) =>
    words.some((word) => word.startsWith(part) || (word.length > 3 && part.startsWith(word))),
  );
}
