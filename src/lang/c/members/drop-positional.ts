import { factId, type MemberFact } from '../../facts.js';
import { report, type FoldContext } from '../fold/fold-context.js';
import { removeElement } from '../fold/fold-initializer.js';
import { findEffects } from '../fold/part-effects.js';
import { TokenKind, tokenIndexAt, tokenText } from '../syntax/lex.js';
import { contentStart, holdsDirective, readList, type ListPart } from '../syntax/list-parts.js';
import type { Outline } from '../syntax/outline.js';
import { recordOf, reduceTerm, shapeOf } from '../types/reduce-term.js';
import type { RecordTerm, Term } from '../types/term.js';
import { emptyList } from './drop-initializers.js';
import { findPositional } from './find-positional.js';
import { openInitializers, termOfList, type Initializers } from './locate-initializer.js';

/**
 * Takes the values of members that go out of initializers by position, where each value before it surely belongs to one
 * member; anywhere else a person must see whether a value is the member's.
 */
export function dropPositional(file: FoldContext, outline: Outline): void {
  const facts = [...file.knowledge.members.values()].flat();
  let lists: Initializers | undefined;
  for (const fact of facts) {
    if (!fact.positional?.includes(file.path)) continue;
    for (const { start, brace } of findPositional(file.text, fact.of.slice(fact.of.indexOf(' ') + 1))) {
      lists ??= openInitializers(outline.tokens, outline.items);
      const open = tokenIndexAt(outline.tokens, brace);
      const isSettled = settle({ file, outline, lists, fact }, open);
      if (isSettled || file.knowledge.types.isWaiting()) continue;
      const message = `initializes ${fact.of} by position, perhaps ${fact.name}, too`;
      report(file, { start, end: start }, 'initialized-by-position', message, factId(fact));
    }
  }
}

interface Search {
  readonly file: FoldContext;
  readonly outline: Outline;
  readonly lists: Initializers;
  readonly fact: MemberFact;
}

/** @returns whether nothing is left to look at: the value is taken out, or there is none. */
function settle(search: Search, open: number): boolean {
  const { file, lists, fact } = search;
  const { tokens } = lists;
  const { lookUp } = file.knowledge.types;
  const reduce = (term: Term) => reduceTerm(term, lookUp);
  const list = readList(tokens, open);
  if (!list || holdsDirective(list)) return false;
  const type = reduce(termOfList(lookUp, lists, open));
  if (type?.kind === 'record') return type.key === fact.of && dropValue(search, open, type);
  if (type?.kind !== 'pointer' || !type.isArray) return false;
  const record = recordOf(reduce(type.to), reduce);
  if (record?.key !== fact.of) return false;
  const inner = list.parts.map((part) => contentStart(tokens, part));
  if (!inner.every((at) => tokenText(tokens, at) === '{')) return false;
  return (
    inner.every((at) => isSound(search, at, record)) && inner.every((at) => dropValue(search, at, record))
  );
}

function isSound(search: Search, open: number, record: RecordTerm): boolean {
  return findValue(search, open, record) !== 'unsure';
}

function dropValue(search: Search, open: number, record: RecordTerm): boolean {
  const { file, outline, fact } = search;
  const value = findValue(search, open, record);
  if (value === 'unsure') return false;
  if (value === null) return true;
  const { tokens } = file;
  const cause = factId(fact);
  const first = contentStart(tokens, value);
  const element = { start: tokens.start[first]!, end: tokens.end[value.end - 1]! };
  const isStatic = outline.items.some(
    ({ kind, start, end }) => kind === 'variable' && start <= element.start && element.end <= end,
  );
  if (!isStatic && findEffects(tokens, value, file.knowledge)?.length !== 0) return false;
  const edit = emptyList(tokens, first, value.end, cause) ?? removeElement(file, element, cause);
  if (edit) file.changes.push(edit);
  return edit !== null;
}

/** The value that the member gets; null where the list ends before it, or names its members. */
function findValue(
  { file, lists: { tokens }, fact }: Search,
  open: number,
  record: RecordTerm,
): ListPart | 'unsure' | null {
  const { lookUp } = file.knowledge.types;
  const list = readList(tokens, open);
  const shape = shapeOf(record, lookUp);
  const index = shape?.order?.indexOf(fact.name) ?? -1;
  if (!list || !shape || shape.isOpen || index < 0 || holdsDirective(list)) return 'unsure';
  const isNamed = (part: ListPart) => {
    const at = contentStart(tokens, part);
    const isOld = tokens.kind[at] === TokenKind.Identifier && tokenText(tokens, at + 1) === ':';
    return isOld || /^[.[]$/.test(tokenText(tokens, at));
  };
  if (list.parts.length > 0 && list.parts.every(isNamed)) return null;
  if (list.parts.some(isNamed)) return 'unsure';
  for (const [i, part] of list.parts.slice(0, index + 1).entries()) {
    const at = contentStart(tokens, part);
    const isWhole = tokenText(tokens, at) === '{' || (tokens.kind[at] === TokenKind.String && i < index);
    const type = reduceTerm(shape.members.get(shape.order![i]!)!, lookUp);
    const isOne = type?.kind === 'scalar' || (type?.kind === 'pointer' && !type.isArray) || isWhole;
    // A macro may stand for several values.
    const isCall = tokens.kind[at] === TokenKind.Identifier && tokenText(tokens, at + 1) === '(';
    const isMacro =
      isCall || (part.end === at + 1 && /^(?!NULL$)_*[A-Z][A-Z\d_]*$/.test(tokenText(tokens, at)));
    if (!isOne || isMacro) return 'unsure';
  }
  return list.parts[index] ?? null;
}
