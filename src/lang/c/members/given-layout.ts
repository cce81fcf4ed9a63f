/** Types of fixed width, by the names of specifications as well, and attributes. */
const GIVEN =
  /^(?:__)?(?:[us](?:8|16|32|64)|(?:[lb]e|virtio)(?:16|32|64)|u?int(?:8|16|32|64)_t|packed|aligned|attribute__|randomize_layout|iomem)$/;
const CAPITALS =
  /^(?:U?(?:CHAR|SHORT|LONG|INT|LONGLONG)|U?INT(?:8|16|32|64)|[US](?:8|16|32|64)|BYTE|[DQ]?WORD)$/;
/** Members that only keep a place. */
const PLACEHOLDER = /^_*(?:unused|reserved|rsvd|resvd|rsv|padding|pad)_?\d*$/i;

/**
 * Whether a word of a struct's body suggests that hardware, a protocol, firmware or a file gives its layout. A colon is
 * a bit-field's.
 */
export function suggestsGivenLayout(word: string): boolean {
  return word === ':' || GIVEN.test(word) || CAPITALS.test(word) || PLACEHOLDER.test(word);
}
