import type { Edit } from '../../../edit/edit.js';
import { factId, type MemberFact } from '../../facts.js';
import type { FoldContext } from '../fold/fold-context.js';
import { report } from '../fold/fold-context.js';
import { removeElement } from '../fold/fold-initializer.js';
import { passOn } from '../fold/fold-parameter-macros.js';
import { findEffects } from '../fold/part-effects.js';
import { keepContinuation } from '../fold/vanish-macros.js';
import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import type { ListPart } from '../syntax/list-parts.js';
import type { MacroItem, Outline } from '../syntax/outline.js';
import { reduceTerm } from '../types/reduce-term.js';
import { resolveTerm, type Resolution } from '../types/resolve-member.js';
import { keepElement } from './keep-element.js';
import {
  designatorAt,
  openInitializers,
  termOfDesignated,
  type Designator,
  type Initializers,
} from './locate-initializer.js';

/**
 * Takes the initializers of members that go out of a text: `.m = x`, `m: x`, `.inner.m = x`, in any list, and in the
 * bodies of macros that stand for a part of one.
 * @returns offsets of the member's names that were dealt with.
 */
export function dropInitializers(file: FoldContext, outline: Outline): Set<number> {
  const done = new Set<number>();
  const { members } = file.knowledge;
  if (members.size === 0) return done;
  dropFrom(file, outline.tokens, outline, null, done);
  for (const macro of outline.macros) {
    if (macro.kind !== 'define') continue;
    const body = file.text.slice(macro.body.start, macro.body.end);
    if (![...members.keys()].some((name) => body.includes(name))) continue;
    const before = file.changes.length;
    dropFrom(file, lex(file.text, macro.body.start, macro.body.end), null, macro, done);
    const cause = file.changes[before]?.cause;
    if (cause === undefined) continue;
    const words = new Set(body.match(/\w+/g));
    const used = (macro.parameters ?? []).flatMap((name, i) =>
      words.has(name) ? [[i, cause] as const] : [],
    );
    passOn(file, lex(file.text, macro.start + 1, macro.end), macro, new Map(used));
  }
  return done;
}

function dropFrom(
  file: FoldContext,
  tokens: Tokens,
  outline: Outline | null,
  macro: MacroItem | null,
  done: Set<number>,
): void {
  const { members } = file.knowledge;
  let lists: Initializers | undefined;
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const facts = members.get(tokenText(tokens, i));
    if (!facts) continue;
    lists ??= openInitializers(tokens, outline?.items ?? []);
    const designator = designatorAt(lists, i);
    if (!designator) continue;
    done.add(tokens.start[i]!);
    const context: FoldContext = { ...file, tokens };
    const object = termOfDesignated(context.knowledge.types.lookUp, lists, designator);
    const name = tokenText(tokens, i);
    const found = facts.map((fact) => ({
      fact,
      is: macro
        ? resolveByDesignators(context, tokens, name, fact.of)
        : resolveTerm(context, object, name, fact.of),
    }));
    const own = found.find(({ is }) => is === 'this');
    const span = { start: tokens.start[i]!, end: tokens.end[i]! };
    if (own && mayStretch(context, lists, designator)) {
      const message = `without ${own.fact.name} the length of the array around it might change`;
      report(context, span, 'initialized-by-position', message, factId(own.fact));
    } else if (own) dropElement(context, lists, designator.first, own.fact, macro);
    else if (!file.knowledge.types.isWaiting() && found.some(({ is }) => is === 'unknown')) {
      const message = `initializes a member ${name}, but of what could not be found out`;
      report(file, span, 'unresolved-type', message, factId(facts[0]!));
    }
  }
}

/**
 * Whether an index within a designator, as in `.list[3].m`, may make an array longer: all but those that are known to
 * have a size of their own. An index that the designator begins with is that of the list's own array: see keepElement.
 */
function mayStretch(context: FoldContext, lists: Initializers, designator: Designator): boolean {
  const { lookUp } = context.knowledge.types;
  return designator.path.some((step, i) => {
    if (step !== null || i === 0) return false;
    const path = designator.path.slice(0, i);
    const array = reduceTerm(termOfDesignated(lookUp, lists, { ...designator, path }), lookUp);
    return array?.kind !== 'pointer' || array.isArray !== true || array.isUnsized === true;
  });
}

/** In a macro's body: only one struct of those with such a member has all the members that the body initializes. */
function resolveByDesignators(context: FoldContext, tokens: Tokens, name: string, of: string): Resolution {
  const { ownersOf, lookUp } = context.knowledge.types;
  const owners = ownersOf(name);
  if (!owners || owners.length === 1) return owners?.[0] === of ? 'this' : 'unknown';
  const names = new Set<string>([name]);
  for (let i = 2; i + 1 < tokens.count; i++) {
    const isFirst = tokenText(tokens, i - 1) === '.' && /^[,{]$/.test(tokenText(tokens, i - 2));
    if ((isFirst || i === 2) && tokenText(tokens, i + 1) === '=') names.add(tokenText(tokens, i));
  }
  const fitting = owners.filter((owner) => {
    const isNamed = /^(?:struct|union) /.test(owner);
    const definition = isNamed ? lookUp(owner) : null;
    if (definition?.kind !== 'record' || !definition.shape || definition.shape.isOpen) return true;
    return [...names].every((one) => definition.shape!.members.has(one));
  });
  return fitting.length === 1 && fitting[0] === of ? 'this' : 'unknown';
}

function dropElement(
  context: FoldContext,
  lists: Initializers,
  first: number,
  fact: MemberFact,
  macro: MacroItem | null,
): void {
  const { tokens } = context;
  const cause = factId(fact);
  const end = elementEnd(lists, first);
  const element = { start: tokens.start[first]!, end: tokens.end[end - 1]! };
  const isStatic =
    macro === null &&
    lists.items.some(
      ({ kind, start, end: stop }) => kind === 'variable' && start <= element.start && element.end <= stop,
    );
  const effects = isStatic ? [] : findEffects(tokens, valueOf(tokens, first, end), context.knowledge);
  if (effects === null || effects.length > 0) {
    effects?.forEach((name) => context.questions.add(name));
    report(context, element, 'side-effects', `the value that ${fact.name} gets has side effects`, cause);
    return;
  }
  if (tokenText(tokens, first) === '[') {
    const kept = keepElement(lists, first, end, (word) => context.knowledge.members.has(word));
    if (kept === null) {
      const message = `without ${fact.name} the elements behind it or the array's length might change`;
      report(context, element, 'initialized-by-position', message, cause);
      return;
    }
    if (kept !== '') {
      context.changes.push({ ...element, text: kept, cause });
      return;
    }
  }
  const edit = emptyList(tokens, first, end, cause) ?? removeElement(context, element, cause);
  if (edit === null) {
    report(context, element, 'crosses-directive', 'an undecided #if cuts the initializer', cause);
    return;
  }
  context.changes.push(macro ? keepContinuation(context.text, macro, edit) : edit);
}

/** `{ .m = f }` on one line becomes `{ }`; null where the list holds more. */
export function emptyList(tokens: Tokens, first: number, end: number, cause: string): Edit | null {
  const comma = end < tokens.count && tokenText(tokens, end) === ',' ? 1 : 0;
  const close = end + comma;
  const start = first > 0 ? tokens.end[first - 1]! : 0;
  if (first === 0 || close >= tokens.count) return null;
  if (tokenText(tokens, first - 1) !== '{' || tokenText(tokens, close) !== '}') return null;
  const inside = tokens.text.slice(start, tokens.start[close]);
  return /[\r\n]/.test(inside) ? null : { start, end: tokens.start[close]!, text: ' ', cause };
}

/** One past the last token of the element that starts at token `first`. */
function elementEnd({ tokens, around }: Initializers, first: number): number {
  let last = first;
  for (let i = first; i < tokens.count; i++) {
    const isOwn = around[i] === around[first];
    if (isOwn && tokenText(tokens, i) === ',') break;
    if (
      i > first &&
      /^[)\]}]$/.test(tokenText(tokens, i)) &&
      around[i]! < first &&
      around[i] !== around[first]
    )
      break;
    if (tokens.kind[i] !== TokenKind.Comment && tokens.kind[i] !== TokenKind.Directive) last = i;
  }
  return last + 1;
}

/** What stands behind the element's `=` or `:`. */
function valueOf(tokens: Tokens, first: number, end: number): ListPart {
  for (let i = first; i < end; i++) {
    if (/^[=:]$/.test(tokenText(tokens, i))) return { first: i + 1, end };
  }
  return { first, end };
}
