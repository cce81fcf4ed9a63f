import { readRoles } from '../lang/c/name-roles.js';
import { eventOf } from '../lang/c/syntax/named-items.js';
import { makeOutline, type OutlineItem } from '../lang/c/syntax/outline.js';
import { EXPORT_MACRO } from '../lang/c/syntax/words.js';
import { applyEdits } from '../edit/apply-edits.js';
import { lineIndexAt } from '../text/source-text.js';
import { partitionPoint } from '../text/partition-point.js';
import type { BondMaker } from './bonds.js';
import type { ChangedFile, Piece } from './pieces.js';

/** Larger files aren't outlined: all their pieces stay together. */
const LARGEST = 4 << 20;

/** A name that a piece takes the definition, a declaration or an export of away. */
interface TakenName {
  readonly piece: Piece;
  readonly name: string;
  /** Other files can't mean it. */
  readonly isOwn: boolean;
}

/** The pieces by the words that they lose. */
export type LostWords = ReadonlyMap<string, readonly Piece[]>;

/**
 * Binds, for a C file, each piece that takes away what a name stands for (definition, prototype, EXPORT_SYMBOL) to all
 * pieces that lose the name. A name that the file defines all the same in the end, as in the other branch of an
 * `#if`, takes nothing away.
 */
export function bindNames(file: ChangedFile, lost: LostWords, bonds: BondMaker): void {
  if (file.change.kind !== 'c') return;
  if (file.change.before.length > LARGEST) {
    file.pieces.slice(1).forEach((piece, i) => bonds.join(file.pieces[i]!, piece));
    return;
  }
  for (const { piece, name, isOwn } of takenNames(file)) {
    for (const user of lost.get(name) ?? []) {
      if (!isOwn || user.file === file) bonds.need(piece, user, name);
    }
  }
  bindFunctions(file, bonds);
}

function takenNames(file: ChangedFile): TakenName[] {
  const { change, source, pieces } = file;
  const isSourceFile = change.path.endsWith('.c');
  const words = new Set(pieces.flatMap(({ lost }) => [...lost]));
  const outline = makeOutline(change.before);
  const roles = readRoles(change.path, outline, words);
  const after = change.status === 'deleted' ? '' : applyEdits(change.before, change.edits);
  const stays = readRoles(change.path, makeOutline(after), words);
  const taken: TakenName[] = [];
  const take = (name: string, offset: number, isOwn: boolean) => {
    const piece = pieceAt(pieces, lineIndexAt(source, offset));
    if (!piece?.lost.has(name) || (stays.get(name)?.definitions.length ?? 0) > 0) return;
    taken.push({ piece, name, isOwn });
  };
  for (const [name, { definitions, isLocal }] of roles) {
    for (const { offset, what } of definitions) {
      const isOwn = isSourceFile && (isLocal || what === 'macro');
      take(name, offset, isOwn);
      // What its macros make of an event's name (include/linux/tracepoint.h).
      if (what === 'tracepoint') {
        const piece = pieceAt(pieces, lineIndexAt(source, offset));
        if (piece) taken.push({ piece, name: `trace_${name}`, isOwn });
      }
    }
  }
  for (const item of outline.items) {
    for (const name of declaredBy(item)) take(name, item.start, item.isStatic && isSourceFile);
  }
  return taken;
}

/** What an item declares or exports without defining it. */
function declaredBy(item: OutlineItem): readonly string[] {
  if (item.kind === 'prototype') return item.names;
  if (item.kind === 'variable') return item.specifiers.includes('extern') ? item.names : [];
  if (item.kind !== 'invocation' || eventOf(item)) return [];
  return EXPORT_MACRO.test(item.names[0] ?? '') ? item.arguments : [];
}

/** The piece that covers a line, by its index. */
function pieceAt(pieces: readonly Piece[], line: number): Piece | undefined {
  const piece = pieces[partitionPoint(pieces.length, (i) => pieces[i]!.lines.last <= line)];
  return piece && piece.lines.first <= line ? piece : undefined;
}

/**
 * Within one function: an `else` that comes or goes ties its pieces, as the branches of one chain may lie far apart;
 * and a name that the function itself knows (a local, a label, a parameter) goes after its uses.
 */
function bindFunctions(file: ChangedFile, bonds: BondMaker): void {
  if (file.change.status === 'deleted') return;
  const outline = makeOutline(file.change.before);
  let next = 0;
  for (const item of outline.items) {
    if (item.kind !== 'function') continue;
    const first = lineIndexAt(file.source, item.start);
    const last = lineIndexAt(file.source, item.end);
    while (next < file.pieces.length && file.pieces[next]!.lines.last <= first) next++;
    const own: Piece[] = [];
    for (let i = next; i < file.pieces.length && file.pieces[i]!.lines.first <= last; i++)
      own.push(file.pieces[i]!);
    if (own.length < 2) continue;
    const chained = own.filter(({ lost, gained }) => lost.has('else') || gained.has('else'));
    chained.slice(1).forEach((piece, i) => bonds.join(chained[i]!, piece));
    bindLocals(own, bonds);
  }
}

/** Causes that take a name of one function away: see factId. */
const LOCAL = /^(?:local|label) (\w+) is unused|^parameter (\w+) of /;

function bindLocals(pieces: readonly Piece[], bonds: BondMaker): void {
  for (const piece of pieces) {
    for (const cause of piece.lines.causes) {
      const match = LOCAL.exec(cause);
      const name = match?.[1] ?? match?.[2];
      if (name === undefined || !piece.lost.has(name)) continue;
      for (const user of pieces) if (user.lost.has(name)) bonds.need(piece, user, name);
    }
  }
}
