import type { Edit } from '../../../edit/edit.js';
import type { Span } from '../../../text/span.js';
import { factId, type Leftover, type ReplaceFact } from '../../facts.js';
import { findWord } from '../../plain-text/mentions.js';
import { readRoles } from '../name-roles.js';
import { findPasting, mayBePasted, type Pasting } from '../prune/pasting.js';
import { TokenKind, tokenIndexAt, tokenText, type Tokens } from '../syntax/lex.js';
import { matchingClose, type Outline, type OutlineItem } from '../syntax/outline.js';
import { findNameUses, wordAfter, wordBefore, type NameUse } from './find-name-uses.js';
import { isPlainName, subjectOf } from './name-subject.js';
import { renameProse } from './rename-prose.js';
import { readScopes, type Scopes } from './read-scopes.js';

export interface ReplacedNames {
  /** One for each use that becomes the new name, sorted. */
  readonly edits: readonly Edit[];
  readonly leftovers: readonly Leftover[];
  /** Statements (their heads) that hold a replaced name. */
  readonly heads: readonly Span[];
}

const REASONS: Partial<Record<NameUse['role'], readonly [code: string, message: string]>> = {
  test: ['tested-name', 'a condition asks whether it is defined'],
  pasted: ['pasted-name', 'a macro pastes or quotes the name'],
  unsure: ['ambiguous-name', 'it may be a local thing of that name'],
};

/**
 * Writes each new name where its old one is used in a file of C: in functions, initializers, macro bodies and #if
 * conditions, whether they parse or not. Members, locals, parameters, labels and tags of that name are other things.
 * What is not certain stays, and is reported.
 * @param outline that of the live text.
 */
export function replaceNames(path: string, outline: Outline, facts: readonly ReplaceFact[]): ReplacedNames {
  const { tokens } = outline;
  const edits: Edit[] = [];
  const leftovers: Leftover[] = [];
  const heads: Span[] = [];
  if (facts.length === 0) return { edits, leftovers, heads };
  const byName = new Map(facts.map((fact) => [subjectOf(fact.name).name, fact]));
  const shadows = openShadows(path, outline, facts);
  let pasting: Pasting | undefined;
  const mayBeBuilt = ({ subject }: NameUse) => mayBePasted(subject.name, (pasting ??= findPasting(outline)));
  const others = new Set<ReplaceFact>();
  for (const use of findNameUses(
    outline,
    [...byName.values()].map(({ name }) => subjectOf(name)),
  )) {
    const fact = byName.get(use.subject.name)!;
    if (use.role === 'other') others.add(fact);
    const leave = ([code, message]: readonly [string, string]) =>
      leftovers.push({
        code,
        path,
        offset: use.start,
        message,
        cause: factId(fact),
        // The old name means nothing any more, so no use can keep it.
        ...(fact.isRenaming && code === 'new-name-in-use' ? { refuses: true } : {}),
      });
    const isTold = fact.isRenaming && use.role === 'test';
    const reason = isTold ? undefined : (REASONS[use.role] ?? reasonToKeep(outline, use, fact, shadows));
    if (reason) leave(reason);
    if (fact.isRenaming && use.role === 'definition' && mayBeBuilt(use))
      leave(['maybe-pasted', '`##` may build the name, which would be another one then']);
    const isReplaced = fact.isRenaming
      ? use.role !== 'other'
      : (use.role === 'use' || use.role === 'condition') && !isOwnDefinition(use, fact);
    if (reason || !isReplaced) continue;
    edits.push(writeUse(use, fact));
    const head = use.item && headAround(tokens, use);
    if (head) heads.push(head);
  }
  for (const fact of byName.values()) {
    if (fact.isRenaming) {
      const prose = renameProse(path, tokens, fact, others.has(fact));
      edits.push(...prose.edits);
      leftovers.push(...prose.leftovers);
      continue;
    }
    leftovers.push(...findInProse(path, tokens, subjectOf(fact.name).name, factId(fact)));
  }
  return { edits: edits.sort((a, b) => a.start - b.start), leftovers, heads };
}

/** Why a use must stay; undefined for one that is replaced (or is none). */
function reasonToKeep(
  outline: Outline,
  use: NameUse,
  fact: ReplaceFact,
  shadows: Shadows,
): readonly [string, string] | undefined {
  if (use.role === 'condition' && fact.what !== 'macro' && !fact.isRenaming)
    return ['tested-name', 'a condition of the preprocessor uses the name'];
  if (use.role !== 'use') return undefined;
  if (!fact.isRenaming && definesByMacro(outline.tokens, use))
    return ['defined-by-macro', 'a macro seems to define it here'];
  const name = fact.with;
  if (!isPlainName(name) || (!fact.isRenaming && isOwnDefinition(use, fact))) return undefined;
  if (fact.isRenaming)
    return shadows.isShadowed(name, use)
      ? ['new-name-in-use', `${name} means something else in this place`]
      : undefined;
  if (use.macro?.name === name || (use.item?.names.includes(name) && use.item.kind !== 'type'))
    return ['defined-by-old-name', `${name} is itself defined by it`];
  return shadows.isShadowed(name, use)
    ? ['new-name-in-use', `${name} means something else in this place`]
    : undefined;
}

function isOwnDefinition(use: NameUse, fact: ReplaceFact): boolean {
  const { name } = subjectOf(fact.name);
  if (use.macro) return use.macro.name === name;
  return use.item?.kind === 'function' && use.item.names.includes(name);
}

/** DEFINE_SPINLOCK(name), LIST_HEAD(name): the first argument of a macro in capitals at file scope. */
function definesByMacro(tokens: Tokens, use: NameUse): boolean {
  const { item } = use;
  if (item?.kind !== 'invocation' || (item.body && use.start >= item.body.start)) return false;
  const macro = item.names[0] ?? '';
  if (!/^(?:DEFINE|DECLARE|STATIC|LIST_HEAD|HLIST_HEAD|.*_(?:DEFINE|DECLARE|HEAD|INIT))/.test(macro))
    return false;
  const i = tokenIndexAt(tokens, use.start);
  return wordBefore(tokens, i) === '(' && /^[,)]$/.test(wordAfter(tokens, i));
}

interface Shadows {
  readonly isShadowed: (name: string, use: NameUse) => boolean;
}

/** What the file has of its own under the new names. */
function openShadows(path: string, outline: Outline, facts: readonly ReplaceFact[]): Shadows {
  const shared = facts.filter((fact) => !fact.withIsLocal && isPlainName(fact.with)).map((fact) => fact.with);
  const names = new Set(facts.map((fact) => fact.with).filter(isPlainName));
  const roles = readRoles(path, outline, new Set(shared));
  const ofFile = new Set(shared.filter((name) => roles.get(name)?.isLocal));
  const byItem = new Map<OutlineItem, Scopes>();
  return {
    isShadowed: (name, { item, start, macro }) => {
      if (ofFile.has(name)) return true;
      if (macro) return macro.parameters?.includes(name) ?? false;
      if (!item) return false;
      let scopes = byItem.get(item);
      if (!scopes) byItem.set(item, (scopes = readScopes(outline.tokens, item, names)));
      return scopes.isDeclaredAt(name, start);
    },
  };
}

function writeUse(use: NameUse, fact: ReplaceFact): Edit {
  const cause = factId(fact);
  if (use.subject.tag !== null) {
    const to = subjectOf(fact.with);
    if (to.tag === use.subject.tag) return { start: use.start, end: use.end, text: to.name, cause };
    const before = use.tokens.text.lastIndexOf(use.subject.tag, use.start);
    return { start: before, end: use.end, text: fact.with, cause };
  }
  const text = fact.what === 'type' || standsAlone(use, fact.with) ? fact.with : `(${fact.with})`;
  return { start: use.start, end: use.end, text, cause };
}

/** Whether a text needs no parentheses where the name stands: it is one operand, or nothing binds it from outside. */
function standsAlone({ tokens, index, role }: NameUse, text: string): boolean {
  if (/^(?:\w+|"[^"]*"|\([^()]*\))$/.test(text) || /^[A-Za-z_][\w.]*(?:->\w+)*(?:\([^()]*\))?$/.test(text))
    return true;
  if (role === 'condition' || hasTopComma(text)) return false;
  return (
    /^(?:[(,=[{;]|return|case)$/.test(wordBefore(tokens, index)) &&
    /^[),;}\]]$/.test(wordAfter(tokens, index))
  );
}

function hasTopComma(text: string): boolean {
  let depth = 0;
  for (const c of text) {
    if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (c === ',' && depth === 0) return true;
  }
  return false;
}

/** How far a statement's borders are looked for, in tokens. */
const HEAD_REACH = 400;

/**
 * The statement that a use stands in, or what may be broken over lines of its own: the head of an `if` or a loop, or
 * the statement behind it.
 */
function headAround(tokens: Tokens, use: NameUse): Span | null {
  const { firstToken, endToken } = use.item!;
  const at = tokenIndexAt(tokens, use.start);
  const isBorder = (i: number) =>
    /^[;{}]$/.test(tokenText(tokens, i)) || tokens.kind[i] === TokenKind.Directive;
  let first = at;
  while (first > firstToken && at - first < HEAD_REACH && !isBorder(first - 1)) first--;
  for (;;) {
    while (
      first < at &&
      (tokens.kind[first] === TokenKind.Comment || /^(?:else|do)$/.test(tokenText(tokens, first)))
    )
      first++;
    if (!/^(?:if|while|for|switch)$/.test(tokenText(tokens, first)) || tokenText(tokens, first + 1) !== '(')
      break;
    const close = matchingClose(tokens, first + 1);
    if (close >= at)
      return close < tokens.count ? { start: tokens.start[first]!, end: tokens.end[close]! } : null;
    first = close + 1;
  }
  let last = at;
  while (last < endToken - 1 && last - at < HEAD_REACH && !isBorder(last)) last++;
  return { start: tokens.start[first]!, end: tokens.end[last]! };
}

/** The name in comments and strings, which stay as they are. */
export function findInProse(path: string, tokens: Tokens, name: string, cause: string): Leftover[] {
  return findWord(tokens.text, name).flatMap((offset) => {
    let i = tokenIndexAt(tokens, offset);
    if (i >= tokens.count || tokens.start[i]! > offset) i--;
    const kind = i >= 0 && tokens.end[i]! > offset ? tokens.kind[i] : undefined;
    if (kind !== TokenKind.Comment && kind !== TokenKind.String) return [];
    const [code, place] =
      kind === TokenKind.Comment
        ? ['mentioned-in-comment', 'a comment']
        : ['mentioned-in-string', 'a string'];
    const message = `${place} mentions the name`;
    return [{ code, path, offset, message, cause }];
  });
}
