import { formatRange } from '../patch/format-patch.js';
import { quotePath } from '../patch/quote-path.js';
import type { Palette } from '../report/color.js';
import { decodeText } from '../report/decode-text.js';
import type { TraceCause } from '../report/trace-causes.js';
import { hunkOf } from './edited-hunk.js';
import type { ChangedFile, Piece } from './pieces.js';

/** Lines of a file that goes which are shown. */
const SHOWN = 40;
/** Places that a message names. */
const NAMED = 5;

/** The name of a file, before its first hunk. */
export function showFile({ change }: ChangedFile, palette: Palette): string {
  const name = safe(`diff --git ${quotePath(`a/${change.path}`)} ${quotePath(`b/${change.path}`)}`);
  return `${palette.bold(name)}\n${change.status === 'deleted' ? `${palette.bold('deleted file')}\n` : ''}`;
}

/**
 * Why the hunk is there, what it needs, and its lines; as UTF-8 text without control characters.
 * @param needed undecided pieces that go along if it is taken.
 */
export function showHunk(
  pieces: readonly Piece[],
  needed: readonly Piece[],
  trace: TraceCause,
  palette: Palette,
): string {
  const hunk = hunkOf(pieces);
  const out = hunk.causes.map((cause) => palette.yellow(safe(`# ${trace(cause).join(' -> ')}`)));
  if (needed.length > 0) out.push(palette.yellow(`# needs ${namePlaces(needed)}`));
  out.push(`${palette.cyan(formatRange(hunk))}${safe(hunk.heading === '' ? '' : ` ${hunk.heading}`)}`);
  const isDeletion = pieces[0]!.file.change.status === 'deleted';
  const shown = isDeletion && hunk.lines.length > SHOWN + 1 ? hunk.lines.slice(0, SHOWN) : hunk.lines;
  for (const { kind, text } of shown) {
    const line = safe(kind + text.replace(/\r?\n$/, ''));
    out.push(kind === '+' ? palette.green(line) : kind === '-' ? palette.red(line) : line);
  }
  if (shown.length < hunk.lines.length) out.push(`# and ${hunk.lines.length - shown.length} more lines go`);
  return out.map((line) => `${line}\n`).join('');
}

/** `lib/a.c:12, lib/Kconfig:3 and 2 more` */
export function namePlaces(pieces: readonly Piece[]): string {
  const places = pieces.map(({ file, lines }) => safe(`${file.change.path}:${lines.first + 1}`));
  const more = places.length > NAMED + 1 ? places.length - NAMED : 0;
  return `${places.slice(0, places.length - more).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Text of a tree for a terminal, which control characters would act on. */
export function safe(bytes: string): string {
  // eslint-disable-next-line no-control-regex -- see above
  return decodeText(bytes).replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '?');
}
