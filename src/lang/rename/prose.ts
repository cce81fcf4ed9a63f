import type { Span } from '../../text/span.js';
import type { FileKind } from '../file-kind.js';

/** Stretches of a text that a compiler doesn't read as code. Sorted and disjoint. */
export interface Prose {
  readonly comments: readonly Span[];
  readonly strings: readonly Span[];
}

/**
 * Comments, strings and characters as C, Rust, device trees and assembly share them. Assembly's own comment
 * characters (`#`, `@`, `;`) differ from one processor to the next, so what they start counts as code. An apostrophe
 * that nothing closes (a lifetime, an assembler's 'a) starts nothing.
 */
const C_PROSE =
  /\/\*[^]*?(?:\*\/|$)|\/\/(?:[^\n\\]|\\[^])*|"(?:[^"\\\n]|\\[^])*"|'(?:\\[^\n]{1,9}?|[^'\\\n])'/g;

/** A `#` that starts a comment in Makefiles and .config files. */
const HASH_COMMENT = /(?<=^|[^\\$])#.*/gm;

/** Finds the prose of a file; a language that has none of its own (documentation, scripts) gets none. */
export function findProse(kind: FileKind, text: string): Prose {
  const comments: Span[] = [];
  const strings: Span[] = [];
  switch (kind) {
    case 'c':
    case 'asm':
    case 'dts':
    case 'rust':
      for (const { index, 0: found } of text.matchAll(C_PROSE)) {
        (found.startsWith('/') ? comments : strings).push({ start: index, end: index + found.length });
      }
      break;
    case 'kbuild':
    case 'defconfig':
      for (const { index, 0: found } of text.matchAll(HASH_COMMENT)) {
        comments.push({ start: index, end: index + found.length });
      }
      break;
    default:
      break;
  }
  return { comments, strings };
}
