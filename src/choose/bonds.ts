import type { Piece } from './pieces.js';

/**
 * What holds the pieces of a document together. Two pieces that are parts of one thing are taken or left together; a
 * piece that takes something away needs the pieces that take away what speaks of it, not the reverse.
 */
export interface Bonds {
  /** For each piece the others that it needs, with the words that are the reason; a piece of its own group needs none. */
  readonly needs: readonly ReadonlyMap<number, ReadonlySet<string>>[];
  /** For each piece those that need it. */
  readonly neededBy: readonly ReadonlySet<number>[];
}

export interface BondMaker {
  /** Both ways, whatever is said of words. */
  readonly join: (a: Piece, b: Piece) => void;
  /** `word`: what makes it so; '' where no word does. */
  readonly need: (piece: Piece, needed: Piece, word: string) => void;
  readonly finish: () => Bonds;
}

export function makeBonds(count: number): BondMaker {
  const needs = Array.from({ length: count }, () => new Map<number, Set<string>>());
  const neededBy = Array.from({ length: count }, () => new Set<number>());
  const need = (piece: Piece, needed: Piece, word: string) => {
    if (piece.id === needed.id) return;
    const words = needs[piece.id]!.get(needed.id);
    if (words) words.add(word);
    else needs[piece.id]!.set(needed.id, new Set([word]));
    neededBy[needed.id]!.add(piece.id);
  };
  return {
    join: (a, b) => {
      need(a, b, '');
      need(b, a, '');
    },
    need,
    finish: () => ({ needs, neededBy }),
  };
}
