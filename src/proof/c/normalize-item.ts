import { applyToTokens, closing } from './apply-to-tokens.js';
import { readExpression, readItems, Unreadable, type Expression } from './expression.js';
import { isArrayOf, isOpenArray, openFacts, readValue, tagOf, type Facts } from './facts-in-code.js';
import { bindParameters, findParameter } from './former-parameters.js';
import { foldExpression } from './fold-expression.js';
import { foldSizes } from './fold-sizes.js';
import { shapeOf, typedefName, type ItemShape } from './item-shape.js';
import { HELD, HIDDEN, isGone, isGoneType, type Known } from './known.js';
import { isFunction, isStatement, joinPasted, NO_STATEMENT } from './macro-body.js';
import { normalizeBody } from './normalize-function.js';
import { normalizeMembers } from './normalize-members.js';
import { printBody, printExpression } from './print.js';
import { openReader } from './read-statements.js';
import { readUnits } from './read-units.js';
import { splitParameters } from './split-parameters.js';
import type { Token } from './token.js';

/**
 * The lines that an item means under the facts; none for one that they take away. Items that mean the same have the
 * same lines.
 */
export function normalizeItem(tokens: readonly Token[], known: Known): string[] {
  try {
    if (!isWhole(tokens)) return [tokens.map(({ text }) => text).join(' ')];
    return normalize(tokens, known);
  } catch (error) {
    // Too deep or too odd: what can't be understood must stay as it is.
    if (error instanceof Unreadable || error instanceof RangeError)
      return [tokens.map(({ text }) => text).join(' ')];
    throw error;
  }
}

/** Whether all brackets close, and the item ends as one does. */
function isWhole(tokens: readonly Token[]): boolean {
  const open: string[] = [];
  for (const { kind, text } of tokens) {
    if (kind !== 'mark') continue;
    if (text === '(' || text === '[' || text === '{')
      open.push(text === '(' ? ')' : text === '[' ? ']' : '}');
    else if ((text === ')' || text === ']' || text === '}') && open.pop() !== text) return false;
  }
  const last = tokens.at(-1)!.text;
  return open.length === 0 && (last === ')' ? tokens[1]?.text === '(' : /^(?:[;}]|#.*)$/s.test(last));
}

function normalize(original: readonly Token[], known: Known): string[] {
  const [only] = original;
  if (original.length === 1 && only!.kind === 'directive') return normalizeDirective(only!, known);
  if (isGoneInvocation(original, known) || isReplaced(original, known)) return [];
  const tokens = applyToTokens(applyToDirectives(original, known), known);
  if (tokens.length === 0 || tokens.every(({ text }) => text === ';')) return [];
  const shape = shapeOf(tokens);
  switch (shape.kind) {
    case 'function': {
      if (isGone(known, shape.name)) return [];
      const shadowed = shadowedNames(tokens, known);
      if (shadowed.size > 0) return normalize(original, withoutNames(known, shadowed));
      const head = tokens.slice(0, shape.body);
      const written = openReader(tokens).readBody(shape.body + 1, tokens.length - 1, 0);
      const { body, locals, lost, moved } = bindParameters(head, shape.name, written, known);
      const facts = openFacts(known, {
        locals,
        lost,
        returnsNothing: known.returns.has(shape.name),
        tags: typesOfParameters(head),
        parameters: parameterNames(head).filter((name) => !moved.has(name)),
      });
      return [spellHead(head, known), ...normalizeBody(body, facts), '}'];
    }
    case 'members':
      if (isGoneDefinition(shape.tag, tokens, known)) return [];
      return normalizeDefinition(tokens, shape, known);
    case 'invocation':
    case 'declaration':
      return normalizeDeclaration(tokens, known);
  }
}

/** `struct s { … };`, and what it declares or gives a value: `static struct s { … } list[] = { … };`. */
function normalizeDefinition(
  tokens: readonly Token[],
  { word, tag: written, body }: Extract<ItemShape, { kind: 'members' }>,
  known: Known,
): string[] {
  // A struct without a tag that stands for itself is none that has one; in a macro it may be part of any.
  const isUnnamed = written === '' && tokens.at(-1)!.text === ';';
  // Its members are the same where a leftover keeps the struct itself.
  const tag = isUnnamed ? UNNAMED.text : written.replace(HELD, '').replace(HIDDEN, '');
  const end = closing(tokens, body);
  if (!tokens.slice(end).some(({ text }) => text === '='))
    return normalizeMembers(tokens, body, word, tag, known);
  const type = written === '' ? [...tokens.slice(0, body), UNNAMED] : tokens.slice(0, body);
  return [
    ...normalizeMembers(tokens.slice(0, end + 1), body, word, tag, known),
    ...normalizeDeclaration([...type, ...tokens.slice(end + 1)], known),
  ];
}

/** In place of a tag. */
const UNNAMED: Token = { kind: 'name', text: '?', at: 0, opensLine: false, isGlued: false };

/** A #define among the tokens of an item goes like one that stands for itself. */
function applyToDirectives(tokens: readonly Token[], known: Known): readonly Token[] {
  if (!tokens.some(({ kind }) => kind === 'directive')) return tokens;
  return tokens.flatMap((token) => {
    if (token.kind !== 'directive') return [token];
    const lines = normalizeDirective(token, known);
    return lines.length === 0 ? [] : [{ ...token, text: lines.join(' ') }];
  });
}

/** The definition of a thing that another one replaces; below it would bear the other's name. */
function isReplaced(tokens: readonly Token[], known: Known): boolean {
  if (known.replaced.size === 0) return false;
  const shape = shapeOf(tokens);
  if (shape.kind === 'function') return isGone(known, shape.name);
  if (shape.kind === 'members') return isGoneDefinition(shape.tag, tokens, known);
  if (shape.kind === 'invocation') return false;
  if (/^(?:struct|union|enum)$/.test(tokens[0]!.text) && tokens.length === 3)
    return isGoneType(known, tokens[1]!.text);
  const names = openReader(tokens)
    .readBody(0, tokens.length, 0)
    .map((s) => (s.kind === 'declaration' ? s.name : ''));
  return names.length > 0 && names.every((name) => isGone(known, name));
}

/** Macros whose argument is the name of a trace event or of a class of them (include/linux/tracepoint.h). */
const EVENT_MACRO = /TRACE_EVENT|TRACEPOINT|^DECLARE_TRACE|DEFINE_\w*EVENT|DECLARE_EVENT_CLASS/;

/** `EXPORT_SYMBOL(f);` and its like, of something that is gone; a macro that is gone. */
function isGoneInvocation(all: readonly Token[], known: Known): boolean {
  const from = all.findIndex(({ text }) => !/^(?:static|extern|const|__maybe_unused)$/.test(text));
  const tokens = from > 0 ? all.slice(from) : all;
  if (tokens[0]!.kind !== 'name' || tokens[1]?.text !== '(' || shapeOf(tokens).kind !== 'invocation')
    return false;
  if (isGone(known, tokens[0]!.text)) return true;
  const isEvents = EVENT_MACRO.test(tokens[0]!.text);
  const goes = (name: string) => (isEvents ? known.events.has(name) : isGone(known, name));
  return tokens.some(({ kind, text }, i) => kind === 'name' && goes(text) && isWholeArgument(tokens, i));
}

/** Names of facts that the function has a local or parameter of: something else is meant in it. */
export function shadowedNames(tokens: readonly Token[], known: Known): Set<string> {
  const names = new Set<string>();
  tokens.forEach(({ kind, text }, i) => {
    if (kind !== 'name' || !(known.gone.has(text) || known.returns.has(text))) return;
    const before = tokens[i - 1];
    const next = tokens[i + 1]?.text ?? '';
    const isType =
      before?.kind === 'name' && !/^(?:return|case|goto|else|struct|union|enum)$/.test(before.text);
    const isPointer =
      before?.text === '*' &&
      tokens[i - 2]?.kind === 'name' &&
      /^(?:struct|union|enum|const)$/.test(tokens[i - 3]?.text ?? '');
    if ((isType || isPointer) && /^[,)=;[]$/.test(next)) names.add(text);
  });
  return names;
}

function withoutNames(known: Known, names: ReadonlySet<string>): Known {
  const without = <T>(map: ReadonlyMap<string, T>) => new Map([...map].filter(([name]) => !names.has(name)));
  return {
    ...known,
    gone: new Set([...known.gone].filter((name) => !names.has(name))),
    values: without(known.values),
    returns: without(known.returns),
  };
}

/** The words that end a function's parameters. */
export function parameterNames(head: readonly Token[]): string[] {
  return head
    .filter(({ kind }, i) => kind === 'name' && /^[,)]$/.test(head[i + 1]?.text ?? ''))
    .map(({ text }) => text);
}

/** The types of a function's parameters, of those that point to a struct or have a type's name. */
export function typesOfParameters(head: readonly Token[]): Map<string, string> {
  const text = head.map((token) => token.text).join(' ');
  const tags = new Map<string, string>();
  for (const [, type, name] of text.matchAll(
    /[(,] (?:const )?((?:struct |union )?\w+) (?:\* )?(?:const )?(\w+) (?=[,)])/g,
  )) {
    tags.set(name!, type!);
  }
  return tags;
}

function isWholeArgument(tokens: readonly Token[], i: number): boolean {
  return /^[(,]$/.test(tokens[i - 1]?.text ?? '') && /^[),]$/.test(tokens[i + 1]?.text ?? '');
}

function isGoneDefinition(tag: string, tokens: readonly Token[], known: Known): boolean {
  if (tag !== '' && isGoneType(known, tag) && tokens.at(-2)?.text === '}') return true;
  const last = tokens.at(-2);
  return tokens[0]!.text === 'typedef' && last?.kind === 'name' && isGoneType(known, last.text);
}

/** A declaration's words, without the parameters that go, and with `void` where a function returns nothing any more. */
export function spellHead(tokens: readonly Token[], known: Known, tag?: string): string {
  const words: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    words.push(token.text);
    const isMember = token.text === ')' && tokens[i - 1]?.kind === 'name' && tokens[i - 2]?.text === '*';
    const name = isMember ? tokens[i - 1]!.text : token.text;
    if ((token.kind !== 'name' && !isMember) || tokens[i + 1]?.text !== '(') continue;
    if (!isMember && known.returns.has(name)) {
      const storage = words
        .slice(0, -1)
        .filter((word) => /^(?:static|inline|extern|__always_inline|__init|noinline)$/.test(word));
      words.splice(0, words.length, ...storage, 'void', name);
    }
    const facts = (known.parameters.get(name) ?? []).filter(
      ({ memberOf }) =>
        (memberOf !== undefined) === isMember &&
        (tag === undefined ||
          tag === '' ||
          memberOf === undefined ||
          !memberOf.includes(' ') ||
          (memberOf.endsWith(` ${tag}`) && !known.replacesOthers)),
    );
    if (facts.length === 0) continue;
    const end = closing(tokens, i + 1);
    const reader = openReader(tokens);
    const parts = splitParameters(tokens, i + 2, end);
    const kept = parts.filter(
      (_, index) =>
        !facts.some((fact) => fact.to === undefined && fact.index === index && fact.count === parts.length),
    );
    const renamed = new Map(
      facts.flatMap(({ name: old, to }) => (to === undefined ? [] : [[old, to] as const])),
    );
    const spelled = kept.map(([from, to]) =>
      reader.tokens
        .slice(from, to)
        .map(({ text }) => renamed.get(text) ?? text)
        .join(' '),
    );
    words.push('(', spelled.length === 0 ? 'void' : spelled.join(' , '), ')');
    i = end;
  }
  return words.join(' ');
}

function normalizeDeclaration(tokens: readonly Token[], known: Known): string[] {
  const reader = openReader(tokens);
  const facts = openFacts(known);
  const last = tokens.at(-1)!.text === ';' ? tokens.length - 1 : tokens.length;
  // `struct s;`
  const [word, tag] = tokens;
  if (last === 2 && /^(?:struct|union|enum)$/.test(word!.text))
    return isGoneType(known, tag!.text) ? [] : [`${word!.text} ${tag!.text};`];
  const isTypedef = tokens[0]!.text === 'typedef';
  const statements = reader.readBody(0, tokens.length, 0);
  const lines = statements.map((s): string[] => {
    switch (s.kind) {
      case 'declaration': {
        if (isGone(known, s.name) || (isTypedef && isGoneType(known, s.name))) return [];
        const tag = tagOf(s.spelled);
        const value =
          s.value &&
          foldExpression(s.value, facts.within(tag ?? null, isArrayOf(s.spelled), isOpenArray(s.spelled)));
        return [spellDeclarator(s.spelled, s.name, value, facts)];
      }
      case 'expression':
        return [`${printExpression(foldExpression(s.value, facts))}${s.isOpen ? '' : ';'}`];
      case 'raw': {
        const gone = isTypedef && last > 0 && isGoneType(known, typedefName(tokens.slice(0, last)));
        return gone ? [] : printBody([s]);
      }
      default:
        return printBody([s]);
    }
  });
  // `__printf(1, 2)` on a line of its own goes with what it is an attribute of.
  const [first] = statements;
  const isAttribute =
    first?.kind === 'expression' &&
    first.isOpen === true &&
    first.value.kind === 'call' &&
    first.value.callee.kind === 'name' &&
    first.value.callee.text.startsWith('__');
  const [, ...others] = lines;
  if (isAttribute && others.length > 0 && others.every((own) => own.length === 0)) return [];
  return lines.flat();
}

function spellDeclarator(spelled: string, name: string, value: Expression | null, facts: Facts): string {
  const words = foldSizes(spelled.replace('\0', name).split(' '), facts);
  const tokens = words.map((text): Token => ({
    kind: /^\w+$/.test(text) ? 'name' : 'mark',
    text,
    at: 0,
    opensLine: false,
    isGlued: false,
  }));
  return `${spellHead(tokens, facts.known)}${value ? ` = ${printExpression(value)}` : ''};`;
}

function normalizeDirective(token: Token, known: Known): string[] {
  const parts = token.parts!;
  const word = parts[0]!.text;
  if (word === 'include' || word === 'include_next')
    return isGoneHeader(token.text, known) ? [] : [token.text];
  if (word !== 'define' && word !== 'undef') return [token.text];
  const name = parts[1]?.text ?? '';
  if (isGone(known, name) || known.aliases.has(name)) return [];
  const isFunctionLike = parts[2]?.text === '(' && parts[2].isGlued;
  const end = isFunctionLike ? closing(parts, 2) : 1;
  const { facts, renamed } = bindMacroParameters(parts.slice(0, end + 1), name, known);
  const head = spellHead(
    applyToTokens(parts.slice(0, end + 1), { ...known, configs: new Map(), values: new Map() }),
    known,
  );
  // A parameter is one wherever its word stands: behind a dot, and in what is pasted.
  const spelled = parts.slice(end + 1).map((part) => {
    const fresh = part.kind === 'name' ? renamed.get(part.text) : undefined;
    return fresh === undefined ? part : { ...part, text: fresh };
  });
  const body = applyToTokens(spelled, known);
  return [`#${head}`, ...normalizeMacroBody(body, facts)];
}

/** What the uses of a macro's parameters become that go, and the new names of others. */
function bindMacroParameters(
  head: readonly Token[],
  name: string,
  known: Known,
): { readonly facts: Facts; readonly renamed: ReadonlyMap<string, string> } {
  const locals = new Map<string, Expression>();
  const renamed = new Map<string, string>();
  for (const fact of known.parameters.get(name) ?? []) {
    const { called } = findParameter(head, name, fact);
    if (fact.to !== undefined) renamed.set(called, fact.to);
    else if (fact.value !== null) locals.set(called, readValue(fact.value));
  }
  return { facts: openFacts(known, { locals, isMacro: true }), renamed };
}

function normalizeMacroBody(body: readonly Token[], facts: Facts): string[] {
  if (body.length === 0) return [];
  const pasted = joinPasted(body);
  const items = readUnits(pasted, 'c').map((unit) =>
    unit.kind === 'item' ? (unit.nodes as readonly Token[]) : [],
  );
  if (items.some(isFunction)) return items.flatMap((item) => normalizeItem(item, facts.known));
  const reader = openReader(pasted);
  try {
    // Elements of an initializer.
    if (pasted[0]!.text === '.' && pasted[1]?.kind === 'name') {
      const items = readItems(reader, 0, pasted.length, 0);
      return [printExpression(foldExpression({ kind: 'list', items }, facts))];
    }
    const e = readExpression(reader, 0, pasted.length);
    if (e.kind !== 'raw') {
      const folded = foldExpression(e, facts);
      if (folded.kind !== 'raw' || folded.tokens.length > 0) return [printExpression(folded)];
      return isStatement(e, facts.known) ? NO_STATEMENT : [];
    }
    return printBody(facts.foldBody(reader.readBody(0, pasted.length, 0)));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [pasted.map(({ text }) => text).join(' ')];
  }
}

function isGoneHeader(text: string, known: Known): boolean {
  const target = /["<]\s*([^">]*?)\s*[">]/.exec(text.replace(/ /g, ''))?.[1];
  if (target === undefined) return false;
  return known.goneIncludes.has(target) || known.isGoneHeader(target, text.includes('"'));
}
