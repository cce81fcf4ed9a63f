import type { Edit } from '../../edit/edit.js';
import type { FoldContext, Folded } from './fold-expansion.js';
import type { Operand } from './parse-expansion.js';

/** One side of `ifeq`. */
export interface Side {
  readonly operand: Operand;
  readonly folded: Folded;
}

export type Comparison =
  | { readonly kind: 'decided'; readonly equal: boolean }
  | { readonly kind: 'open'; readonly edits: readonly Edit[] };

/** A stretch of a side after folding: known text, a Kconfig symbol nothing is known of, or anything else. */
type Segment =
  | {
      readonly kind: 'known';
      readonly value: string;
      readonly start: number;
      readonly end: number;
      readonly folded: boolean;
    }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'unknown' };

/**
 * Compares the sides of `ifeq` after folding, as strings.
 *
 * Three things decide besides two known strings: a side that can't be empty against an empty one; known text at the
 * front or back that differs; and, where all that is unknown are `$(CONFIG_*)` compared with letters y and m, each
 * of their values tried (a tristate is y, m or nothing). Where nothing decides, `$(CONFIG_X)$(CONFIG_Y)` against
 * `yy` becomes `$(CONFIG_Y)` against `y` when the shorter form means the same.
 */
export function compareSides(context: FoldContext, left: Side, right: Side): Comparison {
  const edits = [...left.folded.edits, ...right.folded.edits];
  const a = left.folded.value;
  const b = right.folded.value;
  if (a !== null && b !== null) return { kind: 'decided', equal: a === b };
  if (a === null && b === null) return { kind: 'open', edits };
  const [open, known, value] = a === null ? [left, right, b!] : [right, left, a];
  if (value.trim() === '' && open.folded.nonEmpty) return { kind: 'decided', equal: false };
  const segments = listSegments(context, open);
  if (!segments) return { kind: 'open', edits };
  const first = segments[0];
  const last = segments.at(-1);
  if (first?.kind === 'known' && !value.startsWith(first.value)) return { kind: 'decided', equal: false };
  if (last?.kind === 'known' && !value.endsWith(last.value)) return { kind: 'decided', equal: false };
  const table = tryValues(segments, value);
  if (table?.every((equal) => !equal)) return { kind: 'decided', equal: false };
  if (table?.every((equal) => equal)) return { kind: 'decided', equal: true };
  const shorter = known.folded.edits.length === 0 ? shorten(segments, known, value, table) : null;
  return { kind: 'open', edits: shorter ? mergeShorter(edits, shorter) : edits };
}

/** The side as segments; null where folding rewrote a function, whose outcome is then no segment. */
function listSegments(context: FoldContext, side: Side): Segment[] | null {
  const segments: Segment[] = [];
  for (const part of side.operand.parts) {
    const span = { start: part.start, end: part.end };
    if (part.kind === 'text') {
      segments.push({
        kind: 'known',
        value: context.text.slice(part.start, part.end),
        ...span,
        folded: false,
      });
      continue;
    }
    const inside = side.folded.edits.filter((edit) => edit.start >= part.start && edit.end <= part.end);
    const whole = inside.length === 1 && inside[0]!.start === part.start && inside[0]!.end === part.end;
    if (whole && !inside[0]!.text.includes('$')) {
      segments.push({ kind: 'known', value: inside[0]!.text, ...span, folded: true });
    } else if (part.kind === 'variable' && part.literal?.startsWith('CONFIG_') && !part.substitution) {
      segments.push({ kind: 'symbol', name: part.literal });
    } else {
      segments.push({ kind: 'unknown' });
    }
  }
  return segments;
}

const MOST_SYMBOLS = 4;

/** Whether the sides are equal, for each assignment of y, m and nothing to the symbols; null where that can't be told. */
function tryValues(segments: readonly Segment[], value: string): boolean[] | null {
  const names = [
    ...new Set(segments.flatMap((segment) => (segment.kind === 'symbol' ? [segment.name] : []))),
  ];
  const known = segments.map((segment) => (segment.kind === 'known' ? segment.value : '')).join('');
  if (segments.some((segment) => segment.kind === 'unknown') || names.length > MOST_SYMBOLS) return null;
  // What is left for the symbols must look like tristates, or they may be strings or numbers.
  if (!/^[ym]*$/.test(removeOnce(value, known))) return null;
  const table: boolean[] = [];
  for (let code = 0; code < 3 ** names.length; code++) {
    const values = new Map(names.map((name, i) => [name, ['', 'y', 'm'][Math.floor(code / 3 ** i) % 3]!]));
    const text = segments.map((segment) => {
      if (segment.kind === 'known') return segment.value;
      return segment.kind === 'symbol' ? values.get(segment.name)! : '';
    });
    table.push(text.join('') === value);
  }
  return table;
}

/** `value` without each character of `known`, taken out once, in order. */
function removeOnce(value: string, known: string): string {
  let rest = value;
  for (const char of known) rest = rest.replace(char, () => '');
  return rest;
}

/**
 * Drops known text from both sides. Text at the front or the back of both may always go; text in the middle may when
 * the values tried say so.
 */
function shorten(
  segments: readonly Segment[],
  known: Side,
  value: string,
  table: readonly boolean[] | null,
): Edit[] | null {
  const literal = known.operand.parts;
  if (literal.length !== 1 || literal[0]!.kind !== 'text') return null;
  const { start } = literal[0]!;
  const drop = (segment: Segment & { kind: 'known' }, at: number, cause = ''): Edit[] => [
    { start: segment.start, end: segment.end, text: '', cause },
    { start: start + at, end: start + at + segment.value.length, text: '', cause },
  ];
  const cause = known.folded.edits[0]?.cause ?? '';
  const first = segments[0];
  if (first?.kind === 'known' && first.folded && first.value !== '') {
    const next = segments[1];
    const edits = drop(first, 0, cause);
    // `y_` before `$(call …)` goes as one
    if (next?.kind === 'known' && value.startsWith(first.value + next.value)) {
      return [
        { start: first.start, end: next.end, text: '', cause },
        { start, end: start + first.value.length + next.value.length, text: '', cause },
      ];
    }
    return next?.kind === 'known' ? null : edits;
  }
  const last = segments.at(-1);
  if (last?.kind === 'known' && last.folded && last.value !== '')
    return drop(last, value.length - last.value.length, cause);
  if (!table) return null;
  for (const segment of segments) {
    if (segment.kind !== 'known' || !segment.folded || segment.value === '') continue;
    const at = value.indexOf(segment.value);
    if (at < 0) continue;
    const rest = value.slice(0, at) + value.slice(at + segment.value.length);
    const shorter = tryValues(
      segments.filter((other) => other !== segment),
      rest,
    );
    if (shorter?.every((equal, i) => equal === table[i])) return drop(segment, at, cause);
  }
  return null;
}

/** Puts the edits of `shorten` in the place of those that they cover. */
function mergeShorter(edits: readonly Edit[], shorter: readonly Edit[]): Edit[] {
  const cause = edits[0]!.cause;
  const uncovered = edits.filter((edit) => !shorter.some((s) => s.start <= edit.start && edit.end <= s.end));
  return [...uncovered, ...shorter.map((edit) => ({ ...edit, cause }))].sort((x, y) => x.start - y.start);
}
