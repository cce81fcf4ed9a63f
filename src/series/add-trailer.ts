/** Lines that git and the kernel's people put at the end of a message. */
const TRAILER = /^(?:[A-Za-z]+(?:-[A-Za-z]+)*-by|Fixes|Closes|Link|Cc|Bug|Issue|Change-Id|BugLink)\s?: ?\S/;

/**
 * Adds a trailer to a message: in the block of trailers at its end, or as a block of its own. A message that ends in
 * this very line stays.
 */
export function addTrailer(body: string, trailer: string): string {
  const text = body.trimEnd();
  if (text === '') return trailer;
  const lines = text.split('\n');
  if (lines.at(-1) === trailer) return text;
  const start = lines.lastIndexOf('') + 1;
  const block = lines.slice(start);
  const isTrailers =
    TRAILER.test(block[0]!) && block.every((line) => TRAILER.test(line) || /^[ \t]|^\[/.test(line));
  return `${text}${isTrailers ? '\n' : '\n\n'}${trailer}`;
}
