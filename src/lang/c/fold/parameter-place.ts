import { factId, type ParameterFact } from '../../facts.js';
import { dropParts, type PartEdit } from '../syntax/drop-parts.js';
import type { Tokens } from '../syntax/lex.js';
import type { BracketList } from '../syntax/list-parts.js';
import type { MacroItem, OutlineItem } from '../syntax/outline.js';
import type { FoldContext } from './fold-context.js';
import { keepBackslashColumns } from './keep-backslashes.js';
import { keepContinuation } from './vanish-macros.js';

/** A mention of a function that loses parameters. */
export interface Place {
  readonly file: FoldContext;
  readonly tokens: Tokens;
  /** Token of the name. */
  readonly i: number;
  readonly name: string;
  readonly facts: readonly ParameterFact[];
  readonly item: OutlineItem | undefined;
  /** The macro whose definition it stands in. */
  readonly macro: MacroItem | null;
}

/** Takes the lost parameters out of a list, or their arguments; `empty` is written where nothing else was in it. */
export function drop(place: Place, list: BracketList, empty: string): void {
  const { file, facts, macro } = place;
  const indexes = facts.map((fact) => fact.index).sort((a, b) => a - b);
  const cause = factId(facts[0]!);
  const edits = dropParts(list, indexes, list.parts.length === indexes.length ? empty : '');
  push(file, macro, edits, cause);
}

/** Writes edits, which within a macro's definition keep its lines joined. */
export function push(
  file: FoldContext,
  macro: MacroItem | null,
  edits: readonly PartEdit[],
  cause: string,
): void {
  const changes = edits.map((edit) => ({ ...edit, cause }));
  file.changes.push(...changes.map((edit) => (macro ? keepContinuation(file.text, macro, edit) : edit)));
  if (macro) file.changes.push(...keepBackslashColumns(file.text, macro, edits, cause));
}
