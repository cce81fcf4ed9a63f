import type { Fact } from '../../lang/facts.js';
import type { ProofTask, Violation } from '../proof-task.js';
import { compareUnits } from './compare-units.js';
import { expandFlags } from './expand-flags.js';
import { findKeptDefinitions } from './kept-definitions.js';
import { HELD, HIDDEN, makeKnown, withHeldCalls, type Known } from './known.js';
import { locateLeftovers } from './leftover-places.js';
import { findLostNames } from './lost-names.js';
import { markMentions } from './mark-mentions.js';
import { readConditionals } from './read-conditionals.js';
import { mergeStructs, readObjects, readStructs } from './read-structs.js';
import { readTokens } from './read-tokens.js';
import { findStaleUses } from './stale-uses.js';
import { findDefiners, readUnits } from './read-units.js';
import { resolveNodes } from './resolve-nodes.js';

/** How deep conditionals may nest in a file that is to be proved: far more than any real one does. */
const DEEPEST = 200;

/**
 * Proves the change of a file that the C preprocessor reads: with the facts applied to both texts, each assignment of
 * the macros that they don't decide leaves items of the same meaning, in the same order.
 */
export function proveC(task: ProofTask): Violation[] {
  const { path, kind, before, after, edits, facts, leftovers, open } = task;
  const lexing = { hasLineComments: kind !== 'asm', hasStrings: kind !== 'asm', hasDollars: kind === 'c' };
  const own = ownNames(path, before);
  // A file that has a macro in the place of an enumeration constant means that.
  const macros = facts.some((fact) => fact.kind === 'unused' && fact.what === 'enumerator')
    ? ownMacros(before)
    : new Set<string>();
  const keptMacros = findKeptMacros(path, before, after);
  const isOthers = (fact: Fact) =>
    isAboutOthers(fact) && !(fact.kind === 'unused' && fact.what === 'enumerator' && macros.has(fact.name));
  const isAboutOthers = (fact: Fact) =>
    !(fact.kind === 'unused' || fact.kind === 'value') ||
    fact.path !== undefined ||
    !(fact.what === 'macro' ? keptMacros : own).has(fact.name);
  const stated = makeKnown(path, withoutOwnFlags(facts.filter(isOthers), before));
  const asksTypes = facts.some(
    (fact) =>
      fact.kind === 'member' ||
      fact.kind === 'parameter' ||
      (fact.kind === 'replace' && fact.what === 'member'),
  );
  const given: Known = {
    ...stated,
    ownMembers: new Set(task.ownMembers ?? []),
    pureNames: new Set(task.pureNames ?? []),
    ...(asksTypes
      ? {
          objects: new Map([...(task.objects ?? []), ...readObjects(before)]),
          structs: mergeStructs([readStructs(before), task.structs ?? {}]),
        }
      : {}),
  };
  const places = locateLeftovers(after, edits, leftovers);
  const former = expandFlags(readTokens(before, lexing), given, () => true);
  const old = readConditionals(former);
  const fresh = expandFlags(readTokens(after, lexing), given, places.isLeft);
  const now = readConditionals(fresh);
  if (now.defects > old.defects) {
    return [{ law: 'balanced-conditionals', message: 'an #if without #endif, or the other way round' }];
  }
  if (Math.max(old.depth, now.depth) > DEEPEST) {
    return [{ law: 'readable', message: `conditionals nest more than ${DEEPEST} deep` }];
  }
  const constant = findKeptDefinitions(now.nodes, facts);
  const known: Known = { ...given, gone: without(given.gone, constant) };
  // In the new text the facts must have been carried out, but for what is left to a person.
  const renamed = makeKnown(
    path,
    facts.filter(({ kind: what }) => what === 'replace'),
  );
  const unfinished = makeKnown(
    path,
    open.filter((fact) => isOthers(fact) && fact.kind !== 'unused' && !('goes' in fact)),
  );
  const constrained: Known = {
    ...renamed,
    gone: new Set(),
    goneTypes: new Set(),
    replacesOthers: true,
    voids: new Set(known.returns.keys()),
    matchesCalls: known.matchesCalls,
    objects: known.objects,
    structs: known.structs,
    ownMembers: known.ownMembers,
    pureNames: known.pureNames,
    parameters: new Map(
      [...known.parameters].map(([of, list]) => [of, list.filter(({ memberOf }) => memberOf !== undefined)]),
    ),
    formerParameters: new Map(
      [...known.parameters].map(([of, list]) => [
        of,
        list.filter(
          ({ memberOf, to, value }) => memberOf === undefined && to === undefined && value !== null,
        ),
      ]),
    ),
    configs: known.enforced,
    enforced: known.enforced,
    mayStay: without(new Set([...unfinished.gone, ...unfinished.goneTypes]), constant),
    maybeMembers: known.members,
  };
  const knownNew = (start: number, end: number) => (places.isLeft(start, end) ? known : constrained);
  const heldKnown: Known = { ...known, parameters: withHeldCalls(known) };
  const style = kind === 'c' ? 'c' : 'lines';
  const marks = markMentions(task.isByHand === true ? [] : former, fresh, known, places);
  const definers = findDefiners(former);
  const found = compareUnits(
    readUnits(
      resolveNodes(old.nodes, () => known),
      style,
      definers,
    ),
    readUnits(resolveNodes(now.nodes, knownNew), style, definers),
    {
      style,
      definers,
      old: { known: () => heldKnown, memory: new Map(), hide: marks.old },
      now: {
        known: knownNew,
        memory: new Map(),
        findStale: (tokens) => {
          if (style === 'lines') return [];
          const hidden = marks.now(tokens);
          return findStaleUses(hidden, known, hidden === tokens ? '' : HIDDEN);
        },
        hide: marks.now,
      },
      findLost: (one, other) =>
        style === 'lines' ? [] : findLostNames(one, other, ({ at }) => places.isLeftLine(at)),
      enabled: known.enabled,
      subjects: known.subjects,
    },
  );
  if (!found) return [];
  const line = found.at === undefined ? '' : `line ${before.slice(0, found.at).split('\n').length}: `;
  const show = (line: string) => {
    const text = line.replaceAll(HELD, '');
    return text === '' ? 'nothing' : `"${text.length > 120 ? `${text.slice(0, 117)}...` : text}"`;
  };
  const message = `${line}${show(found.before)} by the facts, but ${show(found.after)} in the new text`;
  return [{ law: 'same-meaning', message, ...(found.at === undefined ? {} : { offset: found.at }) }];
}

function without(names: ReadonlySet<string>, some: ReadonlySet<string>): ReadonlySet<string> {
  return some.size === 0 ? names : new Set([...names].filter((name) => !some.has(name)));
}

/**
 * A file that defines such a macro for itself means what it says: nothing is known of it then. One that does so only
 * where there is none doesn't: ENABLE_X is always there.
 */
function withoutOwnFlags(facts: readonly Fact[], text: string): readonly Fact[] {
  if (!facts.some((fact) => fact.kind === 'config' && fact.hasFlags)) return facts;
  const others = text.replace(
    /#[ \t]*ifndef[ \t]+(ENABLE_\w+)[ \t]*\n[ \t]*#[ \t]*define[ \t]+\1\b[^\n\\]*\n[ \t]*#[ \t]*endif\b/g,
    '',
  );
  const defined = new Set(
    [...others.matchAll(/#[ \t]*(?:define|undef)[ \t]+(?:ENABLE|IF_NOT|IF)_(\w+)/g)].map(
      (match) => match[1]!,
    ),
  );
  return facts.map((fact) => {
    if (fact.kind !== 'config' || !defined.has(fact.name)) return fact;
    const { hasFlags, ...own } = fact;
    return hasFlags ? own : fact;
  });
}

/** The macros that a text defines, but for those that `#define A A` puts beside a constant for conditionals to see. */
function ownMacros(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)(?![ \t]+\1\b)/gm)].map((match) => match[1]!),
  );
}

/** The macros that a .c file defines before and after: others of these names aren't meant there. */
function findKeptMacros(path: string, before: string, after: string): ReadonlySet<string> {
  if (!path.endsWith('.c')) return new Set();
  const now = ownMacros(after);
  return new Set([...ownMacros(before)].filter((name) => now.has(name)));
}

/** Names that a .c file has static things of, which facts about the whole tree don't mean. */
function ownNames(path: string, text: string): ReadonlySet<string> {
  if (!path.endsWith('.c')) return new Set();
  return new Set(
    [...text.matchAll(/^static\s[^;={()]*?\b(\w+)\s*(?:\(|=|;|\[)/gm)].map((match) => match[1]!),
  );
}
