import { firstAtOrAfter } from '../../../text/partition-point.js';
import type { Span } from '../../../text/span.js';
import { factId, type ParameterFact } from '../../facts.js';
import type { PartEdit } from '../syntax/drop-parts.js';
import { lex, TokenKind, tokenIndexAt, tokenText, type Tokens } from '../syntax/lex.js';
import { readList } from '../syntax/list-parts.js';
import { nextToken, type MacroItem } from '../syntax/outline.js';
import { foldMention } from './drop-arguments.js';
import type { Mention } from './find-mentions.js';
import { report, type FoldContext } from './fold-context.js';
import { drop, push, type Place } from './parameter-place.js';

/** The macro forms of a function: `#define f(a, p) …`, and calls in the bodies of others. */
export function foldMacro(
  file: FoldContext,
  macro: MacroItem,
  mentions: readonly Mention[],
  done: Set<number>,
): void {
  const { parameters } = file.knowledge;
  if (macro.kind !== 'define') return;
  const own = parameters.get(macro.name);
  const inside = mentionsIn(mentions, macro).filter((m) => parameters.has(file.text.slice(m.start, m.end)));
  if (!own && inside.length === 0) return;
  const tokens = lex(file.text, macro.start + 1, macro.end);
  const place = (i: number, name: string): Place => ({
    file,
    tokens,
    i,
    name,
    facts: parameters.get(name)!,
    item: undefined,
    macro,
  });
  const handedOn = new Map<number, string>();
  for (const mention of inside) {
    done.add(mention.start);
    const i = tokenIndexAt(tokens, mention.start);
    const name = tokenText(tokens, i);
    if (name === macro.name && mention.start < macro.body.start) continue;
    if (macro.parameters?.includes(name) || /^(?:\.|->|#|##)$/.test(tokenText(tokens, i - 1))) continue;
    // `#define f f`: the macro says that there is a function.
    if (name === macro.name && tokens.start[i] === macro.body.start && tokens.end[i] === macro.body.end)
      continue;
    for (const index of parametersIn(place(i, name), macro)) handedOn.set(index, mention.cause);
    foldMention(place(i, name));
  }
  if (!own) passOn(file, tokens, macro, handedOn);
  if (own && macro.parameters !== null)
    foldMacroForm(place(nameToken(tokens, macro.name), macro.name), macro);
}

/** The macro's own parameters, by index, that stand in the arguments which a call in its body loses. */
function parametersIn({ tokens, i, facts }: Place, macro: MacroItem): number[] {
  const open = nextToken(tokens, i + 1);
  const list = open < tokens.count && tokenText(tokens, open) === '(' ? readList(tokens, open) : null;
  const names = macro.parameters ?? [];
  const found: number[] = [];
  for (const { index } of list ? facts : []) {
    const part = list!.parts[index];
    for (let t = part?.first ?? 0; part && t < part.end; t++)
      found.push(tokens.kind[t] === TokenKind.Identifier ? names.indexOf(tokenText(tokens, t)) : -1);
  }
  return found.filter((index) => index >= 0 && names[index] !== '...');
}

/**
 * A macro that handed its parameter on to nothing else loses it, too: otherwise what its callers pass would silently
 * not be evaluated any more, and a function that only it was given would be unused.
 * @param tokens of the whole definition. @param handedOn causes by the parameter's index.
 */
export function passOn(
  file: FoldContext,
  tokens: Tokens,
  macro: MacroItem,
  handedOn: ReadonlyMap<number, string>,
): void {
  const names = macro.parameters ?? [];
  for (const [index, cause] of handedOn) {
    const name = names[index]!;
    let isUsed = false;
    for (let t = 0; t < tokens.count; t++) {
      const isName = tokens.kind[t] === TokenKind.Identifier && tokenText(tokens, t) === name;
      if (!isName || tokens.start[t]! < macro.body.start) continue;
      isUsed ||= !file.changes.some((e) => e.start <= tokens.start[t]! && tokens.end[t]! <= e.end);
    }
    if (isUsed) continue;
    const fact: ParameterFact = {
      kind: 'parameter',
      name,
      of: macro.name,
      index,
      count: names.length,
      value: null,
      isHandedOn: true,
    };
    file.spread.push({ fact, because: [cause], path: file.path, offset: macro.start });
  }
}

function mentionsIn(mentions: readonly Mention[], span: Span): readonly Mention[] {
  return mentions.slice(firstAtOrAfter(mentions, span.start), firstAtOrAfter(mentions, span.end));
}

function nameToken(tokens: Tokens, name: string): number {
  let i = 1;
  while (i < tokens.count && tokenText(tokens, i) !== name) i++;
  return i;
}

/** `#define f(a, p) BODY`. */
function foldMacroForm(place: Place, macro: MacroItem): void {
  const { file, tokens, i, facts } = place;
  const cause = factId(facts[0]!);
  const list = readList(tokens, i + 1);
  const names = macro.parameters ?? [];
  // `#define f(args...)` hands on whatever it gets.
  if (names.at(-1) === '...') return;
  if (!list || names.length !== facts[0]!.count) {
    report(file, macro, 'other-parameters', `the macro ${macro.name} has other parameters`, cause);
    return;
  }
  const edits: PartEdit[] = [];
  for (const fact of facts) {
    const name = names[fact.index]!;
    for (let t = list.close + 1; t < tokens.count; t++) {
      if (tokens.kind[t] !== TokenKind.Identifier || tokenText(tokens, t) !== name) continue;
      if (file.changes.some((e) => e.start <= tokens.start[t]! && tokens.end[t]! <= e.end)) continue;
      const pastes =
        /^##?$/.test(tokenText(tokens, t - 1)) || (t + 1 < tokens.count && tokenText(tokens, t + 1) === '##');
      if (fact.value === null || pastes) {
        const offset = tokens.start[t]!;
        const message = `the macro ${macro.name} uses ${name} here${pastes ? '' : '; say what it is (value:)'}`;
        file.leftovers.push({
          code: 'value-needed',
          path: file.path,
          offset,
          message,
          cause: factId(fact),
          refuses: true,
        });
        continue;
      }
      const text = /^[\w.]+$|^\(.*\)$/s.test(fact.value) ? fact.value : `(${fact.value})`;
      const isWrapped =
        tokenText(tokens, t - 1) === '(' &&
        t + 1 < tokens.count &&
        tokenText(tokens, t + 1) === ')' &&
        text.startsWith('(');
      const [first, last] = isWrapped ? [t - 1, t + 1] : [t, t];
      edits.push({ start: tokens.start[first]!, end: tokens.end[last]!, text });
    }
  }
  drop(place, list, '');
  push(file, macro, edits, cause);
}
