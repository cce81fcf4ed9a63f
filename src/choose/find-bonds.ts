import { factId, type Fact } from '../lang/facts.js';
import type { DocumentResult } from '../result.js';
import { bindNames, type LostWords } from './bind-names.js';
import { bindStructure } from './bind-structure.js';
import { makeBonds, type BondMaker, type Bonds } from './bonds.js';
import type { ChangedFile, Piece } from './pieces.js';

/**
 * What the pieces of a document need of each other. Each piece alone is right under what the rule states; together they
 * must also leave a tree that builds. So:
 *
 * 1. Pieces of one construct go together (bindStructure), and so do all pieces of a fact that changes a thing in step
 *    with its uses: a parameter, a return type, a new name.
 * 2. A piece that takes away what a fact is about (a definition, a declaration, a file) needs every piece that takes
 *    away a mention of it.
 * 3. What Kconfig says of a symbol goes together, and needs all other pieces that the symbol's fact caused.
 * 4. An #include needs every other piece of its file to go first.
 */
export function findBonds(
  part: Pick<DocumentResult, 'ruleFacts' | 'facts' | 'alterations'>,
  files: readonly ChangedFile[],
  pieces: readonly Piece[],
): Bonds {
  const bonds = makeBonds(pieces.length);
  const lost = indexBy(pieces, (piece) => piece.lost);
  const byCause = indexBy(pieces, ({ lines }) => lines.causes);
  for (const file of files) {
    bindStructure(file, bonds);
    bindNames(file, lost, bonds);
    bindIncludes(file, bonds);
    if (file.change.status === 'deleted') bindFile(file, lost, bonds);
  }
  bindSymbols(pieces, lost, bonds);
  const facts = [...part.ruleFacts, ...part.facts.map(({ fact }) => fact)];
  for (const cause of [...facts.filter(isInStep).map(factId), ...part.alterations]) {
    const own = byCause.get(cause) ?? [];
    own.slice(1).forEach((piece, i) => bonds.join(own[i]!, piece));
  }
  return bonds.finish();
}

function indexBy(pieces: readonly Piece[], keysOf: (piece: Piece) => Iterable<string>): LostWords {
  const index = new Map<string, Piece[]>();
  for (const piece of pieces) {
    for (const key of keysOf(piece)) {
      const own = index.get(key);
      if (own) own.push(piece);
      else index.set(key, [piece]);
    }
  }
  return index;
}

/** Whether a definition and its uses must change in the same moment. */
function isInStep(fact: Fact): boolean {
  return (
    fact.kind === 'parameter' ||
    fact.kind === 'return' ||
    (fact.kind === 'replace' && fact.isRenaming === true)
  );
}

function bindIncludes({ pieces, source }: ChangedFile, bonds: BondMaker): void {
  for (const piece of pieces) {
    const { first, last, lines } = piece.lines;
    const isInclude = (line: string) => /^[ \t]*#[ \t]*include\b/.test(line);
    let removed = -lines.filter(isInclude).length;
    for (let line = first; line < last; line++) {
      const { lineStarts, text } = source;
      if (isInclude(text.slice(lineStarts[line], lineStarts[line + 1] ?? text.length))) removed++;
    }
    if (removed > 0) for (const other of pieces) bonds.need(piece, other, '');
  }
}

/**
 * What Kconfig files say of a symbol. Its entry, the selects of it, those that it hands on, and the lines of
 * configurations make its value, so they go together, and last: as long as some code still asks for the symbol it keeps
 * its value. A configuration may speak of a symbol that is gone: its lines can stay.
 */
function bindSymbols(pieces: readonly Piece[], lost: LostWords, bonds: BondMaker): void {
  const bySymbol = indexBy(pieces, ({ lines }) =>
    lines.causes.flatMap((cause) => SYMBOL.exec(cause)?.[1] ?? []),
  );
  for (const [symbol, own] of bySymbol) {
    const isOf = (kind: string) => (piece: Piece) => piece.file.change.kind === kind;
    const settings = own.filter(isOf('kconfig'));
    const [first] = settings;
    if (!first) continue;
    settings.slice(1).forEach((piece, i) => bonds.join(settings[i]!, piece));
    for (const piece of own.filter(isOf('defconfig'))) bonds.need(piece, first, '');
    const words = [`CONFIG_${symbol}`, `CONFIG_${symbol}_MODULE`];
    for (const word of words) for (const user of lost.get(word) ?? []) needUser(first, user, word);
    for (const user of own) needUser(first, user, '');
  }
  function needUser(piece: Piece, user: Piece, word: string): void {
    if (user.file.change.kind !== 'defconfig') bonds.need(piece, user, word);
  }
}

/** The symbol that a fact (its id) is about. */
const SYMBOL = /^CONFIG_(\w+)(?:=| becomes | is now )/;

/** A file that goes: its line in makefiles, Kconfig and #includes goes first. */
function bindFile(file: ChangedFile, lost: LostWords, bonds: BondMaker): void {
  const [piece] = file.pieces;
  if (!piece) return;
  const parts = file.change.path.split('/');
  const name = parts.at(-1)!;
  const stem = name.replace(/\.\w+$/, '');
  for (const word of new Set([name, stem, `${stem}.o`, parts.at(-2) ?? name])) {
    for (const user of lost.get(word) ?? []) {
      if (word === name || user.file.change.kind === 'kbuild') bonds.need(piece, user, word);
    }
  }
}
