import type { Removal } from '../../../edit/edit.js';
import { mergeSpans, type Span } from '../../../text/span.js';
import { factId, type Leftover, type UnusedFact } from '../../facts.js';
import { tokenText, type Tokens } from '../syntax/lex.js';
import { makeOutline, type Outline, type OutlineItem } from '../syntax/outline.js';
import { eventOf, mayDeclare, objectOf } from '../syntax/named-items.js';
import { EXPORT_MACRO, TRACEPOINT_MACRO } from '../syntax/words.js';
import { reportUses } from './report-uses.js';
import { enumeratorRange, readEnumLists, type EnumeratorPlace } from './find-enumerator.js';
import { removeRanges } from './prune-file-scope.js';

/**
 * Takes out what a file has of names that nothing in the tree uses any more: definitions, declarations, EXPORT_SYMBOL
 * lines, `#undef`s.
 * @param live the original text with what is dead already blanked.
 */
export function removeUnusedNames(
  path: string,
  live: string,
  facts: readonly UnusedFact[],
): { removals: Removal[]; leftovers: Leftover[] } {
  const removals: Removal[] = [];
  const leftovers: Leftover[] = [];
  if (facts.length === 0) return { removals, leftovers };
  const outline = makeOutline(live);
  const enums = readEnums(outline, facts);
  const found = facts.map((fact) => ({ fact, ranges: findRanges(outline, enums, fact) }));
  const goneAt = new Set(found.flatMap(({ ranges }) => ranges.whole.map((range) => range.start)));
  for (const { fact, ranges } of found) {
    const cause = factId(fact);
    const { what, name } = fact;
    const candidate = { name, what, ranges: ranges.whole, kept: null };
    removals.push(...removeRanges(outline.tokens, candidate, cause, (offset) => goneAt.has(offset)));
    leftovers.push(...reportUses(path, outline.tokens, fact, mergeSpans(ranges.whole)));
    for (const { start } of ranges.shared) {
      const message = `declares ${name}, which nothing uses any more, together with other names`;
      leftovers.push({ code: 'declared-together', path, offset: start, message, cause });
    }
    if (ranges.last) {
      const message = `${name} has no use left, but the enum would be empty without it`;
      leftovers.push({ code: 'last-enumerator', path, offset: ranges.last.start, message, cause });
    }
  }
  return { removals, leftovers };
}

interface Ranges {
  /** Ranges that declare nothing but the name. */
  readonly whole: readonly Span[];
  /** Ranges that declare other things, too. */
  readonly shared: readonly Span[];
  /** An enumeration constant that can't go, since C has no empty enum. */
  readonly last?: Span;
}

/** A list of enumeration constants, and whether all of them go. */
interface EnumList {
  readonly places: readonly EnumeratorPlace[];
  readonly isEmptied: boolean;
}

function readEnums(outline: Outline, facts: readonly UnusedFact[]): EnumList[] {
  const gone = new Set(facts.filter(({ what }) => what === 'enumerator').map(({ name }) => name));
  if (gone.size === 0) return [];
  return readEnumLists(outline).map((places) => ({
    places,
    isEmptied: places.every(({ name }) => gone.has(name)),
  }));
}

function findRanges(outline: Outline, enums: readonly EnumList[], fact: UnusedFact): Ranges {
  const whole: Span[] = [];
  const shared: Span[] = [];
  if (fact.what === 'enumerator') {
    let last: Span | undefined;
    for (const { places, isEmptied } of enums) {
      const place = places.find(({ name }) => name === fact.name);
      if (!place) continue;
      if (!isEmptied) whole.push(enumeratorRange(outline.tokens, place));
      else last = place.span;
    }
    return { whole, shared, ...(last ? { last } : {}) };
  }
  for (const item of outline.items) {
    if (item.kind === 'invocation') {
      const macro = item.names[0] ?? '';
      const isNamed = item.arguments[0] === fact.name;
      const isOfEvent = TRACEPOINT_MACRO.test(macro);
      const goes =
        fact.what === 'tracepoint'
          ? eventOf(item)?.name === fact.name || (isOfEvent && isNamed)
          : (EXPORT_MACRO.test(macro) && !isOfEvent && isNamed) ||
            (fact.what === 'variable' && objectOf(item) === fact.name);
      if (goes) whole.push(withSemicolon(outline, item));
      continue;
    }
    if (fact.what === 'tracepoint' || !mayDeclare(outline.tokens, item, fact.what, fact.name)) continue;
    if (!item.names.includes(fact.name) && !isForwardDeclaration(outline.tokens, item, fact.name)) continue;
    (item.names.length <= 1 ? whole : shared).push(withSemicolon(outline, item));
  }
  if (fact.what === 'function' || fact.what === 'macro' || fact.what === 'variable') {
    for (const macro of outline.macros) if (macro.name === fact.name) whole.push(macro);
  }
  return { whole, shared };
}

/** A stray `;` directly behind a definition (`static inline void f(void) { };`) belongs to it. */
function withSemicolon(outline: Outline, item: OutlineItem): Span {
  const { tokens } = outline;
  const next = item.endToken;
  const isStray = next < tokens.count && tokenText(tokens, next) === ';' && tokens.start[next] === item.end;
  return { start: item.start, end: isStray ? tokens.end[next]! : item.end };
}

/** `struct name;` */
function isForwardDeclaration(tokens: Tokens, item: OutlineItem, name: string): boolean {
  if (item.kind !== 'type' || item.body || item.names.length > 0) return false;
  return tokenText(tokens, item.firstToken + 1) === name && tokenText(tokens, item.firstToken + 2) === ';';
}
