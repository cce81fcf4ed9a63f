import type { Span } from '../text/span.js';

/** Replaces the bytes of its span in the original text with `text`. */
export interface Edit extends Span {
  readonly text: string;
  /** Id of the fact that caused it (see lang/facts.ts). */
  readonly cause: string;
}

/** A range that goes, with the fact that caused it. */
export interface Removal extends Span {
  readonly cause: string;
}
