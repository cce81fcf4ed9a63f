import type { Span } from '../../text/span.js';
import { parseExpansion, type Part } from './parse-expansion.js';

/** A word of a list of objects. */
export interface ObjectWord extends Span {
  /** As written, but for a leading `$(obj)/`, `$(src)/` or `./`. */
  readonly text: string;
}

/** The words of a value. */
export interface ListWords {
  /** Words that stand as they are, in the list itself. */
  readonly plain: readonly ObjectWord[];
  /** Literal words within the arguments of functions: what becomes of them is not known. */
  readonly inner: readonly string[];
  /** Words put together with references, as patterns: `probe_$(BITS).o`. */
  readonly computed: readonly RegExp[];
  /** Whether words come from elsewhere: a wildcard, a foreach, a pattern. */
  readonly open: boolean;
}

const OWN_FOLDER = /^(?:\$[({](?:obj|src|srctree\)\/\$\(src|objtree\)\/\$\(obj)[)}]\/|\.\/)+/;

/** Splits a value into words. Total and linear. */
export function listWords(text: string, value: Span): ListWords {
  const plain: ObjectWord[] = [];
  const inner: string[] = [];
  const computed: RegExp[] = [];
  let open = false;
  const visit = (parts: readonly Part[]) => {
    for (const part of parts) {
      if (part.kind === 'opaque') open = true;
      if (part.kind !== 'function') continue;
      if (/^(?:patsubst|wildcard|foreach|shell|call|subst)$/.test(part.name)) open = true;
      for (const arg of part.args) {
        for (const piece of arg.parts) {
          if (piece.kind === 'text') inner.push(...splitText(text.slice(piece.start, piece.end)));
        }
        visit(arg.parts);
      }
    }
  };
  const parts = parseExpansion(text, value);
  visit(parts);

  let word: { start: number; end: number; pattern: string; literal: boolean } | null = null;
  const flush = () => {
    if (!word) return;
    const written = text.slice(word.start, word.end);
    const stripped = written.replace(OWN_FOLDER, '');
    if (word.literal || !stripped.includes('$'))
      plain.push({ start: word.start, end: word.end, text: stripped });
    else if (/[A-Za-z0-9]/.test(word.pattern.replaceAll('.*', '')))
      computed.push(new RegExp(`^${word.pattern}$`));
    word = null;
  };
  for (const part of parts) {
    if (part.kind !== 'text') {
      const grown: { start: number; end: number; pattern: string; literal: boolean } = word ?? {
        start: part.start,
        end: part.end,
        pattern: '',
        literal: false,
      };
      word = { ...grown, end: part.end, pattern: `${grown.pattern}.*`, literal: false };
      continue;
    }
    for (let at = part.start; at < part.end; at++) {
      const char = text[at]!;
      if (/\s/.test(char) || (char === '\\' && /[\r\n]/.test(text[at + 1] ?? ''))) {
        flush();
        continue;
      }
      const escaped = char.replace(/[.*+?^${}()|[\]\\]/, '\\$&');
      word = word
        ? { ...word, end: at + 1, pattern: word.pattern + escaped }
        : { start: at, end: at + 1, pattern: escaped, literal: true };
    }
  }
  flush();
  return { plain, inner, computed, open };
}

function splitText(text: string): string[] {
  return text.split(/[\s\\,]+/).filter((word) => word !== '');
}

/** The name of an object without folder and suffix: `foo` for `../a/foo.dtb.o`; null for a word that is none. */
export function stemOf(word: string): string | null {
  const match = /^(?:.*\/)?([^/]+?)\.(?:dtb\.o|dtbo\.o|asn1\.o|o|ko|c|S|s|rs|dtb|dtbo|dts|dtso|cpp|cc)$/.exec(
    word,
  );
  return match?.[1] ?? null;
}

/** Joins a folder and a word, `..` resolved: a path below the tree. */
export function joinPath(folder: string, word: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${word}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
