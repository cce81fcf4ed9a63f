import type { Span } from '../../../text/span.js';
import { factId, type ParameterFact } from '../../facts.js';
import { findBodies } from '../members/find-bodies.js';
import { designatorAt, openInitializers, termOfDesignated } from '../members/locate-initializer.js';
import { dropParts } from '../syntax/drop-parts.js';
import { tokenSpan, lex, TokenKind, tokenIndexAt, tokenText, type Tokens } from '../syntax/lex.js';
import { holdsDirective, readList, type BracketList } from '../syntax/list-parts.js';
import { matchingClose, nextToken, type Outline } from '../syntax/outline.js';
import { readParameters, type Signature } from '../syntax/signature.js';
import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';
import { resolveMember, resolveTerm, type Resolution } from '../types/resolve-member.js';
import { headsAround } from './call-heads.js';
import { nodeText, report, type FoldContext } from './fold-context.js';
import { findEffects } from './part-effects.js';
import { operatorOf } from './precedence.js';

/** The parameters of a member that is a pointer to function, in the struct's definition: `int (*member)(int a)`. */
export function findMemberSignatures(tokens: Tokens, key: string, member: string): Signature[] {
  const found: Signature[] = [];
  for (const body of findBodies(tokens)) {
    if (body.key !== key) continue;
    for (let i = body.open + 1; i < body.close; i++) {
      const text = tokenText(tokens, i);
      if (text === '{') i = matchingClose(tokens, i);
      if (text !== '(' || tokenText(tokens, nextToken(tokens, i + 1)) !== '*') continue;
      const close = matchingClose(tokens, i);
      const name = close - 1;
      const open = nextToken(tokens, close + 1);
      const isMember = tokenText(tokens, name) === member && tokenText(tokens, open) === '(';
      const signature = isMember ? readParameters(tokens, name, open) : null;
      if (signature) found.push(signature);
      i = isMember ? open : close;
    }
  }
  return found;
}

/**
 * Takes parameters out of the types of pointers to function, and notes the functions that initializers let them point
 * to, which lose theirs as well.
 * @returns offsets of mentions that need no parser any more: those in designators.
 */
export function foldMemberParameters(file: FoldContext, outline: Outline): Set<number> {
  const done = new Set<number>();
  const { memberParameters } = file.knowledge;
  if (memberParameters.size === 0) return done;
  for (const facts of memberParameters.values()) foldPointerType(file, outline.tokens, facts);
  visitDesignators(file, outline.tokens, outline, done);
  for (const macro of outline.macros) {
    const body = file.text.slice(macro.body.start, macro.body.end);
    if (macro.kind !== 'define' || ![...memberParameters.keys()].some((name) => body.includes(name)))
      continue;
    visitDesignators(file, lex(file.text, macro.body.start, macro.body.end), null, done);
  }
  return done;
}

function foldPointerType(file: FoldContext, tokens: Tokens, facts: readonly ParameterFact[]): void {
  const [first] = facts;
  for (const { name, list, parameters, isVariadic } of findMemberSignatures(
    tokens,
    first!.memberOf!,
    first!.of,
  )) {
    if (parameters.length === first!.count && !isVariadic && !holdsDirective(list)) {
      drop(file, list, facts, 'void');
      file.heads.push({ start: tokens.start[name]!, end: tokens.end[list.close]! });
    } else
      report(file, tokenSpan(tokens, name), 'other-parameters', 'has other parameters here', factId(first!));
  }
}

function drop(file: FoldContext, list: BracketList, facts: readonly ParameterFact[], empty: string): void {
  const indexes = facts.map(({ index }) => index).sort((a, b) => a - b);
  const cause = factId(facts[0]!);
  for (const edit of dropParts(list, indexes, empty)) file.changes.push({ ...edit, cause });
}

function visitDesignators(
  file: FoldContext,
  tokens: Tokens,
  outline: Outline | null,
  done: Set<number>,
): void {
  const lists = openInitializers(tokens, outline?.items ?? []);
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier) continue;
    const facts = file.knowledge.memberParameters.get(tokenText(tokens, i));
    const designator = facts && designatorAt(lists, i);
    if (!facts || !designator) continue;
    done.add(tokens.start[i]!);
    const context: FoldContext = { ...file, tokens };
    const object = termOfDesignated(context.knowledge.types.lookUp, lists, designator);
    const is = resolveTerm(context, object, facts[0]!.of, facts[0]!.memberOf!);
    const equals = nextToken(tokens, i + 1);
    let end = equals + 1;
    while (end < tokens.count && !/^[,}]$/.test(tokenText(tokens, end))) {
      end = /^[([{]$/.test(tokenText(tokens, end)) ? matchingClose(tokens, end) + 1 : end + 1;
    }
    noteStored(context, facts, is, namesBetween(tokens, equals + 1, end), tokenSpan(tokens, i));
  }
}

/** Identifiers in a value that are no casts' types: what a pointer may come to point to. */
function namesBetween(tokens: Tokens, from: number, to: number): { name: string; offset: number }[] {
  const names: { name: string; offset: number }[] = [];
  for (let i = from; i < to && i < tokens.count; i++) {
    if (tokens.kind[i] === TokenKind.Identifier)
      names.push({ name: tokenText(tokens, i), offset: tokens.start[i]! });
  }
  return names;
}

/** What is stored in a member that may be the one of the facts. */
function noteStored(
  context: FoldContext,
  facts: readonly ParameterFact[],
  is: Resolution,
  names: readonly { name: string; offset: number }[],
  at: Span,
): void {
  const cause = factId(facts[0]!);
  const { parameters, types } = context.knowledge;
  const only = names.length === 1 ? names[0]! : undefined;
  if (is === 'other') {
    for (const { name, offset } of names) {
      if (!parameters.get(name)?.some((fact) => fact.index === facts[0]!.index)) continue;
      const message = `${name} loses a parameter, but another struct's ${facts[0]!.of} points to it, too`;
      refuse(context, { start: offset, end: offset }, message, cause);
    }
    return;
  }
  if (is === 'unknown') {
    if (types.isWaiting()) return;
    report(
      context,
      at,
      'unresolved-type',
      `a member ${facts[0]!.of} of what could not be found out is set`,
      cause,
    );
    return;
  }
  if (only && /^(?:NULL|nullptr)$/.test(only.name)) return;
  if (!only) {
    if (names.length > 0)
      refuse(context, at, 'what the pointer comes to point to could not be found out', cause);
    return;
  }
  for (const fact of facts) {
    const { name, index, count, value } = fact;
    const spread: ParameterFact = { kind: 'parameter', name, of: only.name, index, count, value };
    context.spread.push({ fact: spread, because: [factId(fact)], path: context.path, offset: only.offset });
  }
}

/** `ops->m = f;`: f loses the parameter, too. */
export function noteMemberStore(context: FoldContext, node: SyntaxNode): void {
  const left = fieldOf(node, 'left');
  const right = fieldOf(node, 'right');
  const facts = left && factsOf(context, left);
  if (!right || !facts || operatorOf(node) !== '=') return;
  let value: SyntaxNode | undefined = right;
  while (value && value.type !== 'identifier') {
    if (value.type === 'parenthesized_expression') value = namedChildren(value)[0];
    else if (value.type === 'cast_expression') value = fieldOf(value, 'value');
    else if (value.type === 'pointer_expression') value = fieldOf(value, 'argument');
    else break;
  }
  if (right.type === 'null' || /^(?:NULL|0)$/.test(nodeText(context, right))) return;
  const isLocal = value?.type === 'identifier' && context.locals.has(nodeText(context, value));
  const only = value?.type === 'identifier' && !isLocal ? [value] : [];
  const names = only.map((one) => ({ name: nodeText(context, one), offset: one.start }));
  const from = value?.type === 'field_expression' ? factsOf(context, value) : undefined;
  if (from === facts) return; // another object's pointer of the kind
  const unknown = [
    { name: '', offset: right.start },
    { name: '', offset: right.start },
  ];
  const is = resolveMember(context, left, facts[0]!.memberOf!);
  noteStored(context, facts, is, names.length > 0 ? names : unknown, left);
}

function factsOf(context: FoldContext, node: SyntaxNode): readonly ParameterFact[] | undefined {
  const field = node.type === 'field_expression' ? fieldOf(node, 'field') : undefined;
  return field ? context.knowledge.memberParameters.get(nodeText(context, field)) : undefined;
}

/** `ops->m(…)`: the arguments for lost parameters go. */
export function dropMemberArguments(context: FoldContext, callee: SyntaxNode, list: SyntaxNode): void {
  let member: SyntaxNode | undefined = callee;
  while (member && member.type !== 'field_expression') {
    if (member.type === 'parenthesized_expression') member = namedChildren(member)[0];
    else if (member.type === 'pointer_expression') member = fieldOf(member, 'argument');
    else return;
  }
  const facts = member && factsOf(context, member);
  if (!member || !facts) return;
  const cause = factId(facts[0]!);
  const is = resolveMember(context, member, facts[0]!.memberOf!);
  if (is === 'unknown' && !context.knowledge.types.isWaiting()) {
    const message = `calls through a member ${facts[0]!.of}, but of what could not be found out`;
    report(context, member, 'unresolved-type', message, cause);
  }
  if (is !== 'this') return;
  const { tokens } = context;
  const open = tokenIndexAt(tokens, list.start);
  const read = readList(tokens, open);
  if (read?.parts.length !== facts[0]!.count || holdsDirective(read)) {
    report(context, list, 'other-parameters', 'this call passes another number of arguments', cause);
    return;
  }
  for (const fact of facts) {
    const effects = findEffects(tokens, read.parts[fact.index]!, context.knowledge);
    if (effects?.length === 0) continue;
    for (const name of effects ?? []) context.questions.add(name);
    report(context, list, 'side-effects', `the argument for ${fact.name} has side effects`, factId(fact));
    return;
  }
  drop(context, read, facts, '');
  if (!context.isMacro)
    context.heads.push(...headsAround(tokens, tokenIndexAt(tokens, callee.start), read.close));
}

/** A read of the pointer that is neither a test nor a call: what gets it still passes the argument. */
export function reportPointerCopy(context: FoldContext, node: SyntaxNode): void {
  const facts = factsOf(context, node);
  if (!facts || !node.parent) return;
  const { parent } = node;
  const copies =
    (parent.type === 'assignment_expression' && node.field === 'right') ||
    (parent.type === 'init_declarator' && node.field === 'value') ||
    parent.type === 'argument_list' ||
    parent.type === 'return_statement';
  const is = copies ? resolveMember(context, node, facts[0]!.memberOf!) : 'other';
  if (is === 'other' || (is === 'unknown' && context.knowledge.types.isWaiting())) return;
  const left = parent.type === 'assignment_expression' ? fieldOf(parent, 'left') : undefined;
  if (left && factsOf(context, left) === facts) return;
  const cause = factId(facts[0]!);
  if (is === 'this')
    refuse(context, node, 'the pointer is handed on to what still passes the argument', cause);
  else
    report(
      context,
      node,
      'unresolved-type',
      `a member ${facts[0]!.of} of what could not be found out is handed on`,
      cause,
    );
}

/** A place that can't follow: with it left as it is the types no longer fit. */
function refuse(context: FoldContext, at: Span, message: string, cause: string): void {
  const { path, leftovers } = context;
  leftovers.push({ code: 'address-taken', path, offset: at.start, message, cause, refuses: true });
}
